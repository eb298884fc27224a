"""Copies with small edits: a word added, left out or misspelt, another word in a long text.

What a copy is, is decided by the words in their order, never by meaning: people who say a similar thing in their own
words are each a voice. Candidates come from MinHash-LSH (rensa) over the words. Of the two texts, every 12 words may
have one edit, counted thus: a word added or left out is one, and so is a misspelt word; another word is two. Below 12
words different people write nearly the same by chance ("This is the funniest thing I've seen today"), so that only the
very words count there; one person's own second try needs 8 words an edit. ``benchmarks/near_duplicates.py`` measures.

A number, a "not" or a name that differs makes it another case: form letters that many people send are each a case of
somebody, and "day 3 of waiting" is not "day 4 of waiting". A form letter without any of these is one text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

# Fewer words than this, by different people or by one, allow no edit.
_OTHERS, _SAME = 12, 8
_MOST_EDITS = 6
_PERMUTATIONS, _BANDS = 40, 8
# So many texts are remembered in each of two generations: about 200 MB in all. Copies follow their original soon.
_GENERATION = 100_000
# "Not" and the like in English, German, French, Spanish, Italian and Dutch, apostrophes left out.
_NOT = re.compile(
    r"(no|not|never|none|nothing|nobody|nowhere|cannot|without|n?either|nor|(do|does|did|is|are|was|were|ca|wo|could"
    r"|would|should|has|have|had|ai)nt|nicht|kein\w{0,2}|nie|niemand|ohne|pas|jamais|rien|sans|nunca|nada|nadie|sin"
    r"|non|mai|niente|senza|niet|geen|nooit|zonder)",
    re.IGNORECASE,
)
_SAYS_I = frozenset(("i", "im", "id", "ive", "ill"))


class NearCopies:
    """Remembers texts, and finds the one of which another is a copy."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[str, str, str | None]] = {}
        self._index: list[Any] = []
        self._added = 0

    def original(self, words: Sequence[str], name: str, person: str | None, *, own: bool) -> str | None:
        """The name of the text of which these words are a copy; else they are remembered under ``name``.

        ``own``: only the same person's texts are compared.
        """
        from rensa import RMinHash

        sketch = RMinHash(_PERMUTATIONS, 1)
        sketch.update(" ".join(words).lower().split(" "))
        for index in self._index:
            for number in index.query(sketch):
                text, first, by = self._texts[number]
                same = person is not None and person == by
                if (same or not own) and is_copy(words, text.split(" "), same=same):
                    return first
        self._remember(sketch, " ".join(words), name, person)
        return None

    def _remember(self, sketch: Any, text: str, name: str, person: str | None) -> None:
        if self._added % _GENERATION == 0:
            self._begin()
        self._texts[self._added] = (text, name, person)
        self._index[0].insert(self._added, sketch)
        self._added += 1

    def _begin(self) -> None:
        """Begin a generation, and forget the last but one."""
        from rensa import RMinHashLSH

        self._index = [RMinHashLSH(0.5, _PERMUTATIONS, _BANDS), *self._index[:1]]
        for number in range(self._added - 2 * _GENERATION, self._added - _GENERATION):
            self._texts.pop(number, None)


def is_copy(words: Sequence[str], others: Sequence[str], *, same: bool) -> bool:
    """Whether two texts differ by no more edits than a copy has; ``same``: they are one person's.

    >>> first = "the delivery was late again and nobody called me to say when".split()
    >>> is_copy(first, [*first, "really"], same=False), is_copy(first, first[:6], same=False)
    (True, False)
    """
    shorter = min(len(words), len(others))
    most = min(shorter // (_SAME if same else _OTHERS), _MOST_EDITS)
    if most == 0 or abs(len(words) - len(others)) > most:
        return False
    one, other = " ".join(words).lower().split(" "), " ".join(others).lower().split(" ")
    # Each word that the other text has not is an edit at least.
    if len(set(one).difference(other)) > most or len(set(other).difference(one)) > most:
        return False
    return _edits(words, others, one, other, most) <= most


def _edits(words: Sequence[str], others: Sequence[str], one: list[str], other: list[str], most: int) -> int:
    """The edits between two texts, or more than ``most``: only the band that so few can reach is looked at.

    ``one`` and ``other`` are the words of both in small letters.
    """
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < min(len(one), len(other)) - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[begin : len(one) - end], other[begin : len(other) - end]
    weights = [_weight(word, begin + at) for at, word in enumerate(words[begin : begin + len(one)])]
    costs = [_weight(word, begin + at) for at, word in enumerate(others[begin : begin + len(other)])]
    far = _MOST_EDITS + 1
    above = {0: 0}
    for column in range(1, min(len(other), most) + 1):
        above[column] = above[column - 1] + costs[column - 1]
    for row, word in enumerate(one, 1):
        line: dict[int, int] = {}
        for column in range(max(0, row - most), min(len(other), row + most) + 1):
            best = above.get(column, far) + weights[row - 1]
            if column > 0:
                best = min(best, line.get(column - 1, far) + costs[column - 1])
                paired = _pair(word, other[column - 1], weights[row - 1] + costs[column - 1])
                best = min(best, above.get(column - 1, far) + paired)
            line[column] = best
        above = line
        if min(above.values()) > most:
            return far
    return above.get(len(other), far)


def _weight(word: str, at: int) -> int:
    """What adding or leaving out a word costs: too much for a number, a "not", or a name."""
    name = at > 0 and word.istitle() and word.lower() not in _SAYS_I
    fixed = name or _NOT.fullmatch(word) or any(sign.isdigit() for sign in word)
    return _MOST_EDITS + 1 if fixed else 1


def _pair(word: str, other: str, both: int) -> int:
    """What it costs that a word stands for another: nothing for the same, one for a misspelt one.

    A name is misspelt where it has the same letters; with others it may be another's.
    """
    if word == other:
        return 0
    if both == 2:
        return 1 if _alike(word, other) else both
    return 1 if word.isalpha() and not _NOT.fullmatch(word) and sorted(word) == sorted(other) else both


def _alike(word: str, other: str) -> bool:
    """Whether two words differ by a letter or two next to each other.

    >>> _alike("delivery", "delivrey"), _alike("like", "likes"), _alike("card", "transfer"), _alike("me", "us")
    (True, True, False, False)
    """
    shorter, longer = sorted((word, other), key=len)
    begin = 0
    while begin < len(shorter) and shorter[begin] == longer[begin]:
        begin += 1
    end = 0
    while end < len(shorter) - begin and shorter[-1 - end] == longer[-1 - end]:
        end += 1
    differing = len(longer) - begin - end
    return differing <= 2 and begin + end >= 2 * differing
