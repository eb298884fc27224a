"""What people say now: their standing answers as rows of a tags table, who differs, and how far each is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voc.codebook import Codebook
from voc.store import _checks, _read
from voc.store._database import Database
from voc.store.codebooks import Codebooks
from voc.store.draws import Draws
from voc.store.records import Conflict, Disagreement, Event, Given, Progress

if TYPE_CHECKING:
    import pandas as pd

OFF_TOPIC = "off topic"
_SAID = """
SELECT s.quote_id, s.kind, a.label, a.value, s.coder, a."start", a."end", a.reason, s.role, s.at, j.codebook,
    CASE WHEN j.draw IS NULL OR d.blind = 1 THEN j.probability END AS probability
FROM standing AS s
JOIN judgements AS j ON j.number = s.judgement
LEFT JOIN quotes AS q ON q.quote_id = s.quote_id
LEFT JOIN answers AS a ON a.judgement = s.judgement
LEFT JOIN draws AS d ON d.uid = j.draw
WHERE s.{content} AND (q.absent IS NULL OR q.absent = 'not in the sources') {which}
ORDER BY q.place, q.part, s.quote_id, s.at, s.judgement, a.position
"""
_CODED = ("stage", "touchpoint")
_MAYBE_GONE = """
SELECT s.quote_id, s.coder, s.kind, a.label, j.codebook
FROM standing AS s
JOIN judgements AS j ON j.number = s.judgement
JOIN answers AS a ON a.judgement = s.judgement
JOIN quotes AS q ON q.quote_id = s.quote_id
WHERE s.kind IN ('stage', 'touchpoint') AND q.absent IS NULL AND q.excluded IS NULL AND a.label IS NOT NULL
    AND (a.label IN (SELECT old FROM renames) OR a.label NOT IN (SELECT value FROM json_each(?1)))
    AND (?2 IS NULL OR (s.coder = ?2 AND s.role = 'coder'))
ORDER BY q.place, q.part, s.quote_id, s.at, a.position
"""
Lost = tuple[str, str, str, str]


@dataclass(frozen=True)
class Said:
    """The answers that stand."""

    _database: Database
    _codebooks: Codebooks

    def tags(self, book: Codebook | None = None) -> pd.DataFrame:
        """Every person's answers as a tags table, with ``at`` and ``role`` beside its columns.

        Labels go by the codebook, the newest one in the store where none is given; those that it does not have are left
        out (:meth:`lost`). An off-topic quote has no stage, touchpoint or facet.
        """
        return _frame(self._rows("", book)[0])

    def decided(self, book: Codebook | None = None) -> pd.DataFrame:
        """As :meth:`tags`, but of each quote and kind one person's alone: the adjudicator's, else the last."""
        return _frame(self._rows("AND s.counts = 1", book)[0])

    def lost(self, book: Codebook | None = None) -> tuple[Lost, ...]:
        """Answers whose code the codebook no longer has: (quote_id, coder, kind, label as it was given)."""
        return tuple(self._rows("", book)[1])

    def gone(self, coder: str | None = None) -> tuple[Lost, ...]:
        """As :meth:`lost`, of all people or of one who codes, in the order of the study: what is to be judged again.

        It looks only at codes that ever changed, so that it takes no time.
        """
        book, names = self._codebooks.current_book(), self._codebooks.names()
        known = {kind: _checks.labels(kind, book) or () for kind in _CODED}
        labels = _read.these(label for some in known.values() for label in some)
        return tuple(
            (row["quote_id"], row["coder"], row["kind"], row["label"])
            for row in self._database.rows(_MAYBE_GONE, labels, coder)
            if names.now(row["kind"], row["label"], row["codebook"]) not in known[row["kind"]]
        )

    def _rows(self, which: str, book: Codebook | None) -> tuple[list[dict[str, Any]], list[Lost]]:
        book, chances = book or self._codebooks.current_book(), Draws(self._database).inclusion()
        names, known = self._codebooks.names(), {kind: _checks.labels(kind, book) for kind in _checks.BARE}
        lost: list[Lost] = []
        answers: dict[tuple[str, str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self._database.rows(_SAID.format(content=_checks.CONTENT, which=which)):
            own = dict(row)
            now = names.now(own["kind"], own["label"], own.pop("codebook"))
            labels = known.get(own["kind"])
            if own["label"] is not None and (now is None or (labels is not None and now not in labels)):
                lost.append((own["quote_id"], own["coder"], own["kind"], own["label"]))
                continue
            key = (own["quote_id"], own["kind"], own["coder"], own["role"])
            # Two codes that became one are said once.
            if all((now, own["start"]) != (other["label"], other["start"]) for other in answers[key]):
                answers[key].append(own | {"label": now, "probability": chances.get(key[0], own["probability"])})
        off = _off_topic(answers, all_count=bool(which))
        return [row for rows in answers.values() for row in _told(rows, off, all_count=bool(which))], lost

    def counts(self) -> dict[tuple[str, str], int]:
        """On how many quotes each label counts by what people said, by kind and label."""
        said = self.decided().dropna(subset="label").drop_duplicates(["quote_id", "kind", "label"])
        return dict(Counter(zip(said["kind"], said["label"], strict=True)))

    def answers(self) -> dict[tuple[str, str], int]:
        """How many answers of all people name each label, by kind and label."""
        said = self.tags().dropna(subset="label").drop_duplicates(["quote_id", "kind", "label", "by", "role"])
        return dict(Counter(zip(said["kind"], said["label"], strict=True)))

    def coders(self) -> tuple[str, ...]:
        """Everybody who ever judged."""
        return tuple(row[0] for row in self._database.rows("SELECT DISTINCT coder FROM acts ORDER BY coder"))

    def number(self) -> int:
        """The number of the last act: it changes with everything that anybody does."""
        return int(self._database.value("SELECT coalesce(max(number), 0) FROM acts"))

    def progress(self) -> tuple[Progress, ...]:
        """How far each person is."""
        rows = self._database.rows(
            "SELECT a.coder, (SELECT count(DISTINCT quote_id) FROM standing AS s WHERE s.coder = a.coder) AS quotes, "
            "count(*) AS acts, min(at) AS first, max(at) AS last FROM acts AS a GROUP BY a.coder ORDER BY a.coder"
        )
        return tuple(Progress(**dict(row)) for row in rows)

    def disagreements(self, kind: str | None = None) -> tuple[Disagreement, ...]:
        """Where people give different labels, in the order of the study; settled ones among them."""
        rows = self._database.rows(
            "SELECT d.quote_id, d.kind FROM said AS d LEFT JOIN quotes AS q ON q.quote_id = d.quote_id "
            f"WHERE d.role = 'coder' AND d.{_checks.CONTENT} AND (?1 IS NULL OR d.kind = ?1) "
            "GROUP BY d.quote_id, d.kind HAVING count(DISTINCT d.labels) > 1 ORDER BY q.place, q.part, d.kind",
            kind,
        )
        names = _read.these({row["quote_id"] for row in rows})
        given = _read.given(self._database, "s.quote_id IN (SELECT value FROM json_each(?))", names)
        return tuple(_disagreement(row["quote_id"], row["kind"], given[row["quote_id"]]) for row in rows)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Answers of one person that met when studies were merged, until she or an adjudicator answers anew."""
        rows = self._database.rows(
            "SELECT c.*, o.number AS mine, t.number AS other FROM conflicts AS c "
            "JOIN judgements AS o ON o.uid = c.ours JOIN judgements AS t ON t.uid = c.theirs "
            "JOIN standing AS s ON s.quote_id = c.quote_id AND s.kind = c.kind AND s.coder = c.coder "
            "AND s.role = c.role AND s.judgement IN (o.number, t.number) "
            "WHERE NOT EXISTS (SELECT 1 FROM standing AS z WHERE z.quote_id = c.quote_id AND z.kind = c.kind "
            "AND z.role = 'adjudicator') ORDER BY c.quote_id, c.kind"
        )
        both = _judged(self._database, [row[name] for row in rows for name in ("mine", "other")])
        return tuple(
            Conflict(row["quote_id"], row["kind"], both[row["mine"]], both[row["other"]], row["source"]) for row in rows
        )

    def history(self, quote_id: str) -> tuple[Event, ...]:
        """Everything that was ever done to a quote, undo and redo among it, the oldest first."""
        rows = self._database.rows(
            "SELECT a.at, a.coder, a.what, a.uid AS act, j.role, j.kind, j.number, j.withdrawn, b.undone "
            "FROM judgements AS j JOIN acts AS b ON b.uid = j.act JOIN acts AS a ON a.uid = b.uid OR a.of = b.uid "
            "WHERE j.quote_id = ? ORDER BY a.at, a.number, j.number",
            quote_id,
        )
        answers = _read.answers(self._database, [row["number"] for row in rows])
        same = ("at", "coder", "role", "what", "kind", "act")
        return tuple(
            Event(
                **{name: row[name] for name in same},
                answers=answers[row["number"]],
                withdrawn=bool(row["withdrawn"]),
                undone=bool(row["undone"]),
            )
            for row in rows
        )


def _judged(database: Database, numbers: Iterable[int]) -> dict[int, Given]:
    """Judgements by their numbers, whether they stand or not."""
    rows = database.rows(
        "SELECT * FROM judgements WHERE number IN (SELECT value FROM json_each(?))", _read.these(numbers)
    )
    answers = _read.answers(database, [row["number"] for row in rows])
    same = ("kind", "coder", "role", "at", "uid", "act", "probability", "mode")
    return {
        row["number"]: Given(
            **{name: row[name] for name in same}, answers=answers[row["number"]], blind=bool(row["blind"])
        )
        for row in rows
    }


def _disagreement(quote_id: str, kind: str, given: Iterable[Given]) -> Disagreement:
    own = [one for one in given if one.kind == kind]
    settled = next((one for one in reversed(own) if one.role == "adjudicator"), None)
    return Disagreement(quote_id, kind, tuple(one for one in own if one.role == "coder"), settled)


def _off_topic(answers: dict[tuple[str, str, str, str], list[dict[str, Any]]], *, all_count: bool) -> set[Any]:
    """Who says that a quote is off topic; where one answer counts for all, the quotes."""
    keys = [key for key, rows in answers.items() if key[1] == _checks.OFFTOPIC and rows[0]["label"] is not None]
    return {key[0] if all_count else (key[0], key[2], key[3]) for key in keys}


def _told(rows: list[dict[str, Any]], off: set[Any], *, all_count: bool) -> Iterator[dict[str, Any]]:
    """The rows of one answer, but of an off-topic quote those that say that there is nothing."""
    first = rows[0]
    who = first["quote_id"] if all_count else (first["quote_id"], first["coder"], first["role"])
    if first["kind"] == _checks.OFFTOPIC:
        if first["label"] is not None:
            nothing = dict.fromkeys(("value", "start", "end"))
            yield from (first | nothing | {"kind": kind, "label": None, "reason": OFF_TOPIC} for kind in _checks.BARE)
    elif first["kind"] not in _checks.BARE or who not in off:
        yield from rows


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    from voc import tags as tags_table

    made = [row | {"by": f"human:{row['coder']}", "confidence": None} for row in rows]
    beside = pd.DataFrame({name: [row[name] for row in made] for name in ("at", "role")}, dtype="str")
    return pd.concat([tags_table.frame(made), beside], axis=1)
