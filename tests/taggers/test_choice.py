"""Who judges, by the names given."""

from __future__ import annotations

import pytest

from voc.errors import VocError
from voc.taggers import choose


@pytest.mark.parametrize(
    ("names", "tier", "with_", "without"),
    [
        ("accurate", "accurate", {"sentiment", "emotion", "stage"}, {"vader"}),
        ("", "accurate", {"sentiment"}, {"vader"}),
        ("fast", "fast", {"sentiment", "emotion"}, {"vader"}),
        ("cues", None, {"vader", "stage", "facets", "channels"}, {"sentiment", "emotion"}),
        ("cues,vader", None, {"vader"}, {"sentiment"}),
        ("vader", "accurate", {"vader", "emotion"}, {"sentiment"}),
        ("fast, vader", "fast", {"vader", "emotion"}, {"sentiment"}),
    ],
)
def test_names(names, tier, with_, without):
    chosen = choose(names)
    assert (chosen.encoder.tier if chosen.encoder else None) == tier
    assert with_ <= {tagger.name for tagger in chosen.taggers}
    assert not without & {tagger.name for tagger in chosen.taggers}


@pytest.mark.parametrize(("names", "said"), [("acurate", "accurate"), ("accurate,fast", "two encoders")])
def test_what_cannot_be_chosen(names, said):
    with pytest.raises(VocError, match=said):
        choose(names)
