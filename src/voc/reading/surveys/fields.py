"""What a survey's own structure says of the columns of its answers: the questions' words, and those of the codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from voc.reading.scales import Scale, ScaleKind
from voc.reading.tables.table import Numbered, Table

# Between several answers of one question.
JOINT = "; "
# How SurveyMonkey marks columns of own words; the survey readers know it.
OPEN_MARK = "Open-Ended Response"


@dataclass(frozen=True, slots=True)
class Field:
    """What one column holds. ``levels`` gives the words of each code, in their order.

    ``several``: a cell holds codes, parted by blanks.
    ``left_out``: no answer at all, but a picture, a place, or what the tool works out.
    """

    question: str
    openly: bool = False
    levels: Mapping[str, str] = field(default_factory=dict)
    scale: Scale | None = None
    several: bool = False
    left_out: bool = False

    def words(self, cell: str) -> str:
        """A cell with words for its codes."""
        if self.several:
            return JOINT.join(self.levels.get(code, code) for code in cell.split())
        return self.levels.get(cell, cell)


def worded(table: Table, fields: Mapping[int, Field]) -> Table:
    """The table with the questions' words, and the answers' words for their codes; columns and rows stay in place."""
    asked = tuple(fields[i].question if i in fields else table.question(i) for i in range(len(table.header)))
    marks = table.ids or ("",) * len(asked)
    marks = tuple(OPEN_MARK if i in fields and fields[i].openly else mark for i, mark in enumerate(marks))
    coded: list[tuple[int, Callable[[str], str]]] = [
        (index, one.words) for index, one in fields.items() if one.levels or one.several
    ]

    def rows() -> Iterator[Numbered]:
        for number, row in table.rows():
            cells = list(row)
            for index, words in coded:
                cells[index] = words(cells[index])
            yield number, tuple(cells)

    cells = [table.column(index) for index in range(len(table.header))]
    for index, words in coded:
        # Columns are judged by the words, too.
        cells[index] = [word for cell in cells[index] if (word := words(cell))]
    return replace(table, body=rows, asked=asked, ids=marks, cells=cells)


def scales_of(fields: Mapping[int, Field]) -> dict[int, Scale]:
    """The scales that the structure declares, by column."""
    return {index: one.scale for index, one in fields.items() if one.scale is not None}


def closed(question: str, levels: Mapping[str, str], kind: ScaleKind, reason: str) -> Field:
    """A closed question with the words of its codes; without any, only its words are known."""
    words = tuple(dict.fromkeys(filter(None, levels.values())))
    if not words:
        return Field(question)
    return Field(question, levels=levels, scale=Scale(kind, levels=words, reason=reason), several=kind == "choices")
