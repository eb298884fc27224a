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
    ("They put me on hold.", {"telephone": "on hold"}),
    ("We rang them at noon.", {"telephone": "rang them"}),
    ("The nurse called me back.", {"telephone": "called me"}),
    ("They have been calling me.", {"telephone": "calling me"}),
    ("I tried to call Ms Lind.", {"telephone": "tried to call"}),
    ("Please give me a call.", {"telephone": "call"}),
    ("Nobody in the call centre knew.", {"telephone": "call centre"}),
    ("He had called the bank.", {"telephone": "called the bank"}),
    ("The coat holds its shape and I held it up.", {}),
    ("She lost a ring.", {}),
    ("This cut is called a bell sleeve.", {}),
    ("We drew the call graph of what we call the planner.", {}),
    ("It calls for a warm day.", {}),
    ("The rows are stored and shopping was fun.", {}),
    ("The data store reads a performance counter.", {}),
    ("I waited at the counter of the branch.", {"shop": "at the counter"}),
    ("I got it from the app store.", {"app": "app store"}),
    ("Their online shop was down.", {"website": "online shop"}),
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
