"""The language of texts too short to tell it, by what else the same person, or everybody in the source, wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from voc.reading.lang import nearest

# Of a source's quotes whose language is known so many, and so large a share of one language, speak for the others.
_KNOWN, _SHARE = 10, 0.95

Row = dict[str, Any]


def settle(rows: Sequence[Row]) -> list[Row]:
    """The rows of one source, with ``lang`` where it was missing and can be told now.

    It is taken from the same person's other quotes where they are all of one language, else from the source's where
    nearly all are; and only where the text's own letters point to that language too, however weakly. English is not
    told: what is unknown is read as English anyway.
    """
    people: dict[Hashable, set[str]] = {}
    for row in rows:
        if row["lang"] is not None and row["participant"] is not None:
            people.setdefault(row["participant"], set()).add(row["lang"])
    common = _common([row["lang"] for row in rows if row["lang"] is not None])
    return [row if row["lang"] is not None else row | {"lang": _likely(row, people, common)} for row in rows]


def _likely(row: Row, people: Mapping[Hashable, set[str]], common: str | None) -> str | None:
    spoken = people.get(row["participant"], set())
    likely = next(iter(spoken)) if len(spoken) == 1 else common
    return likely if likely not in (None, "en") and nearest(row["text"]) == likely else None


def _common(found: Sequence[str]) -> str | None:
    """The language of nearly all, of enough."""
    (most, count), *_ = Counter(found).most_common(1) or [("", 0)]
    return most if len(found) >= _KNOWN and count >= _SHARE * len(found) else None
