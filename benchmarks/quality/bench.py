"""What every family of measures is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.intervals import Figure
from benchmarks.quality.sets import Labelled
from benchmarks.quality.systems import System, is_trained_on
from benchmarks.quality.table import Row


@dataclass
class Bench:
    """The data folder, who is compared, and how many texts of a set are used at most (all, if ``None``)."""

    data: Path
    systems: dict[str, System]
    rows: int | None = None
    failures: list[str] = field(default_factory=list)

    def some(self, labelled: Labelled, most: int | None = None) -> Labelled:
        """A set without the texts that were trained on (``--overlap`` counts them), cut to the rows wanted."""
        kept = labelled.only(np.array([not is_trained_on(text, self.data) for text in labelled.texts]))
        limits = [limit for limit in (self.rows, most) if limit is not None]
        return kept.drawn(min(limits)) if limits else kept

    def row(
        self, name: str, part: Labelled, give: str, figure: Callable[[Any, Any], Figure | None], **rest: Any
    ) -> Row:
        """A figure of what everyone gives (a method of ``System``) against the gold; who gives nothing has none."""
        given = {key: getattr(system, give)(part.texts) for key, system in self.systems.items()}
        cells = {key: figure(what, part.gold) for key, what in given.items() if what is not None}
        return Row(f"{part.name}: {name}", len(part.texts), cells, **rest)
