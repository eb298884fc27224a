"""E-mails as files: what a box may hold that is long, broken or escaped."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from voc.quotes import Passage
from voc.readers import Source, mail

HEAD = b"From: Ann <ann@post.example>\nTo: care@boats.example\nSubject: Pier\n"
FROM = b"From ann@post.example Sat May 02 09:00:00 2026\n"


def read(folder: Path, data: bytes, name: str = "one.eml") -> tuple[list[Passage], list[str]]:
    path = folder / name
    path.write_bytes(data)
    source = Source(path, name)
    return list(mail.READER.read(source)), source.notes


@pytest.mark.parametrize(
    "line",
    [b"To: " + b'"' * 50_001, b"To: " + b"a " * 50_000, b"Content-Type: text/plain; " + b"a=b; " * 20_000],
)
def test_a_long_head_takes_no_long_time(tmp_path: Path, line: bytes) -> None:
    begun = perf_counter()
    (passage,), _ = read(tmp_path, b"From: Ann <ann@post.example>\n" + line + b"\n\nIt sank.\n")
    assert (passage.text, passage.speaker) == ("It sank.", "ann@post.example")
    assert perf_counter() - begun < 5


def test_of_many_addresses_the_first_is_read(tmp_path: Path) -> None:
    many = b", ".join(b"guest%d@post.example" % number for number in range(3000))
    mails = [FROM + b"From: Ann <ann@post.example>\nTo: care@boats.example, " + many + b"\n\nIt sank.\n\n"] * 3
    own = FROM + b"From: Bo <bo@boats.example>\nTo: ann@post.example\n\nWe are sorry.\n"
    found, _ = read(tmp_path, b"".join([*mails, own]), "box.mbox")
    assert [one.role for one in found] == ["participant"] * 3 + ["agent"]


@pytest.mark.parametrize(
    "nested",
    [
        b"Content-Type: message/rfc822\n\n" * 5000,
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)),
    ],
)
def test_a_mail_that_cannot_be_read_does_not_take_the_others_with_it(tmp_path: Path, nested: bytes) -> None:
    data = FROM + HEAD + b"\nIt sank.\n\n" + FROM + HEAD + nested + b"\n\n"
    found, notes = read(tmp_path, data, "box.mbox")
    assert [one.text for one in found if one.text] == ["It sank."]
    assert notes == ["1 mail that cannot be read: left out"]


def test_a_line_that_a_mailbox_had_to_escape_is_the_writers_own(tmp_path: Path) -> None:
    found, _ = read(tmp_path, FROM + HEAD + b"\nIt sank.\n>From the pier I saw it.\n>>From afar.\n", "box.mbox")
    assert next((one.text, one.excluded) for one in found) == ("It sank.\nFrom the pier I saw it.", None)


@pytest.mark.parametrize(
    "kind", [b"", b"Content-Type: text/plain\n", b"Content-Type: text/plain; charset=x-unheard-of\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_words_in_an_encoding_that_a_mail_does_not_tell_are_read(tmp_path: Path, kind: bytes, encoding: str) -> None:
    (passage,), _ = read(tmp_path, HEAD + kind + b"\n" + "Die Fähre kam zu spät.\n".encode(encoding))
    assert passage.text == "Die Fähre kam zu spät."
