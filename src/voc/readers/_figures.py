"""Figures of the business as a table: what was counted, at which step, and which stage the study puts it to.

=============  ==================================================================
column         meaning
=============  ==================================================================
source         file, like that of a quote
source_sha256  hash of its bytes
locator        where in the file
step           page, event, button or step of a funnel, as the tool calls it
metric         what was counted: "Sessions", "Completion rate" …
value, unit    the number, and "count", "share" (0 … 1), "seconds" …
period         what the tool says of the time
segment        country, device …, where the tool splits by one
stage          the stage that the study's ``[figures]`` puts the step to; else missing
=============  ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from fnmatch import fnmatchcase
from typing import Any

import pandas as pd

from voc.quotes import Figure
from voc.readers._source import Source

COLUMNS = ("source", "source_sha256", "locator", "step", "metric", "value", "unit", "period", "segment", "stage")


def rows(figures: Iterable[Figure], source: Source) -> list[dict[str, Any]]:
    """The figures of one file as rows."""
    return [{"source": source.name, "source_sha256": source.sha256} | asdict(figure) for figure in figures]


def frame(given: Sequence[Mapping[str, Any]], stages: Mapping[str, str]) -> pd.DataFrame:
    """All figures as a table; ``stages`` gives the stage of each pattern of steps, and the first that fits counts."""
    table = pd.DataFrame(list(given), columns=list(COLUMNS))
    table["stage"] = [stage_of(str(step), stages) for step in table["step"]]
    return table.astype({name: "float64" if name == "value" else "str" for name in COLUMNS})


def stage_of(step: str, stages: Mapping[str, str]) -> str | None:
    """The stage of a step.

    >>> stage_of("/pricing?ref=1", {"/pricing*": "compare"}), stage_of("/", {"/pricing*": "compare"})
    ('compare', None)
    """
    known = step.casefold()
    return next((stage for pattern, stage in stages.items() if fnmatchcase(known, pattern.casefold())), None)
