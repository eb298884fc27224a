"""Records of what changed from one map to another, or from one wave of a study to another.

Like those of :mod:`voc.journey.wave_records`: emotion on -100 … +100, shares of people in [0, 1], missing is ``None``
and a reason in words stands beside it. Before and after are as they were given: the first and the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from voc.journey.findings import Estimate
from voc.journey.wave_records import Change, Measure, Verdict


@dataclass(frozen=True, slots=True)
class DiffSide:
    """A map or a wave: what it is, and who stands behind it. ``kinds`` counts people by kind of source."""

    name: str
    title: str
    codebook: str
    n_quotes: int
    n_participants: int
    n_sources: int
    kinds: Mapping[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class DiffNumber:
    """A stage, touchpoint or pain on one side: the emotion of ``n`` people, or the share ``n`` of ``of`` for a pain.

    ``rank`` and ``label`` are those of the pain on that map, missing where it does not stand there as one pain.
    """

    value: Estimate | None
    n: int | None
    of: int
    n_quotes: int | None
    reason: str | None
    quote_ids: tuple[str, ...]
    rank: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class DiffCell:
    """A stage, a touchpoint at a stage, or a pain, before and after, and what is to be made of it."""

    measure: Measure
    stage: str
    touchpoint: str | None
    label: str
    before: DiffNumber
    after: DiffNumber
    change: Change


@dataclass(frozen=True, slots=True)
class DiffQuote:
    """The words of somebody, and where they stand."""

    text: str
    participant: str | None
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class MapDiff:
    """What changed. ``basis``: tested over ``people``, or, where the tables of a map are gone, by ``intervals`` alone.

    ``same_people`` and ``same_quotes`` are on both sides. ``labels`` are the titles of stages by name. ``quotes`` are
    those that cells name; ``notes`` are what one has to know before reading on.
    """

    before: DiffSide
    after: DiffSide
    basis: Literal["people", "intervals"]
    same_people: int
    same_quotes: int
    cells: tuple[DiffCell, ...]
    labels: Mapping[str, str]
    quotes: Mapping[str, DiffQuote]
    notes: tuple[str, ...]
    resamples: int
    seed: int

    @property
    def counts(self) -> dict[str, int]:
        """How many cells have each verdict, and how many none ("cannot be told")."""
        order: tuple[Verdict, ...] = (
            "moved", "new", "gone", "explained by a changed mix of sources", "explained by quotes that changed stage",
            "within noise",
        )  # fmt: skip
        said = [cell.change.verdict for cell in self.cells]
        return {name: said.count(name) for name in order} | {"cannot be told": said.count(None)}

    def as_dict(self) -> dict[str, Any]:
        """As plain mappings and lists, with the counts."""
        return {"counts": self.counts} | asdict(self)
