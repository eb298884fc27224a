"""What in a text tells who somebody is: found, and replaced by what tells it no more.

Assisted redaction: it misses people (``python -m benchmarks.redaction`` measures how many), so a person has to read
what is sent. Texts go in, spans and changed texts come out; originals are never changed. To find one more kind of
thing, add a function ``text -> Iterator[Span]`` and call it in :mod:`voc.redaction.find`.
"""

from voc.redaction.base import KINDS, Change, Span, changed, settled
from voc.redaction.cast import Cast, Named
from voc.redaction.find import find
from voc.redaction.key import PLACEHOLDER, Key
from voc.redaction.known import Known, words_in

__all__ = [
    "KINDS",
    "PLACEHOLDER",
    "Cast",
    "Change",
    "Key",
    "Known",
    "Named",
    "Span",
    "changed",
    "find",
    "settled",
    "words_in",
]
