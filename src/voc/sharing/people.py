"""The table of participants as it may be shared: no column, and no columns together, point at fewer than k people.

k-anonymity (Sweeney 2002) over all columns that stay: a missing cell is a value like any other.
"""

from __future__ import annotations

import pandas as pd

from voc.redaction.attributes import kind_of

# What the study itself says of a person.
_OWN = ("participant", "source", "source_kind", "role", "asked")
_STAYS = ("participant", "source_kind", "role")


def shareable(participants: pd.DataFrame, shown: set[str], least: int) -> tuple[pd.DataFrame, list[str]]:
    """The people whom the map shows, with the columns that may be sent, and the names of those taken out."""
    table = participants[participants["participant"].isin(shown)].reset_index(drop=True)
    columns = [str(name) for name in table.columns if name not in _OWN and table[name].notna().any()]
    kept = [name for name in columns if kind_of(name) is None and _smallest(table, [name]) >= least]
    while kept and _smallest(table, kept) < least:
        # The column that parts people most goes first.
        kept.remove(max(kept, key=lambda name: table[name].nunique()))
    gone = [name for name in columns if name not in kept]
    return table[[name for name in (*_STAYS, *kept) if name in table.columns]], gone


def _smallest(table: pd.DataFrame, columns: list[str]) -> int:
    """How many people the rarest combination of some columns' values is of."""
    if table.empty:
        return 0
    return int(table[columns].value_counts(dropna=False).min())
