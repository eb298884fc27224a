"""Is what was learned better than what was there, on texts it has not seen? Otherwise it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from voc.learning._choose import AS_BEFORE, Chosen, choose
from voc.learning._lesson import Array, Flags, Lesson, Rows, Step, folds

# A quarter of the people is held out, each quarter in turn.
_QUARTERS = 4
# Below this many corrections or people nothing can be held out that would say anything.
LEAST, LEAST_GROUPS = 8, 4
Decide = Callable[[Array], Flags]


@dataclass(frozen=True)
class Figures:
    """How right decisions are: ``macro_f1`` over the labels, ``accuracy`` of whole texts, each in [0, 1]."""

    macro_f1: float
    accuracy: float

    @classmethod
    def of(cls, said: Flags, targets: Flags) -> Figures:
        """Compare decisions with what the person said, (n, labels) both.

        Labels that neither ever gave are left out of the mean; a text is right if all its labels are, none included.
        """
        hit = (said & targets).sum(axis=0)
        of = said.sum(axis=0) + targets.sum(axis=0)
        f1 = 2 * hit[of > 0] / of[of > 0]
        return cls(float(f1.mean()) if len(f1) else 1.0, float((said == targets).all(axis=1).mean()))

    def as_dict(self) -> dict[str, float]:
        """The figures for a program."""
        return asdict(self)

    def reaches(self, other: Figures) -> bool:
        """Whether neither figure is below the other's."""
        return self.macro_f1 >= other.macro_f1 and self.accuracy >= other.accuracy


@dataclass(frozen=True)
class Whole:
    """All texts of a study, corrected or not, as the tagger reads them: evidence and vectors.

    ``decide`` says what it tells of each quote by the evidence of all, since what is said around one counts, too:
    (quotes, labels). ``rows`` are the quotes of the lesson.
    """

    evidence: Array
    vectors: Array
    rows: Rows
    decide: Decide

    def said(self, step: Step) -> Flags:
        """What the tagger would say of the lesson's texts, (n, labels)."""
        return self.decide(step(self.evidence, self.vectors))[self.rows]


@dataclass(frozen=True)
class Learned:
    """What came of a lesson. ``refused`` says why nothing is to be used, and is ``None`` where the step is.

    ``before`` and ``after`` are on held-out texts: each quarter of the people in turn, judged by what was learned and
    chosen on the other three. ``fixed`` and ``broken`` count texts that became right or wrong.
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
    nothing = Step.none(lesson.targets.shape[1], lesson.vectors.shape[1])
    if (why := _too_little(lesson)) is not None:
        return Learned(nothing, refused=why)
    # With matrices this small threads only wait for each other: 22 s in place of 0.9 on a busy machine.
    with threadpool_limits(1):
        chosen, after = choose(lesson, seed), _held_out(lesson, whole, seed)
        found = Learned(chosen.learn(lesson), chosen)
    found = _compared(whole.said(nothing), after, lesson.targets, found)
    why = None
    if chosen.best == AS_BEFORE.name:
        why = "what is in use is less surprised by the corrections than anything learned from them"
    elif not Figures.of(after, lesson.targets).reaches(Figures.of(whole.said(nothing), lesson.targets)):
        why = "it would be worse than without on the held-out corrections"
    elif current is not None and fresh is not None and fresh.any():
        why = _behind(whole.said(current)[fresh], after[fresh], lesson.targets[fresh])
    return found if why is None else replace(found, step=nothing, refused=why)


def _held_out(lesson: Lesson, whole: Whole, seed: int) -> Flags:
    """What would be said of each text by one who learned from the other three quarters of the people."""
    said = np.zeros_like(lesson.targets)
    for out in folds(lesson.groups, _QUARTERS, seed):
        rest = lesson.take(~out)
        said[out] = whole.said(choose(rest, seed).learn(rest))[out]
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
