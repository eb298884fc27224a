"""Real exports that lie beside the checkout; without them these tests are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc.quotes import Passage
from voc.readers import FileAccount, Reading, Source, all_readers, read_paths
from voc.readers._base import choose
from voc.readers._captions import cues
from voc.study import Study

# The files are read once, so one worker has to have all these tests.
pytestmark = pytest.mark.xdist_group("real files")

FOLDERS = ("google_forms", "otter_txt", "zoom_vtt", "mastodon", "vtt_srt_edge_cases", "synthetic")
# What has no words, no reader yet, or is broken on purpose; anything else has to be read.
REFUSED = {
    "empty.vtt": "the file is empty",
    "invalid_format1.srt": "no structure of a known format",
    "invalid_format2.srt": "no structure of a known format",
    "invalid_format3.srt": "no structure of a known format",
    "invalid_format4.srt": "no structure of a known format",
    "no_captions.vtt": "no cue with text",
    "iv.docx": "no structure of a known format",
    "qualtrics_utf16.tsv": "no column of people's own words",
    "sjis.csv": "no column of people's own words",
    "invalid_format.sbv": "no structure of a known format",
}


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    return {name: read_paths([shared / "formats" / name], Study(), all_readers()) for name in FOLDERS}


@pytest.fixture(scope="module")
def accounts(readings: dict[str, Reading]) -> dict[str, FileAccount]:
    return {file.source: file for reading in readings.values() for file in reading.files}


def passages(path: Path) -> list[Passage]:
    source = Source(path, path.name)
    return list(choose(source, all_readers())[0].read(source))


def test_every_file_is_read_or_refused_in_one_line(accounts: dict[str, FileAccount]) -> None:
    assert len(accounts) > 50
    assert {name for name, file in accounts.items() if file.error} == set(REFUSED)
    for name, fault in REFUSED.items():
        assert accounts[name].error.startswith(name)
        assert fault in accounts[name].error
        assert "\n" not in accounts[name].error


@pytest.mark.parametrize(
    ("name", "reader", "rows", "kept_at_least"),
    [
        ("r_community_survey_2019_en_first300.csv", "survey_table", 600, 400),
        ("P1 Transcript.txt", "text_transcript", 69, 100),
        ("va_caregivers_P26_excerpt.vtt", "webvtt", 29, 14),
        ("statuses.jsonl", "posts_lines", 218, 20),
        ("sample.srt", "srt", 1, 1),
        ("gplay.csv", "reviews_table", 1, 0),
    ],
)
def test_counts(accounts: dict[str, FileAccount], name: str, reader: str, rows: int, kept_at_least: int) -> None:
    file = accounts[name]
    assert file.format == reader
    assert file.passages + file.blank == rows
    assert file.kept >= kept_at_least


def test_every_respondent_of_a_survey_is_a_person(shared: Path) -> None:
    folder = shared / "formats"
    found = passages(folder / "surveymonkey" / "jupyter2020_text_fields.csv")
    assert len(found) == 1135 * 18
    assert len({passage.speaker for passage in found}) == 1135
    found = passages(folder / "google_forms" / "r_community_survey_2019_en_first300.csv")
    assert len({passage.speaker for passage in found}) == 300


def test_open_questions_are_found_among_two_hundred_columns(shared: Path) -> None:
    found = passages(shared / "formats" / "surveymonkey" / "jupyter2020_all_responses_single_header.csv")
    assert len({passage.speaker for passage in found}) == 1135
    assert all(len(passage.attributes) > 5 for passage in found if passage.text)


def test_every_cue_of_a_recording_is_counted(shared: Path) -> None:
    path = shared / "formats" / "zoom_vtt" / "va_caregivers_P26_excerpt.vtt"
    source = Source(path, path.name)
    assert len(cues(source, comments=True)) == source.text.count("-->") > 40


@pytest.mark.parametrize("name", ["otter_txt", "zoom_vtt"])
def test_the_interviewer_is_found(readings: dict[str, Reading], name: str) -> None:
    quotes = readings[name].quotes
    assert set(quotes["role"]) == {"interviewer", "participant"}
    assert quotes.loc[quotes["role"] == "interviewer", "excluded"].notna().all()
    assert quotes.loc[quotes["role"] == "participant", "participant"].nunique() == 1


@pytest.mark.parametrize("leak", ["-->", "<v ", "<c>", "<c.", "&amp;", "Transcribed by", "WEBVTT", "<p>", "ImportId"])
def test_no_mark_up_is_anybody_s_words(readings: dict[str, Reading], leak: str) -> None:
    kept = [text for reading in readings.values() for text in reading.quotes["text"]]
    assert not [text for text in kept if leak in text]


def test_each_quote_stands_in_its_passage(readings: dict[str, Reading], shared: Path) -> None:
    for name, reading in readings.items():
        for file in (file for file in reading.files if file.read):
            places = {passage.locator: passage.text for passage in passages(shared / "formats" / name / file.source)}
            rows = reading.quotes[reading.quotes["source"] == file.source]
            for row in rows.to_dict("records"):
                assert places[str(row["locator"])][row["start"] : row["end"]] == row["text"]
