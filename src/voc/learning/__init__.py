"""Learning from a researcher's corrections: a linear step behind a tagger's evidence, or a refusal.

It knows arrays and the files of its versions, and no tagger: :mod:`voc.teach` brings a study's corrections here.
"""

from voc.learning._check import Figures, Learned, Whole, learn
from voc.learning._choose import AS_BEFORE, WAYS, Chosen, Tried, Way, choose
from voc.learning._lesson import Lesson, Step, numbered
from voc.learning._read import Read
from voc.learning.store import Kind, Version, current, usable

__all__ = [
    "AS_BEFORE",
    "WAYS",
    "Chosen",
    "Figures",
    "Kind",
    "Learned",
    "Lesson",
    "Read",
    "Step",
    "Tried",
    "Version",
    "Way",
    "Whole",
    "choose",
    "current",
    "learn",
    "numbered",
    "usable",
]
