"""No text that is measured on was trained on: texts compared by their letters and digits alone."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality import sets
from benchmarks.quality.systems import rows_of
from training import data as training


def report(data: Path) -> tuple[str, int]:
    """A table of texts that stand in training rows, by set, and how many there are in all."""
    trained = {training.normalised(row.text) for row in rows_of(data)}
    lines = [
        f"{len(trained):,} texts are trained on.",
        "",
        "| set | texts | in training rows, so left out of all figures |",
        "|---|---:|---:|",
    ]
    total = 0
    for name, texts in sets.evaluated(data):
        found = {training.normalised(text) for text in texts} - {""}
        total += len(found & trained)
        lines.append(f"| {name} | {len(found):,} | {len(found & trained)} |")
    return "\n".join(lines), total
