"""What an evaluation finds, as frozen records. ``None`` is unknown: nothing to divide by, or not asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """A measure with its 95 % bootstrap interval; no interval for fewer than two units of resampling."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LabelScores:
    """How right one label is. ``support`` gold units have it, ``given`` were given it."""

    label: str
    support: int
    given: int
    precision: float | None
    recall: float | None
    f1: Score


@dataclass(frozen=True, slots=True)
class Bin:
    """A row of the reliability table: labels given with a confidence in (low, high], and the share that is right."""

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidences are true, over the ``n`` labels given that have one (of ``given``)."""

    n: int
    given: int
    ece: float | None
    ece_equal_mass: float | None
    brier: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class KindScores:
    """How right one kind of tag is, over the quotes that gold judged for it.

    ``units`` = ``tagged`` (at least one label) + ``abstained``; ``none`` of them have no label in gold. ``accuracy``:
    share of units with gold's label, or with none where gold says none; only where a quote has one label.
    ``selective_accuracy``: share of the labels given that are right; ``coverage``: tagged / units.
    """

    kind: str
    by: tuple[str, ...]
    units: int
    none: int
    tagged: int
    abstained: int
    accuracy: float | None
    selective_accuracy: float | None
    coverage: float | None
    macro_f1: Score
    micro_f1: Score
    macro_recall: float | None
    labels: tuple[LabelScores, ...]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class ValenceScores:
    """How a gold number goes with the value of the sentiment rows, over ``units``; ``missing`` have no value.

    ``mean_absolute_error`` only where gold lies in [-1, 1], the scale of the value.
    """

    units: int
    missing: int
    pearson: Score
    spearman: float | None
    mean_absolute_error: float | None


@dataclass(frozen=True, slots=True)
class Matching:
    """Which gold rows met a quote: ``rows`` = ``matched`` + those of ``unmatched`` (their ids or texts)."""

    by: str
    rows: int
    matched: int
    unmatched: tuple[str, ...]
    quotes_without_gold: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was found. ``resampled`` says of what the intervals are: "participants" or "quotes"."""

    matching: Matching
    kinds: tuple[KindScores, ...]
    valence: ValenceScores | None
    resampled: str
    resamples: int
    seed: int
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain numbers, words, lists and mappings, fit for JSON."""
        return asdict(self)

    def score(self, kind: str) -> float | None:
        """The figure that a threshold is set on: the kind's macro-F1; for "valence" Pearson's r."""
        if kind == "valence":
            return None if self.valence is None else self.valence.pearson.value
        return next(found.macro_f1.value for found in self.kinds if found.kind == kind)

    def text(self, *, reliability: bool = False) -> str:
        """All of it as aligned columns, for people; with the reliability tables on demand."""
        from voc.evaluation.text import render

        return render(self, reliability=reliability)

    def __str__(self) -> str:
        return self.text()
