"""A study's formats are kept, and the next run reads its files the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

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


POSTS = "author,date,text\n{},2026-03-{:02},The courier left my parcel in the rain and nobody rang the bell\n"


@pytest.fixture
def posts(study: Path) -> Path:
    (study / "sources" / "a.csv").unlink()
    (study / "sources" / "m.csv").write_text(POSTS.format("mila", 1), encoding="utf-8")
    return study


def counted(study: Path) -> list[str]:
    """The files whose quotes are evidence."""
    quotes = read_paths([study], Study.load(study), all_readers()).quotes
    return list(quotes.loc[quotes["excluded"].isna(), "source"])


def test_the_copy_that_was_read_first_stays_the_one_that_counts(posts: Path) -> None:
    """What people decided of it would be lost with it."""
    assert counted(posts) == ["sources/m.csv"]
    (posts / "sources" / "a.csv").write_text(POSTS.format("jonas", 2), encoding="utf-8")
    assert counted(posts) == ["sources/m.csv"]
    (posts / "sources" / "b.csv").write_text(POSTS.format("petra", 3), encoding="utf-8")
    assert counted(posts) == ["sources/m.csv"]


def test_a_renamed_file_and_one_of_an_archive_keep_their_turn(posts: Path) -> None:
    with ZipFile(posts / "sources" / "n.zip", "w") as archive:
        archive.writestr("posts.csv", (posts / "sources" / "m.csv").read_text(encoding="utf-8"))
    (posts / "sources" / "m.csv").unlink()
    assert counted(posts) == ["sources/n.zip/posts.csv"]
    (posts / "sources" / "a.csv").write_text(POSTS.format("jonas", 2), encoding="utf-8")
    assert counted(posts) == ["sources/n.zip/posts.csv"]
    (posts / "sources" / "n.zip").rename(posts / "sources" / "z.zip")
    (posts / "sources" / "a.csv").rename(posts / "sources" / "y.csv")
    assert counted(posts) == ["sources/y.csv"], "an archive under another name is new; a file is not"


def test_in_which_order_files_are_read_shows_in_no_table(study: Path) -> None:
    for number, name in enumerate("dcb"):
        row = f"40001{number},Row {number} of another export\n"
        (study / "sources" / f"{name}.csv").write_text(SURVEY.splitlines(keepends=True)[0] + row, encoding="utf-8")
        first = read_paths([study], Study.load(study), all_readers())
    (study / "formats.json").unlink()
    (study / "pseudonyms.json").unlink()
    by_name = read_paths([study], Study.load(study), all_readers())
    assert [file.source for file in first.files] == [file.source for file in by_name.files]
    assert list(first.quotes["quote_id"]) == list(by_name.quotes["quote_id"])
    assert list(first.participants["source"]) == list(by_name.participants["source"])


def test_a_new_file_that_cannot_be_opened_is_told(posts: Path) -> None:
    counted(posts)
    (posts / "sources" / "a.csv").symlink_to("gone.csv")
    reading = read_paths([posts], Study.load(posts), all_readers())
    assert len(reading.errors) == 1
    assert len(reading.quotes) == 1
