"""The codebook's history: every version whole, who changed it, what, and which codes were renamed, merged or dropped.

``codebook.toml`` is what counts; what a person writes into it by hand becomes a version "by file". What people decided
before a rename follows the new name; of a code that was dropped it no longer counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from voc._files import write
from voc.codebook import Codebook
from voc.errors import CodebookError, did_you_mean
from voc.store import _checks, _log
from voc.store._database import Database, Row
from voc.store.errors import Stale
from voc.store.records import Answer

NAME = "codebook.toml"
BY_FILE = "file"


@dataclass(frozen=True, slots=True)
class BookVersion:
    """A version of the codebook: the whole file, who changed it, and what."""

    number: int
    at: str
    by: str
    what: str
    toml: str
    digest: str


@dataclass(frozen=True)
class Codebooks:
    """The versions of a study's codebook."""

    _database: Database
    _parsed: dict[int, Codebook] = field(default_factory=dict)

    def current(self) -> BookVersion:
        """The newest version; raises ``CodebookError`` where there is none yet."""
        row = self._database.one("SELECT * FROM codebooks ORDER BY number DESC LIMIT 1")
        if row is None:
            raise CodebookError(f"{self._database.path}: no codebook in it yet; make the map first with: voc map")
        return _version(row)

    def number(self) -> int | None:
        """The number of the newest version, if there is one."""
        found: int | None = self._database.value("SELECT max(number) FROM codebooks")
        return found

    def current_book(self) -> Codebook | None:
        """The newest version, parsed."""
        number = self.number()
        if number is None:
            return None
        if number not in self._parsed:
            self._parsed[number] = Codebook.parse(self.current().toml.encode("utf-8"), where=NAME)
        return self._parsed[number]

    def all(self) -> tuple[BookVersion, ...]:
        """Every version, the newest first."""
        return tuple(_version(row) for row in self._database.rows("SELECT * FROM codebooks ORDER BY number DESC"))

    def keep(self, toml: str, digest: str, *, by: str = BY_FILE, what: str = "read from the file") -> int:
        """The number of the version that says this; a new one unless the newest does."""
        newest = self._database.one("SELECT number, digest FROM codebooks ORDER BY number DESC LIMIT 1")
        if newest is not None and newest["digest"] == digest:
            return int(newest["number"])
        at = _log.now(self._database)
        return self._database.run(
            'INSERT INTO codebooks (at, "by", what, toml, digest) VALUES (?, ?, ?, ?, ?)', at, by, what, toml, digest
        )

    def change(
        self,
        toml: str,
        *,
        by: str,
        what: str,
        expect: int | None = None,
        renamed: Mapping[str, Mapping[str, str]] | None = None,
        dropped: Mapping[str, Sequence[str]] | None = None,
    ) -> BookVersion:
        """Change the codebook: check it, write ``codebook.toml``, add the version.

        ``renamed`` gives new names by kind ("stage", "touchpoint"); two that get the same one are merged. ``expect`` is
        the version that was edited. Raises ``CodebookError`` for what is none, ``Stale`` where it was changed since.
        """
        by = _log.coder_name(by)
        book = Codebook.parse(toml.encode("utf-8"), where=NAME)
        moves: list[tuple[str, str, str | None]] = [
            (kind, old, new) for kind, names in (renamed or {}).items() for old, new in names.items()
        ]
        moves += [(kind, old, None) for kind, names in (dropped or {}).items() for old in names]
        _check_moves(moves, book)
        with self._database.transaction():
            number = self.number()
            if expect is not None and number != expect:
                raise Stale(
                    f"the codebook was changed since version {expect} was shown; look again",
                    quote_id=None,
                    revision=number or 0,
                )
            # The file first: if we are stopped in between, it is read as changed by hand, and nothing is lost.
            write(self._file(), toml)
            made = self.keep(toml, book.digest, by=by, what=what)
            self._database.many(
                "INSERT OR REPLACE INTO renames (codebook, kind, old, new) VALUES (?, ?, ?, ?)",
                [(made, *move) for move in moves],
            )
        return self.current()

    def _file(self) -> Path:
        return self._database.path.with_name(NAME)

    def names(self) -> Names:
        """What the codes of earlier versions are called now."""
        rows = self._database.rows("SELECT * FROM renames ORDER BY codebook")
        return Names(tuple((row["codebook"], row["kind"], row["old"], row["new"]) for row in rows))


@dataclass(frozen=True)
class Names:
    """The renames in their order: (version, kind, old, new), new missing for a code that was dropped."""

    moves: tuple[tuple[int, str, str, str | None], ...]

    def renamed(self, kind: str, answers: Sequence[Answer], since: int | None) -> tuple[Answer, ...]:
        """Answers with today's names; the label of a code that was dropped stays as it was given."""
        return tuple(replace(one, label=self.now(kind, one.label, since) or one.label) for one in answers)

    def still(self, kind: str, answers: Sequence[Answer], since: int | None) -> tuple[Answer, ...] | None:
        """Answers with today's names, without those whose code was dropped; ``None`` where no answer is left."""
        kept = (replace(one, label=now) for one in answers if (now := self.now(kind, one.label, since)) is not None)
        # Two codes that became one are said once.
        found = tuple({(one.label, one.start): one for one in kept}.values())
        return found if found or not answers else None

    def now(self, kind: str, label: str | None, since: int | None) -> str | None:
        """What a label that was given under a version is called now; ``None`` where its code was dropped."""
        for version, of, old, new in self.moves:
            if label is not None and of == kind and old == label and version > (since or 0):
                label = new
        return label


def _check_moves(moves: Sequence[tuple[str, str, str | None]], book: Codebook) -> None:
    """Refuse a new name that the codebook does not have: what was decided would be lost."""
    for kind, old, new in moves:
        if kind not in ("stage", "touchpoint"):
            raise CodebookError(f"{old!r} is renamed as a {kind}; only a stage or touchpoint can be")
        known = _checks.labels(kind, book) or ()
        if new is not None and new not in known:
            raise CodebookError(f"{kind} {old!r} is to become {new!r}, which is not there; {did_you_mean(new, known)}")


def _version(row: Row) -> BookVersion:
    return BookVersion(row["number"], row["at"], row["by"], row["what"], row["toml"], row["digest"])
