"""The files that people write in a study, without what belongs to somebody who is forgotten.

A block of ``study.toml`` whose files are all gone would keep the study from being read; a theme without quotes, too.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from voc.forgetting.person import scrubbed
from voc.redaction.key import plain
from voc.wave_rules import matches

# From the line of a table's name to the next one's.
_BLOCK = re.compile(r"^[ \t]*\[\[(?P<name>\w+)\]\][^\n]*\n(?:(?![ \t]*\[)[^\n]*(?:\n|\Z))*", re.MULTILINE)


def study_file(text: str, sources: Sequence[str], gone: Collection[str], names: tuple[str, ...]) -> str:
    """``study.toml`` without the blocks whose files are gone, and without her names."""
    left = [source for source in sources if source not in gone]

    def is_idle(block: dict[str, Any]) -> bool:
        pattern = block.get("files")
        if not isinstance(pattern, str):
            return False
        return any(matches(pattern, one) for one in gone) and not any(matches(pattern, one) for one in left)

    return scrubbed(_without(text, ("source", "wave"), is_idle), names)


def themes_file(text: str, quotes: Collection[str]) -> str:
    """``themes.toml`` without some quotes, and without the themes that were of nothing else."""
    for quote_id in sorted(quotes):
        text = re.sub(rf"[\"']{re.escape(quote_id)}[\"']\s*,?\s*", "", text)
    return _without(text, ("theme",), lambda block: block.get("of") == [])


def _without(text: str, tables: Collection[str], idle: Callable[[dict[str, Any]], bool]) -> str:
    """A TOML text without the blocks of some tables that are idle; what cannot be read stays for a person to see."""

    def kept(match: re.Match[str]) -> str:
        if match["name"] not in tables:
            return match[0]
        try:
            (block,) = tomllib.loads(match[0])[match["name"]]
        except (tomllib.TOMLDecodeError, KeyError, ValueError):
            return match[0]
        return "" if idle(block) else match[0]

    return _BLOCK.sub(kept, text)


def participants_file(path: Path, called: Collection[str]) -> bytes | None:
    """A participants file without the lines in which a cell is her name, else byte for byte what it was.

    ``None`` for one that is no text.
    """
    try:
        lines = path.read_bytes().decode("utf-8").splitlines(keepends=True)
    except UnicodeDecodeError:
        return None
    return "".join(line for line in lines if not _cells(line) & set(called)).encode("utf-8")


def _cells(line: str) -> set[str]:
    """What may stand in the cells of a line, whatever parts them."""
    rows = [row for delimiter in ",;\t" for row in csv.reader([line.lstrip("\ufeff")], delimiter=delimiter)]
    return {plain(cell.strip('" \r\n')) for row in rows for cell in row}
