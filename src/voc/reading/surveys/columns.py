"""What each column of a survey export is: open answer, closed answer, score, person, time or technical.

Decided from the header words and from the column's cells together, never from the header alone, and shown to
the researcher by ``voc sniff``.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from voc.reading.scales import Scale, folded, of_figures, of_words, says
from voc.reading.segments import is_empty_answer
from voc.reading.surveys.several import SEPARATOR, options, parts_of
from voc.reading.surveys.shapes import Shape, judge_name, judge_shapes, share
from voc.reading.tables.table import Table

Role = Literal["open", "closed", "multi", "nps", "scale"] | Shape

_MARKUP = re.compile(r"(?P<block><(?:br|/p|p|/?div|/?li|/?ul|/?td|/?tr|/?h\d)\b[^>]*>)|</?[a-z][^<>]*>", re.IGNORECASE)
# Where an earlier answer stands in a question: Typeform, Qualtrics, LimeSurvey.
_PIPED = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{\w+(?:\.\w+)+\}")
# "$0 - $24,999", "18-29", "65+"
_WORDLESS = re.compile(r"(?=.*\d)[\W\d_]+$", re.DOTALL)
# Signs of writings without spaces between words: Chinese, Japanese, Thai. About two make a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
# Said to an open question by who has nothing to say, in German, French and Spanish; whether a column is open is told by
# the others.
_NOTHING = frozenset(
    ["nein", "nichts", "keine", "kein", "keiner", "non", "rien", "aucun", "aucune", "ninguno", "ninguna", "nada"]
)
# A column is judged by so many of its cells, taken evenly from all over it.
_SAMPLE = 2_000
_FEW = 10
_AT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column's position, header, role, the reason for it, and the scale of closed answers.

    ``words`` is how many words an open answer has on average, also one of staff.
    """

    index: int
    header: str
    role: Role
    reason: str
    scale: Scale | None = None
    words: float = 0

    @property
    def is_worded(self) -> bool:
        """Whether its answers are words of some kind."""
        return self.role in ("open", "closed", "multi") and (self.scale is None or self.scale.kind != "number")

    @property
    def is_wordy(self) -> bool:
        """Whether people wrote at length, whatever the tool says of the column."""
        return self.role == "open" and self.words >= _AT_LENGTH


def plain(question: str) -> str:
    r"""A question as it was read by who answered: in one line, without mark-up and what stands for earlier answers.

    >>> plain("<p>Why <b>did</b>\n you   leave?</p>"), plain("Thank you, {{field:7d95}}. And then?")
    ('Why did you leave?', 'Thank you, …. And then?')
    """
    if "<" in question:
        question = _MARKUP.sub(lambda found: " " if found["block"] else "", question)
    if "&" in question:
        question = html.unescape(question)
    return " ".join((_PIPED.sub("…", question) if "{" in question else question).split())


def classify(table: Table) -> list[Column]:
    """Say of every column what it is. One person and one NPS column at most: the first of its kind."""
    columns = [judge(table, index) for index in range(len(table.header))]
    people = [column.index for column in columns if column.role == "person"]
    recommending = [column.index for column in columns if column.role == "nps"]

    def once(column: Column) -> Column:
        if column.role == "person" and column.index != people[0]:
            return replace(column, role="technical", reason="a second identifier")
        if column.role == "nps" and column.index != recommending[0]:
            return replace(column, role="scale", reason="a second question of this kind")
        return column

    return [once(column) for column in columns]


def judge(table: Table, index: int) -> Column:
    """Say of one column what it is, whatever the others are."""
    name, cells = table.header[index], sampled(table.column(index))
    if found := judge_name(name, table.keys[index], cells):
        return Column(index, name, *found)
    return replace(judge_cells(plain(table.question(index)), cells, table.keys[index]), index=index, header=name)


def judge_cells(question: str, cells: Sequence[str], word: str = "") -> Column:
    """Say what the answers to a question are; ``word`` is the name of their column."""
    found = judge_shapes(question, asks(question), word, cells)
    if found is not None:
        return Column(0, question, *found)
    role, reason, scale = _judge_answers(question, cells)
    words = sum(map(_length, cells)) / len(cells) if role == "open" else 0
    if role in ("open", "closed") and says("staff", question):
        return Column(0, question, "technical", "staff's words by its header: never evidence", words=words)
    return Column(0, question, role, reason, scale, words)


def sampled(cells: Sequence[str]) -> Sequence[str]:
    """At most 2,000 of the cells, from all over a column."""
    return cells if len(cells) <= _SAMPLE else [cells[i * len(cells) // _SAMPLE] for i in range(_SAMPLE)]


def asks(header: str) -> str:
    """What a header asks, without the sentences before and the advice behind it.

    >>> asks("Thank you for coming. Why did you leave? Please write as much as you like.")
    'Why did you leave?'
    """
    sentences = [part for part in re.split(r"(?<=[.:?!])\s+", header) if part.strip()]
    return next((part for part in reversed(sentences) if part.endswith("?")), sentences[-1] if sentences else header)


def _judge_answers(header: str, cells: Sequence[str]) -> tuple[Role, str, Scale | None]:
    """Tell the answers of one column: figures, levels of a scale, choices or own words."""
    scale = of_figures(header, cells)
    if scale is not None:
        role: Role = "nps" if scale.kind == "nps" else "closed" if scale.kind in ("number", "choice") else "scale"
        return role, scale.reason, scale
    scale = of_words(cells)
    if scale is not None:
        return "scale", scale.reason, scale
    said = [cell for cell in cells if cell.lower() not in _NOTHING and not is_empty_answer(cell)]
    said = said if len(set(said)) > 1 else list(cells)
    role, reason = _judge_words(header, said)
    if role == "multi":
        return role, reason, Scale("choices", levels=options(cells), reason=reason)
    levels = tuple(cell for cell, count in Counter(cells).most_common(30) if count > 1)
    return role, reason, Scale("choice", levels=levels, reason=reason) if role == "closed" else None


def _judge_words(header: str, cells: Sequence[str]) -> tuple[Role, str]:
    """Tell own words from choices: choices repeat, whole or in their parts."""
    distinct = len({folded(cell) for cell in cells})
    repeated = 1 - distinct / len(cells)
    seen = f"{distinct} different in {len(cells)}"
    if sum(cell.startswith("/ ") for cell in cells) >= 0.8 * len(cells):
        return "multi", "answers joined by ' / '"
    if sum(cell.endswith(";") for cell in cells) >= 0.8 * len(cells):
        return "multi", "answers that each end with ';', as Microsoft Forms joins several choices"
    if share(_WORDLESS, cells) >= 0.9:
        return "closed", f"figures without words: {seen}"
    if distinct == 1 and len(cells) > 2:
        return "closed", "one and the same answer"
    parts = Counter(part for cell in cells for part in parts_of(cell))
    common = sum(count for count in parts.values() if count >= 3) / max(1, parts.total())
    several = common >= 0.75 and any(SEPARATOR.search(cell.strip(" ;,/")) for cell in cells)
    question = asks(header)
    if several and len(parts) < distinct and (says("closed", question) or not says("openly", question)):
        return "multi", f"{common:.0%} of the parts between separators repeat: several choices"
    if repeated >= 0.6 or (len(cells) >= _FEW and distinct <= 8 and repeated >= 0.3):
        return "closed", f"answers repeat: {seen}"
    if common >= 0.75 and any(SEPARATOR.search(cell) for cell in cells):
        return "multi", f"{common:.0%} of the parts between separators repeat: several choices"
    return _judge_doubtful(question, cells, repeated, seen)


def _length(cell: str) -> int:
    """How many words a cell has."""
    return len(cell.split()) + len(_UNSPACED.findall(cell)) // 2


def _judge_doubtful(question: str, cells: Sequence[str], repeated: float, seen: str) -> tuple[Role, str]:
    """Few or short answers that do not repeat: what the question asks for decides."""
    lengths = sorted(map(_length, cells))
    mean, longest = sum(lengths) / len(lengths), lengths[len(lengths) * 19 // 20]
    openly, closed = says("openly", question), says("closed", question)
    if mean < 4 and openly and not closed:
        return "open", f"asks {openly!r}: {seen}"
    if mean < 4 and closed and not openly and longest < 12 and (mean < 3 or repeated >= 0.3):
        return "closed", f"short answers, and asks {closed!r}: {seen}"
    if mean < 2 and longest < 4:
        return "closed", f"single words: {seen}"
    if len(cells) < _FEW and repeated >= 0.4 and longest < 8 and not openly:
        return "closed", f"short answers that repeat: {seen}"
    return "open", f"own words: {mean:.1f} words a cell, {seen}"
