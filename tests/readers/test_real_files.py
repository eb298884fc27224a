"""Real exports that lie beside the checkout, each with what becomes of it; without them these tests are skipped."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers, read_paths
from voc.reading.base import choose
from voc.reading.talk.captions import cues
from voc.study import Study

# File, format, and how many passages with words, quotes read and quotes kept.
READ = [
    ("elan/sample_3.0.eaf", "elan", 399, 399, 399),
    ("google_forms/r_community_survey_2019_en_first300.csv", "google_forms", 427, 475, 468),
    ("mastodon/statuses.jsonl", "mastodon", 223, 224, 23),
    ("odt_transcript/P10_GMT20211130.odt", "odt_transcript", 219, 331, 281),
    ("odt_transcript/P11_GMT20211201.odt", "odt_transcript", 200, 294, 232),
    ("otter_txt/P1 Transcript.txt", "text_transcript", 69, 196, 140),
    ("qdpx/sky-loom_TestProject.qdpx", "refi_project", 5, 8, 5),
    ("qualcoder/survey456.csv", "survey_table", 3, 6, 6),
    ("qualcoder/survey789.xlsx", "survey_table", 6, 13, 13),
    ("qualcoder/transcript.txt", "text_transcript", 7, 17, 16),
    ("qualtrics/default_export_demo_2025.csv", "qualtrics", 0, 0, 0),
    ("qualtrics/sample.csv", "qualtrics", 1, 1, 1),
    ("qualtrics/sample_legacy.csv", "qualtrics", 1, 1, 1),
    ("reddit/domain_listing_hot.json", "reddit", 100, 122, 121),
    ("spss/hebrews.sav", "spss", 0, 0, 0),
    ("spss/sample.sav", "spss", 0, 0, 0),
    ("spss/sample.zsav", "spss", 0, 0, 0),
    ("spss/sample_missing.sav", "spss", 0, 0, 0),
    ("spss/simple_alltypes.sav", "spss", 0, 0, 0),
    ("stt_json/assemblyai_speakers.sample.json", "assemblyai", 1, 17, 16),
    ("stt_json/aws_transcribe_nospeakers.sample.json", "aws_transcribe", 25, 102, 101),
    ("surveymonkey/jupyter2020_all_responses_single_header.csv", "surveymonkey", 0, 0, 0),
    ("surveymonkey/jupyter2020_text_fields.csv", "survey_table", 1463, 2103, 2044),
    ("synthetic/bad.srt", "srt", 1, 1, 1),
    ("synthetic/cp1252.csv", "tickets_table", 2, 2, 1),
    ("synthetic/gplay.csv", "google_play", 1, 1, 0),
    ("synthetic/gplay_nobom.csv", "google_play", 1, 1, 0),
    ("synthetic/nohour.vtt", "webvtt", 2, 2, 2),
    ("synthetic/ok.srt", "srt", 2, 2, 1),
    ("synthetic/qualtrics_utf16.tsv", "qualtrics", 0, 0, 0),
    ("synthetic/sjis.csv", "survey_table", 2, 2, 0),
    ("synthetic/teams_new.vtt", "webvtt", 1, 1, 1),
    ("synthetic/teams_notes.vtt", "webvtt", 1, 1, 1),
    ("synthetic/teams_old.vtt", "webvtt", 2, 2, 2),
    ("synthetic/two_voices.vtt", "webvtt", 2, 2, 2),
    ("synthetic/utf8bom_semicolon.csv", "survey_table", 1, 1, 1),
    ("synthetic/zoom.vtt", "webvtt", 2, 3, 2),
    ("taguette/all_tags_20220303.csv", "taguette_highlights", 1839, 3824, 3448),
    ("ttml/ttml_example.ttml", "ttml", 2, 7, 7),
    ("vtt_srt_edge_cases/captions_with_bom.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/comments.vtt", "webvtt", 5, 5, 5),
    ("vtt_srt_edge_cases/cue_tags.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/invalid.vtt", "srt", 1, 1, 1),
    ("vtt_srt_edge_cases/invalid_timeframe.sbv", "sbv", 1, 1, 1),
    ("vtt_srt_edge_cases/invalid_timeframe.srt", "srt", 1, 1, 1),
    ("vtt_srt_edge_cases/invalid_timeframe.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/invalid_timeframe_in_cue_text.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/metadata_headers.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/metadata_headers_multiline.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/missing_caption_text.sbv", "sbv", 2, 2, 2),
    ("vtt_srt_edge_cases/missing_caption_text.srt", "srt", 2, 2, 2),
    ("vtt_srt_edge_cases/missing_caption_text.vtt", "webvtt", 2, 2, 2),
    ("vtt_srt_edge_cases/missing_timeframe.sbv", "sbv", 2, 2, 2),
    ("vtt_srt_edge_cases/missing_timeframe.srt", "srt", 2, 2, 2),
    ("vtt_srt_edge_cases/missing_timeframe.vtt", "webvtt", 2, 2, 2),
    ("vtt_srt_edge_cases/non_padded_timestamps.vtt", "webvtt", 3, 3, 3),
    ("vtt_srt_edge_cases/one_caption.srt", "srt", 1, 1, 1),
    ("vtt_srt_edge_cases/one_caption.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/regions.vtt", "webvtt", 2, 2, 2),
    ("vtt_srt_edge_cases/sample.sbv", "sbv", 1, 1, 1),
    ("vtt_srt_edge_cases/sample.srt", "srt", 1, 1, 1),
    ("vtt_srt_edge_cases/sample.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/styles.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/styles_colours.srt", "srt", 3, 6, 5),
    ("vtt_srt_edge_cases/styles_colours.vtt", "webvtt", 3, 6, 5),
    ("vtt_srt_edge_cases/styles_with_comments.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/two_captions.sbv", "sbv", 1, 1, 1),
    ("vtt_srt_edge_cases/using_identifiers.vtt", "webvtt", 1, 1, 1),
    ("vtt_srt_edge_cases/youtube_dl.vtt", "webvtt", 1, 1, 1),
    ("zoom_vtt/va_caregivers_P26_excerpt.vtt", "webvtt", 29, 37, 16),
    ("refi/TestProject.qdpx", "refi_project", 5, 8, 5),
]
# What has no words, or is broken on purpose: the first words of the error.
REFUSED = [
    ("limesurvey/answers.lss", "the structure of a LimeSurvey survey, no answers"),
    ("limesurvey/group.lsg", "the structure of a LimeSurvey survey, no answers"),
    ("limesurvey/limesurvey_survey_432535.lss", "the structure of a LimeSurvey survey, no answers"),
    ("qdpx/ponte_blank-atlas-project.qdpx", "no text documents in this project"),
    ("qdpx/ponte_target-atlas-project.qdpx", "no text documents in this project"),
    ("qualcoder/ID1.docx", "no structure of a known format was found"),
    ("qualcoder/ID2.odt", "no structure of a known format was found"),
    ("qualcoder/cases123.csv", "no column of people's own words was found"),
    ("qualcoder/plain_codes_categories_for_import.txt", "no structure of a known format was found"),
    ("stt_json/bbc_kaldi_speaker_segments.sample.json", "says when 5 speakers speak"),
    ("synthetic/iv.docx", "no structure of a known format was found"),
    ("taguette/all_tags_20220303.docx", "highlights of a Taguette project, cut out of their documents"),
    ("vtt_srt_edge_cases/empty.vtt", "the file is empty"),
    ("vtt_srt_edge_cases/invalid_format.sbv", "no structure of a known format was found"),
    ("vtt_srt_edge_cases/invalid_format1.srt", "no structure of a known format was found"),
    ("vtt_srt_edge_cases/invalid_format2.srt", "no structure of a known format was found"),
    ("vtt_srt_edge_cases/invalid_format3.srt", "no structure of a known format was found"),
    ("vtt_srt_edge_cases/invalid_format4.srt", "no structure of a known format was found"),
    ("vtt_srt_edge_cases/no_captions.vtt", "no cue with text"),
]
# Counted in the tests, but no exports: notes on the others.
_ASIDE = ("readme", "notes")


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    """Every readable file, read once."""
    return {name: read_paths([shared / _at(name)], Study(), all_readers()) for name, *_ in READ}


def _at(name: str) -> str:
    return name if name.startswith("refi/") else f"formats/{name}"


def passages(path: Path) -> list[Passage]:
    source = Source(path, path.name)
    return [one for one in choose(source, all_readers())[0].read(source) if isinstance(one, Passage)]


@pytest.mark.parametrize(("name", "reader", "count", "read", "kept"), READ, ids=[name for name, *_ in READ])
def test_a_file_becomes_so_many_quotes(
    readings: dict[str, Reading], name: str, reader: str, count: int, read: int, kept: int
) -> None:
    (file,) = readings[name].files
    assert (file.format, file.passages, file.read, file.kept) == (reader, count, read, kept)
    excluded = readings[name].quotes["excluded"].notna().sum()
    assert file.read == file.kept + excluded


@pytest.mark.parametrize(("name", "said"), REFUSED, ids=[name for name, _ in REFUSED])
def test_a_file_is_refused_in_one_line(shared: Path, name: str, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_paths([shared / _at(name)], Study(), all_readers())
    assert str(caught.value).startswith(f"{Path(name).name}: {said}")
    assert "\n" not in str(caught.value)


def test_every_file_is_read_or_refused(shared: Path) -> None:
    known = {name for name, *_ in READ} | {name for name, _ in REFUSED}
    there = {
        path.relative_to(shared / "formats").as_posix()
        for path in (shared / "formats").rglob("*")
        if path.is_file() and path.stem.lower() not in _ASIDE and path.parent.name != "ujg"
    }
    assert there - known == set()


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


@pytest.mark.parametrize("name", ["otter_txt/P1 Transcript.txt", "zoom_vtt/va_caregivers_P26_excerpt.vtt"])
def test_the_interviewer_is_found(readings: dict[str, Reading], name: str) -> None:
    quotes = readings[name].quotes
    assert set(quotes["role"]) == {"interviewer", "participant"}
    assert quotes.loc[quotes["role"] == "interviewer", "excluded"].notna().all()
    assert quotes.loc[quotes["role"] == "participant", "participant"].nunique() == 1


@pytest.mark.parametrize("leak", ["-->", "<v ", "<c>", "<c.", "&amp;", "Transcribed by", "WEBVTT", "<p>", "ImportId"])
def test_no_mark_up_is_anybody_s_words(readings: dict[str, Reading], leak: str) -> None:
    quotes = pd.concat([reading.quotes for reading in readings.values()])
    # Whoever answers a survey may draw an arrow.
    assert not [text for text in quotes.loc[quotes["source_kind"] != "survey", "text"] if leak in text]


def test_each_quote_stands_in_its_passage(readings: dict[str, Reading], shared: Path) -> None:
    for name, reading in readings.items():
        places = {passage.locator: passage.text for passage in passages(shared / _at(name))}
        for row in reading.quotes.to_dict("records"):
            assert places[str(row["locator"])][row["start"] : row["end"]] == row["text"]
