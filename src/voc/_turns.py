"""Where a speaker turns, beside "…, but …" between two clauses: "A; B", "Although A, B", "A, shame about B".

A row of ``_RULES`` is one way to turn: a cut stands where its mark ends, if both sides hold what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SHORT = 3
# No rule looks at more words than this on either side, so that the time grows with the length only.
_FAR = 45

_SEEMS = {"be", "seem", "look", "feel", "taste", "appear", "sound"}
_HAS = {"have", "offer", "provide", "need"}
_THINKS = {
    "like", "love", "enjoy", "appreciate", "understand", "agree", "know", "realise", "realize", "recognise",
    "recognize", "accept", "admit", "acknowledge", "respect", "admire", "prefer", "hate", "believe", "think",
}  # fmt: skip
# Behind "while", these are a time: "while I was ill, …".
_TIMES = {
    "asleep", "awake", "ill", "sick", "pregnant", "young", "away", "abroad", "open", "closed", "dark", "there",
    "here", "alone",
}  # fmt: skip
# Adjectives that tell which one or how many, not what it is like.
_WHICH = {
    "next", "last", "same", "other", "first", "second", "many", "few", "several", "own", "such", "more", "most",
    "usual",
}  # fmt: skip
# With these, what follows a comma still belongs to what stands before it.
_GOES_ON = {
    "and", "or", "nor", "but", "which", "who", "whom", "whose", "that", "because", "as", "since", "after", "before",
    "until",
}  # fmt: skip
# What begins with these and ends at a comma only sets the scene: "When I came, only one till was open".
_SCENES = {
    "when", "whenever", "if", "unless", "once", "after", "before", "until", "as", "since", "because", "while", "whilst",
    "where", "during",
}  # fmt: skip
_LEADS = {"ADV", "PUNCT", "INTJ", "SPACE"}
_NOMINAL = {"PRON", "NOUN", "PROPN", "DET", "NUM", "ADJ"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


def says_something(part: Span) -> bool:
    """A verb and three words at least; looks no further than it must, as speech can be one endless sentence."""
    words, verb = 0, False
    for token in part:
        words += token.is_alpha
        verb = verb or token.pos_ in ("VERB", "AUX")
        if verb and words >= SHORT:
            return True
    return False


def _until(mark: str, part: Span) -> Span:
    return part[: next((index for index, token in enumerate(part) if token.text == mark), len(part))]


def _quality(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.lower_ not in _WHICH


def _last_word(part: Span) -> Token | None:
    return next((token for token in reversed(part) if token.is_alpha), None)


def _bare(part: Span) -> bool:
    """A quality without a verb: "Expensive", "Not cheap"."""
    return any(map(_quality, part)) and all(token.pos_ not in ("VERB", "AUX") for token in part)


def _phrase(part: Span) -> bool:
    """A quality of something, without a verb: "Great prices"."""
    return _bare(part) and any(token.pos_ in ("NOUN", "PROPN") for token in part)


def _whole_phrase(part: Span) -> bool:
    """One that ends with what it is about and is no "not only"; in "in an old but clean bus" it goes on."""
    last = _last_word(part)
    ends = last is not None and last.pos_ in ("NOUN", "PROPN")
    return ends and _phrase(part) and all(token.lower_ != "only" for token in part)


def _judges(part: Span) -> bool:
    """A clause or a phrase that can be judged alone; not a scene, nor what breaks off: "They are, sadly, closed"."""
    words = (token for token in part if token.is_alpha and token.pos_ != "CCONJ")
    first, last = next(words, None), _last_word(part)
    if first is None or last is None or first.lower_ in _SCENES:
        return False
    return last.pos_ != "AUX" and last.lower_ not in _GOES_ON and (says_something(part) or _phrase(part))


def _opines(part: Span) -> bool:
    return says_something(part) or any(map(_quality, part))


def _names(part: Span) -> bool:
    return any(token.pos_ in ("NOUN", "PROPN", "VERB") for token in part)


def _contrasts(part: Span) -> bool:
    """A quality, an opinion or "there is" stands behind a "while" of contrast; a deed or a place behind one of time."""
    if any(token.lower_ in _TIMES and token.tag_ != "EX" for token in part):
        return False
    seems = not any(token.pos_ in ("VERB", "AUX") for token in part)
    for token in part:
        lemma, verb = token.lemma_.lower(), token.pos_ in ("VERB", "AUX")
        if token.tag_ == "EX" or (verb and lemma in _THINKS and token.tag_ != "VBG"):
            return True
        if (verb and lemma in _HAS and token.tag_ in ("VBZ", "VBP")) or (seems and _quality(token)):
            return True
        seems = (verb and lemma in _SEEMS) or (seems and token.pos_ in ("ADV", "PART", "DET", "SCONJ", "CCONJ"))
    return False


def _contrasts_next(part: Span) -> bool:
    return _contrasts(_until(",", part))


def _clause(part: Span) -> bool:
    """A clause of its own up to the next comma: "the room was small", "would not buy it again"."""
    leads = takewhile(lambda token: token.pos_ in _LEADS or token.lower_ in ("but", "yet"), part)
    words = _until(",", part[len(list(leads)) :])
    if not words or words[0].lower_ in _GOES_ON:
        return False
    subject = words[0].tag_ == "MD"
    for token in words:
        if subject and token.tag_ in _FINITE:
            return True
        subject = subject or token.pos_ in _NOMINAL
    return False


def _remark(part: Span) -> bool:
    return _clause(part) or _phrase(part)


class _Rule(NamedTuple):
    """``front`` is how the clause begins that is cut."""

    mark: re.Pattern[str]
    before: Callable[[Span], bool]
    after: Callable[[Span], bool]
    front: re.Pattern[str] | None = None


_re = partial(re.compile, flags=re.IGNORECASE)


def _begins(words: str) -> re.Pattern[str]:
    return _re(rf"\W{{0,3}}(?:(?:and|but|so|well|also),? )?(?:{words})\b")


# Not the semicolon of "&amp;" or ";)".
_SEMICOLON = r"(?<!&amp)(?<!&quot)(?<=[\w)\"'”’.!?]);\s+"
_PAUSE = r"(?:,|…|\.\.\.|\s[-–—])\s*"
_SHAME = r"(?:shame|pity|too bad) (?:about|that|they|the|there|it|we|i|you|no|nobody|not|he|she|for)\b"
_LUCK = "sadly|unfortunately|luckily|fortunately|thankfully|regrettably|alas"
_SUBJECTS = "i|it|we|you|they|he|she|the|this|that|there|my|our|would|could|can"
# A name has a "But".
_BUT = "(?-i:but|yet|BUT|YET)"
_RULES = (
    _Rule(_re(_SEMICOLON), _opines, says_something),
    _Rule(_re(_SEMICOLON), _phrase, _phrase),
    # "I packed warm socks; good boots; a tent" is a list.
    _Rule(_re(rf"{_SEMICOLON}(?=[^;]*\Z)"), says_something, _phrase, _re(r"[^;]*;[^;]*\Z")),
    _Rule(_re(r",\s+"), _opines, _clause, _begins("even though|although|though|whereas")),
    _Rule(_re(r",\s+"), _contrasts, _clause, _begins("while|whilst")),
    _Rule(_re(r",\s+"), _names, _clause, _begins("despite|in spite of|notwithstanding")),
    _Rule(_re(r"\s(?=even though\b)"), _judges, says_something),
    _Rule(_re(r",\s+(?=(?:while|whilst)\b)"), _judges, _contrasts_next),
    _Rule(_re(rf"{_PAUSE}(?=(?:(?:it|that)(?:['’]s| is| was) )?(?:such )?(?:a )?(?:real )?{_SHAME})"), _opines, _names),
    _Rule(_re(r",\s+(?=only (?!to|if|when|because|for|one of)\b)"), _judges, _clause),
    _Rule(_re(r",\s+(?=except (?:that|for|the|my|our|when)\b(?! (?:\w+ )?\w*days?\b))"), _judges, _names),
    _Rule(_re(rf"{_PAUSE}(?=(?:and |but )?(?:{_LUCK})\b)"), _judges, _remark),
    _Rule(_re(rf",\s+(?=(?:{_BUT}|though|although)\b)"), _bare, _clause),
    _Rule(_re(rf"\s(?={_BUT} (?:{_SUBJECTS})\b)"), _bare, _clause),
    _Rule(_re(rf"\s(?={_BUT}\b)"), _whole_phrase, _opines),
)


def may_turn(text: str) -> bool:
    """Whether the words of a rule stand in a text, so that it needs parts of speech."""
    return any(rule.mark.search(text) and (rule.front is None or rule.front.search(text)) for rule in _RULES)


def turns(clause: Span, text: str) -> Iterator[Span]:
    """The parts of a clause of ``text``, its document's; itself where no rule cuts it."""
    doc, begin, end = clause.doc, clause.start, clause.end_char
    found = [(match.end(), rule) for rule in _RULES for match in rule.mark.finditer(text, clause.start_char, end)]
    for offset, rule in sorted(found, key=itemgetter(0)):
        first, after = doc[begin].idx, doc.char_span(offset, end)
        if after is None or after.start <= begin:
            continue
        if rule.front is not None and (after.start - begin > _FAR or not rule.front.match(text, first, end)):
            continue
        before = doc[max(begin, after.start - _FAR) : after.start]
        if rule.before(before) and rule.after(_until(";", after[:_FAR])) and not _inside(text[first:offset]):
            yield doc[begin : after.start]
            begin = after.start
    yield doc[begin : clause.end]


def _inside(text: str) -> bool:
    """Whether a quotation or a bracket is open at the end."""
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("(") > text.count(")")
