"""Questions with several answers, for which a tool writes one column for each option: put together again.

A column is one of an option where its cells say no more than "ticked". Its question is read from its header, where
tools write question and option in different ways, or from what the columns beside it share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from voc.reading.surveys.marks import choice_id, import_id, is_kind
from voc.reading.tables.table import Row, Table

# What tools write for a ticked and for an empty box: 1/0 (Kobo, Qualtrics), TRUE/FALSE (Tally), x, words.
_TICKED = frozenset({"1", "true", "x", "checked", "selected", "ticked", "✓", "✔", "☑", "wahr", "vrai", "verdadero"})
_UNTICKED = frozenset({"0", "false", "unchecked", "not selected", "not checked", "falsch", "faux", "falso"})
# A layout may say that "yes" ticks an option; then these do not.
_NO = frozenset({"no", "n", "nein", "non", "nee", "não", "nao", "nie"})
# Where question and option stand in a header: SurveyMonkey's two rows in one, the same by others, grids, Kobo, Tally.
_HEADERS = (
    r"(?P<question>.+) — (?P<option>.+)",
    r"(?P<question>\d+[a-z]?[.)])\s+(?P<option>.+)",
    r"(?P<question>.+?)\s*\[(?P<option>[^\[\]]+)\]",
    r"(?P<question>.+)/(?P<option>[^/]+)",
    r"(?P<question>.+) \((?P<option>[^()]+(?:\([^()]*\)[^()]*)?)\)[.:]?",
    r"(?P<question>.+) - (?P<option>.+)",
)
# The rows of a matrix are told by fewer of these: there the answers do not help.
_ROWS = (_HEADERS[0], _HEADERS[2])
# What tools put before the box for own words at the end of a list of options.
_OTHER = re.compile(
    r"(?:other|andere[rs]?|sonstige[rs]?|autres?|otr[oa]s?|altro|outr[oa]s?)\b"
    r"(?:\s*[-–—:,(]?\s*(?:\(?(?:please|bitte|por favor|veuillez|préciser|précisez|write.in|text|angeben|especif)"
    r"[^()]{0,40}\)?|\([^()]{0,40}\)))*(?:\s*[-–—]\s*text)?[\s:.…]*",
    re.IGNORECASE,
)
# Qualtrics' words between a question and its options.
_SELECTED = re.compile(
    r"^(selected choice|ausgewählte (option|auswahl|antwort)|choix sélectionné|opción seleccionada)(\s+-\s+|$)",
    re.IGNORECASE,
)
_FIRST = 20


@dataclass(frozen=True, slots=True)
class Choices:
    """A question of several columns: each with the option, or the row of a matrix, that it stands for."""

    question: str
    columns: tuple[int, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """What stands in a column of one option where it was chosen; ``words`` are the layout's own, in lower case."""

    words: frozenset[str] = frozenset()

    def ticked(self, cell: str) -> bool:
        """Whether an option was chosen."""
        if not cell:
            return False
        word = cell.casefold()
        return word not in _UNTICKED and not (self.words and word in _NO)

    def is_option(self, table: Table, index: int, option: str, position: int) -> bool:
        """Whether the cells of a column only say that one option was chosen: a box, or the option or its number."""
        cells = table.column(index)
        own = {_folded(option), choice_id(table.ids[index]) if table.ids else "", str(position)}
        own |= _TICKED | self.words
        # Most columns are of no option, which their first cells tell.
        return all(_folded(cell) in own for said in (cells[:_FIRST], cells) for cell in set(said) if self.ticked(cell))


BOXES = Boxes()


def find_choices(table: Table, among: Collection[int], header: str = "", boxes: Boxes = BOXES) -> list[Choices]:
    """The questions that are spread over columns; ``header`` is the ``options`` of a ``SurveyLayout``."""
    groups: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for index in among:
        for way, question, option in _splits(table, index, (header, *_HEADERS) if header else _HEADERS):
            groups.setdefault((way, question), []).append((index, option))
    found: list[Choices] = []
    taken: set[int] = set()
    for (_, question), parts in sorted(groups.items(), key=lambda pair: pair[0][0]):
        parts = [(i, option) for i, option in parts if i not in taken and not _is_other(table, i, option)]
        if _is_spread(table, parts, boxes):
            taken.update(index for index, _ in parts)
            found.append(_choices(question, parts))
    found += [_choices("", run) for run in _runs(table, [i for i in among if i not in taken])]
    return sorted(found, key=lambda one: one.columns[0])


def find_rows(table: Table, among: Collection[int], header: str = "") -> list[Choices]:
    """The questions of a matrix: several columns of one question, an answer each; its ``options`` are the rows."""
    groups: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for index in among:
        for way, question, row in _splits(table, index, (header, *_ROWS) if header else _ROWS):
            groups.setdefault((way, question), []).append((index, row))
    found: list[Choices] = []
    taken: set[int] = set()
    for (_, question), parts in sorted(groups.items(), key=lambda pair: pair[0][0]):
        parts = [(index, row) for index, row in parts if index not in taken and row]
        if len(parts) > 1 and not is_mere_number(question):
            taken.update(index for index, _ in parts)
            found.append(_choices(question, parts))
    return found


def other_question(table: Table, index: int, header: str = "") -> str | None:
    """The question of a box for own words at the end of a list of options; ``None`` if a column is no such box."""
    asked = " ".join(table.question(index).split())
    for _, question, option in _splits(table, index, (header, *_HEADERS) if header else _HEADERS):
        if _OTHER.fullmatch(option):
            return question
    return "" if _OTHER.fullmatch(asked) else None


def asks_for_other(question: str) -> bool:
    """Whether a question's words end in "(other)": own words beside options.

    >>> asks_for_other("What tools do you use? (other)"), asks_for_other("Why?")
    (True, False)
    """
    found = (re.fullmatch(pattern, question, re.IGNORECASE) for pattern in _HEADERS)
    return any(one is not None and _OTHER.fullmatch(one["option"].strip()) for one in found)


def _splits(table: Table, index: int, headers: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The ways to read a column's question and option, the surest first."""
    asked = " ".join(table.question(index).split())
    mark = table.ids[index] if table.ids else ""
    own = import_id(mark)
    if own:
        # "QID5" is the question of all its options, "QID7_2" the second row of a matrix, "QID5_9_TEXT" a box.
        alike = _alike(table.ids)[_stem(own)]
        if len(alike) > 1:
            question = _shared([" ".join(table.question(i).split()) for i in alike])
            rest = asked.removeprefix(question).strip(" -–—:")
            yield 0, question, _SELECTED.sub("", rest) or choice_id(mark)
        return
    if mark and not is_kind(mark):
        option = " ".join(mark.split())
        yield 1, asked.removesuffix(option).rstrip(" —"), option
    for way, pattern in enumerate(headers, 2):
        if found := re.fullmatch(pattern, asked, re.IGNORECASE):
            yield way, found["question"].strip(), found["option"].strip()


def _stem(import_id: str) -> str:
    return re.sub(r"(?<=\d)_\d+(_TEXT)?$", "", import_id)


@lru_cache(maxsize=4)
def _alike(ids: Row) -> dict[str, list[int]]:
    """The columns of each question of Qualtrics, by the question's id."""
    found: dict[str, list[int]] = {}
    for index, mark in enumerate(ids):
        found.setdefault(_stem(import_id(mark)), []).append(index)
    return found


def _is_other(table: Table, index: int, option: str) -> bool:
    """A box for own words, which may stay empty; "Other" that only can be ticked is an option."""
    return bool(_OTHER.fullmatch(option)) and not BOXES.is_option(table, index, option, -1)


def _is_spread(table: Table, parts: Sequence[tuple[int, str]], boxes: Boxes) -> bool:
    """Whether some columns of one question are its options, all of them: else they are the rows of a matrix."""
    return (
        len(parts) > 1
        and any(table.column(index) for index, _ in parts)
        and all(boxes.is_option(table, index, option, place) for place, (index, option) in enumerate(parts, 1))
    )


def _runs(table: Table, among: Collection[int]) -> Iterator[list[tuple[int, str]]]:
    """Columns side by side whose header is the option itself: Typeform's old form, with no question in the file."""
    run: list[tuple[int, str]] = []
    for index in sorted(among):
        header = table.header[index]
        filled = table.column(index)
        if run and index != run[-1][0] + 1:
            yield from _closed(table, run)
            run = []
        if not filled:
            run += [(index, header)] if run else []
        elif all(_folded(cell) == _folded(header) for cell in filled):
            run.append((index, header))
        else:
            yield from _closed(table, run)
            run = []
    yield from _closed(table, run)


def _closed(table: Table, run: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """A run without the empty columns behind it, if it is one."""
    while run and not table.column(run[-1][0]):
        run.pop()
    if len(run) > 1:
        yield run


def _choices(question: str, parts: Sequence[tuple[int, str]]) -> Choices:
    options = tuple(option for _, option in parts)
    return Choices(_named(question, options), tuple(index for index, _ in parts), options)


def _named(question: str, options: Sequence[str]) -> str:
    """The question; where the file has no more than its number or nothing of it, its first options beside."""
    if not is_mere_number(question):
        return question
    few = " / ".join(options[:3]) + (" …" if len(options) > 3 else "")
    return f"{question} {few}".strip()


def is_mere_number(question: str) -> bool:
    """Whether of a question no more than its number is known.

    >>> is_mere_number("3."), is_mere_number(""), is_mere_number("Q3")
    (True, True, False)
    """
    return re.fullmatch(r"(\d+[a-z]?[.)]?)?", question) is not None


def _folded(text: str) -> str:
    """An option without what tools change in it: case, spaces, the point at its end."""
    return " ".join(text.casefold().split()).strip(" .:;")


def _shared(texts: Sequence[str]) -> str:
    """What some headers of one question begin with, up to the dash before the option."""
    first, last = min(texts), max(texts)
    same = next((i for i, sign in enumerate(first) if i >= len(last) or sign != last[i]), len(first))
    whole = first[:same]
    cut = re.match(r"(.*\S)\s+-(?:\s|$)", whole)
    return cut[1] if cut else whole.strip(" -")
