"""What the first rows of a table say of a column that no header word explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from voc.reading.surveys.columns import classify
from voc.reading.tables.table import Table

# By so many rows a column is judged: sniffing must not go through a million of them for each reader.
_JUDGED = 2000
# The names that people go by, and what they tell of themselves.
_NAMING = re.compile(r"\b(user|screen|display|nick|full)[ _]?names?\b|\bhandle\b|\bprofile\b|\bdescription\b|\bbio\b")
# Numbers and addresses of things, which say nothing of the person.
_NUMBERING = re.compile(r"\b(id|ids|url|link|number|no|nr|index|uuid|guid)$|_id$|^(id|row)\b")


def closed(table: Table) -> list[int]:
    """The columns of choices and numbers, but for those that only number things."""
    rows = list(islice(table.rows(), _JUDGED))
    columns = classify(replace(table, body=lambda: iter(rows)))
    found = [column.index for column in columns if column.role in ("closed", "multi", "nps", "scale")]
    aside = (_NUMBERING, _NAMING)
    return [index for index in found if not any(one.search(table.keys[index].replace("_", " ")) for one in aside)]


def own_words(table: Table, columns: Sequence[int]) -> bool:
    """Whether any of these columns holds more than single words."""
    return any(sum(len(cell.split()) > 2 for cell in cells) > 0.2 * len(cells) for cells in first_cells(table, columns))


def first_cells(table: Table, columns: Sequence[int]) -> list[list[str]]:
    """The filled cells of columns in the first rows."""
    rows = [row for _, row in islice(table.rows(), _JUDGED)]
    return [[row[index] for row in rows if row[index]] for index in columns]
