"""Attributes of participants cut into groups of people, or left out with the reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc.journey._answers import is_outcome
from voc.journey.permute import Mask

_JOINT = "; "  # several answers in one cell, as the reading writes them
# Numbers on fewer values than that ("1", "2", "3" bikes) are groups as they are.
_FEW_VALUES = 10


@dataclass(frozen=True)
class Cut:
    """An attribute cut into groups: masks over people by name, who has it, and why it is left out, if it is."""

    known: Mask
    groups: dict[str, Mask]
    reason: str | None = None


def cut(name: str, cells: pd.Series, kind: str | None) -> Cut:
    """Cut one attribute into groups, or say why not.

    ``cells`` are the values by person, missing where unknown; ``kind`` is that of the scale (``number``, ``choice``,
    ``choices`` …), or ``None`` where nobody says: then what is numbers on more than ten values is cut like numbers.
    Numbers are cut at the median, which itself goes to the lower half. Of several answers in one cell, each makes a
    group of its own.
    """
    known = cells.notna().to_numpy()
    values = cells[known].astype("str").str.strip()
    levels = values.nunique()
    if is_outcome(name, kind):
        return Cut(known, {}, "left out: it says how it went, not who somebody is; see the drivers")
    if levels < 2:
        only = f"everybody known has the same value, {values.iloc[0]}" if levels else "nobody has a value"
        return Cut(known, {}, f"left out: {only}")
    if kind == "number" or (kind is None and _are_numbers(values, levels)):
        return _halves(cells, known)
    text = cells.astype("str").str.strip()
    if kind == "choices":
        parts = text.where(known, "").str.split(_JOINT, regex=False)
        options = sorted({option for given in parts for option in given} - {""})
        return Cut(known, {one: known & parts.map(lambda given, one=one: one in given).to_numpy() for one in options})
    if 2 * levels > len(values):
        return Cut(known, {}, f"left out: {levels} different values for {len(values)} people make no groups")
    return Cut(known, {value: known & (text == value).to_numpy() for value in sorted(values.unique())})


def _are_numbers(values: pd.Series, levels: int) -> bool:
    return levels > _FEW_VALUES and bool(pd.to_numeric(values, errors="coerce").notna().all())


def _halves(cells: pd.Series, known: Mask) -> Cut:
    numbers = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64)
    known = known & np.isfinite(numbers)
    if not known.any():
        return Cut(known, {}, "left out: said to be numbers, but none of its values is one")
    middle = float(np.median(numbers[known]))
    low, high = known & (numbers <= middle), known & (numbers > middle)
    if not high.any():
        return Cut(known, {}, f"left out: no value is above the median, {middle:g}")
    return Cut(known, {f"up to {middle:g}": low, f"over {middle:g}": high})
