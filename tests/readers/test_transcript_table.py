"""Conversations as a table: who speaks, and whose words are evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.readers.transcript_table import READER
from voc.reading.base import choose, sniff
from voc.study import SourceRule


def source_of(folder: Path, text: str, **rule: str) -> Source:
    path = folder / "given.csv"
    path.write_text(text, encoding="utf-8")
    return Source(path, path.name, SourceRule.model_validate({"files": "*"} | rule))


def read(source: Source) -> list[Passage]:
    reader, _ = choose(source, all_readers())
    assert reader.name == "transcript_table"
    assert reader.preview(source)
    found = list(READER.read(source))
    assert len({one.locator for one in found}) == len(found)  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


CALLS = {
    "labels": ("speaker", ("Agent", "Customer", "Agent"), ("agent", "participant", "agent")),
    "longer labels": ("Speaker label", ("Support agent", "Caller", "Support agent"), ("agent", "participant", "agent")),
    "channels": ("channel", ("0", "1", "0"), ("agent", "participant", "agent")),
    "sides": ("channel", ("left", "right", "left"), ("agent", "participant", "agent")),
    "roles of a chat": ("role", ("assistant", "user", "assistant"), ("agent", "participant", "agent")),
    "an interview": ("Speaker", ("Interviewer", "P1", "Interviewer"), ("interviewer", "participant", "interviewer")),
    "names": ("speaker", ("Dana", "Mo", "Dana"), ("interviewer", "participant", "interviewer")),
}


@pytest.mark.parametrize(("column", "who", "roles"), CALLS.values(), ids=CALLS)
def test_who_speaks(tmp_path: Path, column: str, who: tuple[str, ...], roles: tuple[str, ...]) -> None:
    said = (
        "How did you find the cabin on the boat?",
        "The signs end at the lift and nobody told me.",
        "And then what?",
    )
    rows = "".join(f"{n},{name},{words}\n" for n, (name, words) in enumerate(zip(who, said, strict=True)))
    found = read(source_of(tmp_path, f"start,{column},text\n{rows}"))
    assert tuple(one.role for one in found) == roles
    assert found[1].question == said[0]
    assert found[1].locator == "turn 2, row 3 at 1"


def test_the_custom_of_channels_is_told_and_can_be_turned_round(tmp_path: Path) -> None:
    text = "start,channel,text\n0,0,I was charged twice for it\n1,1,Which day did you book?\n"
    source = source_of(tmp_path, text)
    assert [one.role for one in read(source)] == ["agent", "participant"]
    assert 'interviewer = "channel 1"' in source.notes[0]
    found = list(READER.read(source_of(tmp_path, text, interviewer="channel 1")))
    assert [one.role for one in found] == ["participant", "interviewer"]  # type: ignore[union-attr]


def test_a_column_called_transcript_holds_what_was_said(tmp_path: Path) -> None:
    text = (
        "#,Timestamp,Speaker,Transcript\n1,00:04,Dana,How was the cabin?\n2,00:09,Mo,The signs end at the lift\n"
        "3,00:15,Dana,And then what?\n4,00:21,Mo,I went back to the desk\n"
    )
    source = source_of(tmp_path, text)
    found = read(source)
    assert [one.role for one in found] == ["interviewer", "participant"] * 2
    assert (found[3].question, found[3].locator) == ("And then what?", "turn 4, row 5 at 00:21")
    assert source.notes == []


def test_a_chat_is_a_conversation(tmp_path: Path) -> None:
    text = (
        "timestamp,sender,message\n"
        "2026-05-02 10:00,Agent,How can I help you?\n2026-05-02 10:01,Lia Moor,My coat is still on the boat\n"
        "2026-05-02 10:02,Agent,Which one is it?\n2026-05-02 10:03,Lia Moor,The red one by the door\n"
    )
    found = read(source_of(tmp_path, text))
    assert [one.role for one in found] == ["agent", "participant"] * 2
    assert {one.speaker for one in found if one.role == "participant"} == {"Lia Moor"}
    assert str(found[1].timestamp) == "2026-05-02 10:01:00+00:00"


def test_a_label_is_somebody_else_in_each_conversation(tmp_path: Path) -> None:
    text = (
        "call_id,speaker,start,text\n"
        "1,Customer,0,I was charged twice\n1,Agent,1,Which day was that?\n"
        "2,Customer,0,My coat is gone\n2,Agent,1,Which cabin was it?\n"
    )
    found = read(source_of(tmp_path, text))
    assert [one.speaker for one in found if one.role == "participant"] == ["1, Customer", "2, Customer"]


def test_a_number_of_a_study_is_one_person(tmp_path: Path) -> None:
    text = "transcript,speaker,start,text\na,P1,0,The signs end here\na,I,1,And then?\nb,P1,0,I came back\nb,I,1,Why?\n"
    assert {one.speaker for one in read(source_of(tmp_path, text)) if one.role == "participant"} == {"P1"}


def test_a_task_is_what_the_answers_answer(tmp_path: Path) -> None:
    text = (
        "line,speaker,text\n"
        "0,Task,Read the home tab\n1,P10,That is where I start\n2,Task,Find the price\n3,P10,Here it is\n"
    )
    found = read(source_of(tmp_path, text))
    assert [(one.text, one.question) for one in found if one.role == "participant"] == [
        ("That is where I start", "Read the home tab"),
        ("Here it is", "Find the price"),
    ]


def test_speakers_may_stand_in_the_text(tmp_path: Path) -> None:
    text = (
        "conversation_id,turn,utterance\n"
        "1,1,Agent: How can I help?\n1,2,Customer: My coat is gone\n1,3,Agent: Which one?\n1,4,Customer: The red one\n"
    )
    assert [one.role for one in read(source_of(tmp_path, text))] == ["agent", "participant", "agent", "participant"]


def test_where_nobody_is_named_it_is_told(tmp_path: Path) -> None:
    text = "conversation_id,turn,utterance\n1,1,my coat is gone\n1,2,it is the red one\n2,1,i was charged twice\n"
    source = source_of(tmp_path, text)
    found = read(source)
    assert [one.speaker for one in found] == ["1, somebody", "1, somebody", "2, somebody"]
    assert source.notes == ["in 2 conversations no column says who speaks: all words are taken for the customers'"]


def test_a_row_without_words_is_counted(tmp_path: Path) -> None:
    text = "speaker,start,text\nAgent,0,How can I help?\nCustomer,1,\nCustomer,2,My coat is gone\n"
    found = read(source_of(tmp_path, text))
    assert [(one.text, one.speaker) for one in found if not one.text] == [("", None)]
    assert len(found) == 3


def test_the_day_of_a_call_is_kept(tmp_path: Path) -> None:
    text = (
        "call date,speaker,start,text\n"
        "2026-05-02 10:00,Agent,0.4,How can I help?\n2026-05-02 10:00,Customer,2,My coat is gone\n"
    )
    assert [str(one.timestamp) for one in read(source_of(tmp_path, text))] == ["2026-05-02 10:00:00+00:00"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "channel,timestamp,text\ngeneral,2026-05-01,the boat was late again\nrandom,2026-05-02,it was cold inside\n",
        "name,time,comment\nmo,10:00,the boat was late again\nal,11:00,it was cold inside\n",
        "author,text,date\nmo,the boat was late again,2026-05-01\nal,it was cold inside,2026-05-02\n",
        "speaker,start,text\n"
        + "".join(f"person {chr(97 + n)}x,{n},each of us said one thing only\n" for n in range(12)),
        "speaker,start,text\nAgent,1,7\nCustomer,2,8\n",
    ],
    ids=["channels of a forum", "names and comments", "posts", "nobody speaks twice", "no words"],
)
def test_what_is_no_conversation(tmp_path: Path, text: str) -> None:
    names = {reader.name: guess.score for reader, guess in sniff(source_of(tmp_path, text), all_readers())}
    assert "transcript_table" not in names
