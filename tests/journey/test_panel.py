"""Agreement of several coders: published examples, two coders as a pair, and what has no interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc import quotes, tags
from voc.journey import agreement, panel
from voc.journey.coders import between, together

# Krippendorff 2011, example C; Gwet's irrCAC has the same four coders and twelve units. "." is not judged.
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def counts(*coders: str) -> np.ndarray:
    labels = sorted(set("".join(coders)) - {"."})
    return np.array(
        [[[one[unit] for one in coders].count(label) for label in labels] for unit in range(len(coders[0]))]
    )


def measured(*coders: str) -> tuple[float, float]:
    sums = panel.parts(counts(*coders)).sum(axis=0)
    return float(panel.alpha(sums)), float(panel.ac1(sums))


def test_published_examples():
    alpha, ac1 = measured(*FOUR)
    assert alpha == pytest.approx(0.743, abs=5e-4)
    assert ac1 == pytest.approx(0.77544, abs=5e-5)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20))
def test_of_two_it_is_what_pairs_have(said):
    a, b = ("".join(side) for side in zip(*said, strict=True))
    labels = sorted(set(a + b))
    table = np.array([[said.count((one, other)) for other in labels] for one in labels], dtype=float)
    expected = float(agreement.alpha(table)), float(agreement.ac1(table))
    assert measured(a, b) == pytest.approx(expected, nan_ok=True)


def table(*rows: tuple[str, str, str | None], kind: str = "stage"):
    return tags.frame({"quote_id": one, "kind": kind, "label": label, "by": f"human:{who}"} for who, one, label in rows)


def said_by(people: int):
    owners = {f"q{number}": f"P{number % people}" for number in range(6)}
    rows = [
        {"quote_id": one, "text": "t", "source": "s", "source_kind": "other", "locator": "1", "role": "participant"}
        | {"participant": owner}
        for one, owner in owners.items()
    ]
    return quotes.frame(rows)


THREE = [
    (who, f"q{number}", "trip" if number % 2 else "booking") for who in ("ann", "ben", "eve") for number in range(6)
]


def test_all_coders_of_a_study():
    rows = [*THREE[:-1], ("eve", "q5", "booking"), ("ann", "q9", None)]
    (stage,) = together(table(*rows), said_by(6))
    assert (stage.kind, stage.units, stage.coders, stage.reason) == ("stage", 6, 3, None)
    assert stage.alpha.value == pytest.approx(1 - (2 / 3 / 6 * 3 / 3) / (1 - (10 * 9 + 8 * 7) / (18 * 17)))
    assert stage.alpha.low < stage.alpha.value <= stage.alpha.high
    facets = [(who, one, "pain" if label == "trip" else None) for who, one, label in THREE]
    (facet,) = together(table(*facets, kind="facet"), said_by(6))
    assert (facet.alpha.value, facet.units) == (1, 6)


def test_nobody_in_common_and_one_label_alone():
    assert together(table(("ann", "q1", "trip"), ("ben", "q2", "trip")), said_by(6)) == ()
    (stage,) = together(table(("ann", "q1", "trip"), ("ben", "q1", "trip")), said_by(6))
    assert (stage.alpha.value, stage.reason) == (None, "all gave one and the same label throughout")
    (stage,) = together(table(("ann", "q1", "trip"), ("ben", "q1", None)), said_by(6))
    assert (stage.ac1.value, stage.reason) == (None, "no quote that two or more labelled")


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (1, "no interval: all quotes are of one person"),
        (6, "no interval: every resample of these 6 quotes says the same"),
    ],
)
def test_no_interval_without_width(people, why):
    (stage,) = together(table(*THREE), said_by(people))
    assert (stage.alpha.value, stage.alpha.low, stage.alpha.high, stage.alpha.why) == (1, None, None, why)
    pair = between(table(*THREE), "ann", "ben", said_by(people)).kinds[0].measures
    assert (pair.kappa.low, pair.ac1.why) == (None, why)
