"""Is what was learned better than what was there, on texts it has not seen? Otherwise it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from voc.learning._choose import Chosen, Tried, choose
from voc.learning._lesson import Flags, Lesson, Step
from voc.learning._read import Array, Read, Rows
from voc.learning._settle import least_surprise, settle

# Below this many corrections or people nothing can be held out that would say anything.
LEAST, LEAST_GROUPS = 8, 4
# So much more surprise (nats a text) is no sign yet. With a few corrections a label there are too few to count right
# ones by: with wrong labels mixed into sets, most of what was worse on other texts was refused for its surprise.
_NO_SIGN = 0.05
Decide = Callable[[Array], Flags]


@dataclass(frozen=True)
class Figures:
    """How right decisions are: ``macro_f1`` over the person's labels, ``accuracy`` of whole texts, each in [0, 1]."""

    macro_f1: float
    accuracy: float

    @classmethod
    def of(cls, said: Flags, targets: Flags) -> Figures:
        """Compare decisions with what the person said, (n, labels) both.

        Labels that she never gave are left out of the mean, where one wrong text would count as much as a label; what
        is wrong by them shows in the accuracy. A text is right if all its labels are, none included.
        """
        given = targets.any(axis=0)
        hit = (said & targets).sum(axis=0)[given]
        f1 = 2 * hit / (said.sum(axis=0) + targets.sum(axis=0))[given]
        return cls(float(f1.mean()) if len(f1) else 1.0, float((said == targets).all(axis=1).mean()))

    def as_dict(self) -> dict[str, float]:
        """The figures for a program."""
        return asdict(self)

    def reaches(self, other: Figures) -> bool:
        """Whether neither figure is below the other's."""
        return self.macro_f1 >= other.macro_f1 and self.accuracy >= other.accuracy


@dataclass(frozen=True)
class Whole:
    """All texts of a study, corrected or not, as the tagger reads them.

    ``decide`` says what it tells of each quote by the evidence of all, since what is said around one counts, too:
    (quotes, labels). ``rows`` are the quotes of the lesson.
    """

    read: Read
    rows: Rows
    decide: Decide

    def said(self, step: Step) -> Flags:
        """What the tagger would say of the lesson's texts, (n, labels)."""
        return self.decide(step(self.read))[self.rows]


@dataclass(frozen=True)
class Learned:
    """What came of a lesson. ``refused`` says why nothing is to be used, and is ``None`` where the step is.

    ``before`` and ``after`` are on held-out texts: each fifth of the people in turn, judged by what was learned and
    chosen on the other four. ``fixed`` and ``broken`` count texts that became right or wrong.
    """

    step: Step
    chosen: Chosen | None = None
    before: Figures | None = None
    after: Figures | None = None
    fixed: int = 0
    broken: int = 0
    refused: str | None = None

    @property
    def how(self) -> str:
        """What was chosen, for people; "" where nothing could be."""
        return "" if self.chosen is None else self.chosen.how


def learn(
    lesson: Lesson, whole: Whole, *, current: Step | None = None, fresh: Flags | None = None, seed: int = 0
) -> Learned:
    """Learn, check on what was held out, and learn again from everything if that was no worse; seconds on one core.

    ``current`` is the step in use, and ``fresh`` (n,) says which texts it was not learned from: on those the new one
    must be no worse than that, too.
    """
    if (why := _too_little(lesson)) is not None:
        return Learned(lesson.none, refused=why)
    # With matrices this small threads only wait for each other: 22 s in place of 0.9 on a busy machine.
    with threadpool_limits(1):
        tried = Tried.of(lesson, seed)
        chosen = choose(tried, np.ones(len(lesson.rows), dtype=bool))
        step = settle(chosen.mixed({way: way.learn(lesson) for way in chosen.shares}), chosen.told, lesson)
        before, after = whole.said(lesson.none), _held_out(tried, whole)
        found = _compared(before, after, lesson.targets, Learned(step, chosen))
    why = None
    if not Figures.of(after, lesson.targets).reaches(Figures.of(before, lesson.targets)):
        why = "it would be worse than without on the held-out corrections"
    elif least_surprise(chosen.told, lesson) > least_surprise(lesson.told(lesson.none), lesson) + _NO_SIGN:
        why = "it would be more surprised than without by the held-out corrections"
    elif current is not None and fresh is not None and fresh.any():
        why = _behind(whole.said(current)[fresh], after[fresh], lesson.targets[fresh])
    return found if why is None else replace(found, step=lesson.none, refused=why)


def _held_out(tried: Tried, whole: Whole) -> Flags:
    """What would be said of each text by what was learned, and chosen, without its fold."""
    said = np.zeros_like(tried.lesson.targets)
    for number, out in enumerate(tried.held_out):
        chosen = choose(tried, ~out)
        mixed = chosen.mixed({way: steps[number] for way, steps in tried.steps.items()})
        said[out] = whole.said(settle(mixed, chosen.told, tried.lesson.take(~out)))[out]
    return said


def _compared(before: Flags, after: Flags, targets: Flags, found: Learned) -> Learned:
    """Put in the figures before and after."""
    was, now = ((said == targets).all(axis=1) for said in (before, after))
    return replace(
        found,
        before=Figures.of(before, targets),
        after=Figures.of(after, targets),
        fixed=int((now & ~was).sum()),
        broken=int((was & ~now).sum()),
    )


def _behind(now: Flags, after: Flags, targets: Flags) -> str | None:
    """Why what was learned must not replace the version in use, if it is worse."""
    if Figures.of(after, targets).reaches(Figures.of(now, targets)):
        return None
    return f"it would be worse than the version in use on the {len(targets)} corrections that one has not seen"


def _too_little(lesson: Lesson) -> str | None:
    """Why nothing can be learned, if it cannot."""
    count, people = len(lesson.targets), len(np.unique(lesson.groups))
    if count < LEAST:
        return f"{count} corrections are too few to hold some out; at least {LEAST} are needed"
    if people < LEAST_GROUPS:
        whose = "1 person's" if people == 1 else f"{people} people's"
        return f"the corrections are of {whose} words; at least {LEAST_GROUPS} are needed to hold some out"
    if len(np.unique(lesson.targets, axis=0)) == 1:
        return "all corrections say the same; there is nothing to tell apart"
    return None
