"""Is it worth it to go on: what the intervals would be after more reviews, and when that is hardly less."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voc import quotes, tags
from voc.codebook import Codebook
from voc.journey.correction import Drawn, mean, narrowed
from voc.review.worth import times, worth
from voc.study import Study

BOOK = Codebook.model_validate(
    {"title": "A thing", "stage": [{"name": "buy", "meaning": "Buying."}, {"name": "use", "meaning": "Using."}]}
)
STUDY = Study(resamples=200)
PEOPLE = 80


def study(reviewed, wrong=0.4, spread=0.2):
    """One quote a person, of which the tagger is wrong on a part; so many were reviewed, drawn at random."""
    draw = np.random.default_rng(1)
    ids = [f"q{place}" for place in range(PEOPLE)]
    table = quotes.complete(pd.DataFrame({"quote_id": ids, "text": ids, "participant": ids}))
    true = np.clip(draw.normal(-0.2, spread, PEOPLE), -1, 1)
    said = np.where(draw.random(PEOPLE) < wrong, -true, true)
    rows = [{"quote_id": one, "kind": "stage", "label": "use", "by": "model:x@1", "confidence": 0.9} for one in ids]
    for by, values, some in (("model:x@1", said, PEOPLE), ("human:ann", true, reviewed)):
        for one, value in list(zip(ids, values, strict=True))[:some]:
            label = "negative" if value < 0 else "positive"
            tag = {"quote_id": one, "kind": "sentiment", "label": label, "value": value, "by": by}
            rows.append(tag | ({"probability": some / PEOPLE} if by == "human:ann" else {}))
    for one in ids[:reviewed]:
        facts = {"quote_id": one, "by": "human:ann", "probability": reviewed / PEOPLE}
        rows += [facts | {"kind": "stage", "label": "use"}, facts | {"kind": "facet", "label": None}]
    return table, tags.frame(rows)


def test_more_reviews_narrow_the_intervals_down_to_what_people_leave():
    found = worth(*study(24), BOOK, STUDY, more=(10, 20))
    assert found.reviews == 24
    assert [step.more for step in found.curve] == [10, 20, 56]
    widths = [found.now, *(step.width for step in found.curve)]
    assert widths == sorted(widths, reverse=True)
    assert found.floor == widths[-1] > 0
    assert [(cell.what, cell.stage) for cell in found.cells] == [("score", "use"), ("pain", "use")]
    assert found.reason is None
    assert found.said.startswith("56 more reviews would narrow the stages' intervals from ±")


def test_what_people_differ_in_no_review_takes_away():
    found = worth(*study(60, wrong=0.0, spread=0.5), BOOK, STUDY)
    assert found.said.startswith("It is hardly worth it any more: ")
    assert found.floor == pytest.approx(found.now, rel=0.05)


def test_with_everything_reviewed_there_is_nothing_more_to_do():
    found = worth(*study(PEOPLE), BOOK, STUDY)
    assert (found.curve, found.floor) == ((), found.now)
    assert found.said == "Everything is reviewed: only more people would narrow the intervals."


@pytest.mark.parametrize("reviewed", [0, 4])
def test_too_few_reviews_tell_nothing_and_that_is_said(reviewed):
    found = worth(*study(reviewed), BOOK, STUDY)
    assert (found.now, found.curve, found.floor, found.cells) == (None, (), None, ())
    assert found.reason
    assert not found.reason.startswith("uncorrected")
    assert found.said.startswith("Nothing can be said yet: ")


def test_the_probabilities_of_more_reviews():
    drawn = Drawn(np.array([0.5, 0.25, 1.0, *[np.nan] * 4]), np.arange(7), 7)
    # Of 2 + 4 + 1 quotes, 3 were reviewed: with twice the probabilities 2 + 2 + 1 would be.
    assert times(drawn, 2) == pytest.approx(2.0)
    assert times(drawn, 4) == times(drawn, 400) == pytest.approx(4.0)
    assert times(drawn, 0) == pytest.approx(1.0)


def test_it_foretells_how_wide_the_intervals_will_be():
    """Mean over draws: from 60 reviews of 400 foretold for 200, against the intervals of 200."""
    draw = np.random.default_rng(0)
    ones, count = np.ones(400), 400
    true = draw.normal(0, 0.3, count)
    said = true + draw.normal(0.2, 0.5, count)
    doubt = draw.uniform(0.3, 1.7, count)
    told, later = [], []
    for _ in range(150):
        number = draw.random(count)
        few, many = (np.where(number < (p := np.minimum(1, doubt * n / count)), p, np.nan) for n in (60, 200))
        one, two = (Drawn(some, np.arange(count), count) for some in (few, many))
        now, then = (mean((ones, said), (ones, true), each) for each in (one, two))
        told.append((now.high - now.low) * narrowed((ones, said), (ones, true), one, now, 200 / 60))
        later.append(then.high - then.low)
    assert np.mean(told) == pytest.approx(np.mean(later), rel=0.05)
