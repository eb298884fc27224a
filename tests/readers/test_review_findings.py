"""What a review found: evidence lost or given to the wrong person without a word."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from voc.readers import Reading, all_readers, read_paths
from voc.reading.people import load_participants
from voc.study import Study


def read(folder: Path, **files: str) -> Reading:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return read_paths([folder], Study(), all_readers())


def evidence(reading: Reading) -> list[str]:
    return list(reading.quotes[reading.quotes["excluded"].isna()]["text"])


def test_a_head_with_more_than_the_name_says_who_is_who(tmp_path: Path) -> None:
    talk = "Participant: Marcus, 34, Leeds\nAge: 34\n\n" + "Jo: How was it?\nMarcus: The lid broke at once.\n" * 3
    reading = read(tmp_path, talk__txt=talk)
    assert evidence(reading) == ["The lid broke at once."] * 3
    assert reading.participants["participant"].tolist() == ["P001"]


def test_snake_case_headers_are_the_same_words(tmp_path: Path) -> None:
    rows = "ticket_id,requester,subject,message,agent_reply\n1,dana,Box,The box was warm.,Sorry to hear that.\n"
    reading = read(tmp_path, t__csv=rows)
    assert reading.files[0].format == "tickets_table"
    assert evidence(reading) == ["The box was warm."]


def test_tracked_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Interviewer: How was it?")
    paragraph = document.add_paragraph("Anna: The courier came.")
    for tag, words, inner in (("w:ins", " But three days late.", "w:t"), ("w:del", " On time.", "w:delText")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    document.add_paragraph("Interviewer: Anything else?")
    document.add_paragraph("Anna: The lock broke.")
    document.save(str(tmp_path / "talk.docx"))
    assert evidence(read(tmp_path)) == ["The courier came.", "But three days late.", "The lock broke."]


def test_captions_without_names_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, talk__srt="1\n00:00:01,000 --> 00:00:02,000\nSo how was the delivery?\n")
    assert "no speaker is named" in reading.files[0].note


def test_a_rating_without_a_word_is_still_somebody(tmp_path: Path) -> None:
    reading = read(tmp_path, r__csv="Reviewer,Rating,Review\nida,1,The lid broke.\njon,5,\n")
    assert reading.participants["Rating"].tolist() == ["1", "5"]
    assert reading.participants["asked"].tolist() == [True, False]
    assert reading.files[0].blank == 1


@pytest.mark.parametrize(
    ("header", "cells", "named"),
    [
        ("How likely are you to recommend us?", ["9", "0", "7", "10"], "NPS"),
        ("How likely are you to recommend us?", ["9", "0", "99", "10"], "NPS"),
        ("How likely are you to recommend us? (1-7)", ["7", "1", "7", "7"], None),
        ("How likely are you to recommend us? (1-10)", ["9", "1", "7", "10"], None),
    ],
    ids=["plain", "no answer is 99", "one to seven", "one to ten"],
)
def test_what_is_nps(tmp_path: Path, header: str, cells: list[str], named: str | None) -> None:
    rows = "\n".join(f"R{n},{cell},The lid broke again number {n}." for n, cell in enumerate(cells))
    people = read(tmp_path, s__csv=f"Response ID,{header},What annoys you?\n{rows}\n").participants
    assert ("NPS" in people) is (named == "NPS")


def test_a_second_question_to_recommend_does_not_overwrite_the_first(tmp_path: Path) -> None:
    rows = "".join(f"R{n},10,0,The lid broke again number {n}.\n" for n in range(4))
    head = "Response ID,Would you recommend us?,Would you recommend the app?,What annoys you?\n"
    people = read(tmp_path, s__csv=head + rows).participants
    assert set(people["NPS"]) == {"10"}
    assert set(people["Would you recommend the app?"]) == {"0"}


def test_names_stay_out_of_what_is_written_beside_a_pseudonym(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("speaker,Full name,Email,segment\nBea,Bea Jones,b@example.org,gold\n")
    assert load_participants(tmp_path / "p.csv") == {"bea": {"segment": "gold"}}


def test_a_person_of_the_participants_file_is_one_in_all_interviews(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("speaker,segment\nBea,gold\nDana,silver\n")
    sources = tmp_path / "talks"
    sources.mkdir()
    for name in ("one", "two"):
        talk = f"Q: How was it?\nBea: The lid broke {name}.\n" * 3
        (sources / f"{name}.txt").write_text(talk)
    reading = read_paths([sources], Study(), all_readers(), participants=tmp_path / "p.csv")
    assert reading.participants["participant"].tolist() == ["P001"]
    cure = "write it as the source does; voc sniff FILE lists who speaks"
    assert reading.notes == [f"participants file: nobody speaks under the name 'dana'; {cure}"]


def test_an_interviewer_of_the_participants_file_speaks_too(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("name,role\nJo Reyes,interviewer\nBea,participant\n")
    (tmp_path / "talk.txt").write_text("Jo Reyes: How was it?\n\nBea: The lid broke at once.\n\n" * 3)
    reading = read_paths([tmp_path / "talk.txt"], Study(), all_readers(), participants=tmp_path / "p.csv")
    assert set(reading.quotes["role"]) == {"interviewer", "participant"}
    assert reading.notes == []


def test_no_name_of_a_speaker_stands_in_the_account(tmp_path: Path) -> None:
    reading = read(tmp_path, talk__txt="Hanna Lind: How was it?\nBea Jones: The lid broke.\n" * 4)
    assert "Hanna" not in reading.files[0].why
    assert "Bea" not in reading.files[0].why
