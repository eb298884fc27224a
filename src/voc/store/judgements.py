"""What people decide: recorded once and for all, undone and done again, and read as what stands.

A decision is all that one person says of one quote for one kind. It takes the place of her earlier one of that quote
and kind; ``()`` says "none of these", ``None`` takes it back. Nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voc.codebook import Codebook
from voc.errors import TableError
from voc.store import _checks, _log, _read, _standing, _write, splits
from voc.store._database import Database, Row
from voc.store._write import Judgement
from voc.store.draws import mark, mark_act, mark_all
from voc.store.errors import Stale
from voc.store.records import Answer, Change, Decisions, Recorded, Role, What
from voc.store.said import Said

ACCEPTED = ("stage", "touchpoint", "sentiment", "facet")


@dataclass(frozen=True)
class Judgements(Said):
    """The log: recording, undo and redo; what stands is read by :class:`~voc.store.said.Said`."""

    def record(
        self,
        coder: str,
        quote_id: str,
        decisions: Decisions,
        *,
        expect: int | None = None,
        draw: int | None = None,
        blind: bool = False,
        role: Role = "coder",
    ) -> Recorded:
        """Record what a person decided of a quote; it is on the disk when this returns.

        ``draw`` is the number of the draw that the quote came from: its probability is kept with the decision. What the
        machine said is kept, too, unless the person was ``blind`` to it. Raises ``Stale`` where she, or for an
        adjudicator anybody, has judged the quote since the revision that she expects; ``TableError`` for an answer that
        cannot be.
        """
        return self.record_many(coder, [Change(quote_id, decisions, expect)], draw=draw, blind=blind, role=role)

    def record_many(
        self,
        coder: str,
        changes: Sequence[Change],
        *,
        draw: int | None = None,
        blind: bool = False,
        role: Role = "coder",
    ) -> Recorded:
        """Record decisions on many quotes as one act: all or none of them, undone together."""
        coder, book = _log.coder_name(coder), self._codebooks.current_book()
        if not changes:
            raise TableError("no quote is given to judge")
        with self._database.transaction():
            act, at = _log.begin(self._database, coder, "judge")
            context = _Context(self._database, act, at, coder, role, blind, draw)
            for change in changes:
                context.put(change, book, self._codebooks.number())
            return context.recorded([change.quote_id for change in changes])

    def accept(
        self,
        coder: str,
        quote_id: str,
        *,
        kinds: Sequence[str] = ACCEPTED,
        expect: int | None = None,
        draw: int | None = None,
    ) -> Recorded:
        """Record that what the machine says of a quote is right: its labels as the person's own."""
        run = self._database.value("SELECT max(number) FROM runs")
        said = _read.tags(self._database, run, [quote_id]).get(quote_id, ())
        decisions = {
            kind: tuple(
                Answer(tag.label, tag.value, tag.start, tag.end)
                for tag in said
                if tag.kind == kind and tag.label is not None and not tag.by.startswith("human:")
            )
            for kind in kinds
        }
        return self.record(coder, quote_id, decisions, expect=expect, draw=draw)

    def split(self, coder: str, quote_id: str, cuts: Sequence[int], *, expect: int | None = None) -> Recorded:
        """Split a quote where ``cuts`` say (offsets in its text); the parts are quotes from now on, for everybody."""
        coder = _log.coder_name(coder)
        with self._database.transaction():
            act, at = _log.begin(self._database, coder, "judge")
            context = _Context(self._database, act, at, coder, "coder", False, None)
            text = context.quote(quote_id, expect)["text"]
            parts = [Answer(None, None, start, end) for start, end in splits.spans(text, cuts)]
            _write.put(self._database, Judgement(act, at, coder, "coder", quote_id, splits.KIND, parts))
            made = context.recorded([quote_id])
            mark_all(self._database, quote_id)
            return made

    def undo(self, coder: str) -> Recorded | None:
        """Take back the newest act of a person that stands; ``None`` where there is none."""
        return self._turn(coder, "undo")

    def redo(self, coder: str) -> Recorded | None:
        """Bring back the act that a person undid last; ``None`` where there is none, or she went on since."""
        return self._turn(coder, "redo")

    def can_undo(self, coder: str) -> int:
        """How many acts a person could take back."""
        return _log.count_undoable(self._database, coder)

    def can_redo(self, coder: str) -> int:
        """How many acts a person could bring back."""
        return len(_log.redoable(self._database, coder))

    def _turn(self, coder: str, what: What) -> Recorded | None:
        with self._database.transaction():
            if what == "undo":
                act = _log.undoable(self._database, coder)
            else:
                act = next(iter(_log.redoable(self._database, coder)), None)
            if act is None:
                return None
            rows = _log.turn(self._database, coder, act, what)
            names = list(dict.fromkeys(row["quote_id"] for row in rows))
            revisions = _write.follow(self._database, coder, names)
            for row in rows:
                mark(self._database, row["draw"], row["quote_id"])
                if row["kind"] == splits.KIND:
                    mark_all(self._database, row["quote_id"])
            kinds = tuple(dict.fromkeys(row["kind"] for row in rows))
            return Recorded(act, what, coder, tuple(names), revisions, kinds, _parts(self._database, names))


@dataclass(frozen=True)
class _Context:
    """What all judgements of one act share."""

    database: Database
    act: str
    at: str
    coder: str
    role: Role
    blind: bool
    draw: int | None

    def put(self, change: Change, book: Codebook | None, codebook: int | None) -> None:
        """Check one quote's decisions and add them."""
        quote = self.quote(change.quote_id, change.expect)
        decisions = _checks.checked(change.decisions, quote["text"], book, f"quote {change.quote_id}")
        drawn = self._drawn(change.quote_id)
        run = self.database.value("SELECT max(number) FROM runs")
        for kind, answers in decisions.items():
            one = Judgement(
                *(self.act, self.at, self.coder, self.role, change.quote_id, kind, answers),
                draw=None if drawn is None else drawn["uid"],
                probability=None if drawn is None else min(1.0, drawn["rate"]),
                mode=None if drawn is None else drawn["mode"],
                blind=self.blind,
                run=run,
                codebook=codebook,
                seen=None if self.blind else _write.seen(self.database, run, change.quote_id, kind),
            )
            _write.put(self.database, one)

    def quote(self, quote_id: str, expect: int | None) -> Row:
        """The quote, if it is one to judge and as it was seen."""
        row = self.database.one("SELECT * FROM quotes WHERE quote_id = ?", quote_id)
        if row is None:
            raise TableError(f"no quote {quote_id[:40]!r} in this study; was it made of another one?")
        now = _standing.revision(self.database, quote_id, self.coder if self.role == "coder" else None)
        if row["absent"] is not None:
            why = "was split; judge its parts" if row["absent"] == splits.SPLIT else f"is {row['absent']}"
            raise Stale(f"quote {quote_id} {why}", quote_id=quote_id, revision=now)
        if expect is not None and expect != now:
            who = "you have" if self.role == "coder" else "somebody has"
            raise Stale(
                f"quote {quote_id}: {who} judged it since it was shown; look again", quote_id=quote_id, revision=now
            )
        return row

    def _drawn(self, quote_id: str) -> Row | None:
        if self.draw is None:
            return None
        row = self.database.one(
            "SELECT d.uid, d.mode, n.rate FROM draws AS d JOIN drawn AS n ON n.draw = d.number "
            "WHERE d.number = ? AND n.quote_id = ?",
            *(self.draw, splits.whole(self.database, quote_id)),
        )
        if row is None:
            raise TableError(f"quote {quote_id} is not in draw {self.draw}")
        return row

    def recorded(self, names: Sequence[str]) -> Recorded:
        """Work out what stands now, and tell what was done."""
        names = list(dict.fromkeys(names))
        revisions = _write.follow(self.database, self.coder, names)
        mark_act(self.database, self.act)
        kinds = self.database.rows("SELECT DISTINCT kind FROM judgements WHERE act = ?", self.act)
        parts = _parts(self.database, names)
        return Recorded(self.act, "judge", self.coder, tuple(names), revisions, tuple(row[0] for row in kinds), parts)


def _parts(database: Database, names: Sequence[str]) -> tuple[str, ...]:
    rows = database.rows(
        "SELECT quote_id FROM quotes WHERE absent IS NOT 'joined again' AND parent IN (SELECT value FROM json_each(?)) "
        "ORDER BY place, part",
        _read.these(names),
    )
    return tuple(row[0] for row in rows)
