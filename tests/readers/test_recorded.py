"""A study's formats are kept, and the next run reads its files the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voc.quotes import Passage
from voc.readers import Guess, Reader, Source, all_readers, read_paths
from voc.study import Study

SURVEY = "Response ID,What should we change?\n400001,The courier never came\n400002,The app logs me out every day\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "study.toml").write_text('title = "T"\n', encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.csv").write_text(SURVEY, encoding="utf-8")
    return tmp_path


def read(study: Path, readers: dict[str, Reader] | None = None) -> tuple[str, str]:
    (file,) = read_paths([study], Study.load(study), readers or all_readers()).files
    return file.format, file.why


def greedy() -> dict[str, Reader]:
    """The readers of a later version, in which another format claims every table."""

    def claim(source: Source) -> Guess:
        return Guess(1.0, ("everything is mine",))

    def passages(source: Source) -> Iterator[Passage]:
        yield Passage("mine", "all")

    readers = all_readers()
    return readers | {"greedy": replace(readers["reviews_table"], name="greedy", sniff=claim, read=passages)}


def test_the_choice_is_written_down(study: Path) -> None:
    name, why = read(study)
    (entry,) = json.loads((study / "formats.json").read_text(encoding="utf-8")).values()
    assert entry == {"source": "sources/a.csv", "format": name, "why": why}


def test_a_later_run_reads_the_same(study: Path) -> None:
    name, _ = read(study)
    before = (study / "formats.json").read_bytes()
    assert read(study, greedy()) == (name, "as before, by formats.json")
    assert (study / "formats.json").read_bytes() == before


def test_a_renamed_file_is_known_by_its_content(study: Path) -> None:
    name, _ = read(study)
    (study / "sources" / "a.csv").rename(study / "sources" / "b.csv")
    assert read(study, greedy())[0] == name


def test_a_changed_file_is_recognised_anew(study: Path) -> None:
    read(study)
    (study / "sources" / "a.csv").write_text(SURVEY + "400003,Too loud in there\n", encoding="utf-8")
    assert read(study, greedy())[0] == "greedy"


def test_the_study_s_word_goes_first(study: Path) -> None:
    read(study)
    rule = 'title = "T"\n[[source]]\nfiles = "*"\nformat = "greedy"\n'
    (study / "study.toml").write_text(rule, encoding="utf-8")
    assert read(study, greedy()) == ("greedy", "named by the study")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"x": 1}', '{"x": {"format": "gone"}}'])
def test_a_broken_record_is_no_record(study: Path, content: str) -> None:
    (study / "formats.json").write_text(content, encoding="utf-8")
    assert read(study)[0] == "survey_table"
