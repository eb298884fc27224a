"""The JSON values of a file: one a line (streamed, also out of a ``.zst``), the items of an array, or the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from voc.errors import MissingExtra, ReadError
from voc.reading import json as _json
from voc.reading.source import HEAD, LONGEST, Source

# Made once: json.loads makes a new one for each line where it is told of NaN, which is missing.
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
_BLANK = re.compile(r"[ \t\n\r]*")
_ZST = b"\x28\xb5\x2f\xfd"
# So much is unpacked at once: of a bomb it becomes 128 MiB at most.
_PACKED = 2**12
# Reddit's dumps need a window of 2 GiB.
_WINDOW = 2**31


def values(source: Source) -> Iterator[tuple[str, Any]]:
    """Each value with its place: ``line 3``, ``item 3`` of an array, or ``""`` for a document that is no array.

    Raises ``ReadError`` that names the line (and of a document the column) where it is no JSON.
    """
    if by_line(source):
        yield from _of_lines(source)
    elif source.head.lstrip().startswith("["):
        yield from items(source.text, where=source.name)
    else:
        yield "", source.json


def by_line(source: Source) -> bool:
    """Whether each line is an object of its own; the second line of a document goes on with its first."""
    if source.suffix == ".zst":
        return True
    first, end, rest = source.head.lstrip().partition("\n")
    if not first.startswith("{"):
        return False
    if source.suffix == ".json":
        return first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    return not (end and first.rstrip().endswith(("{", "[", ",")))


def head(source: Source) -> str:
    """The beginning of a file's text, to look for a format's words in; nothing of what is no archive."""
    if source.suffix != ".zst":
        return source.head
    if not source.magic.startswith(_ZST):
        return ""
    found: list[str] = []
    for _, line in _unpacked_lines(source):
        found.append(line)
        if sum(map(len, found)) > HEAD:
            break
    return "\n".join(found)[:HEAD]


def _of_lines(source: Source) -> Iterator[tuple[str, Any]]:
    decode = _DECODER.decode
    lines = _unpacked_lines(source) if source.suffix == ".zst" else source.lines()
    for number, line in lines:
        if number == 1:
            line = line.removeprefix("\ufeff")
        if not line or line.isspace():
            continue
        try:
            value = decode(line)
        except (ValueError, RecursionError) as error:  # a number of over 4,300 digits is a ValueError, too
            why = str(error).split(";")[0]
            raise ReadError(
                f"{source.name}, line {number}: not JSON ({why}); each line must be one whole JSON object"
            ) from error
        if not isinstance(value, dict):
            raise ReadError(f"{source.name}, line {number}: not a JSON object but {type(value).__name__}")
        yield f"line {number}", value


def items(text: str, *, where: str) -> Iterator[tuple[str, Any]]:
    """The items of the array that a text begins with, one at a time: all at once they take ten times its length."""
    at = _begin(text, text.find("[") + 1)
    number = 0
    # Whatever is wrong with it, the parser of documents says where.
    with suppress(ValueError, RecursionError, IndexError):
        while text[at] != "]":
            number += 1
            value, at = _DECODER.raw_decode(text, at)
            yield f"item {number}", value
            at = _begin(text, at)
            if text[at] == ",":
                at = _begin(text, at + 1)
                if text[at] == "]":
                    break
            elif text[at] != "]":
                break
        else:
            if not text[at + 1 :].strip():
                return
    _json.parse(text, where=where)


def _begin(text: str, at: int) -> int:
    """Where the next value begins, or what stands after one."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _unpacked_lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a ``.zst``, in bounded memory; raises ``MissingExtra`` without the package that unpacks them."""
    rest = b""
    number = 0
    # A line end at the end, so that the last line is one, too.
    for chunk in chain(_unpacked(source), (b"\n",)):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            number += 1
            try:
                yield number, line.decode().removesuffix("\r").replace("\x00", "")
            except UnicodeDecodeError as error:
                raise ReadError(f"{source.name}, line {number}: not UTF-8; download it again") from error
        if len(rest) > LONGEST:
            raise ReadError(f"{source.name}, line {number + 1}: longer than {LONGEST:,} signs; export it again")


def _unpacked(source: Source) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra(f'{source.name}: .zst is read with an extra; pip install "voc[zst]"') from error
    unpack = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj
    frame, packed = unpack(), b""
    begun = False
    try:
        with source.path.open("rb") as stream:
            while packed := packed or stream.read(_PACKED):
                yield frame.decompress(packed)
                begun, packed = not frame.eof, frame.unused_data
                frame = unpack() if frame.eof else frame
    except zstandard.ZstdError as error:
        raise ReadError(f"{source.name}: not a .zst that can be unpacked ({error}); download it again") from error
    if begun:
        raise ReadError(f"{source.name}: ends too early, as a file does that was not fully saved; download it again")
