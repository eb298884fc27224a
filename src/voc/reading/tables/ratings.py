"""Ratings of a table as attributes with their scale: stars, points, and the words of satisfaction surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from voc.reading.numbers import number
from voc.reading.scales import Scale, ScaleKind
from voc.reading.tables.table import Row, Table

if TYPE_CHECKING:
    from voc.reading.tables.layout import Layout

# Zendesk's words for "was asked, did not answer". From its API reference.
_NO_ANSWER = ("offered", "unoffered", "not offered", "-")
# Words of satisfaction surveys in order. Zendesk has two; the others are usual ones of CSAT questions.
_LEVELS = (
    ("bad", "good"),
    ("negative", "positive"),
    ("unhappy", "happy"),
    ("unhappy", "neutral", "happy"),
    ("dissatisfied", "neutral", "satisfied"),
    ("extremely unhappy", "very unhappy", "unhappy", "neutral", "happy", "very happy", "extremely happy"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
)
# Where scales of points usually end.
_TOPS = (5.0, 7.0, 10.0, 100.0)
_REMEMBERED = 200


@dataclass
class Ratings:
    """Learns from the cells of each rating column on which scale it is; ``columns`` are their positions and names."""

    columns: list[tuple[int, str]]
    satisfaction: frozenset[int]
    stars: tuple[float, float] | None
    met: dict[int, dict[str, None]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, layout: Layout) -> Ratings:
        """The rating columns that a table of this layout has."""
        satisfaction = frozenset(layout.all(table, layout.satisfaction))
        found = dict.fromkeys([*layout.all(table, layout.ratings), *sorted(satisfaction)])
        columns = [(index, table.header[index]) for index in found]
        return cls(columns, satisfaction, layout.stars, {index: {} for index, _ in columns})

    def take(self, row: Row, attributes: dict[str, str]) -> None:
        """Learn from a row; what is no answer is taken out of its attributes."""
        for index, name in self.columns:
            cell = row[index]
            met = self.met[index]
            if cell in met or not cell:
                continue
            if index in self.satisfaction and cell.lower() in _NO_ANSWER:
                attributes.pop(name, None)
            elif len(met) < _REMEMBERED:
                met[cell] = None

    def scales(self) -> Mapping[str, Scale]:
        """The scale of each column, where it has one."""
        found = {name: self._scale(index) for index, name in self.columns}
        return {name: scale for name, scale in found.items() if scale is not None}

    def _scale(self, index: int) -> Scale | None:
        cells = [cell.lower() for cell in self.met[index]]
        kind: ScaleKind = "csat" if index in self.satisfaction else "rating"
        for levels in _LEVELS:
            if cells and set(cells) <= set(levels):
                return Scale(kind, levels=levels, reason=f"the words {' and '.join(sorted(cells))}")
        values = [found[0] for cell in cells if (found := number(cell.split("/")[0].split(" ")[0]))]
        if not values or len(values) < 0.9 * len(cells):
            return None
        if self.stars is not None and kind == "rating":
            return Scale(kind, *self.stars, reason="the stars of this store")
        top = next((top for top in _TOPS if max(values) <= top), None)
        low = 0.0 if min(values) < 1 else 1.0
        if top is None or min(values) < 0:
            return None
        return Scale(kind, low, 0.0 + top, reason=f"figures {min(values):g} to {max(values):g}")
