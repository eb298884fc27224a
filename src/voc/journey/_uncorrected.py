"""Why a number is not corrected: in words, each beginning with "uncorrected: "."""

from __future__ import annotations

from dataclasses import replace

from voc.journey.correction import Drawn
from voc.journey.model import Correction, PainPoint

_WHAT = {"sentiment": "sentiment", "facet": "facets", "stage": "stage", "touchpoint": "touchpoints"}
# Fewer reviewed quotes or people in a cell tell its errors by chance.
_LEAST_QUOTES, _LEAST_PEOPLE = 10, 5

NO_RATE = "uncorrected: what was reviewed hangs on one person"


def no_sample(kind: str, drawn: Drawn, reviewed: int) -> str | None:
    """Why the reviewed quotes are no sample of a known probability, if they are none."""
    what = _WHAT[kind]
    if not reviewed:
        return f"uncorrected: no person has reviewed the {what} of a quote"
    if not drawn.reviewed.any():
        return (
            f"uncorrected: people reviewed the {what} of {reviewed} quotes, but nothing says with which probability "
            "these were drawn"
        )
    stands, error = drawn.stands_for()
    of = len(drawn.probability)
    if abs(stands - of) > max(4 * error, 0.05 * of):
        return (
            f"uncorrected: by their probabilities the {int(drawn.reviewed.sum())} quotes whose {what} was reviewed "
            f"stand for {stands:.0f} quotes, and there are {of}"
        )
    return None


def as_tagged(point: PainPoint) -> PainPoint:
    """People review whether a quote tells of a pain, not of which: that is corrected for the stage as a whole."""
    why = "uncorrected: no review says which theme a quote belongs to; the stage's share of people is corrected"
    share = point.prevalence
    told = (
        Correction(why, *tagged, None, None, None, None, 0, 0, ())
        for tagged in (
            (share.share, share.low, share.high),
            (point.severity, point.severity_low, point.severity_high),
        )
    )
    prevalence, severity = told
    return replace(point, prevalence=replace(share, correction=prevalence), severity_correction=severity)


def too_few(quotes: int, people: int) -> str | None:
    if quotes >= _LEAST_QUOTES and people >= _LEAST_PEOPLE:
        return None
    return (
        f"uncorrected: {quotes} of its quotes, of {people} people, were reviewed with a known probability; "
        f"{_LEAST_QUOTES} quotes of {_LEAST_PEOPLE} people are needed"
    )
