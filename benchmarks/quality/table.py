"""Rows of figures, as one Markdown table and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.quality.intervals import Figure

# What is compared, in the order of the columns.
COLUMNS = {
    "accurate": "ours accurate",
    "fast": "ours fast",
    "cues": "ours, no model",
    "vader": "VADER",
    "tfidf": "TF-IDF + LR",
    "frozen": "frozen MiniLM + LR",
}


@dataclass(frozen=True)
class Row:
    """One measure of one set, for everyone that can be measured by it.

    ``bar`` is what the accurate tier must reach; ``low`` says that less is better, ``note`` what a reader must know,
    ``difference`` that the figure is one, so that no share of it means anything.
    """

    name: str
    cases: int
    cells: Mapping[str, Figure | None]
    bar: float | None = None
    low: bool = False
    note: str = ""
    difference: bool = False
    family: str = field(default="", kw_only=True)

    def verdict(self) -> str:
        """The bar, and whether the accurate tier reaches it."""
        given = self.cells.get("accurate")
        if self.bar is None or given is None:
            return "" if self.bar is None else f"{'≤' if self.low else '≥'} {number(self.bar)}"
        met = given.value <= self.bar if self.low else given.value >= self.bar
        return f"{'≤' if self.low else '≥'} {number(self.bar)} {'met' if met else '**missed**'}"

    def ratio(self) -> str:
        """The fast tier's figure as a share of the accurate tier's, where more is better."""
        fast, accurate = self.cells.get("fast"), self.cells.get("accurate")
        if self.low or self.difference or fast is None or accurate is None or not accurate.value > 0:
            return ""
        return f"{fast.value / accurate.value:.0%}"


def number(value: float) -> str:
    """Three decimals without the nought before the point."""
    if math.isnan(value):
        return "–"
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def cell(figure: Figure | None) -> str:
    """A figure with its interval."""
    if figure is None or math.isnan(figure.value):
        return "–"
    return f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]"


def markdown(rows: Sequence[Row]) -> str:
    """One table; notes stand below it. Columns of which nothing was measured are left out."""
    columns = [name for name in COLUMNS if any(row.cells.get(name) for row in rows)]
    head = ["measure", "cases", *(COLUMNS[name] for name in columns), "fast / accurate", "bar"]
    lines = [_line(head), _line(["---", "---:", *["---"] * (len(columns) + 2)])]
    notes: list[str] = []
    family = ""
    for row in rows:
        if row.family != family:
            family = row.family
            lines.append(_line([f"**{family}**", *[""] * (len(head) - 1)]))
        if row.note and row.note not in notes:
            notes.append(row.note)
        mark = f" ({notes.index(row.note) + 1})" if row.note else ""
        cells = [cell(row.cells.get(name)) for name in columns]
        lines.append(_line([row.name + mark, f"{row.cases:,}", *cells, row.ratio(), row.verdict()]))
    return "\n".join([*lines, "", *(f"{place}. {note}" for place, note in enumerate(notes, 1))])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_json(rows: Sequence[Row], about: Mapping[str, object], path: Path) -> None:
    """All rows, and what was compared; what is not a number is missing."""
    text = json.dumps({"about": about, "rows": [_plain(asdict(row)) for row in rows]}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    return None if isinstance(value, float) and math.isnan(value) else value
