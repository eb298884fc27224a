"""A study's database ``study.db``: quotes, tags, what people decided, runs and measures, in one SQLite file.

Everything that is SQL is in this package, and nothing else writes it. ``open`` gives a :class:`Store`; its parts are
``quotes``, ``judgements``, ``draws``, ``runs`` and ``codebooks``, one module each. What people decide is a log to which
is only ever added; which of their answers stand is worked out from it (:mod:`voc.store._standing`).
"""

from voc.store._forget import Forgotten
from voc.store._merge import Merged
from voc.store._store import FILE, Store, exists, open
from voc.store.codebooks import BookVersion
from voc.store.draws import Draw, Drawn
from voc.store.errors import NewerStudy, OlderStudy, Stale, StudyBusy, StudyDamaged, StudyInUse
from voc.store.records import (
    Answer,
    Change,
    Conflict,
    Disagreement,
    Event,
    Filter,
    Given,
    Page,
    Progress,
    Quote,
    Recorded,
    Row,
    Tag,
    View,
)
from voc.store.runs import RunInfo
from voc.store.splits import Spans

__all__ = [
    "FILE",
    "Answer",
    "BookVersion",
    "Change",
    "Conflict",
    "Disagreement",
    "Draw",
    "Drawn",
    "Event",
    "Filter",
    "Forgotten",
    "Given",
    "Merged",
    "NewerStudy",
    "OlderStudy",
    "Page",
    "Progress",
    "Quote",
    "Recorded",
    "Row",
    "RunInfo",
    "Spans",
    "Stale",
    "Store",
    "StudyBusy",
    "StudyDamaged",
    "StudyInUse",
    "Tag",
    "View",
    "exists",
    "open",
]
