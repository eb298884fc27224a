"""Runs of the whole road: their settings and account, the tags of the last ones, and the map that each made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from voc.store import _log, _read, _take_in
from voc.store._database import Database, Row
from voc.store._plain import plain
from voc.store.codebooks import Codebooks

if TYPE_CHECKING:
    import pandas as pd

    from voc.codebook import Codebook

Counts = dict[tuple[str, str], int]
# Runs whose tags are kept; the maps are kept of all.
KEPT = 2
_TAGS = ("quote_id", "kind", "label", "value", "confidence", "by", "start", "end", "reason")


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run of the whole road. ``learned`` is the number of the taught version that helped, as in ``learned/``."""

    number: int
    at: str
    voc: str
    tagger: str
    seed: int
    settings: Mapping[str, Any]
    models: tuple[str, ...]
    codebook: int | None
    learned: int | None
    account: Mapping[str, Any]


@dataclass(frozen=True)
class RunRecord:
    """What a run is kept as. ``tags`` are those of taggers and of other programs' codings, no judgements.

    ``inputs`` is what the map was made of besides (people, figures …), as text by name; ``journey`` is journey.json;
    ``versions`` are the taught models of the study: (number, made, encoder, codebook, kinds).
    """

    voc: str
    tagger: str
    seed: int
    settings: Mapping[str, Any]
    codebook: Codebook
    toml: str
    quotes: pd.DataFrame
    tags: pd.DataFrame
    account: Mapping[str, Any]
    journey: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    learned: int | None = None
    versions: Sequence[tuple[int, str, str, str, Mapping[str, Any]]] = ()


@dataclass(frozen=True)
class Runs:
    """The runs of a study."""

    _database: Database
    _codebooks: Codebooks

    def add(self, made: RunRecord) -> int:
        """Keep a run with its codebook, quotes, tags, account and map; gives its number."""
        models = sorted(set(made.tags["by"].dropna()))
        with self._database.transaction():
            book = self._codebooks.keep(made.toml, made.codebook.digest)
            _take_in.quotes(self._database, made.quotes)
            number = self._database.run(
                "INSERT INTO runs (uid, at, voc, tagger, seed, settings, models, codebook, learned, account, inputs, "
                "journey) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(uuid4().hex, _log.now(self._database), made.voc, made.tagger, made.seed, _json(made.settings)),
                *(_json(models), book, made.learned, _json(made.account), _json(made.inputs), made.journey),
            )
            self._put_tags(number, made.tags)
            self._database.many(
                "INSERT OR REPLACE INTO models (number, made, encoder, codebook, kinds) VALUES (?, ?, ?, ?, ?)",
                [(*version[:4], _json(version[4])) for version in made.versions],
            )
        return number

    def _put_tags(self, number: int, tags: pd.DataFrame) -> None:
        self._database.run("DELETE FROM tags WHERE run <= ?", number - KEPT)
        ordered = tags.sort_values("quote_id", kind="stable")
        position = ordered.groupby("quote_id", sort=False).cumcount()
        rows = zip(position.tolist(), plain(ordered[list(_TAGS)]), strict=True)
        self._database.many(
            f"INSERT INTO tags (run, position, {', '.join(_quoted())}) VALUES (?, ?{', ?' * len(_TAGS)})",
            ((number, place, *row) for place, row in rows),
        )

    def last(self) -> RunInfo | None:
        """The newest run, if there is one."""
        row = self._database.one("SELECT * FROM runs ORDER BY number DESC LIMIT 1")
        return None if row is None else _info(row)

    def all(self) -> tuple[RunInfo, ...]:
        """Every run, the oldest first."""
        return tuple(_info(row) for row in self._database.rows("SELECT * FROM runs ORDER BY number"))

    def tags(self, run: int | None = None) -> pd.DataFrame:
        """The tags of a run, the newest where none is given, in the order of the quotes; empty where none are kept."""
        import pandas as pd

        from voc import tags as tags_table

        rows = self._database.rows(
            f"SELECT {', '.join(_quoted())} FROM tags WHERE run = coalesce(?, (SELECT max(number) FROM runs)) "
            "ORDER BY quote_id, position",
            run,
        )
        order = self._database.rows("SELECT quote_id FROM quotes ORDER BY place, part, id")
        place = pd.Series(range(len(order)), [row[0] for row in order], dtype="int64")
        table = pd.DataFrame(list(map(tuple, rows)), columns=list(_TAGS), dtype=object)
        # Sorted here: the database would look every quote up for each of its tags.
        at = table["quote_id"].map(place)
        table = table[at.notna()].iloc[at.dropna().argsort(kind="stable")].reset_index(drop=True)
        return tags_table.check(table, where=self._database.path.name)

    def counts(self, run: int | None = None, *, kinds: Sequence[str] | None = None) -> Counts:
        """How often the taggers of a run gave each label, by kind and label; of the newest where none is given."""
        which = "" if kinds is None else "AND kind IN (SELECT value FROM json_each(?))"
        rows = self._database.rows(
            "SELECT kind, label, count(*) FROM tags WHERE run = coalesce(?, (SELECT max(number) FROM runs)) "
            f"AND label IS NOT NULL {which} GROUP BY kind, label",
            *(run, *(() if kinds is None else (_read.these(kinds),))),
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def journey(self, run: int | None = None) -> str | None:
        """The map of a run as journey.json, of the newest where none is given."""
        found: str | None = self._database.value(
            "SELECT journey FROM runs WHERE number = coalesce(?, (SELECT max(number) FROM runs))", run
        )
        return found

    def inputs(self, run: int | None = None) -> dict[str, Any]:
        """What a map was made of besides quotes and tags; empty where it is not known."""
        found = self._database.value(
            "SELECT inputs FROM runs WHERE number = coalesce(?, (SELECT max(number) FROM runs))", run
        )
        return {} if found is None else dict(json.loads(found))


def _quoted() -> list[str]:
    return [f'"{name}"' for name in _TAGS]


def _json(what: Any) -> str:
    return json.dumps(what, ensure_ascii=False, sort_keys=True)


def _info(row: Row) -> RunInfo:
    own = ("number", "at", "voc", "tagger", "seed", "codebook", "learned")
    return RunInfo(
        **{name: row[name] for name in own},
        settings=json.loads(row["settings"]),
        models=tuple(json.loads(row["models"])),
        account=json.loads(row["account"]),
    )
