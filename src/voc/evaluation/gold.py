"""The gold table: what people judged of quotes, and which quotes it means.

One row a quote, known by ``quote_id`` or else by ``text``; a column for each kind of tag (``stage``, ``touchpoint``,
``sentiment`` …), whose cells hold one label or several joined by ``|``; a number under ``valence``. An empty cell is
unknown: the quote was not judged for that kind. ``none`` is a judgement: no label fits. In a kind with one label a
quote (stage, sentiment) several labels mean that each is right.

Letter case, spaces, hyphens and underscores do not tell labels or column names apart: people write "Check out" where
the codebook says ``check_out``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from voc import tags as tags_table
from voc.codebook import NONE
from voc.errors import TableError, did_you_mean

KINDS = ("stage", "touchpoint", "channel", "sentiment", "emotion", "facet", "asked", "code")
# Columns that only a quotes table has. In one that was widened by gold, "channel" is how the quote came in.
_OF_QUOTES = {"source_sha256", "locator"}
_SHOWN = 60

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold table that was checked; every sequence has one entry a row, ``None`` where unknown.

    ``keys`` are quote ids or texts, as ``by`` says. ``judged`` holds the labels by kind, ``()`` for "none of them".
    ``ignored`` are columns that are no kind.
    """

    where: str
    by: str
    keys: tuple[str | None, ...]
    judged: Mapping[str, tuple[Labels | None, ...]]
    valence: tuple[float | None, ...] | None
    participants: tuple[str | None, ...]
    ignored: tuple[str, ...]


def read_gold(table: pd.DataFrame, kinds: Iterable[str] = (), *, where: str = "gold") -> Gold:
    """Check a gold table; ``kinds`` are those of the tags, beside the usual ones. Raises ``TableError``."""
    named = _columns(table, where)
    by = next((name for name in ("quote_id", "text") if name in named), None)
    if by is None:
        raise TableError(
            f"{where}: no column named 'quote_id' or 'text'; it has {', '.join(map(str, table.columns))}. "
            "Gold names its quotes by one of the two"
        )
    keys = tuple(_word(cell) for cell in named[by])
    _check_once(keys, by, where)
    compared = _compared(named, kinds, where)
    names = [f"{where}, {by} {shortened(key)}" for key in keys]
    judged = {
        kind: tuple(_labels(cell, kind, name) for cell, name in zip(named[column], names, strict=True))
        for column, kind in compared.items()
    }
    valence = None
    if "valence" in named:
        valence = tuple(_number(cell, name) for cell, name in zip(named["valence"], names, strict=True))
    people = tuple(map(_word, named.get("participant", [None] * len(keys))))
    used = {"quote_id", "text", "valence", "participant", *compared}
    return Gold(where, by, keys, judged, valence, people, tuple(name for name in named if name not in used))


def _compared(named: Iterable[str], kinds: Iterable[str], where: str) -> dict[str, str]:
    """The columns that are kinds, with the kind as the tags write it; raises if nothing can be compared."""
    columns = list(named)
    known = {fold(kind): kind for kind in (*KINDS, *kinds)}
    widened = not _OF_QUOTES.isdisjoint(columns)
    compared = {name: known[name] for name in columns if name in known and not (widened and name == "channel")}
    if not compared and "valence" not in columns:
        rest = [name for name in columns if name not in ("quote_id", "text")]
        hint = did_you_mean(rest[0] if rest else "", {*known.values(), "valence"})
        raise TableError(
            f"{where}: no column holds judgements, it has {', '.join(columns)}; name one by a kind: {hint}"
        )
    return compared


def _columns(table: pd.DataFrame, where: str) -> dict[str, list[Any]]:
    """The cells by column, under folded names."""
    folded = [fold(str(name)) for name in table.columns]
    twice = [name for name, count in Counter(folded).items() if count > 1]
    if twice:
        raise TableError(f"{where}: two columns are named {twice[0]!r}; keep one")
    if table.empty:
        raise TableError(f"{where}: a header but no rows below it; gold has a row for each quote that was judged")
    cells = table.astype(object)
    cells = cells.where(cells.notna(), None)
    return {name: cells.iloc[:, number].tolist() for number, name in enumerate(folded)}


def _check_once(keys: Iterable[str | None], by: str, where: str) -> None:
    """Texts may come again, as they do among quotes; an id is one quote's."""
    counts = Counter(key for key in keys if key is not None)
    twice = next((key for key, count in counts.items() if count > 1), None)
    if by == "quote_id" and twice is not None:
        raise TableError(f"{where}: quote_id {twice!r} stands in two rows; keep one, several labels are joined by |")


def _labels(cell: Any, kind: str, name: str) -> Labels | None:
    """The labels of a cell: ``None`` if it is empty, ``()`` for "none"."""
    word = _word(cell)
    if word is None:
        return None
    if not isinstance(cell, str | int | float):
        raise TableError(f"{name}: {kind} is a {type(cell).__name__}; write the labels as one text, joined by |")
    labels = tuple(dict.fromkeys(part.strip() for part in word.split("|") if part.strip()))
    if kind == "sentiment":
        labels = tuple(_sentiment(label, name) for label in labels)
    nones = [label for label in labels if fold(label) == NONE]
    if nones and len(labels) > 1:
        raise TableError(f"{name}: {kind} is {word!r}, none of the labels and some of them; keep one of the two")
    if not labels:
        raise TableError(f"{name}: {kind} is {word!r}; write labels joined by |, none, or leave the cell empty")
    return () if nones else labels


def _sentiment(label: str, name: str) -> str:
    if fold(label) not in (*tags_table.SENTIMENTS, NONE):
        raise TableError(f"{name}: no sentiment {label!r}; {did_you_mean(label, (*tags_table.SENTIMENTS, NONE))}")
    return fold(label)


def _number(cell: Any, name: str) -> float | None:
    word = _word(cell)
    try:
        number = None if word is None else float(word)
    except ValueError:
        number = math.nan
    if number is not None and not math.isfinite(number):
        raise TableError(f"{name}: valence is {word!r}; write a number, or leave the cell empty where it is unknown")
    return number


def fold(name: str) -> str:
    """A name as it is compared."""
    return re.sub(r"[\s_-]+", "_", name.strip().lstrip("\ufeff").casefold())


def _word(cell: Any) -> str | None:
    """A cell as text; blank is missing."""
    return None if cell is None or not str(cell).strip() else str(cell).strip()


def shortened(key: str | None) -> str:
    """An id or text, quoted, as it stands in a line for people."""
    return "(empty)" if key is None else repr(key if len(key) <= _SHOWN else f"{key[:_SHOWN]}…")
