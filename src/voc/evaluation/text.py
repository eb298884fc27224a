"""An evaluation as lines for people; it computes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voc.evaluation.model import Calibration, Evaluation, KindScores, Matching, Score, ValenceScores
from voc.evaluation.notes import count

_SHOWN = 5
Row = tuple[str, ...]


def render(found: Evaluation, *, reliability: bool = False) -> str:
    """The matching, a table over the kinds, one for each kind's labels, the valence and the notes."""
    blocks = ["\n".join(_matching(found.matching))]
    if found.kinds:
        blocks.append(columns([_HEADS, *map(_kind, found.kinds)]))
    for kind in found.kinds:
        blocks += [columns([*_labels(kind)])] if kind.labels else []
        if reliability and kind.calibration.n:
            blocks.append(columns([*_reliability(kind.kind, kind.calibration)]))
    if found.valence is not None:
        blocks.append(_valence(found.valence))
    blocks.append("\n".join([*(f"note: {note}" for note in found.notes), _intervals(found)]))
    return "\n\n".join(blocks)


def columns(rows: Sequence[Row]) -> str:
    """Align rows, the first column at the left and the numbers at the right.

    >>> print(columns([("a", "n"), ("bc", "10")]))
    a    n
    bc  10
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def number(value: float | None) -> str:
    """Three places; a dash for what is unknown."""
    return "–" if value is None else f"{value:.3f}"


def score(value: Score) -> str:
    """A number with its interval, where it has one."""
    return number(value.value) + ("" if value.low is None else f" [{number(value.low)}, {number(value.high)}]")


def _matching(found: Matching) -> Iterator[str]:
    yield f"{found.matched} of {found.rows} gold rows match a quote by its {found.by}"
    if found.unmatched:
        named = ", ".join(map(repr, found.unmatched[:_SHOWN]))
        more = f" and {len(found.unmatched) - _SHOWN} more" if len(found.unmatched) > _SHOWN else ""
        yield f"not counted below: {count(len(found.unmatched), 'gold row')} without a quote: {named}{more}"
    if found.quotes_without_gold:
        yield f"not counted below: {count(found.quotes_without_gold, 'tagged quote')} without a gold row"


_HEADS: Row = (
    "kind",
    "gold",
    "none",
    "tagged",
    "abstained",
    "accuracy",
    "macro-F1",
    "micro-F1",
    "macro recall",
    "right if given",
    "ECE",
    "Brier",
)


def _kind(kind: KindScores) -> Row:
    counts = (str(count) for count in (kind.units, kind.none, kind.tagged, kind.abstained))
    scores = (number(kind.accuracy), score(kind.macro_f1), score(kind.micro_f1), number(kind.macro_recall))
    sure = (number(kind.selective_accuracy), number(kind.calibration.ece), number(kind.calibration.brier))
    return kind.kind, *counts, *scores, *sure


def _labels(kind: KindScores) -> Iterator[Row]:
    yield kind.kind, "gold", "given", "precision", "recall", "F1"
    for one in kind.labels:
        yield (
            one.label,
            str(one.support),
            str(one.given),
            number(one.precision),
            number(one.recall),
            score(one.f1),
        )


def _reliability(kind: str, found: Calibration) -> Iterator[Row]:
    yield f"{kind}: confidence", "labels", "mean", "right"
    for one in found.bins:
        if one.n:
            yield f"{one.low:.1f}–{one.high:.1f}", str(one.n), number(one.confidence), number(one.right)


def _valence(found: ValenceScores) -> str:
    missing = f", {found.missing} more without a value" if found.missing else ""
    figures = [f"r {score(found.pearson)}", f"rho {number(found.spearman)}"]
    if found.mean_absolute_error is not None:
        figures.append(f"mean absolute error {number(found.mean_absolute_error)}")
    return f"valence  {count(found.units, 'quote')}{missing}: {', '.join(figures)}"


def _intervals(found: Evaluation) -> str:
    return f"[…]: 95 % of {found.resamples} resamples of {found.resampled}, seed {found.seed}"
