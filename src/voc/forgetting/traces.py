"""Every byte of a folder looked through for some words, also in files within files, PDF and Parquet."""

from __future__ import annotations

import html
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# An archive in an archive in an archive is looked into, a bomb is not.
_DEEPEST = 3
_LARGEST = 512 * 2**20


def traces(folder: Path, needles: Sequence[str], aside: Iterable[Path] = ()) -> Iterator[tuple[Path, str]]:
    """Each file that holds one of some words, in its bytes or its name, with the first of them."""
    skipped = tuple(path.resolve() for path in aside)
    for path in sorted(folder.rglob("*")):
        if any(path.resolve().is_relative_to(other) for other in skipped):
            continue
        found = next((needle for needle in needles if in_name(path.name, needle)), None)
        if found is None and path.is_file():
            texts = list(_texts(path.read_bytes()))
            found = next((needle for needle in needles if any(_has(text, needle) for text in texts)), None)
        if found is not None:
            yield path, found


def in_name(name: str, needle: str) -> bool:
    """Whether the name of a file holds some words, whatever stands between them.

    >>> in_name("2026-sarah_okafor.vtt", "Sarah Okafor"), in_name("sarah.vtt", "Sarah Okafor")
    (True, False)
    """
    return _spaced(needle) in _spaced(name)


def _spaced(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).casefold().strip()


def holds(data: bytes, needle: str) -> bool:
    r"""Whether bytes hold some words: as UTF-8 or UTF-16, as JSON or XML writes them, or in a file within the file.

    >>> holds(b'{"text": "No\\u00e9mie"}', "Noémie"), holds("Noémie".encode("utf-16-le"), "NOÉMIE")
    (True, True)
    """
    return any(_has(text, needle) for text in _texts(data))


def _has(text: str, needle: str) -> bool:
    low = needle.casefold()
    return low in text or " ".join(low.split()) in text


def _texts(data: bytes, depth: int = 0) -> Iterator[str]:
    """A file as texts, each in lower case, with escapes undone and without the tags of XML."""
    if data[:2] == b"PK" and depth < _DEEPEST:
        yield from _inside(data, depth)
    yield from _packed(data)
    encodings = ["utf-8"] + (["utf-16-le", "utf-16-be"] if b"\x00" in data[:2000] else [])
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        yield text.casefold()
        plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
        plain = html.unescape(plain.replace('\\"', '"').replace("\\n", "\n").replace('""', '"'))
        yield " ".join(plain.split()).casefold()
        if "<" in plain[:200]:
            yield " ".join(re.sub(r"<[^<>]*>", "", plain).split()).casefold()


def _inside(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.casefold()
                if entry.file_size <= _LARGEST:
                    yield from _texts(archive.read(entry), depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return


def _packed(data: bytes) -> Iterator[str]:
    """The text of a PDF and the cells of a Parquet table, which lie in them compressed; none of a broken one."""
    try:
        if data[:4] == b"%PDF":
            from pypdf import PdfReader

            pages = PdfReader(io.BytesIO(data)).pages
            yield " ".join(" ".join(page.extract_text() for page in pages).split()).casefold()
        elif data[:4] == b"PAR1":
            import pandas as pd

            yield pd.read_parquet(io.BytesIO(data)).to_csv().casefold()
    except Exception:  # pypdf and pyarrow raise a dozen kinds for a bad file
        logging.getLogger("voc").debug("a file that is no whole PDF or Parquet is searched as bytes alone")
