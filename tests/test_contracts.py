"""Every plug-in keeps its contract, and a new one is one new file."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import voc.readers
import voc.reports
import voc.taggers
from voc.errors import VocError
from voc.quotes import KINDS
from voc.readers import all_readers, read_paths
from voc.reports import all_reports
from voc.study import Study
from voc.taggers import all_taggers, choose
from voc.tags import FACETS

PACKAGES = {
    "readers": (voc.readers, all_readers),
    "taggers": (voc.taggers, all_taggers),
    "reports": (voc.reports, all_reports),
}


@pytest.fixture
def plugin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules are found beside those of voc's readers and reports."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    for package, find in PACKAGES.values():
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        find.cache_clear()
    yield folder
    for _, find in PACKAGES.values():
        find.cache_clear()


@pytest.mark.parametrize("name", sorted(all_readers()))
def test_a_reader_says_what_it_is(name: str) -> None:
    reader = all_readers()[name]
    assert reader.title
    assert reader.kind in (*KINDS, "figures")
    assert reader.suffixes
    assert all(suffix.startswith(".") for suffix in reader.suffixes)
    assert reader.grade in ("real file seen", "layout from documentation", "unverified")
    assert inspect.isgeneratorfunction(reader.read) or reader.read.__annotations__["return"].startswith("Iterator")


@pytest.mark.parametrize("name", sorted(all_taggers()))
def test_a_tagger_says_what_it_makes(name: str) -> None:
    tagger = all_taggers()[name]
    assert tagger.title
    assert set(tagger.kinds) <= {"stage", "touchpoint", "channel", "sentiment", "emotion", "facet", "asked"}


@pytest.mark.parametrize("names", ["accurate", "fast", "cues,vader", "accurate,vader"])
def test_no_two_taggers_of_a_choice_make_the_same_kind(names: str) -> None:
    kinds = [(kind, tagger.language) for tagger in choose(names).taggers for kind in tagger.kinds]
    assert len(kinds) == len(set(kinds))


def test_the_facets_of_the_tagger_are_those_of_the_table() -> None:
    from voc.taggers.facets import asked, patterns

    assert {*patterns(), "action"} == set(FACETS)
    assert set(asked()) <= set(FACETS)


@pytest.mark.parametrize("name", sorted(all_reports()))
def test_a_report_says_what_it_writes(name: str) -> None:
    report = all_reports()[name]
    assert report.title
    assert "." in report.file
    assert [other.name for other in all_reports().values() if other.file == report.file] == [name]


def test_a_new_reader_is_one_file(plugin_folder: Path, tmp_path: Path) -> None:
    (plugin_folder / "guestbook.py").write_text(
        dedent('''
        """A guest book: a name, a bar, what she wrote."""
        from voc.quotes import Passage
        from voc.readers import Guess, Reader

        def sniff(source):
            return Guess(1.0, ("bars",)) if "|" in source.text else None

        def read(source):
            for number, line in enumerate(source.text.splitlines(), 1):
                name, words = line.split("|")
                yield Passage(words, f"line {number}", speaker=name)

        READER = Reader("guestbook", "Guest book", "note", (".guests",), sniff, read, lambda source: [])
        '''),
        encoding="utf-8",
    )
    (tmp_path / "hotel.guests").write_text(
        "Ida|The bed was too soft for me.\nJon|Breakfast was lovely.", encoding="utf-8"
    )
    quotes = read_paths([tmp_path / "hotel.guests"], Study(), all_readers()).quotes
    assert list(quotes["text"]) == ["The bed was too soft for me.", "Breakfast was lovely."]
    assert list(quotes["participant"]) == ["P001", "P002"]


def test_a_new_report_is_one_file(plugin_folder: Path) -> None:
    (plugin_folder / "headline.py").write_text(
        dedent('''
        """One line."""
        from voc.reports import Report

        REPORT = Report("headline", "One line", "headline.txt", lambda journey: journey.title)
        '''),
        encoding="utf-8",
    )
    assert voc.reports.choose(["headline"])[0].file == "headline.txt"


def test_two_plugins_of_one_name_are_refused(plugin_folder: Path) -> None:
    code = 'from voc.reports import Report\nREPORT = Report("json", "Again", "x.json", str)\n'
    (plugin_folder / "again.py").write_text(code, encoding="utf-8")
    with pytest.raises(VocError, match=r"two plug-ins are named 'json'.*voc\.reports\.json"):
        all_reports()


def test_a_module_without_its_constant_is_named(plugin_folder: Path) -> None:
    (plugin_folder / "empty.py").write_text("", encoding="utf-8")
    with pytest.raises(VocError, match=r"voc\.reports\.empty defines no REPORT"):
        all_reports()
