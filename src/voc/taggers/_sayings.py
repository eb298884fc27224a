"""Sayings of English that hold a word of things and name no thing: "in order to" is no order.

General English, by lemma; none is taken from a data set. A cue of a codebook that stands inside one is not counted, but
a saying that is itself a cue is.
"""

from __future__ import annotations

_PHRASES = (
    *("in order to", "in order that", "in order for", "out of order"),
    *("take into account", "on account of", "account for", "by all account"),
    *("in return for", "point of return", "in exchange for"),
    *("a great deal of", "a good deal of", "a big deal", "no big deal", "deal with", "deal breaker"),
    *("at this point", "at that point", "at some point", "at one point", "at which point"),
    *("point of view", "to the point", "beside the point", "point out", "good point", "bad point"),
    *("in line with", "along the line of", "bottom line", "draw the line", "down the line"),
    *("in charge of", "take charge", "free of charge", "in store for"),
    *("track record", "keep track of", "lose track of", "for the record"),
    *("some form of", "a form of", "in the form of", "in any form", "any form of"),
    *("no question", "out of the question", "without question", "beyond question", "a question of"),
    *("compare to", "for example", "fair share", "have my share", "have our share"),
    *("pay attention", "pay off", "pay in full", "ad hoc", "close call", "call for", "so call", "user friendly"),
    *("across the board", "on board with", "out of the box", "outside the box"),
    *("in view of", "with a view to", "in touch with", "rule of thumb", "as a rule"),
)
SAYINGS: tuple[tuple[str, ...], ...] = tuple(tuple(phrase.split()) for phrase in _PHRASES)
