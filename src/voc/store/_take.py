"""What a file of reviews changes in the log: a merge of three, of the file, of what it was made from, and of the log.

A group that says what it said when the file was made changes nothing, whatever was decided since; one that was edited
is a new judgement, unless the person decided anew in the meantime: then her newer decision stays and the row is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from voc.store import _log, _read, _write, splits
from voc.store._database import Database
from voc.store._groups import Group, Key
from voc.store._write import Judgement
from voc.store.codebooks import Codebooks
from voc.store.draws import asked_for, mark_act
from voc.store.records import Answer

Answers = tuple[Answer, ...] | None
_DIGITS = 9


@dataclass
class Taken:
    """What became of a file's answers; ``notes`` are lines to tell.

    ``unknown`` answers are of quotes that are not here, and ``strangers`` says which, a line for each row.
    """

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    unknown: int = 0
    strangers: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """A judgement of the log, as far as it matters here; its labels go by today's names."""

    uid: str
    answers: Answers
    draw: str | None
    probability: float | None
    mode: str | None


def take(database: Database, groups: Mapping[Key, Group], origin: str, *, whole: bool) -> Taken:
    """Take groups into the log as one act a person. ``whole``: what is gone from the file is withdrawn."""
    with database.transaction():
        return _Taking(database, origin).run(groups, whole=whole)


class _Taking:
    """One file being taken in."""

    def __init__(self, database: Database, origin: str) -> None:
        self.database, self.origin = database, origin
        self.taken, self.acts = Taken(), dict[str, tuple[str, str]]()
        self.touched: dict[str, list[str]] = {}
        self.codebook = Codebooks(database).number()
        self.judgements = _judgements(database)
        self.standing: dict[Key, str] = {
            (row["quote_id"], row["kind"], row["coder"], row["role"]): row["uid"]
            for row in database.rows(
                "SELECT s.*, j.uid FROM standing AS s JOIN judgements AS j ON j.number = s.judgement"
            )
        }
        self.before: dict[Key, str] = {
            (row["quote_id"], row["kind"], row["coder"], row["role"]): row["judgement"]
            for row in database.rows("SELECT * FROM taken WHERE origin = ?", origin)
        }
        self.quotes = {row[0] for row in database.rows("SELECT quote_id FROM quotes")}
        self.asked = asked_for(database)

    def run(self, groups: Mapping[Key, Group], *, whole: bool) -> Taken:
        for key, group in groups.items():
            if key[0] not in self.quotes:
                self.taken.unknown += 1
                self.taken.strangers.append(f"row {group.row}: this study has no quote {key[0]!r}")
                continue
            self._remember(key, self._group(key, group))
        if whole:
            for key in [key for key in self.before if key not in groups]:
                self._gone(key)
        self.taken.strangers = list(dict.fromkeys(self.taken.strangers))
        for coder, names in self.touched.items():
            _write.follow(self.database, coder, list(dict.fromkeys(names)))
            mark_act(self.database, self.acts[coder][0])
        return self.taken

    def _group(self, key: Key, group: Group) -> str | None:
        """Take one group; gives the judgement that the file speaks of from now on."""
        if group.uid is not None and group.uid not in self.judgements and group.answers is not None:
            self.taken.new += 1
            return self._put(key, group, group.answers, uid=group.uid, at=group.at)
        base = self.judgements.get(group.uid or self.before.get(key, ""))
        now = self.judgements.get(self.standing.get(key, ""))
        said = None if now is None else now.answers
        known = base or now
        alike = _same if group.uid is not None else _not_denied
        same = alike(group.answers, said) or (base is not None and alike(group.answers, base.answers))
        if same and (known is None or not _drawn_otherwise(group, known)):
            self.taken.unchanged += 1
            return base.uid if base is not None else None if now is None else now.uid
        if now is not None and (base is None or now.uid != base.uid):
            self.taken.conflicts.append(
                f"row {group.row}: {_change(key, said, group.answers)}, but {key[2]} decided so since"
            )
            return base.uid if base is not None else None
        self.taken.changed += now is not None
        self.taken.new += now is None
        if now is not None:
            self.taken.changes.append(f"row {group.row}: {_change(key, said, group.answers)}")
        return self._put(key, group, group.answers, base=base)

    def _gone(self, key: Key) -> None:
        """A group that stood in the file before: withdrawn unless its person decided anew since."""
        if self.standing.get(key) == self.before[key]:
            self.taken.withdrawn += 1
            self._put(key, Group(key, None, 0), None, base=self.judgements.get(self.before[key]))
        self.database.run(
            "DELETE FROM taken WHERE origin = ? AND quote_id = ? AND kind = ? AND coder = ? AND role = ?",
            *(self.origin, *key),
        )

    def _put(
        self, key: Key, group: Group, answers: Answers, *, base: _Known | None = None, uid: str | None = None,
        at: str | None = None,
    ) -> str:  # fmt: skip
        quote_id, kind, coder, role = key
        if coder not in self.acts:
            self.acts[coder] = _log.begin(self.database, coder, "import")
        act, now = self.acts[coder]
        self.touched.setdefault(coder, []).append(quote_id)
        whole = splits.whole(self.database, quote_id)
        asked = self.asked.get((whole, coder)) if group.asked and role == "coder" else None
        known = base or (asked and _Known("", None, asked.draw, asked.probability, asked.mode))
        by_hand = known is None or known.probability is None or _drawn_otherwise(group, known)
        one = Judgement(
            # Nothing is decided later than now: else it would overrule what its person decides next.
            *(act, min(at or now, now), coder, role, quote_id, kind, answers),
            draw=None if known is None else known.draw,
            probability=group.probability if known is None or by_hand else known.probability,
            mode=group.mode if known is None else known.mode,
            blind=group.blind or (base is None and asked is not None and asked.blind),
            codebook=self.codebook,
            origin=self.origin,
            uid=uid,
        )
        return _write.put(self.database, one)

    def _remember(self, key: Key, uid: str | None) -> None:
        if uid is not None:
            remember(self.database, self.origin, [(key, uid)])


def remember(database: Database, origin: str, said: Iterable[tuple[Key, str]]) -> None:
    """Note which judgements a file speaks of."""
    database.many(
        "INSERT OR REPLACE INTO taken (origin, quote_id, kind, coder, role, judgement) VALUES (?, ?, ?, ?, ?, ?)",
        [(origin, *key, uid) for key, uid in said],
    )


def _judgements(database: Database) -> dict[str, _Known]:
    rows = database.rows("SELECT number, uid, kind, withdrawn, draw, probability, mode, codebook FROM judgements")
    answers, names = _read.answers(database, [row["number"] for row in rows]), Codebooks(database).names()
    return {
        row["uid"]: _Known(
            row["uid"],
            None if row["withdrawn"] else names.renamed(row["kind"], answers[row["number"]], row["codebook"]),
            *(row["draw"], row["probability"], row["mode"]),
        )
        for row in rows
    }


def _same(one: Answers, other: Answers) -> bool:
    """Whether two answers say the same, in whatever order; files write a number a little off."""
    return (one is None) == (other is None) and sorted(map(_told, one or ())) == sorted(map(_told, other or ()))


def _not_denied(said: Answers, known: Answers) -> bool:
    """Whether a row that was written by hand goes with what is known: a value or words that it does not give may be."""
    if said is None or known is None or len(said) != len(known):
        return said is known
    pairs = zip(sorted(said, key=_label), sorted(known, key=_label), strict=True)
    return all(
        one.label == other.label
        and one.start in (None, other.start)
        and (one.value is None or (other.value is not None and abs(one.value - other.value) < 10**-_DIGITS))
        for one, other in pairs
    )


def _label(answer: Answer) -> str:
    return answer.label or ""


def _told(answer: Answer) -> str:
    return repr(answer if answer.value is None else replace(answer, value=round(answer.value, _DIGITS)))


def _drawn_otherwise(group: Group, known: _Known) -> bool:
    """Whether a row that was written by hand gives another probability; that of an exported one was worked out."""
    return group.uid is None and group.probability is not None and group.probability != known.probability


def _change(key: Key, before: Answers, after: Answers) -> str:
    return f"quote {key[0]}, {key[1]} by {key[2]}: {_words(before)} → {_words(after)}"


def _words(answers: Answers) -> str:
    if answers is None:
        return "(not judged)"
    return " | ".join(one.label or f"{one.start}–{one.end}" for one in answers) or "(none of these)"
