"""Transcripts of speech recognisers, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import ReadError, VocError
from voc.quotes import Passage
from voc.readers import Reader, Reading, Source, all_readers
from voc.reading.base import choose
from voc.reading.talk.words import Word, turns

GOLDEN = Path(__file__).parents[1] / "golden" / "readers"
NAMES = (
    "assemblyai", "aws_transcribe", "azure_speech", "deepgram", "google_stt", "kaldi", "rev", "speechmatics", "whisper",
    "whisperx",
)  # fmt: skip
READERS: dict[str, Reader] = {name: all_readers()[name] for name in NAMES}
FILES = [path for name in NAMES for path in sorted((GOLDEN / name).glob("*.json"))]

Given = Callable[[Any], Source]


@pytest.fixture
def given_json(tmp_path: Path) -> Given:
    """Write a document into a file that no name betrays."""

    def write(document: Any) -> Source:
        path = tmp_path / "given.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return Source(path, path.name)

    return write


def said(source: Source) -> list[Passage]:
    reader, _ = choose(source, all_readers())
    return [passage for passage in reader.read(source) if isinstance(passage, Passage)]


def texts(source: Source) -> list[tuple[str | None, str]]:
    return [(passage.speaker, passage.text) for passage in said(source)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_recogniser_is_known_by_structure_not_by_name(given_json: Given, path: Path) -> None:
    source = given_json(path.read_text(encoding="utf-8"))
    reader, guess = choose(source, all_readers())
    assert reader.name == path.parent.name
    assert guess.score >= 0.95
    assert [name for name, one in READERS.items() if one.sniff(source)] == [reader.name]


def segment(text: str, start: float, **more: Any) -> dict[str, Any]:
    return {"id": 0, "start": start, "end": start + 2, "text": text, "avg_logprob": -0.2, "no_speech_prob": 0.1} | more


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (segment(" Nobody told me.", 4), None),
        (segment(" Nobody told me.", 4, no_speech_prob=0.6), None),
        (segment(" Nobody told me.", 4, no_speech_prob=0.61), "no speech, by the recogniser"),
        (segment(" Nobody told me.", 4, no_speech_prob=None), None),
        (segment(" [BLANK_AUDIO]", 4), "a sound, nothing said"),
        (segment(" (door closes) *sighs*", 4), "a sound, nothing said"),
        (segment(" Thank you for watching!", 4), "a credit that recognisers make up"),
        (segment(" Subtitles by the Amara.org community", 4), "a credit that recognisers make up"),
        (segment(" Untertitelung des ZDF, 2020", 4), "a credit that recognisers make up"),
        (segment(" Sous-titres réalisés par la communauté d'Amara.org", 4), "a credit that recognisers make up"),
        (segment(" Subtítulos realizados por la comunidad de Amara.org", 4), "a credit that recognisers make up"),
        (segment(" Transcribed by https://otter.ai", 4), "a credit that recognisers make up"),
        (segment(" ご視聴ありがとうございました", 4), "a credit that recognisers make up"),
        (segment(" Thank you for watching my dog while I was away.", 4), None),
        (segment(" Untertitel fehlen in der App.", 4), None),
        (segment(" I subscribe to the paper.", 4), None),
        (segment(" The transcript by mail never came.", 4), None),
    ],
)
def test_what_whisper_hears_in_silence_stays_with_its_reason(
    given_json: Given, record: dict[str, Any], reason: str | None
) -> None:
    segments = [segment(" How was it?", 0), record, segment(" It was late.", 20)]
    found = said(given_json({"text": "", "segments": segments, "language": "en"}))
    text = record["text"].strip()
    (passage,) = [passage for passage in found if text in passage.text]
    assert passage.excluded == reason
    assert (passage.text == text) or reason is None


@pytest.mark.parametrize(
    "document",
    [
        {"segments": [{"start": 0, "end": 2, "text": "It broke."}], "language": "en"},
        [{"start": 0, "end": 2, "text": "It broke."}],
        {"text": "It broke.", "chunks": [{"timestamp": [0.0, None], "text": " It broke."}]},
        {"speakers": [{"speaker": None, "timestamp": [0.0, 2.0], "text": "It broke."}], "chunks": [], "text": ""},
        {"transcription": [{"offsets": {"from": 0, "to": 2000}, "text": " It broke."}], "result": {"language": "en"}},
        {"task": "transcribe", "language": "english", "duration": 2.0, "text": "It broke.", "words": []},
        {"task": "transcribe", "text": "It broke.", "segments": None},
    ],
    ids=["bare", "list", "pipeline", "pipeline with speakers", "whisper.cpp", "words asked for", "no segments"],
)
def test_the_shapes_of_whisper(given_json: Given, document: Any) -> None:
    source = given_json(document)
    assert choose(source, all_readers())[0].name == "whisper"
    assert texts(source) == [(None, "It broke.")]
    assert source.notes == ["no speaker is named: the interviewer's questions may stand among the answers"]


def test_a_segment_without_a_speaker_is_of_whoever_says_most_of_its_words(given_json: Given) -> None:
    words = [
        {"word": "It", "start": 0.0, "end": 0.1, "score": 0.9, "speaker": "SPEAKER_01"},
        {"word": "3"},
        {"word": "broke", "start": 0.5, "end": 0.6, "score": 0.9, "speaker": "SPEAKER_01"},
        {"word": "down.", "start": 0.6, "end": 0.7, "score": 0.9, "speaker": "SPEAKER_00"},
    ]
    document = {
        "segments": [{"start": 0, "end": 1, "text": "It 3 broke down.", "words": words}],
        "word_segments": words,
    }
    assert texts(given_json(document)) == [("SPEAKER_01", "It 3 broke down.")]


def item(text: str, start: str | None = None, **more: Any) -> dict[str, Any]:
    timed = {"start_time": start, "end_time": start} if start is not None else {}
    kind = "pronunciation" if start is not None else "punctuation"
    return {"type": kind, "alternatives": [{"content": text, "confidence": "0.9"}], **timed, **more}


def job(*items: Any, **more: Any) -> dict[str, Any]:
    return {"jobName": "one", "results": {"transcripts": [], "items": list(items), **more}}


def test_punctuation_without_a_time_belongs_to_the_word_before(given_json: Given) -> None:
    items = [item("It", "1.0", speaker_label="spk_0"), item("broke", "1.3", speaker_label="spk_0"), item(",")]
    items += [item("Yes", "1.6", speaker_label="spk_1"), item(".")]
    assert texts(given_json(job(*items))) == [("spk_0", "It broke,"), ("spk_1", "Yes.")]


def test_a_word_whose_speaker_is_not_known_is_of_the_speaker_before(given_json: Given) -> None:
    labels = {"segments": [{"speaker_label": "spk_0", "items": [{"start_time": "1.0", "speaker_label": "spk_0"}]}]}
    source = given_json(job(item("It", "1.0"), item("broke", "1.3"), speaker_labels=labels))
    assert texts(source) == [("spk_0", "It broke")]


@pytest.mark.parametrize("labelled", [True, False], ids=["items with a channel", "items by channel"])
def test_channels_are_one_conversation(given_json: Given, labelled: bool) -> None:
    asks = [item("Why", "0.1"), item("?"), item("When", "3.0"), item("?")]
    answers = [item("Money", "1.0"), item("."), item("Monday", "4.0"), item(".")]
    channels = [{"channel_label": f"ch_{n}", "items": items} for n, items in enumerate((asks, answers))]
    labels = [one | {"channel_label": f"ch_{n}"} for n, items in enumerate((asks, answers)) for one in items]
    found = given_json(job(*(labels if labelled else asks + answers), channel_labels={"channels": channels}))
    assert texts(found) == [("ch_0", "Why?"), ("ch_1", "Money."), ("ch_0", "When?"), ("ch_1", "Monday.")]


def test_audio_segments_are_read_where_there_are_no_items(given_json: Given) -> None:
    segments = [{"id": 0, "transcript": "It broke.", "start_time": "61.5", "speaker_label": "spk_3"}]
    (passage,) = said(given_json({"jobName": "one", "results": {"audio_segments": segments}}))
    assert (passage.speaker, passage.text) == ("spk_3", "It broke.")
    assert passage.locator == "turn 1, segment 1 at 00:01:01"


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        (("AGENT", "CUSTOMER"), ["agent", "participant"]),
        (("CUSTOMER", "AGENT"), ["participant", "agent"]),
        (("AGENT", "AGENT"), ["agent", "agent"]),
        (("SYSTEM", "CUSTOMER"), ["agent", "participant"]),
    ],
)
@pytest.mark.parametrize("by_id", [True, False], ids=["Contact Lens", "Call Analytics"])
def test_an_agent_is_no_customer(given_json: Given, roles: tuple[str, str], found: list[str], by_id: bool) -> None:
    who = [{"ParticipantId": f"id {role}", "ParticipantRole": role} for role in roles]
    keys = [{"ParticipantId": f"id {role}"} if by_id else {"ParticipantRole": role} for role in roles]
    talk = [{"Content": f"The meter is wrong {n}.", "BeginOffsetMillis": n, **key} for n, key in enumerate(keys)]
    passages = said(given_json({"Participants": who, "Transcript": talk, "JobStatus": "COMPLETED"}))
    assert [passage.role for passage in passages] == found
    assert [passage.excluded for passage in passages] == [
        "automatic message" if role == "SYSTEM" else None for role in roles
    ]


DEEPGRAM: dict[str, Any] = {
    "utterances": {"utterances": [{"start": 0.1, "end": 1.0, "channel": 0, "transcript": "It broke.", "speaker": 1}]},
    "words": {"words": [{"word": "it", "punctuated_word": "It", "start": 0.1, "end": 0.2, "speaker": 1},
                        {"word": "broke", "punctuated_word": "broke.", "start": 0.3, "end": 1.0, "speaker": 1}]},
    "paragraphs": {"paragraphs": {"paragraphs": [{"speaker": 1, "sentences": [{"text": "It broke.", "start": 0.1}]}]}},
}  # fmt: skip


@pytest.mark.parametrize("what", DEEPGRAM)
def test_deepgram_gives_one_of_three(given_json: Given, what: str) -> None:
    best = {"transcript": "it broke", "confidence": 0.9} | (DEEPGRAM[what] if what != "utterances" else {})
    results = {"channels": [{"alternatives": [best]}]} | (DEEPGRAM[what] if what == "utterances" else {})
    assert texts(given_json({"metadata": {"request_id": "1"}, "results": results})) == [("Speaker 1", "It broke.")]


def test_deepgram_s_whole_transcript_is_better_than_nothing(given_json: Given) -> None:
    results = {"channels": [{"alternatives": [{"transcript": "it broke", "words": []}]}]}
    assert texts(given_json({"metadata": {"request_id": "1"}, "results": results})) == [(None, "it broke")]


@pytest.mark.parametrize(
    ("elements", "text"),
    [
        ([("text", "Hello"), ("punct", ","), ("punct", " "), ("text", "you")], "Hello, you"),
        ([("text", "Hello"), ("punct", ", "), ("text", "you")], "Hello, you"),
        ([("text", "Hello"), ("punct", ","), ("text", "you")], "Hello, you"),
        ([("text", "Hello, you")], "Hello, you"),
        ([("text", "Hello"), ("unknown", "<crosstalk>")], "Hello <crosstalk>"),
    ],
)
def test_rev_writes_spaces_or_not(given_json: Given, elements: list[tuple[str, str]], text: str) -> None:
    made = [{"type": kind, "value": value} for kind, value in elements]
    assert texts(given_json({"monologues": [{"speaker": 4, "elements": made}]})) == [("Speaker 4", text)]


def test_rev_may_name_its_speakers(given_json: Given) -> None:
    said_by = [0, "1", {"id": 0, "name": "Dana"}]
    monologues = [{"speaker": who, "elements": [{"type": "text", "value": "Yes"}]} for who in said_by]
    source = given_json({"monologues": monologues, "speakers": [{"id": 0, "name": "Dana"}, {"id": 1, "name": "Ole"}]})
    assert texts(source) == [("Dana", "Yes"), ("Ole", "Yes"), ("Dana", "Yes")]


def test_segments_without_words_are_recognised_and_refused(given_json: Given) -> None:
    segments = [
        {"@type": "Segment", "start": 0, "duration": 2, "speaker": {"@id": name}} for name in ("S0", "S1", "S0")
    ]
    with pytest.raises(ReadError, match=r"^given\.json: says when 2 speakers speak \(3 segments\), but not a word"):
        said(given_json({"segmentation": {"segments": segments}}))


@pytest.mark.parametrize(
    ("document", "left_out"),
    [
        ({"text": "", "segments": [segment(" It broke.", 0), 7, None]}, 2),
        ({"text": "", "segments": [segment(" It broke.", 0), segment("", 2) | {"text": ["a"]}]}, 1),
        (job(item("It", "1.0"), item("broke.", "1.3"), "x"), 1),
        ({"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "It broke."}, []]}]}, 1),
    ],
)
def test_what_has_another_shape_is_counted(given_json: Given, document: Any, left_out: int) -> None:
    source = given_json(document)
    assert [text for _, text in texts(source)] == ["It broke."]
    assert any(note.startswith(f"{left_out} parts of a") for note in source.notes)


@pytest.mark.parametrize(
    "document",
    [
        {"text": "", "segments": [segment("", 0)]},
        job(),
        {"metadata": {"request_id": "1"}, "results": {"channels": [{"alternatives": []}]}},
        {"audio_url": "a", "status": "error", "text": "", "utterances": None, "words": []},
        {"monologues": [{"speaker": 1, "elements": []}]},
        {"format": "2.9", "metadata": {}, "results": [{"type": "word", "alternatives": [{"content": ""}]}]},
    ],
    ids=["whisper", "aws", "deepgram", "assemblyai", "rev", "speechmatics"],
)
def test_a_recording_of_silence_is_an_error_in_one_line(given_json: Given, document: Any) -> None:
    with pytest.raises(
        ReadError, match=r"^given\.json: recognised as an? \w+ transcript, but nobody says a word in it"
    ):
        said(given_json(document))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["a.", "b"], ["a. b"]),
        ([("a.", 0), ("b", 1.9)], ["a. b"]),
        ([("a.", 0), ("b", 2.0)], ["a.", "b"]),
        ([("a", 0), ("b", 2.0)], ["a", "b"]),
        ([("a", 0), ("b", 2.0), ("c.", 2.5)], ["a b c."]),
        ([("a", 0), ("b", 10.0), ("c.", 10.5)], ["a", "b c."]),
        ([("a.", 0), *(("b", n) for n in range(1, 30)), ("c.", 30), ("d", 31)], ["a." + " b" * 29 + " c.", "d"]),
        ([("a", 5), ("b.", 1), ("c", 1.5)], ["a b. c"]),
        ([("これは", 0), ("壊れた", 1), ("。", 1.2), ("はい", 1.4)], ["これは壊れた。はい"]),
    ],
)
def test_where_nobody_is_named_a_turn_ends_at_a_pause(words: list[Any], found: list[str]) -> None:
    given_words = [
        Word(one, "") if isinstance(one, str) else Word(one[0], f"at {one[1]}", one[1], one[1]) for one in words
    ]
    assert [turn.text for turn in turns(given_words)] == found


def test_a_full_stop_that_lasts_as_long_as_the_pause_ends_a_turn() -> None:
    words = [Word("down", "a", 19.2, 19.5), Word(".", "b", 19.5, 21.9, glued=True), Word("It", "c", 21.9, 22)]
    assert [turn.text for turn in turns(words)] == ["down.", "It"]


def test_the_sentences_of_channels_are_put_in_order() -> None:
    one = [Word("Why?", "a", 0, 1, "A"), Word("And", "b", 2, 2.2, "A"), Word("when?", "c", 2.3, 3, "A")]
    two = [Word("Hm.", "d", 1.2, 1.5, "B"), Word("No.", "e", 5, 6, "B"), Word("Yes.", "f", 6.5, 7, "B")]
    assert [(turn.speaker, turn.text) for turn in turns(one, two)] == [
        ("A", "Why?"), ("B", "Hm."), ("A", "And when?"), ("B", "No. Yes."),
    ]  # fmt: skip


VALUES = st.sampled_from([
    None, True, "", "x", "13.03", "half \ud83d", 0, -1, 7, 1.5, -0.1, 10**400, [], {}, [None], [[]], ["a"], {"a": 1},
    [{"text": "a", "start": "b"}], {"id": [], "name": {}},
])  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for key in keys for found in [(*path, key), *places(value[key], (*path, key))]]


def changed(document: Any, path: tuple[Any, ...], value: Any) -> None:
    """Put a value, or nothing at all, where the path still leads."""
    for key in path[:-1]:
        if not isinstance(document, dict | list) or (isinstance(document, dict) and key not in document):
            return
        if isinstance(document, list) and not (isinstance(key, int) and key < len(document)):
            return
        document = document[key]
    if isinstance(document, dict) and path[-1] in document:
        document.update({path[-1]: value}) if value != "away" else document.pop(path[-1])
    elif isinstance(document, list) and isinstance(path[-1], int) and path[-1] < len(document):
        document[path[-1]] = value


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(deadline=None, max_examples=25, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_document_with_changed_values_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, path: Path, data: st.DataObject
) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    where = st.sampled_from(places(document))
    for place, value in data.draw(st.lists(st.tuples(where, VALUES | st.just("away")), min_size=1, max_size=6)):
        changed(document, place, value)
    file = tmp_path_factory.getbasetemp() / "changed.json"
    text = json.dumps(document)
    file.write_text(text[: int(data.draw(st.just(1.0) | st.floats(0.5, 1)) * len(text))], encoding="utf-8")
    for reader in READERS.values():
        # A reader that the study names is not asked whether it fits.
        found = outcome(reader, Source(file, file.name))
        assert isinstance(found, list) or "\n" not in found


def outcome(reader: Reader, source: Source) -> list[Passage] | str:
    """What a reader makes of a file, or its error."""
    try:
        guess = reader.sniff(source)
        found = [passage for passage in reader.read(source) if isinstance(passage, Passage)]
        reader.preview(source)
    except VocError as error:
        return str(error)
    assert guess is None or 0 <= guess.score <= 1
    assert all(passage.text.strip() for passage in found)
    assert len({passage.locator for passage in found}) == len(found) > 0
    return found


def test_the_words_of_a_real_file_are_all_there(shared: Path) -> None:
    folder = shared / "formats" / "stt_json"
    path = folder / "aws_transcribe_nospeakers.sample.json"
    spoken = " ".join(passage.text for passage in said(Source(path, path.name)))
    whole = json.loads(path.read_text(encoding="utf-8"))["results"]["transcripts"][0]["transcript"]
    assert spoken == whole
    path = folder / "assemblyai_speakers.sample.json"
    (passage,) = said(Source(path, path.name))
    assert passage.text == json.loads(path.read_text(encoding="utf-8"))["text"]
    assert passage.speaker == "Speaker A"


def test_a_real_file_of_segments_alone_is_refused(shared: Path) -> None:
    path = shared / "formats" / "stt_json" / "bbc_kaldi_speaker_segments.sample.json"
    with pytest.raises(ReadError, match=r"says when 5 speakers speak \(77 segments\), but not a word of what"):
        said(Source(path, path.name))


def test_whisper_s_table_is_told_by_its_numbers(read: Callable[..., Reading]) -> None:
    rows = "start\tend\ttext\n0\t2000\tThe tram was late.\nbroken\n2500\t4000\tIt is late again today.\n"
    reading = read({"a.tsv": rows})
    assert reading.quotes["text"].tolist() == ["The tram was late.", "It is late again today."]
    assert "1 parts of a Whisper transcript have another shape" in reading.files[0].note
    assert read({"a.tsv": rows.replace("0\t2000", "soon\tlate")}).files[0].format != "whisper_tsv"


def test_azures_speaker_of_number_0_is_a_speaker(given_json: Given) -> None:
    said = [
        {"speaker": number % 2, "offsetInTicks": 2e7 * number, "nBest": [{"display": f"Part {number}."}]}
        for number in range(4)
    ]
    source = given_json({"recognizedPhrases": said})
    found = [one for one in READERS["azure_speech"].read(source) if isinstance(one, Passage)]
    assert [one.speaker for one in found] == ["Speaker 0", "Speaker 1"] * 2


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ({"startMs": 8000}, "00:00:08"),
        ({"start_ms": 8000}, "00:00:08"),
        ({"start": 8.5}, "00:00:08"),
        ({"start": 80_000}, "00:01:20"),
    ],
)
def test_times_of_any_tool_are_in_the_unit_that_their_name_says(given_json: Given, start: Any, at: str) -> None:
    said = [{"speaker": "Dana", "text": "It sank."} | start, {"speaker": "Mo", "text": "When?"} | start]
    found = [one for one in all_readers()["transcript_json"].read(given_json(said)) if isinstance(one, Passage)]
    assert found[0].locator == f"turn 1, utterance 1 at {at}"
