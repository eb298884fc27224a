"""What holds for any bytes under any extension."""

from __future__ import annotations

import codecs
import importlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from voc.errors import VocError
from voc.quotes import Passage
from voc.readers import Source, all_readers, read_paths
from voc.reading.base import choose
from voc.study import Study

QUICK = settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "readers"
MAKERS = {path.stem for path in (TESTS / "made").glob("[!_]*.py")}
ASIDE = (".expected.jsonl", ".mapping.toml")
SUFFIXES = sorted({suffix for reader in all_readers().values() for suffix in reader.suffixes})

LINES = st.lists(
    st.sampled_from([
        "WEBVTT", "NOTE x", "1", "00:00:01.000 --> 00:00:02.000", "0:02,000 --> 0:03,000", "<v Anna>Hi there</v>",
        "Anna: I waited, but nobody came.", "Interviewer: Why?", "Q: Why?", "A: Because.", "P1  0:12", "Dana  1:02:03",
        "[00:12:03] Anna: hello", "id,comment", "id;comment;score", "1,it broke", '2,"never closed', "sep=;", "sep=",
        "review,rating,author", "Total waste,1,a", "id,subject,description", "7,Help,It broke", "# note", "",
        "Respondent ID,What went wrong?,Date", "100001,The courier never came,0001-01-01", '{"text": "It broke"}',
        '{"content": "<p>It & he <![x[</p>", "account": {"acct": "a"}}', '{"text": "half \\ud83d", "lang": "und"}',
        '{"text": "It broke", "created_at": 99999999999999999999}', "\ufeff", "a\tb\tc", "|", "-->", "x --> y", "[1]",
    ]) | st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    max_size=14,
).map("\n".join)  # fmt: skip
ENCODINGS = st.sampled_from([
    ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""), ("cp1252", b""),
])  # fmt: skip
CONTENTS = st.binary(max_size=400) | st.tuples(LINES, ENCODINGS).map(
    lambda pair: pair[1][1] + pair[0].encode(pair[1][0], "ignore")
)


def passages(path: Path) -> list[Passage] | None:
    """What a file yields, or nothing if it fails as it may."""
    source = Source(path, path.name)
    try:
        reader, _ = choose(source, all_readers())
        return [one for one in reader.read(source) if isinstance(one, Passage)]
    except VocError as error:
        said = str(error)
    assert "\n" not in said
    assert path.name in said
    return None


def check(path: Path) -> None:
    """All that has to hold of one file."""
    found = passages(path)
    assert found == passages(path)
    if found is None:
        return
    texts = {passage.locator: passage.text for passage in found}
    assert len(texts) == len(found), "two passages share a place"
    try:
        first, again = (read_paths([path], Study(), all_readers()) for _ in range(2))
    except VocError:
        return
    assert first.quotes.equals(again.quotes)
    assert first.quotes["quote_id"].is_unique
    for row in first.quotes.to_dict("records"):
        assert texts[str(row["locator"])][row["start"] : row["end"]] == row["text"] != ""


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s not in (".docx", ".xlsx", ".xls", ".ods")])
@QUICK
@example(b"sep=")
@example(b'id,comment\n1,"' + b"word, " * 30_000)
@example(b"review,rating,date\nIt broke,1,0001-01-01\nIt works,5,9999-12-31\n")
@example(b"id,A,A__2,A\n1,one two three,two three four,three four five\n")
@example(b'{"text": "half \\ud83d", "author": "a"}')
@example(json.dumps({"content": "<p>x <![foo[ y</p>"}).encode())
@given(content=CONTENTS)
def test_any_text_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(content)
    check(path)


@st.composite
def damage(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Change a few bytes, and perhaps cut the end off."""
    changes = draw(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12))
    kept = draw(st.just(1.0) | st.floats(0, 1))

    def damaged(content: bytes) -> bytes:
        changed = bytearray(content)
        for place, byte in changes:
            changed[int(place * len(changed))] = byte
        return bytes(changed[: int(kept * len(changed))])

    return damaged


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A golden input of a reader, made on the spot where it is binary."""

    @cache
    def found(reader: str) -> Path:
        if reader not in MAKERS:
            return next(path for path in sorted((GOLDEN / reader).iterdir()) if not path.name.endswith(ASIDE))
        folder = tmp_path_factory.mktemp(reader)
        importlib.import_module(f"made.{reader}").make(folder)
        return min(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(ASIDE))

    return found


# tests/fuzz does this ten thousand times.
@pytest.mark.parametrize("reader", sorted(all_readers()))
@settings(QUICK, max_examples=4)
@given(damaged=damage())
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    good: Callable[[str], Path],
    reader: str,
    damaged: Callable[[bytes], bytes],
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged{good(reader).suffix}"
    path.write_bytes(damaged(good(reader).read_bytes()))
    check(path)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".xls", ".ods"])
@QUICK
@given(content=st.binary(max_size=200))
def test_any_bytes_are_no_office_file(tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(content)
    assert passages(path) is None
