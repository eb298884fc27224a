"""Bytes to text, without ever replacing a character silently: the encoding of a file, in bounded memory."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

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
# So much of a file of unknown encoding is shown to charset-normalizer: its beginning, and where it is no UTF-8.
_SAMPLE = 100_000
_CHUNK = 2**20
# Line feeds, tabs and what else ends a line or a page are no binary data; a lone carriage return is.
_CONTROL = re.compile(r"[\x00-\x08\r-\x1f]")
# Where a line was said, in transcripts in CHAT.
_CHAT_TIMES = re.compile(r"\x15\d+_\d+\x15")
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
class Encoding:
    """The name of an encoding as Python knows it; ``guessed`` if it is not certain."""

    name: str
    guessed: bool = False


def find_encoding(path: Path, *, where: str) -> Encoding:
    """Find the encoding: byte-order mark, UTF-16 by its zero bytes, strict UTF-8, then a restricted guess.

    Raises ``ReadError`` for bytes that are no text.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise ReadError(f"{where}: this is {what}, not text; export the data as text (CSV, VTT, TXT, DOCX …)")
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name)
    # Of text in UTF-16 every second byte is zero; where both halves have many, it is no text at all.
    odd, even = _zeros(head[1::2]), _zeros(head[0::2])
    if max(odd, even) > 0.3 and min(odd, even) < 0.1:
        return Encoding("utf-16-le" if odd > even else "utf-16-be")
    wrong = _not_utf8(path)
    return Encoding("utf-8") if wrong is None else _guess(path, wrong, where)


def _zeros(data: bytes) -> float:
    return data.count(0) / len(data) if len(data) > 4 else 0.0


def _not_utf8(path: Path) -> int | None:
    """Where a file stops being UTF-8, if it does."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return read + error.start
            if not chunk:
                return None
            read += len(chunk)


def _guess(path: Path, wrong: int, where: str) -> Encoding:
    """Ask charset-normalizer about the part that is no UTF-8; what it does not know is the Windows of the West."""
    from charset_normalizer import from_bytes

    with path.open("rb") as stream:
        # Whole lines only: a cut between the bytes of a sign would speak against its encoding.
        sample = b"".join(stream.readlines(_SAMPLE))[: 2 * _SAMPLE]
        if wrong > len(sample):
            stream.seek(wrong - _SAMPLE // 2)
            stream.readline(_SAMPLE)
            sample += b"".join(stream.readlines(_SAMPLE))[: 2 * _SAMPLE]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    for name in (best.encoding if best else "cp1252", "cp1252"):
        if _decodes(path, name):
            return Encoding(name, guessed=True)
    raise ReadError(f"{where}: no known text encoding; save the file as UTF-8")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as stream:
            while stream.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def refuse_binary(head: str, encoding: Encoding, *, where: str) -> None:
    """Raise ``ReadError`` where the beginning of a text has too many control signs to be one."""
    part = head[:20_000]
    control = len(_CONTROL.findall(_CHAT_TIMES.sub("", part)))
    # NULs among otherwise clean text come from databases; they are dropped.
    if not encoding.name.startswith("utf-16") and control > 0.01 * max(1, len(part)):
        raise ReadError(f"{where}: binary data, not text; export it as text (CSV, VTT, TXT, DOCX …)")
