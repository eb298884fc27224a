"""Real transcripts and caption files that lie beside the checkout: how many turns, and who is taken for whom."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.base import choose
from voc.reading.talk.cast import cast
from voc.reading.talk.turns import Turn

pytestmark = pytest.mark.xdist_group("real files")


def passages(path: Path) -> list[Passage]:
    source = Source(path, path.name)
    return [one for one in choose(source, all_readers())[0].read(source) if isinstance(one, Passage)]


def known(shared: Path, study: str) -> dict[str, list[dict[str, str]]]:
    """The turns of a study's transcripts, as its collector wrote them down."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (shared / "data" / study / "turns.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["transcript"]].append(row)
    return found


# How many turns become of each, and what all of them say; none for what is refused.
CAPTIONS = {
    "captions_with_bom.vtt": (1, "Caption text #1 Caption text #2 Caption text #3 Caption text #4"),
    "comments.vtt": (5, "Ta en kopp varmt te. Det är inte varmt. Har en kopp te. Det smakar som te. Ta en kopp"),
    "cue_tags.vtt": (1, "When the moon hits your eye Like a big-a pizza pie That's amore"),
    "empty.vtt": None,
    "invalid.vtt": (1, " ".join(f"Caption text #{n}" for n in range(1, 8))),
    "invalid_format.sbv": None,
    "invalid_format1.srt": None,
    "invalid_format2.srt": None,
    "invalid_format3.srt": None,
    "invalid_format4.srt": None,
    "invalid_timeframe.sbv": (1, " ".join(f"Caption text #{n}" for n in range(1, 6))),
    "invalid_timeframe.srt": (1, " ".join(f"Caption text #{n}" for n in range(1, 6))),
    "invalid_timeframe.vtt": (1, " ".join(f"Caption text #{n}" for n in range(1, 8))),
    "invalid_timeframe_in_cue_text.vtt": (1, "Caption text #1 Caption text #2 Caption text #3"),
    "metadata_headers.vtt": (1, "Caption text #1 Caption text #2"),
    "metadata_headers_multiline.vtt": (1, "Caption text #1 Caption text #2"),
    "missing_caption_text.sbv": (2, "Caption text #1 Caption text #3 Caption text #4 Caption text #5"),
    "missing_caption_text.srt": (2, "Caption text #1 Caption text #3 Caption text #4 Caption text #5"),
    "missing_caption_text.vtt": (2, "Caption text #1 Caption text #3 Caption text #4 Caption text #5"),
    "missing_timeframe.sbv": (2, " ".join(f"Caption text #{n}" for n in range(1, 6))),
    "missing_timeframe.srt": (2, " ".join(f"Caption text #{n}" for n in range(1, 6))),
    "missing_timeframe.vtt": (2, " ".join(f"Caption text #{n}" for n in range(1, 8))),
    "no_captions.vtt": None,
    "non_padded_timestamps.vtt": (3, "Good morning everyone. Morning, let's get started. Thanks for joining."),
    "one_caption.srt": (1, "Caption text #1"),
    "one_caption.vtt": (1, "Caption text #1"),
    "regions.vtt": (2, "Hi, my name is Fred Hi, I’m Bill"),
    "sample.sbv": (1, "Caption text #1 Caption text #2 Caption text #3 (line 1) Caption text #3 (line 2) "
                      "Caption text #4 Caption text #5"),
    "sample.srt": (1, " ".join(f"Caption text #{n}" for n in range(1, 6))),
    "sample.vtt": (1, " ".join(f"Caption text #{n}" for n in range(1, 17))),
    "styles.vtt": (1, "Hello world."),
    "styles_colours.srt": (3, "Musique douce --- Some italic and normal coloured text. By the way, 2 < 3 ! --- "
                              "Stéphane ? Où on se gare ? Euh, là-bas, au chêne."),
    "styles_colours.vtt": (3, "Musique douce --- Some italic and normal coloured text. By the way, 2 < 3 ! --- "
                              "Stéphane ? Où on se gare ? Euh, là-bas, au chêne."),
    "styles_with_comments.vtt": (1, "Hello world."),
    "two_captions.sbv": (1, "Caption text #1 Caption text #2 (line 1) Caption text #2 (line 2)"),
    "using_identifiers.vtt": (1, " ".join(f"Caption text #{n}" for n in range(1, 7))),
    "youtube_dl.vtt": (1, "yeah what this will happen is I'm telling"),
}  # fmt: skip


def test_every_caption_file_is_known(shared: Path) -> None:
    folder = shared / "formats" / "vtt_srt_edge_cases"
    assert {path.name for path in folder.iterdir()} - {"README.md"} == set(CAPTIONS)


@pytest.mark.parametrize("name", sorted(CAPTIONS))
def test_caption_files(shared: Path, name: str) -> None:
    path = shared / "formats" / "vtt_srt_edge_cases" / name
    expected = CAPTIONS[name]
    if expected is None:
        with pytest.raises(ReadError, match=rf"^{name}[^\n]+$"):
            passages(path)
    else:
        found = passages(path)
        assert (len(found), " ".join(one.text for one in found)) == expected


def test_ttml(shared: Path) -> None:
    found = passages(shared / "formats" / "ttml" / "ttml_example.ttml")
    text = " ".join(one.text for one in found)
    assert text.startswith("It seems a paradox, does it not, that the image formed on the Retina should be inverted?")
    assert text.endswith("it is simply a question of nomenclature. How truly delightful!")
    assert len(text.split()) == 86


@pytest.mark.parametrize("number", range(1, 11))
def test_every_turn_of_an_otter_transcript_is_read_and_has_its_role(shared: Path, number: int) -> None:
    turns = known(shared, "transcripts_ensemble_interviews")[f"P{number}"]
    found = passages(shared / "data" / "transcripts_ensemble_interviews" / "txt" / f"P{number}.txt")
    assert [one.speaker for one in found] == [
        None if turn["speaker"] == "Unknown Speaker" else turn["speaker"] for turn in turns
    ]
    credit = " Transcribed by https://otter.ai"
    told = [" ".join(turn["text"].split()).removesuffix(credit) for turn in turns]
    assert [" ".join(one.text.split()) for one in found] == told
    roles = {one.speaker: one.role for one in found}
    # Who the unrecognised voices are, is known from what they say.
    voices = {(8, "Speaker 2"): "participant", (10, "Speaker 1"): "participant"}
    for speaker, role in roles.items():
        asks = speaker is not None and speaker[0] in "ARS"
        assert role == voices.get((number, str(speaker)), "interviewer" if asks else "participant")


@pytest.mark.parametrize("number", range(1, 11))
def test_the_interviewer_is_found_without_labels(shared: Path, number: int) -> None:
    """The same talks, with names that say nothing: A1 interviews, A5 asks beside her in some."""
    names = {f"P{number}": "Anna", "A1": "Dana", "R1": "Dana", "A5": "Kim", "Unknown Speaker": None}
    rows = known(shared, "transcripts_ensemble_interviews")[f"P{number}"]
    turns = [Turn(names.get(row["speaker"], row["speaker"]), row["text"], "line 1") for row in rows]
    who = cast(turns)
    assert (who.unclear, who.role("Dana"), who.role("Anna")) == (False, "interviewer", "participant")


def test_the_moderator_and_the_tasks_are_told_from_the_participant(shared: Path) -> None:
    study = "transcripts_serdif_usability"
    for name, rows in known(shared, study).items():
        found = passages(shared / "data" / study / "txt" / f"{name}.txt")
        said = Counter(row["speaker"] for row in rows)
        asked = [one for one in found if one.role == "interviewer"]
        assert sum(one.speaker == "MODERATOR" for one in asked) == said["Moderator"]
        assert sum(one.speaker is None for one in asked) == said["Task"] == 35
        words = " ".join(row["text"] for row in rows if row["speaker"] not in ("Moderator", "Task"))
        assert " ".join(" ".join(one.text for one in found if one.role == "participant").split()) == " ".join(
            words.split()
        )


def test_a_group_without_an_interviewer(shared: Path) -> None:
    found = passages(shared / "formats" / "qualcoder" / "transcript.txt")
    assert Counter((one.speaker, one.role) for one in found) == {
        ("id1", "participant"): 3,
        ("id2", "participant"): 2,
        ("id3", "participant"): 2,
    }


def test_a_recording_of_zoom(shared: Path) -> None:
    found = passages(shared / "formats" / "zoom_vtt" / "va_caregivers_P26_excerpt.vtt")
    assert Counter((one.speaker, one.role) for one in found) == {
        ("Moderator", "interviewer"): 14,
        ("P26", "participant"): 12,
        ("Notetaker", "interviewer"): 3,
    }
    # Without the labels it would not be clear: the one who is guided through the task asks more.
    names = {"Moderator": "Dana", "P26": "Anna", "Notetaker": "Kim"}
    assert cast([Turn(names[str(one.speaker)], one.text, one.locator) for one in found]).unclear
