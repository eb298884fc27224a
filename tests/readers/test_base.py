"""Which reader gets a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Guess, Reader, Source, all_readers
from voc.reading.base import choose, sniff
from voc.study import SourceRule


def reader(name: str, score: float | None) -> Reader:
    def read(source: Source) -> Iterator[Passage]:
        yield Passage(source.text, "all of it")

    return Reader(
        name,
        name,
        "other",
        (".txt",),
        lambda source: None if score is None else Guess(score, (name,)),
        read,
        lambda _: [],
    )


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "Talk.TXT"
    path.write_text("words", encoding="utf-8")
    return Source(path, "sub/Talk.TXT")


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [({"a": 0.9}, "a"), ({"a": 0.8, "b": 0.9}, "b"), ({"a": 0.8, "b": None}, "a"), ({"b": 0.96, "a": 0.9}, "b")],
    ids=["one", "the surer", "the only one that fits", "by the margin"],
)
def test_the_surest_reads_it(source: Source, scores: dict[str, float | None], chosen: str) -> None:
    found, guess = choose(source, {name: reader(name, score) for name, score in scores.items()})
    assert (found.name, guess.reasons) == (chosen, (chosen,))


def test_two_equal_claims_are_an_error_that_names_both_and_the_cure(source: Source) -> None:
    with pytest.raises(ReadError) as caught:
        choose(source, {"a": reader("a", 0.8), "b": reader("b", 0.82)})
    assert str(caught.value) == (
        "sub/Talk.TXT: could be b or a; say which: write under [[source]] in study.toml, in two lines: "
        'files = "Talk.TXT" and format = "b"'
    )


def test_no_claim_is_an_error_that_says_where_the_formats_are(source: Source) -> None:
    with pytest.raises(ReadError, match=r"^sub/Talk\.TXT: no structure of a known format was found; voc formats lists"):
        choose(source, {"a": reader("a", None), "b": reader("b", None)})


def test_the_study_s_word_goes_before_any_guess(source: Source) -> None:
    source.rule = SourceRule(files="*", format="a")
    assert choose(source, {"a": reader("a", None), "b": reader("b", 0.9)})[1].reasons == ("named by the study",)


def test_a_format_that_there_is_not_is_an_error_that_names_the_near_one(source: Source) -> None:
    source.rule = SourceRule(files="*", format="webvt")
    with pytest.raises(ReadError, match=r"^sub/Talk\.TXT: no format 'webvt'; did you mean 'webvtt'\? there are: .*srt"):
        choose(source, all_readers())


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.txt", b"", "a.txt: the file is empty; export it again or take it out of the folder"),
        ("a.png", b"\x89PNG", "a.png: files that end in .png are not read; those that are: .cha, .csv, "),
        ("LICENCE", b"words", "LICENCE: files that end in nothing are not read"),
        (
            "p.csv",
            b"Name,Role\nBea,staff\n",
            "p.csv: no column of people's own words was found (columns: Name, Role); if it says who people",
        ),
        ("a.csv", b"id,score\n1,2\n2,3\n", "a.csv: no column of people's own words was found (columns: id, score)"),
        ("a.vtt", b"no header", "a.vtt: no structure of a known format was found; voc formats"),
    ],
    ids=["empty", "picture", "no suffix", "people", "no words", "no header"],
)
def test_what_nobody_reads_is_an_error_with_the_cure(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        choose(Source(path, name), all_readers())
    assert str(caught.value).startswith(fault)


def test_every_reader_says_what_it_is() -> None:
    for name, found in all_readers().items():
        assert found.name == name
        assert found.title
        assert found.suffixes
        assert found.grade in {"real file seen", "layout from documentation", "unverified"}
    assert all(suffix == suffix.lower() and suffix[0] == "." for r in all_readers().values() for suffix in r.suffixes)


def test_every_guess_has_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,subject,description,author\n1,Help,It broke again today,a\n", encoding="utf-8")
    guesses = sniff(Source(path, "a.csv"), all_readers())
    assert guesses[0][0].name == "tickets_table"
    assert all(guess.reasons and 0 <= guess.score <= 1 for _, guess in guesses)
