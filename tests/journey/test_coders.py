"""Agreement of coders by name: on what both judged, kind by kind."""

from __future__ import annotations

import pandas as pd
import pytest

from voc import tags
from voc.journey.coders import between, shared


def judged(by, kind, **labels):
    return [{"quote_id": quote_id, "kind": kind, "label": label, "by": by} for quote_id, label in labels.items()]


ANN = judged("human:ann", "stage", q1="trip", q2="trip", q3=None) + judged("human:ann", "facet", q1="pain", q2=None)
ANNA = judged("human:anna", "stage", q1="booking", q2="booking", q3="booking", q4="trip")
BEN = judged("human:ben", "stage", q1="trip", q2="booking", q3=None, q9="trip")
MACHINE = judged("model:x@1", "stage", q1="trip", q2="trip", q3="trip", q9="trip") + judged("cue:y", "facet", q9="pain")


def table(*rows):
    return tags.frame([one for some in rows for one in some])


def test_who_judged_how_much_with_whom():
    assert list(shared(table(ANN, ANNA, BEN, MACHINE)).items()) == [
        (("ann", "anna"), 3),
        (("ann", "ben"), 3),
        (("anna", "ben"), 3),
    ]
    assert shared(table(ANN)) == {}


def test_a_name_is_the_whole_name_and_kinds_have_their_own_quotes():
    found = between(table(ANN, ANNA, BEN), "ann", "ben")
    assert (found.a, found.b, found.units) == ("ann", "ben", 3)
    assert [(kind.kind, kind.units, kind.labelled) for kind in found.kinds] == [("stage", 3, 2)]
    assert found.kinds[0].measures.observed.value == pytest.approx(0.5)
    assert [(one.quote_id, one.a, one.b) for one in found.disagreements] == [("q2", ("trip",), ("booking",))]


def test_taggers_have_looked_at_every_quote():
    """Ann judged the facets of two quotes of which the taggers found none."""
    found = between(table(MACHINE, ANN), "ann", "machine")
    assert [(kind.kind, kind.units) for kind in found.kinds] == [("stage", 3), ("facet", 2)]
    (pain,) = found.kinds[1].labels
    assert (pain.label, pain.both, pain.only_a, pain.only_b) == ("pain", 0, 1, 0)


def test_nothing_in_common_is_no_agreement():
    assert between(table(ANN, judged("human:eve", "stage", q9="trip")), "ann", "eve") is None
    assert between(table(ANN, judged("human:eve", "sentiment", q1="negative")), "ann", "eve") is None


def test_what_was_settled_is_nobodys_coding():
    settled = table(ANN, BEN).assign(role="coder")
    last = table(judged("human:ben", "stage", q1="booking")).assign(role="adjudicator")
    both = pd.concat([settled, last], ignore_index=True)
    assert between(both, "ann", "ben") == between(table(ANN, BEN), "ann", "ben")
    assert shared(both) == {("ann", "ben"): 3}
