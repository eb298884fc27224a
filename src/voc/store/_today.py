"""Rows of a file of reviews that was written before codes were renamed, merged or dropped, with today's names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voc.codebook import Codebook
from voc.store import _checks
from voc.store._groups import Cells
from voc.store.codebooks import Names

JOINT = "|"
_CODED = ("stage", "touchpoint")


@dataclass(frozen=True)
class Today:
    """The renames of a study, and the codebook that counts now."""

    names: Names
    book: Codebook | None

    def rows(self, rows: Sequence[Cells]) -> list[Cells]:
        """The rows of a table of either kind, as many; one of a code that was dropped is blank, as it says nothing."""
        return [self._long(row) if "kind" in row else self._wide(row) for row in rows]

    def _long(self, row: Cells) -> Cells:
        kind, label = row["kind"], row.get("label")
        if kind not in _CODED or label is None:
            return row
        now = self._now(kind, label)
        return dict.fromkeys(row) if now is None else {**row, "label": now}

    def _wide(self, row: Cells) -> Cells:
        made = dict(row)
        for kind in _CODED:
            if (cell := made.get(kind)) is not None:
                labels = [self._now(kind, word.strip()) for word in cell.split(JOINT)]
                made[kind] = JOINT.join(dict.fromkeys(label for label in labels if label)) or None
        return made

    def _now(self, kind: str, label: str) -> str | None:
        """What a label is called now; one that the codebook has is meant as it stands there."""
        known = _checks.labels(kind, self.book)
        return label if known is None or label in known else self.names.now(kind, label, None)
