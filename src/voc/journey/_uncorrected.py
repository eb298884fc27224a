"""Why a number is not corrected: in words, each beginning with "uncorrected: "."""

from __future__ import annotations

from voc.journey.correction import Drawn

_WHAT = {"sentiment": "sentiment", "facet": "facets", "stage": "stage", "touchpoint": "touchpoints"}
# Fewer reviewed quotes or people in a cell tell its errors by chance.
LEAST_QUOTES, _LEAST_PEOPLE = 10, 5
# A theme is one part of its stage, of which so many have to be there anyway.
_LEAST_OF_THEME, _LEAST_PEOPLE_OF_THEME = 5, 3

NO_RATE = "uncorrected: what was reviewed hangs on one person"
NONE_HERE = "uncorrected: of what tags put here, people put none of the quotes that they reviewed"
ALL_OPEN = "uncorrected: what was reviewed so far leaves the whole scale open; review more"
# So they are when a tagger was taught by them: it may know their answers.
_CERTAIN = "; none of them was left to chance, as after teaching: review some more"


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
        certain = drawn.probability[drawn.reviewed].min() == 1
        return (
            f"uncorrected: by their probabilities the {int(drawn.reviewed.sum())} quotes whose {what} was reviewed "
            f"stand for {stands:.0f} quotes, and there are {of}{_CERTAIN if certain else ''}"
        )
    return None


def too_few(quotes: int, people: int) -> str | None:
    return _few("its quotes", (quotes, people), (LEAST_QUOTES, _LEAST_PEOPLE))


def too_few_of_theme(quotes: int, people: int) -> str | None:
    return _few("its own quotes", (quotes, people), (_LEAST_OF_THEME, _LEAST_PEOPLE_OF_THEME))


def _few(of: str, reviewed: tuple[int, int], least: tuple[int, int]) -> str | None:
    """Why the reviewed (quotes, people) are too few, if they are."""
    if reviewed[0] >= least[0] and reviewed[1] >= least[1]:
        return None
    return (
        f"uncorrected: {reviewed[0]} of {of}, of {reviewed[1]} people, were reviewed with a known probability; "
        f"{least[0]} quotes of {least[1]} people are needed"
    )
