"""Rows of the database as records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from voc.store._database import Database, Row
from voc.store.codebooks import Codebooks
from voc.store.records import Answer, Given, Quote, Tag

_QUOTE = tuple(item.name for item in fields(Quote) if item.name != "parts")
_TAG = tuple(item.name for item in fields(Tag))
_GIVEN = (
    "SELECT s.quote_id, s.kind, s.coder, s.role, s.judgement, j.at, j.uid, j.act, j.probability, j.mode, j.blind, "
    "j.codebook "
    "FROM standing AS s JOIN judgements AS j ON j.number = s.judgement "
)


def these(values: Iterable[object]) -> str:
    """Values as the one parameter of ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(values))


def quotes(database: Database, rows: Sequence[Row]) -> list[Quote]:
    """Rows of the table of quotes as records, in order."""
    split = [row["quote_id"] for row in rows if row["absent"] == "split"]
    parts: dict[str, list[str]] = defaultdict(list)
    if split:
        for row in database.rows(
            "SELECT parent, quote_id FROM quotes WHERE absent IS NOT 'joined again' "
            "AND parent IN (SELECT value FROM json_each(?)) ORDER BY part",
            these(split),
        ):
            parts[row[0]].append(row[1])
    return [Quote(**{name: row[name] for name in _QUOTE}, parts=tuple(parts[row["quote_id"]])) for row in rows]


def tags(database: Database, run: int | None, quote_ids: Iterable[str]) -> dict[str, tuple[Tag, ...]]:
    """What the taggers of a run and codings of other programs say of some quotes, by today's names of the codes."""
    names, since = Codebooks(database).names(), database.value("SELECT codebook FROM runs WHERE number = ?", run)
    found: dict[str, list[Tag]] = defaultdict(list)
    for row in database.rows(
        "SELECT * FROM tags WHERE run = ? AND quote_id IN (SELECT value FROM json_each(?)) ORDER BY quote_id, position",
        *(run, these(quote_ids)),
    ):
        tag = Tag(**{name: row[name] for name in _TAG})
        found[row["quote_id"]].append(replace(tag, label=names.now(tag.kind, tag.label, since)))
    return {name: tuple(each) for name, each in found.items()}


def given(database: Database, where: str, *values: object) -> dict[str, list[Given]]:
    """The answers that stand, by quote, by today's names of the codes; ``where`` is on ``s`` (standing).

    An answer whose codes were all dropped is none: the quote can be judged anew.
    """
    rows = database.rows(f"{_GIVEN} WHERE {where} ORDER BY s.quote_id, s.at", *values)
    answered = answers(database, [row["judgement"] for row in rows])
    names = Codebooks(database).names()
    found: dict[str, list[Given]] = defaultdict(list)
    for row in rows:
        said = names.still(row["kind"], answered[row["judgement"]], row["codebook"])
        if said is None:
            continue
        own = {name: row[name] for name in ("kind", "coder", "role", "at", "uid", "act", "probability", "mode")}
        found[row["quote_id"]].append(Given(**own, answers=said, blind=bool(row["blind"])))
    return found


def answers(database: Database, judgements: Iterable[int]) -> dict[int, tuple[Answer, ...]]:
    """The answers of judgements by their numbers."""
    found: dict[int, list[Answer]] = {number: [] for number in judgements}
    for row in database.rows(
        "SELECT * FROM answers WHERE judgement IN (SELECT value FROM json_each(?)) ORDER BY judgement, position",
        these(found),
    ):
        found[row["judgement"]].append(Answer(row["label"], row["value"], row["start"], row["end"], row["reason"]))
    return {number: tuple(each) for number, each in found.items()}
