"""What ``voc agree`` finds, as frozen records. ``None`` is unknown: not defined, or not asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

from voc.journey.agree_maps import MapAgreement

# What only rounding keeps apart.
_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A measure with its 95 % bootstrap interval; ``None`` where it is not defined.

    There is no interval where resamples cannot differ: one person's quotes alone, or all alike. ``why`` says so.
    """

    value: float | None
    low: float | None
    high: float | None
    why: str | None = None

    @classmethod
    def of(cls, value: float, low: float, high: float, *, clusters: int, units: int) -> Coefficient:
        """Of NaN for what is not defined. An interval without width would claim a certainty that nobody has."""
        if isnan(value):
            return cls(None, None, None)
        if clusters < 2:
            return cls(float(value), None, None, "no interval: all quotes are of one person")
        if isnan(low) or isnan(high) or high - low < _FLAT:
            return cls(float(value), None, None, f"no interval: every resample of these {units} quotes says the same")
        return cls(float(value), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Share agreed on, Cohen's κ, Krippendorff's α and Gwet's AC1; ``reason`` why some are not defined, if so."""

    observed: Coefficient
    kappa: Coefficient
    alpha: Coefficient
    ac1: Coefficient
    reason: str | None


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """One label, given or not: by both, by the first coder only, by the second only."""

    label: str
    both: int
    only_a: int
    only_b: int
    measures: Coefficients


@dataclass(frozen=True, slots=True)
class KindAgreement:
    """One kind of tag over ``units`` quotes. ``single``: a quote has one label.

    Of a single kind ``measures`` are over the ``labelled`` units, to which both gave a label; ``none_a``, ``none_b``
    and ``none_both`` count the others, and ``with_none`` measures all units, none being a label. Of another kind all
    units count in ``measures``, each label a decision.
    """

    kind: str
    single: bool
    units: int
    labelled: int
    none_a: int
    none_b: int
    none_both: int
    measures: Coefficients
    with_none: Coefficients | None
    labels: tuple[LabelAgreement, ...]


@dataclass(frozen=True, slots=True)
class PanelAgreement:
    """All coders together on one kind of tag: the ``units`` that two or more of them judged, ``coders`` how many those.

    Krippendorff's α and Gwet's AC1 take any number of coders, and quotes that only some of them judged.
    """

    kind: str
    units: int
    coders: int
    alpha: Coefficient
    ac1: Coefficient
    reason: str | None


@dataclass(frozen=True, slots=True)
class ValenceAgreement:
    """The valence of the sentiment rows: ``alpha`` for interval data over units with two values, on [-1, 1].

    ``difference`` is the mean of B − A; ``missing`` units lack a value on one side or both.
    """

    units: int
    missing: int
    alpha: Coefficient
    difference: Coefficient


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A quote on which the coders differ; ``text`` and ``participant`` where the quotes are known."""

    quote_id: str
    kind: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    participant: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that was found; ``only_a`` and ``only_b`` quotes were seen by one coder alone."""

    a: str
    b: str
    units: int
    only_a: int
    only_b: int
    kinds: tuple[KindAgreement, ...]
    valence: ValenceAgreement | None
    disagreements: tuple[Disagreement, ...]
    maps: MapAgreement | None
    resampled: str
    resamples: int
    seed: int
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain numbers, words, lists and mappings, fit for JSON."""
        return asdict(self)

    def score(self, kind: str) -> float | None:
        """The figure that a threshold is set on: Krippendorff's α of a kind, or of "valence"."""
        if kind == "valence":
            return None if self.valence is None else self.valence.alpha.value
        return next(found.measures.alpha.value for found in self.kinds if found.kind == kind)
