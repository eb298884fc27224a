"""What each column of a survey becomes, decided once for a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from voc.reading.lang import code
from voc.reading.scales import Scale, says
from voc.reading.surveys.choices import Boxes, Choices, find_choices, find_rows, is_mere_number, other_question
from voc.reading.surveys.closed import Closed
from voc.reading.surveys.columns import Column, judge, judge_cells, plain, sampled
from voc.reading.surveys.marks import is_choice, is_text_entry
from voc.reading.surveys.plan import Plan
from voc.reading.surveys.shapes import is_own_name
from voc.reading.surveys.survey_layout import SurveyLayout
from voc.reading.surveys.survey_long import answer_column, asked_column, find_long
from voc.reading.tables.table import Table

_PERSON = "participant"
_LEFT_OUT = "left out"
_ATTRIBUTE = "attribute of the participant"
_KINDS = {
    "nps": "NPS, 0–10",
    "csat": "satisfaction (CSAT)",
    "ces": "effort (CES)",
    "rating": "rating",
    "ordinal": "worded scale",
    "choice": "one choice",
    "choices": "several choices",
    "number": "number",
}


def make_plan(table: Table, layout: SurveyLayout, scales: Mapping[int, Scale]) -> Plan:
    """Decide what each column becomes: by the layout's names, else by its cells."""
    plan = Plan([""] * len(table.header), [], [], [], [], [], [])
    _by_name(plan, table, layout)
    unnamed = [index for index, what in enumerate(plan.becomes) if not what]
    _spread(plan, table, [index for index in unnamed if index not in scales], layout)
    rest = [index for index in unnamed if not plan.becomes[index]]
    matrices = find_rows(table, rest, layout.options)
    names = {
        i: _row_name(one.question, row) for one in matrices for i, row in zip(one.columns, one.options, strict=True)
    }
    columns = {index: judge(table, index) for index in rest}
    columns |= {index: column for one in matrices for index, column in _shared_answers(table, one, columns)}
    for index in rest:
        question = plain(names.get(index, table.question(index)))
        _by_cells(plan, table, columns[index], question, layout, scales.get(index))
    aside = [index for index, what in enumerate(plan.becomes) if what.startswith(_LEFT_OUT)]
    plan.names = [index for index in aside if is_own_name(table.keys[index])]
    if not layout.must:
        _long(plan, table)
    _name_once(plan)
    return plan


def _row_name(question: str, row: str) -> str:
    return question if is_mere_number(row) else f"{question} — {row}"


def _shared_answers(table: Table, matrix: Choices, columns: Mapping[int, Column]) -> Iterator[tuple[int, Column]]:
    """The columns of a matrix whose answers also stand in its other rows: all on one scale, be they ever so few."""
    short = [i for i in matrix.columns if columns[i].role in ("closed", "scale", "open") and not columns[i].is_wordy]
    cells = {index: sampled(table.column(index)) for index in short}
    rows = Counter(cell for said in cells.values() for cell in set(said))
    alike = [index for index, said in cells.items() if 2 * sum(rows[cell] > 1 for cell in said) >= len(said)]
    rated = [index for index in short if columns[index].role == "scale"]
    alike = alike if len(alike) > len(rated) else rated
    if len(alike) < 2:
        return
    pooled = judge_cells(matrix.question, [cell for index in alike for cell in cells[index]])
    levels = tuple(cell for cell, count in rows.most_common() if count > 1)
    reason = f"the same answers in {len(alike)} rows of a question"
    for index in alike:
        scale = pooled.scale or Scale("choice", levels=levels, reason=reason)
        role = pooled.role if pooled.role != "open" else "closed"
        yield index, replace(columns[index], role=role, reason=scale.reason or reason, scale=scale)


def _are_languages(cells: Iterable[str]) -> bool:
    """Whether a column holds codes or names of languages, and not those that somebody programs in."""
    filled = {cell for cell in cells if cell}
    return bool(filled) and all(code(cell) is not None for cell in filled)


def _by_name(plan: Plan, table: Table, layout: SurveyLayout) -> None:
    """Give the columns that the layout names what they are."""

    def named(words: tuple[str, ...], what: str) -> list[int]:
        found = [index for index in layout.find(table, words) if not plan.becomes[index]]
        for index in found:
            plan.becomes[index] = f"{what} — header {table.header[index]!r}"
        return found

    def first(words: tuple[str, ...], what: str) -> int | None:
        return next(iter(named(words, what)), None)

    plan.keys = layout.find(table, layout.key)
    plan.people = named(layout.person, _PERSON)
    named(layout.key, "the record's id")
    plan.times = named(layout.time, "timestamp")
    for index in plan.times[1:]:
        plan.becomes[index] = f"timestamp where {table.header[plan.times[0]]!r} is blank"
    told = layout.find(table, layout.language)
    plan.language = first(layout.language, "language") if told and _are_languages(table.column(told[0])) else None
    if plan.language is not None and len({cell.lower() for cell in table.column(plan.language)}) < 2:
        # An English survey may lie under a German account: then every "Hello" would be taken for German.
        plan.becomes[plan.language] = f"{_LEFT_OUT} — the same in all rows: the survey's language, not the answers'"
        plan.language = None
    plan.channel = first(layout.channel, "channel")
    for one in layout.excluded:
        plan.excluded += [(i, _whole(one.cells), one.reason) for i in layout.find(table, one.column)]
        named(one.column, "says whether the row is evidence")
    if layout.unfinished is not None:
        found = layout.find(table, layout.unfinished.column)
        plan.unfinished = (found[0], _whole(layout.unfinished.cells)) if found else None
        named(layout.unfinished.column, "says whether the answers are complete")
    named(layout.left_out, _LEFT_OUT)
    drop = re.compile(layout.drop or r"(?!)", re.IGNORECASE)
    for index, names in enumerate(layout.names(table)):
        # The tool's own id decides where there is one: a name may be anything.
        if not plan.becomes[index] and drop.search(names[-1]):
            plan.becomes[index] = f"{_LEFT_OUT} — made by the tool of another column"


def _whole(cells: str) -> re.Pattern[str]:
    return re.compile(cells, re.IGNORECASE | re.DOTALL)


def _spread(plan: Plan, table: Table, among: list[int], layout: SurveyLayout) -> None:
    """Put questions together whose options have a column each; where the tool did so itself, leave these out."""
    boxes = Boxes(frozenset(word.casefold() for word in layout.ticked))
    asked = {plain(table.question(index)): index for index in among if table.column(index)}
    for one in find_choices(table, among, layout.options, boxes):
        question = plain(one.question)
        whole = asked.get(question)
        if whole is not None and whole not in one.columns:
            what = f"{_LEFT_OUT} — an option of {table.header[whole]!r}, which says them all"
        else:
            what = f"{_ATTRIBUTE}: {_KINDS['choices']} — an option of {question!r}"
            options = tuple(map(plain, one.options))
            scale = Scale("choices", levels=options, reason="a column for each option")
            plan.closed.append(Closed(question, question, one.columns, scale, options, boxes))
        for index in one.columns:
            plan.becomes[index] = what


def _by_cells(
    plan: Plan, table: Table, column: Column, question: str, layout: SurveyLayout, scale: Scale | None
) -> None:
    """Give a column that no layout names what it is."""
    index = column.index
    other = other_question(table, index, layout.options) if column.is_worded else None
    if scale is not None:
        _add_closed(plan, column, question, scale)
    elif column.role == "person":
        plan.becomes[index] = f"{_LEFT_OUT} — a second identifier" if plan.people else f"{_PERSON} — {column.reason}"
        plan.people = plan.people or [index]
    elif column.role == "time" and not plan.times:
        plan.becomes[index] = f"timestamp — {column.reason}"
        plan.times = [index]
    elif column.role in ("time", "technical", "empty"):
        plan.becomes[index] = f"{_LEFT_OUT} — {column.reason}"
        if column.words:
            plan.notes.append(f"column {table.header[index]!r} left out: {column.reason}")
    elif other is not None:
        plan.becomes[index] = "quotes — a box for own words beside the options"
        before = next((one.name for one in plan.closed if one.columns[-1] == index - 1), question)
        plan.openly.append((index, before if is_mere_number(other) else plain(other)))
    elif _is_open(column, table.ids[index] if table.ids else "", question):
        plan.becomes[index] = f"quotes — {column.reason}"
        plan.openly.append((index, question))
    else:
        _add_closed(plan, column, question, _coded(plan, table, column) or column.scale or Scale("choice"))


def _coded(plan: Plan, table: Table, column: Column) -> Scale | None:
    """Qualtrics exports choices by their number on demand: then nobody knows whether these are in any order."""
    mark = table.ids[column.index] if table.ids else ""
    if not is_choice(mark) or column.scale is None or column.scale.kind != "rating":
        return None
    plan.notes.append('some answers are numbers of choices; to have their words, export with "Use choice text"')
    return Scale("choice", reason=f"numbers of choices: {column.scale.reason}")


def _is_open(column: Column, mark: str, question: str) -> bool:
    """Whether answers are own words: where the tool says so itself, in doubt that counts."""
    if is_choice(mark) and not column.is_wordy:
        return False
    return column.role == "open" or (column.is_worded and is_text_entry(mark) and not says("closed", question))


def _add_closed(plan: Plan, column: Column, question: str, scale: Scale) -> None:
    plan.becomes[column.index] = f"{_ATTRIBUTE}: {_KINDS[scale.kind]} — {scale.reason or column.reason}"
    plan.closed.append(Closed(question, question, (column.index,), scale))


def _long(plan: Plan, table: Table) -> None:
    """See whether the table has one answer a row; then what differs between a person's rows is no attribute."""
    asked = asked_column(table, [index for index, _ in plan.openly] + [one.columns[0] for one in plan.closed])
    openly = [(index, question) for index, question in plan.openly if index != asked]
    closed = [one for one in plan.closed if asked not in one.columns]
    if not openly and (named := answer_column(table, closed)):
        openly, closed = [(named.columns[0], named.name)], [one for one in closed if one is not named]
    if asked is None or len(openly) != 1:
        return
    plan.long = find_long(table, asked, openly[0][0], closed, plan.people)
    plan.openly, plan.closed = openly, [one for one in closed if one not in plan.long.differing]
    plan.becomes[openly[0][0]] = "quotes; closed answers: attributes of the participant"
    plan.becomes[asked] = "question of the quotes"
    for one in plan.long.differing:
        what = "attribute of the participant, by question" if one is plan.long.rating else _LEFT_OUT
        for index in one.columns:
            plan.becomes[index] = f"{what} — differs between the answers of one person"


def _name_once(plan: Plan) -> None:
    """Give every attribute a name of its own. NPS has one name in every study; a second one keeps its question's."""
    plan.closed.sort(key=lambda one: one.columns[0])
    taken: set[str] = set()
    for position, one in enumerate(plan.closed):
        base = "NPS" if one.scale.kind == "nps" and "NPS" not in taken else one.name
        names = (base, *(f"{base} ({count})" for count in range(2, len(plan.closed) + 2)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        plan.closed[position] = replace(one, name=name)
