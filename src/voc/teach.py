"""Teach a study's taggers by what people corrected.

What was learned from the corrections (:mod:`voc.corrections`) is kept in the study (:mod:`voc.learning.store`) if it is
no worse on corrections that it has not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voc.codebook import Codebook
from voc.corrections import corrections, reviews_in
from voc.decisions import People, people
from voc.learning import Kind, Learned, Lesson, Version, Whole, learn, numbered, store
from voc.readers import all_readers, read_paths
from voc.study import Study
from voc.taggers import DEFAULT, TEACHABLE, Teachable, Texts, choose, left_out, reads, teachable

NONE_OF_THESE = ""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Taught:
    """The new version, if there is one; for each kind what was learned or why not, and its corrections by label."""

    version: Version | None
    learned: dict[str, Learned]
    corrections: dict[str, Counter[str]]
    notes: tuple[str, ...]
    path: Path | None = None

    def as_dict(self) -> dict[str, Any]:
        """The result for a program."""
        kinds = {
            kind: _figures(found) | {"corrections": self.corrections[kind]} for kind, found in self.learned.items()
        }
        number = None if self.version is None else self.version.version
        return {"version": number, "kinds": kinds, "notes": list(self.notes)}


def _figures(found: Learned) -> dict[str, Any]:
    return {
        "used": found.refused is None,
        "refused": found.refused,
        "chosen": found.how or None,
        "surprise": None if found.chosen is None else found.chosen.surprise,
        "shares": None if found.chosen is None else {way.name: one for way, one in found.chosen.shares.items()},
        "before": None if found.before is None else found.before.as_dict(),
        "after": None if found.after is None else found.after.as_dict(),
        "fixed": found.fixed,
        "broken": found.broken,
    }


def teach(
    folder: Path,
    *,
    reviews: Path | None = None,
    tagger: str = DEFAULT,
    seed: int | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Taught:
    """Learn from a study's corrections and take what is no worse into use.

    ``reviews`` is a tags table; else what people decided in the study counts. Errors: as
    :func:`~voc.corrections.corrections` has them, ``StudyError`` also where there is no study, or where
    the version in use cannot be read.
    """
    study = Study.load(folder)
    book, chosen = Codebook.load(study.codebook_path()), choose(tagger)
    reading = read_paths([folder], study, all_readers(), progress=progress)
    decided = people(folder, book) if reviews is None else People(reviews_in(reviews), where=reviews.name)
    reading = decided.on(reading)
    human, notes = corrections(folder, reading, book, decided.reviews, where=decided.where)
    notes += decided.notes
    texts = Texts.of(reading.quotes, encoder=chosen.encoder, progress=progress)
    current, note = store.usable(folder, reads(chosen), book.digest)
    corrected = [kind for kind in TEACHABLE if kind in set(human["kind"])]
    others = left_out(chosen, corrected)
    notes += [note] if note else []
    notes += others.values()
    pupils, learned = {}, {}
    for number, kind in enumerate(kind for kind in corrected if kind not in others):
        progress(f"learning {kind}", number, len(TEACHABLE))
        if (material := teachable(kind, texts, book)) is not None:
            pupils[kind] = Pupil.of(kind, material, texts, human)
            learned[kind] = pupils[kind].learn(current, study.seed if seed is None else seed)
    number = max(store.numbers(folder), default=0) + 1
    used = {kind: pupils[kind].kept(found, number) for kind, found in learned.items() if found.refused is None}
    counts = {kind: pupil.counts for kind, pupil in pupils.items()}
    notes += [line for kind in used for line in pupils[kind].unheard()]
    if not used:
        return Taught(None, learned, counts, tuple(notes))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    kinds = {**(current.kinds if current is not None else {}), **used}
    version = Version(version=number, made=made, encoder=reads(chosen), codebook=book.digest, kinds=kinds)
    return Taught(version, learned, counts, tuple(notes), store.save(folder, version))


@dataclass(frozen=True)
class Pupil:
    """One kind of tag and its corrections: ``rows`` of the quotes, and which labels each was given."""

    kind: str
    material: Teachable
    texts: Texts
    rows: np.ndarray[Any, np.dtype[np.int64]]
    targets: np.ndarray[Any, np.dtype[np.bool_]]

    @classmethod
    def of(cls, kind: str, material: Teachable, texts: Texts, human: pd.DataFrame) -> Pupil:
        """The corrections of a kind; ``human`` is a tags table of evidence alone, with labels that there are."""
        place = {quote.quote_id: row for row, quote in enumerate(texts.quotes)}
        # What this encoder does not read (another language) it cannot learn from.
        own = human[(human["kind"] == kind) & human["quote_id"].isin(place)]
        if not material.nothing:
            own = own[own["label"].notna()]
        rows = sorted({place[name] for name in own["quote_id"]})
        at = {row: number for number, row in enumerate(rows)}
        targets = np.zeros((len(rows), len(material.labels)), dtype=bool)
        for name, label in zip(own["quote_id"], own["label"], strict=True):
            if isinstance(label, str):
                targets[at[place[name]], material.labels.index(label)] = True
        return cls(kind, material, texts, np.array(rows, dtype=np.int64), targets)

    @property
    def quotes(self) -> list[str]:
        """The ids of the corrected quotes."""
        return [self.texts.quotes[row].quote_id for row in self.rows]

    @property
    def counts(self) -> Counter[str]:
        """How many corrections each label has."""
        found = Counter(
            {label: int(n) for label, n in zip(self.material.labels, self.targets.sum(axis=0), strict=True)}
        )
        found[NONE_OF_THESE] = int((~self.targets.any(axis=1)).sum())
        return +found

    def unheard(self) -> list[str]:
        """A line for the stages that no correction names, as those that a split made.

        They keep their part of the study (:mod:`voc.learning._settle`), but which quotes are of it nobody has said, and
        held-out corrections cannot tell, as they do not name these stages either.
        """
        counts = self.counts
        names = [label for label in self.material.labels if label not in counts]
        if not names or self.kind != "stage":
            return []
        return [
            f"{self.kind}: no correction names {', '.join(names)}, so that quotes of it may stand elsewhere now; judge "
            "some of them and teach again, or go back with --back"
        ]

    @property
    def people(self) -> list[str]:
        """Whose words each is; a quote of nobody known stands alone."""
        said = [self.texts.quotes[row] for row in self.rows]
        return [f"quote {one.quote_id}" if one.participant is None else f"person {one.participant}" for one in said]

    def learn(self, current: Version | None, seed: int) -> Learned:
        """Learn this kind of tag."""
        given = self.material
        nothing = given.single and given.nothing and bool((~self.targets.any(axis=1)).any())
        lesson = Lesson(given.quotes, self.rows, self.targets, numbered(self.people), given.single, nothing)
        whole = Whole(given.read, self.rows, given.decide)
        if current is None or (known := current.kinds.get(self.kind)) is None:
            return learn(lesson, whole, seed=seed)
        fresh = ~np.isin(self.quotes, known.quotes)
        return learn(lesson, whole, current=known.step, fresh=fresh, seed=seed)

    def kept(self, found: Learned, number: int) -> Kind:
        """What is stored of it."""
        scale, bias, weights = store.rounded(found.step)
        return Kind(
            learned_in=number,
            how=found.how,
            labels=self.material.labels,
            corrections=dict(self.counts),
            participants=len(set(self.people)),
            before={} if found.before is None else found.before.as_dict(),
            after={} if found.after is None else found.after.as_dict(),
            scale=scale,
            bias=bias,
            weights=weights,
            near=found.step.near,
            quotes=tuple(self.quotes),
        )
