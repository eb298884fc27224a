"""Rows of figures, as one Markdown table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure of ours over so many cases, the bar it has to reach (least, most), and others measured beside it.

    ``value`` is missing where nothing could be measured; ``note`` says why, or what a reader must know.
    """

    name: str
    cases: int
    value: float | None
    bar: tuple[float | None, float | None] = (None, None)
    beside: Mapping[str, float | str] = field(default_factory=dict)
    note: str = ""
    family: str = field(default="", kw_only=True)

    def verdict(self) -> str:
        """The bar, and whether it is reached."""
        least, most = self.bar
        if least is None and most is None:
            return ""
        said = f"{number(least)} – {number(most)}" if None not in self.bar else f"≥ {number(least)}"
        said = f"≤ {number(most)}" if least is None else said
        if self.value is None:
            return said
        met = (least is None or self.value >= least) and (most is None or self.value <= most)
        return f"{said} {'met' if met else '**missed**'}"


def number(value: float | str | None) -> str:
    """Three decimals without the nought before the point; words as they are."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.1f}"


def markdown(rows: Sequence[Row]) -> str:
    """One table; notes stand below it."""
    lines = ["| measure | cases | ours | bar | beside it |", "|---|---:|---:|---|---|"]
    notes: list[str] = []
    family = ""
    for row in rows:
        if row.family != family:
            family = row.family
            lines.append(f"| **{family}** | | | | |")
        if row.note and row.note not in notes:
            notes.append(row.note)
        mark = f" ({notes.index(row.note) + 1})" if row.note else ""
        beside = ", ".join(f"{name} {number(value)}" for name, value in row.beside.items())
        lines.append(f"| {row.name}{mark} | {row.cases:,} | {number(row.value)} | {row.verdict()} | {beside} |")
    return "\n".join([*lines, "", *(f"{place}. {note}" for place, note in enumerate(notes, 1))])


def write_json(rows: Sequence[Row], path: Path) -> None:
    """All rows."""
    path.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
