"""Quotes that are at another stage than on an earlier map, though nobody said a word more.

Taggers judge a quote by the words of all others, too, so that with more files an old quote may find, change or lose its
stage. What people judged does not count here: they may change their minds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from voc.journey.diff_records import DiffCell
from voc.journey.wave_records import Restaged as Verdict
from voc.tags import decided

CHANGED = ("moved", "new", "gone")
VERDICT: Verdict = "explained by quotes that changed stage"


@dataclass(frozen=True, slots=True)
class Restaged:
    """Of ``of`` quotes on both maps ``moved`` have another stage, ``gained`` had none before and ``lost`` have none."""

    of: int
    moved: int
    gained: int
    lost: int

    @property
    def n(self) -> int:
        """How many are not where they were."""
        return self.moved + self.gained + self.lost

    def told(self) -> str | None:
        """The record in a sentence, if there is something to tell.

        >>> Restaged(40, 1, 2, 0).told()
        '3 of 40 quotes of earlier files changed stage (1 of them from another stage, 2 had none before)'
        """
        if not self.n:
            return None
        counts = (
            (self.moved, "of them from another stage"),
            (self.gained, "had none before"),
            (self.lost, "have none now"),
        )
        how = ", ".join(f"{n} {what}" for n, what in counts if n)
        return f"{self.n} of {self.of} quotes of earlier files changed stage ({how})"


def restaged(before: pd.DataFrame, after: pd.DataFrame) -> Restaged:
    """How many quotes in two tags tables have another stage by machines' judgement."""
    sides = [_stages(table) for table in (before, after)]
    both = sides[0].index.intersection(sides[1].index)
    was, now = (side.loc[both].fillna("") for side in sides)
    other = was != now
    moved, gained, lost = (other & (was != "") & (now != "")).sum(), (other & (was == "")).sum(), (now == "") & other
    return Restaged(len(both), int(moved), int(gained), int(lost.sum()))


def _stages(tags: pd.DataFrame) -> pd.Series[str]:
    """The stage of each quote that a machine judged, missing where it abstained, by the quote's id."""
    rows = decided(tags[tags["kind"] == "stage"])
    rows = rows[~rows["by"].str.startswith("human:", na=False)]
    return rows.drop_duplicates("quote_id").set_index("quote_id")["label"].astype(object)


def as_before(tags: pd.DataFrame, pairs: Collection[tuple[str, str]]) -> pd.DataFrame:
    """Tags with the stage and touchpoints that quotes had before; ``pairs`` are a quote's ids before and now."""
    now = dict(pairs)
    placed = tags["kind"].isin(["stage", "touchpoint"])
    kept = tags[~(placed & tags["quote_id"].isin(list(now.values())))]
    old = tags[placed & tags["quote_id"].isin(list(now))]
    return pd.concat([kept, old.assign(quote_id=old["quote_id"].map(now))], ignore_index=True)


def explained(found: Sequence[DiffCell], held: Sequence[DiffCell]) -> tuple[DiffCell, ...]:
    """The cells with what is no change where old quotes keep their stages (``held``) told as what it is."""
    quiet = {_place(cell) for cell in held if cell.change.verdict not in CHANGED}
    return tuple(
        _as_restaged(cell) if cell.change.verdict in CHANGED and _place(cell) in quiet else cell for cell in found
    )


def _place(cell: DiffCell) -> tuple[str, str, str | None, str]:
    return cell.measure, cell.stage, cell.touchpoint, cell.label


def _as_restaged(cell: DiffCell) -> DiffCell:
    reason = "with the stages that the quotes of earlier files had before it is no change"
    return replace(cell, change=replace(cell.change, verdict=VERDICT, reason=reason))
