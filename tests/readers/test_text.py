"""Bytes to text: every encoding that exports come in, and what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NamedTuple

import pytest

from voc.errors import ReadError
from voc.reading.source import Source


class Decoded(NamedTuple):
    text: str
    encoding: str
    guessed: bool


@pytest.fixture
def decode(tmp_path: Path):  # type: ignore[no-untyped-def]
    def decoded(data: bytes, *, where: str) -> Decoded:
        (tmp_path / where).write_bytes(data)
        source = Source(tmp_path / where, where)
        assert "".join(source.raw_lines()).removeprefix("\ufeff") == source.text
        return Decoded(source.text, source.encoding.name, source.encoding.guessed)

    return decoded


TABLE = "id,comment\n1,Größe paßt — “très bien”\n2,señor 👍\n"
NARROW = "id;comentario\n1;El envío llegó mañana, ¿verdad?\n2;La señal está rota y el niño lloró\n"
FRENCH = "id;commentaire\n1;Le colis est arrivé très tard, ça m'a déçu\n2;Où est passé mon reçu ?\n"
PORTUGUESE = "id;comentário\n1;A encomenda não chegou, péssima atenção ao cliente\n2;Já não há solução\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TABLE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode("utf-8"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TABLE.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF32_BE + TABLE.encode("utf-32-be"), "utf-32"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=[
        "utf-8",
        "utf-8 BOM",
        "utf-16 LE BOM",
        "utf-16 BE BOM",
        "utf-32 LE BOM",
        "utf-32 BE BOM",
        "LE bare",
        "BE bare",
    ],
)
def test_unicode_is_read_for_certain(decode, data: bytes, encoding: str) -> None:  # type: ignore[no-untyped-def]
    decoded = decode(data, where="a.csv")
    assert (decoded.text, decoded.encoding, decoded.guessed) == (TABLE, encoding, False)


def test_utf_16_without_a_mark_is_known_by_its_ascii_header(decode) -> None:  # type: ignore[no-untyped-def]
    text = "Package Name,Review Text\ncom.example,정말 좋은 앱입니다\n"
    assert decode(text.encode("utf-16-le"), where="a.csv").text == text


@pytest.mark.parametrize("text", [NARROW, FRENCH, PORTUGUESE], ids=["spanish", "french", "portuguese"])
def test_windows_letters_are_guessed_right_and_said_to_be_guessed(decode, text: str) -> None:  # type: ignore[no-untyped-def]
    decoded = decode(text.encode("cp1252"), where="a.csv")
    assert decoded.text == text
    assert decoded.guessed


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb\r\n", "a\nb\n"), ("a\rb", "a\nb"), ("a\n\rb", "a\n\nb")],
    ids=["windows", "old mac", "mixed"],
)
def test_line_ends_become_one(decode, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert decode(text.encode("utf-8"), where="a.txt").text == expected


def test_a_stray_zero_byte_is_left_out(decode) -> None:  # type: ignore[no-untyped-def]
    assert decode(b"id,comment\n" + b"1,it works fine\n" * 20 + b"\x00", where="a.csv").text.endswith("fine\n")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a zip archive or an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"GIF89a\x01\x00", "a picture"),
        (b"SQLite format 3\x00", "a database"),
        (b"ID3\x04\x00", "an audio file"),
        (b"RIFF\x24\x00\x00\x00WAVE", "an audio or video file"),
        (bytes(range(1, 32)) * 10, "binary data"),
    ],
    ids=["pdf", "zip", "ole", "png", "jpeg", "gif", "sqlite", "mp3", "wav", "control signs"],
)
def test_what_is_no_text_is_named(decode, data: bytes, what: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ReadError, match=r"^clip\.txt: ") as caught:
        decode(data, where="clip.txt")
    assert what in str(caught.value)
    assert "export" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [codecs.BOM_UTF16_LE + b"a\x00b", codecs.BOM_UTF8 + b"caf\xe9", codecs.BOM_UTF32_LE + b"abc"],
    ids=["utf-16 cut short", "utf-8 mark on windows text", "utf-32 cut short"],
)
def test_a_mark_that_lies_is_an_error_with_the_cure(decode, data: bytes) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ReadError, match=r"^a\.txt: begins as .*save the file as UTF-8$"):
        decode(data, where="a.txt")
