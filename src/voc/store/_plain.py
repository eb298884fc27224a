"""A table's rows as the values that SQLite holds: text, numbers, ``None`` for what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def plain(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows in order; times are ISO 8601."""
    return list(zip(*(_column(table[name]) for name in table.columns), strict=True))


def _column(values: pd.Series) -> list[object]:
    import pandas as pd

    missing = values.isna()
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.map(lambda time: time.isoformat(), na_action="ignore")
    return list(values.astype(object).where(~missing, None))
