"""Bytes to text, without ever replacing a character silently."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from voc.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Unrestricted, charset-normalizer read Spanish and French cp1252 as cp1250 or mac_latin2; restricted, all right.
_CANDIDATES = ["cp1252", "utf_8", "utf_16", "cp932", "gb18030", "big5", "cp1251", "cp949"]
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file (.doc, .xls)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"ID3": "an audio file",
    b"RIFF": "an audio or video file",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text of a file, line ends as ``\n``; ``guessed`` if the encoding is not certain."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes, *, where: str) -> Decoded:
    """Find the encoding: byte-order mark, UTF-16 by its zero bytes, strict UTF-8, then a restricted guess.

    Raises ``ReadError`` for bytes that are no text.
    """
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise ReadError(f"{where}: this is {what}, not text; export the data as text (CSV, VTT, TXT, DOCX …)")
    encoding, guessed = _encoding(data, where)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{where}: begins as {encoding} but byte {error.start} is not; save the file as UTF-8"
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if encoding not in ("utf-16", "utf-32") and _share_of_control(text) > 0.01:
        raise ReadError(f"{where}: binary data, not text; export it as text (CSV, VTT, TXT, DOCX …)")
    return Decoded(text.replace("\x00", ""), encoding, guessed)


def _encoding(data: bytes, where: str) -> tuple[str, bool]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, False
    head = data[:4096]
    if len(head) > 8 and head[1::2].count(0) > 0.3 * len(head[1::2]):
        return "utf-16-le", False
    if len(head) > 8 and head[0::2].count(0) > 0.3 * len(head[0::2]):
        return "utf-16-be", False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=_CANDIDATES).best()
        if best is None:
            raise ReadError(f"{where}: no known text encoding; save the file as UTF-8") from None
        return best.encoding, True
    return "utf-8", False


def _share_of_control(text: str) -> float:
    control = sum(1 for letter in text[:20_000] if ord(letter) < 32 and letter not in "\n\t\f\x0b")
    return control / max(1, len(text[:20_000]))
