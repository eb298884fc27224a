from __future__ import annotations

import pytest

CASES = [
    ("I called twice and nobody picked up.", {"telephone": "called"}),
    ("Two calls, three emails.", {"telephone": "calls", "e-mail": "emails"}),
    ("I got an e-mail.", {"e-mail": "mail"}),
    ("The chatbot sent me to the website.", {"chat": "chatbot", "website": "website"}),
    ("THE APP crashed.", {"app": "APP"}),
    ("They left a leaflet; I phoned the hotline.", {"letter": "leaflet", "telephone": "phoned"}),
    ("Someone on Reddit said so", {"social media": "Reddit"}),
    ("I went to the shop, then to the store.", {"shop": "shop"}),
    ("I prefer it face-to-face.", {"in person": "face-to-face"}),
    ("The technician came.", {"in person": "technician"}),
    ("They sent an SMS", {"text message": "SMS"}),
    ("It rained all day.", {}),
    ("The appetite for recalls is small.", {}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:24] or "empty" for text, _ in CASES])
def test_channels_that_are_named_with_their_first_word(run_tagger, text, expected):
    tags = run_tagger("channels", text)
    found = {tag.label: text[tag.start : tag.end] for tag in tags}
    assert set(found) == set(expected)
    for channel, word in expected.items():
        assert word in found[channel] or found[channel] in word
    assert [tag.reason for tag in tags] == [text[tag.start : tag.end] for tag in tags]
    assert [tag.label for tag in tags] == sorted(found)
    assert {(tag.kind, tag.by) for tag in tags} <= {("channel", "cue:channels@1")}
