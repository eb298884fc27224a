"""The scores and shares of a map corrected by the quotes that people reviewed: from tags to arrays and back.

What people and taggers say of the same quote stands side by side in the tags; :mod:`voc.journey.correction` has the
method. A second kind of tag counts as reviewed too where people gave it, with the same probability, for every quote of
the sample; else it is taken as the taggers gave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc import tags as tags_table
from voc.journey._material import Material
from voc.journey._sides import Bools, Sample, Side
from voc.journey._uncorrected import ALL_OPEN, NO_RATE, NONE_HERE, no_sample, too_few
from voc.journey.calibration import KINDS, Judged, calibration
from voc.journey.calibration_records import Calibration
from voc.journey.correction import Drawn, Estimate, mean, share
from voc.journey.model import Cell, Correction, Portion, Score, Share, Stage

Weighted = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]

# Each would need reviews enough on every side of what it compares.
_AS_TAGGED = "what compares people or themes (ranks, segments, personas, drivers, waves) is as tagged"
NOBODY = "uncorrected: no person has reviewed a sample of the tags"


@dataclass(frozen=True)
class Reviewed:
    """The map's material and all its tags, those of people beside those of taggers."""

    material: Material
    tags: pd.DataFrame

    @cached_property
    def _human(self) -> pd.DataFrame:
        return self.tags[self.tags["by"].str.startswith("human:", na=False)]

    @property
    def both(self) -> bool:
        """Whether people judged, and taggers, too."""
        return not self._human.empty and self._judged_by_machine

    @property
    def _judged_by_machine(self) -> bool:
        return len(self._human) < len(self.tags)

    @cached_property
    def _person(self) -> npt.NDArray[np.int64]:
        people = pd.Index(self.material.people)
        return people.get_indexer(pd.Index(self.material.customers["person"])).astype(np.int64)

    @cached_property
    def emotion(self) -> Sample:
        """The sample of scores."""
        return self._sample("sentiment", "stage", "touchpoint")

    @cached_property
    def facets(self) -> Sample:
        """The sample of pains and delights."""
        return self._sample("facet", "sentiment", "stage")

    @cached_property
    def stage(self) -> Sample:
        """The sample of stages."""
        return self._sample("stage")

    def _probabilities(self, kind: str) -> tuple[pd.Series[float], Bools]:
        """The probability of each customer's quote, NaN where it is unknown, and which were reviewed at all."""
        rows = self._human[self._human["kind"] == kind].drop_duplicates("quote_id", keep="last")
        ids = self.material.customers["quote_id"]
        reviewed = ids.isin(set(rows["quote_id"])).to_numpy()
        if reviewed.all():
            # People judged everything: nothing was left to chance.
            return pd.Series(1.0, ids.index), reviewed
        return ids.map(rows.set_index("quote_id")["probability"]).astype("float64"), reviewed

    def _sample(self, kind: str, *others: str) -> Sample:
        probability, reviewed = self._probabilities(kind)
        drawn = Drawn(np.asarray(probability, dtype=np.float64), self._person, len(self.material.people))
        kinds = {kind}
        for other in others:
            theirs, _ = self._probabilities(other)
            if (theirs[drawn.reviewed] == probability[drawn.reviewed]).all():
                kinds.add(other)
        machine = self.tags[~self.tags["by"].str.startswith("human:", na=False)]
        judged = pd.concat([machine, self._human[self._human["kind"].isin(kinds)]], ignore_index=True)
        return Sample(
            drawn,
            frozenset(kinds),
            Side(replace(self.material, tags=machine)),
            Side(replace(self.material, tags=tags_table.decided(judged))),
            no_sample(kind, drawn, int(reviewed.sum())),
        )

    def valences(self, stage: str, touchpoint: str | None = None) -> tuple[Weighted, Weighted]:
        """What taggers and people say of a cell's emotion: weights and valences of the quotes."""
        (said, v), (true, w) = (each.valences(stage, touchpoint) for each in (self.emotion.said, self.emotion.true))
        weight = self.per_person(said, true, self.emotion)
        return (weight * said, v), (weight * true, w)

    def told(self, stage: str, facet: str | None) -> tuple[Weighted, Weighted]:
        """What they say of a portion: weights of the quotes that could, and which did."""
        sample = self.stage if facet is None else self.facets
        (did, could), (did_truly, could_truly) = (each.told(stage, facet) for each in (sample.said, sample.true))
        weight = self.per_person(could, could_truly, sample)
        return (weight * could, did.astype(np.float64)), (weight * could_truly, did_truly.astype(np.float64))

    def corrected(self, stages: Iterable[Stage]) -> list[Stage]:
        """The stages with their numbers corrected, or with the reason why not; as they are without reviews."""
        if not self.both:
            return list(stages)
        return [self._stage(stage) for stage in stages]

    def _stage(self, stage: Stage) -> Stage:
        portions = {
            name: self._portion(portion, stage.id, None if name == "stage" else name)
            for name, portion in stage.portions.items()
        }
        return replace(
            stage,
            emotion=self._score(stage.emotion, stage.id),
            touchpoints=tuple(self._cell(cell, stage.id) for cell in stage.touchpoints),
            pained=self._share(stage.pained, stage.id, "pain"),
            delighted=self._share(stage.delighted, stage.id, "delight"),
            portions=portions,
        )

    def _cell(self, cell: Cell, stage: str) -> Cell:
        return replace(cell, emotion=self._score(cell.emotion, stage, cell.name))

    def _score(self, score: Score, stage: str, touchpoint: str | None = None) -> Score:
        """The corrected score of a cell; it stays what it is where nothing is known of its errors."""
        if score.score is None:
            return score
        sample = self.emotion
        (said, _), (true, _) = (each.valences(stage, touchpoint) for each in (sample.said, sample.true))
        # A mean over what people say is not there is one of nothing: chance alone would give it a number.
        lacking = NO_RATE if (sample.drawn.reviewed & true).any() else NONE_HERE
        usable = sample.reason is None and lacking is NO_RATE
        found = mean(*self.valences(stage, touchpoint), sample.drawn) if usable else None
        unlike = (said != true) | (said & true & (sample.said.sentiment != sample.true.sentiment))
        tagged = (score.score, score.low, score.high)
        made = self.record(sample, found, said | true, unlike, tagged, (-100.0, 100.0, 1), lacking)
        if made.value is None:
            return replace(score, correction=made)
        return Score(made.value, made.low, made.high, made)

    def _share(self, shown: Share | None, stage: str, facet: str) -> Share | None:
        """The share of people with its correction beside it: n of N stays what the tags say."""
        if shown is None:
            return None
        sample = self.facets
        (did, could), (did_truly, could_truly) = (each.told(stage, facet) for each in (sample.said, sample.true))
        pairs = [(a.astype(np.float64), b.astype(np.float64)) for a, b in ((did, could), (did_truly, could_truly))]
        found = share(pairs[0], pairs[1], sample.drawn) if sample.reason is None else None
        unlike = (did != did_truly) | (could != could_truly)
        tagged = (shown.share, shown.low, shown.high)
        made = self.record(sample, found, could | could_truly, unlike, tagged, (0.0, 1.0, 4))
        return replace(shown, correction=made)

    def _portion(self, portion: Portion, stage: str, facet: str | None) -> Portion:
        """The corrected portion of what the average person says."""
        sample = self.stage if facet is None else self.facets
        (did, could), (did_truly, could_truly) = (each.told(stage, facet) for each in (sample.said, sample.true))
        found = mean(*self.told(stage, facet), sample.drawn) if sample.reason is None else None
        inside = did | did_truly if facet is None else could | could_truly
        unlike = (did != did_truly) | (could != could_truly)
        tagged = (portion.share, portion.low, portion.high)
        made = self.record(sample, found, inside, unlike, tagged, (0.0, 1.0, 4))
        if made.value is None:
            return replace(portion, correction=made)
        return replace(portion, share=made.value, low=made.low, high=made.high, correction=made)

    def per_person(self, said: Bools, true: Bools, sample: Sample) -> npt.NDArray[np.float64]:
        """One over the number of a person's quotes in a cell, 1 where she has none.

        As tagged, since people have seen some of them only; as people say where they have seen all.
        """
        inside = true if sample.drawn.reviewed.all() else said
        count = np.bincount(self._person, inside, len(self.material.people))
        return np.asarray(1.0 / np.maximum(count, 1.0)[self._person])

    def record(
        self,
        sample: Sample,
        found: Estimate | None,
        inside: Bools,
        unlike: Bools,
        tagged: tuple[float, float | None, float | None],
        scale: tuple[float, float, int],
        lacking: str = NO_RATE,
    ) -> Correction:
        """What reviews made of a number of the quotes ``inside``; in ``unlike`` people and tags differ.

        ``lacking`` says why nothing was ``found``, if the reviewed quotes are enough.
        """
        count, people = self.count(sample, inside)
        status = sample.reason or too_few(count, people) or ("corrected" if found else lacking)
        ids = self.material.customers["quote_id"].to_numpy()
        differing = tuple(ids[sample.drawn.reviewed & unlike])
        if status != "corrected" or found is None:
            return Correction(status, *tagged, None, None, None, None, count, people, differing)
        least, most, digits = scale
        by = 100.0 if most == 100 else 1.0
        shown = found.within(least / by, most / by, people, alike=not differing)
        value, low, high = (round(by * end, digits) + 0.0 for end in (shown.value, shown.low, shown.high))
        if low <= least and high >= most:
            return Correction(ALL_OPEN, *tagged, None, None, None, None, count, people, differing)
        weight = None if found.weight is None else round(found.weight, 2)
        return Correction(status, *tagged, value, low, high, weight, count, people, differing)

    def count(self, sample: Sample, inside: Bools) -> tuple[int, int]:
        """How many of some quotes were reviewed, and of how many people."""
        got = sample.drawn.reviewed & inside
        return int(got.sum()), len(np.unique(self._person[got]))

    def calibrations(self) -> tuple[Calibration, ...]:
        """How true the taggers' confidences are, by kind of tag; none where nobody reviewed what a tagger said."""
        if not self.both:
            return ()
        return tuple(map(self._calibration, KINDS))

    def _calibration(self, kind: str) -> Calibration:
        probability, reviewed = self._probabilities(kind)
        drawn = Drawn(np.asarray(probability, dtype=np.float64), self._person, len(self.material.people))
        why = no_sample(kind, drawn, int(reviewed.sum()))
        if why is not None:
            return Calibration(kind, (), 0, 0, None, (), why.removeprefix("uncorrected: "))
        return calibration(kind, Judged.of(kind, self.tags, self.material.customers["quote_id"], drawn))

    def sentence(self, stages: Iterable[Stage]) -> str:
        """What the map says of itself; it begins with "corrected" or "uncorrected"."""
        if self._human.empty:
            return NOBODY
        if not self._judged_by_machine:
            return "uncorrected: people gave all tags, there is no tagger to correct"
        told = [stage.emotion.correction.status for stage in stages if stage.emotion.correction is not None]
        done = told.count("corrected")
        if not done:
            why = Counter(told).most_common(1)
            return why[0][0] if why else "uncorrected: no stage has a score"
        rows = self.material.customers[self.emotion.drawn.reviewed]
        sample = f"{len(rows)} reviewed quotes of {rows['person'].nunique()} people"
        rest = "" if done == len(told) else "; the others say why not"
        done_of = f"{done} of {len(told)} stage scores{rest}"
        return f"corrected for the tagger's errors by {sample}: {done_of}; {_AS_TAGGED}"
