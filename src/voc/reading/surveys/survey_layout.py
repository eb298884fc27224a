"""How a survey tool's export is declared: the columns that the tool adds by itself, by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from voc.reading.source import Source
from voc.reading.surveys.marks import import_id
from voc.reading.tables.table import Table, key

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell that says something of its whole row: ``cells`` is a regular expression for all of it, in any case."""

    column: Words
    cells: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLayout:
    """Names of columns in lower case, by what they mean: headers, or ids where the tool gives columns ids.

    ``*`` stands for anything. A table is of this tool if of each group in ``must`` one name is there, and ``least``
    of the ``hints``, and if ``proof`` (where given) finds a reason in the file. ``person`` and ``key`` are looked at
    in their order, for each row anew: the first that is filled counts. ``left_out`` is what the tool adds about the
    answering, and what names a person; ``drop`` is a regular expression for columns that the tool makes of others.
    A row in which a condition of ``excluded`` holds is no evidence; one that is ``unfinished`` is, but its blanks
    say nothing. ``options`` is a regular expression with the groups ``question`` and ``option`` for the header of a
    column that holds one option of several; ``ticked`` are cells that mean "yes" there, beside 1, true, x and the
    option itself. All columns that no name fits are answers.
    """

    must: tuple[Words, ...]
    hints: Words = ()
    least: int = 0
    proof: Callable[[Source], str | None] | None = None
    score: float = 0.97
    person: Words = ()
    key: Words = ()
    time: Words = ()
    language: Words = ()
    channel: Words = ()
    left_out: Words = ()
    drop: str = ""
    excluded: tuple[Condition, ...] = ()
    unfinished: Condition | None = None
    options: str = ""
    ticked: Words = ()

    def find(self, table: Table, words: Words) -> list[int]:
        """The columns that these words name, in the order of the words."""
        names = self.names(table)
        found = [i for word in words for i, own in enumerate(names) if any(map(_matcher(word), own))]
        return list(dict.fromkeys(found))

    @staticmethod
    def names(table: Table) -> list[Words]:
        """What each column is called: its header, and its id where the tool gives one."""
        ids = [import_id(mark).lower() for mark in table.ids] if table.ids else [""] * len(table.header)
        return [(word, own) if own else (word,) for word, own in zip(table.keys, ids, strict=True)]

    def fits(self, source: Source) -> tuple[str, ...] | None:
        """What speaks for this layout, or ``None`` if the file is not of it."""
        table = source.table
        groups = [self.find(table, words) for words in self.must]
        hints = self.find(table, self.hints)
        if not all(groups) or len(hints) < self.least:
            return None
        shown = dict.fromkeys([*(group[0] for group in groups), *hints[:2]])
        reasons = [f"column {table.header[index]!r}" for index in shown]
        if self.proof is not None:
            proof = self.proof(source)
            if proof is None:
                return None
            reasons.append(proof)
        return tuple(reasons)


@cache
def _matcher(word: str) -> Callable[[str], bool]:
    pattern = re.compile(re.escape(key(word)).replace(r"\*", ".*"), re.DOTALL)
    return lambda name: pattern.fullmatch(name) is not None
