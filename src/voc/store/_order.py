"""In which order a table of quotes stands: by its own place, or by a column; what is missing stands last."""

from __future__ import annotations

from dataclasses import dataclass

from voc.errors import TableError, did_you_mean
from voc.store import _filters

# By name: what is sorted by, and how many times the run's number stands in it.
_BY: dict[str, tuple[str, int]] = {
    "place": ("q.place", 0),
    "confidence": (
        "(SELECT max(t.confidence) FROM tags AS t WHERE t.run = ? AND t.quote_id = q.quote_id AND t.kind = 'stage' "
        "AND t.label IS NOT NULL)",
        1,
    ),
    "source": ("q.source", 0),
    "participant": ("q.participant", 0),
    "time": ("q.timestamp", 0),
    "judged": ("(SELECT max(s.at) FROM standing AS s WHERE s.quote_id = q.quote_id)", 0),
    "text": ("q.text COLLATE NOCASE", 0),
}
_RANKED = "JOIN (SELECT rowid AS found, rank AS fit FROM quotes_fts WHERE quotes_fts MATCH ?) AS f ON f.found = q.id"


@dataclass(frozen=True, slots=True)
class Order:
    """What is joined to the table ``quotes AS q``, and by what it is sorted, each with its values."""

    join: str
    joined: tuple[object, ...]
    by: str
    values: tuple[object, ...]


def order(sort: str, words: str | None, run: int | None) -> Order:
    """An order by its name; "-" before it turns it around.

    "relevance" goes by ``words``, which have to be there. Raises ``TableError`` for an order that there is not.
    """
    name, down = sort.removeprefix("-"), "DESC" if sort.startswith("-") else "ASC"
    tail = "q.place, q.part, q.id"
    if name == "relevance" and words and (query := _filters.query(words)):
        return Order(_RANKED, (query,), f"f.fit, {tail}", ())
    if name not in _BY:
        raise TableError(f"no order {name[:40]!r}; {did_you_mean(name, (*_BY, 'relevance'))}")
    by, runs = _BY[name]
    if name == "place":
        return Order("", (), f"q.place {down}, q.part {down}, q.id {down}", ())
    return Order("", (), f"{by} {down} NULLS LAST, {tail}", (run,) * runs)
