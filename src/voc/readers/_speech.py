"""Speaker names in front of what is said: ``Anna: well …``, accepted only when the file bears it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from voc.readers._turns import INTERVIEWER, PARTICIPANT

_PREFIX = re.compile(r"^(?!https?:)(?P<name>[^:\n]{1,60}?)\s*:\s+(?=\S)")
_LABEL = re.compile(r"^(speaker|sprecher|locuteur|spk)[ _]?\w{1,3}$", re.IGNORECASE)
# Function words that begin a clause, not a name: "One thing I noticed: it is slow".
_NO_NAME = re.compile(r"\b(i|it|is|was|the|this|that|thing|so|and|but|my|we|you|they|like|because)\b", re.IGNORECASE)


def prefix(line: str) -> tuple[str, int] | None:
    """The possible speaker in front of a line and where her words begin."""
    match = _PREFIX.match(line)
    return (match["name"].strip(), match.end()) if match else None


def speakers(lines: Iterable[str]) -> set[str]:
    """The prefixes that are speakers: label words, or names that stand in front of two lines or more.

    >>> sorted(speakers(["Anna: hi", "Tom: hi", "Anna: One thing I noticed: slow", "Tom: ok"]))
    ['Anna', 'Tom']
    >>> speakers(["One thing I noticed: it is slow"])
    set()
    """
    counts = Counter(found[0] for line in lines if (found := prefix(line)))
    return {
        name
        for name, count in counts.items()
        if INTERVIEWER.match(name)
        or PARTICIPANT.match(name)
        or _LABEL.match(name)
        or (count >= 2 and len(name.split()) <= 5 and not _NO_NAME.search(name))
    }
