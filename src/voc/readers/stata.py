"""Stata files (.dta): variable labels are the questions, value labels the answers, as in SPSS files.

Needs pyreadstat (``pip install "voc[spss]"``).
"""

from __future__ import annotations

from voc.readers.spss import preview, read
from voc.reading.base import Guess, Reader
from voc.reading.source import Source

# Old releases begin with their number, and whether the low byte comes last or first.
_MAGIC = (b"<stata_dta>", *(bytes((release, order)) for release in range(104, 116) for order in (1, 2)))


def sniff(source: Source) -> Guess | None:
    """By the first bytes."""
    return Guess(0.99, ("begins as Stata's files do",)) if source.magic.startswith(_MAGIC) else None


READER = Reader(
    "stata",
    "Stata data (.dta), with variable and value labels",
    "survey",
    (".dta",),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
