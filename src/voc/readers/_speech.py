"""Speaker names in front of what is said: ``Anna: well …``, accepted only when the file bears it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from voc.readers._turns import INTERVIEWER, LETTER, PARTICIPANT, UNKNOWN

# Bold and italic of Markdown may stand around the name or the colon, brackets around the name.
_MARK = r"[*_]{0,3}"
_NAME = rf"^(?!https?:){_MARK}\[?(?P<name>[^:\n]{{1,60}}?)\]?{_MARK}\s{{0,9}}:{_MARK}"
_PREFIX = re.compile(rf"{_NAME}\s+(?=\S)")
_ALONE = re.compile(rf"{_NAME}\s*$")
_LABEL = re.compile(r"^(speaker|sprecher|locuteur|spk)[ _]?\w{1,3}$", re.IGNORECASE)
# Function words that begin a clause, not a name: "One thing I noticed: it is slow".
_CLAUSE = re.compile(r"\b(i|it|is|was|the|this|that|thing|and|but|like|because)\b", re.IGNORECASE)
# These are also syllables of names; "So Yeon" is one, "so far" is none.
_CLAUSE_OR_NAME = re.compile(r"\b(so|my|we|you|they)\b", re.IGNORECASE)
# What people write in front of a colon that is nobody's name.
_NOBODY = re.compile(
    r"^(notes?|n\.?b\.?|p\.?s\.?|example|result|summary|question|answer|edit|update|date|time|place|location"
    r"|duration|length|topic|title|project|warning|hint|file|recording|transcript|version)$",
    re.IGNORECASE,
)
# From this share of lines with a known speaker on, a name that stands there once is a speaker too.
_MOST = 0.6
_LONGEST_NAME = 5


def prefix(line: str) -> tuple[str, int] | None:
    """The possible speaker in front of a line and where her words begin."""
    match = _PREFIX.match(line)
    return (match["name"].strip(), match.end()) if match else None


def heading(line: str) -> tuple[str, int] | None:
    """Like :func:`prefix`, but the words may also follow on the next line."""
    match = _PREFIX.match(line) or _ALONE.match(line)
    return (match["name"].strip(), match.end()) if match else None


def like_name(name: str) -> bool:
    """Five words at most, and no clause.

    >>> like_name("So Yeon"), like_name("so far"), like_name("One thing I noticed")
    (True, False, False)
    """
    words = name.split()
    if len(words) > _LONGEST_NAME or _CLAUSE.search(name):
        return False
    return not _CLAUSE_OR_NAME.search(name) or (len(words) > 1 and not _small(words))


def like_proper_name(name: str) -> bool:
    """A label or three capitalised words at most: enough to trust a name that stands there once.

    >>> like_proper_name("Tom"), like_proper_name("Open at"), like_proper_name("Note")
    (True, False, False)
    """
    words = name.split()
    return bool(UNKNOWN.match(name)) or (
        like_name(name) and len(words) <= 3 and not _small(words) and not _NOBODY.match(name)
    )


def _small(words: list[str]) -> bool:
    """Whether any word begins with a small letter, or with no letter at all; "(Guest)" begins with a G."""
    firsts = [word.lstrip("([\"'")[:1] for word in words]
    return any(first.islower() or not first.isalpha() for first in firsts)


def label(name: str) -> bool:
    """A name that says by itself that somebody speaks."""
    return any(pattern.match(name) for pattern in (INTERVIEWER, PARTICIPANT, _LABEL))


def speakers(lines: Iterable[str]) -> set[str]:
    """The prefixes that are speakers: label words, and names in front of two lines or more.

    Once most lines have such a speaker, every proper name is one.

    >>> sorted(speakers(["Anna: hi", "Tom: hi", "Anna: One thing I noticed: slow", "Tom: ok"]))
    ['Anna', 'Tom']
    >>> speakers(["One thing I noticed: it is slow"])
    set()
    """
    begins = [heading(line) for line in lines]
    counts = Counter(found[0] for found in begins if found)
    asked = any(INTERVIEWER.match(name) for name in counts)
    known = {
        name
        for name, count in counts.items()
        if label(name) or (asked and LETTER.match(name)) or (count >= 2 and like_name(name))
    }
    if known and sum(counts[name] for name in known) >= _MOST * len(begins):
        known |= {name for name in counts if like_proper_name(name)}
    return known
