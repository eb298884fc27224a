"""Pain points and delights corrected by reviews: how many people raised each, and how severe it is.

People review whether a quote tells of a pain, and of which stage; which pain it is the grouping says, for all quotes
alike. So a theme stands as it is, and what is corrected is what belongs to it: a quote that people call no pain is not
in the theme it is like, one that they call a pain at this stage is where the grouping put it.

Prevalence is a share of people (:mod:`voc.journey.anyone`), intensity a mean over those who raised it (PPI,
:mod:`voc.journey.correction`), severity their product; its interval is by the square-and-add method for a product of
independent numbers (MOVER; Newcombe 2011, "Propagating imprecision").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from voc.journey._reviewed import Reviewed
from voc.journey._sides import Bools, Side
from voc.journey._uncorrected import too_few_of_theme
from voc.journey.correction import Estimate, mean, share
from voc.journey.model import Correction, PainPoint
from voc.journey.themes import MEANING, WORDS

Kind = Literal["pain", "delight"]
_NOWHERE = -1
# The most typical quotes of a theme, which say what it is about.
_TYPICAL = 60


def reviewed_themes(found: Sequence[PainPoint], kind: Kind, reviewed: Reviewed) -> tuple[PainPoint, ...]:
    """The same themes with what reviews make of them, or with the reason why that is nothing.

    Without reviews, or where people gave all tags, they are as they were.
    """
    if not reviewed.both or not found:
        return tuple(found)
    themes = _Themes(tuple(found), kind, reviewed)
    return tuple(themes.corrected(number) for number in range(len(found)))


@dataclass(frozen=True)
class _Themes:
    """Themes of one kind; arrays have an entry for each customers' quote, in the order of the table."""

    found: tuple[PainPoint, ...]
    kind: Kind
    reviewed: Reviewed

    @cached_property
    def _ids(self) -> npt.NDArray[np.object_]:
        return self.reviewed.material.customers["quote_id"].to_numpy(dtype=object)

    @cached_property
    def _stages(self) -> npt.NDArray[np.object_]:
        """The stage of each quote on the map, "" where it has none."""
        return self.reviewed.material.customers["stage"].astype(object).fillna("").to_numpy(dtype=object)

    @cached_property
    def _on_the_map(self) -> npt.NDArray[np.int64]:
        """The theme of each quote, -1 where it is in none."""
        of = {quote_id: number for number, one in enumerate(self.found) for quote_id in one.quote_ids}
        return np.fromiter((of.get(quote_id, _NOWHERE) for quote_id in self._ids), np.int64, len(self._ids))

    @cached_property
    def _as_tagged(self) -> npt.NDArray[np.int64]:
        """The theme of each quote by the tags alone: with those that people took out, without those they put in."""
        sample = self.reviewed.facets
        tells = self._tells(sample.said)
        as_there = tells & (sample.said.stage == self._stages)
        themes = np.where(sample.drawn.reviewed & ~as_there, _NOWHERE, self._on_the_map)
        lost = np.flatnonzero(sample.drawn.reviewed & tells & (themes == _NOWHERE) & (self._on_the_map == _NOWHERE))
        # What people, too, call one at that stage is in no theme by what it says.
        gone = lost[~(self._tells(sample.true) & (sample.true.stage == sample.said.stage))[lost]]
        themes[gone] = self._nearest(gone, sample.said.stage[gone])
        return themes

    def _tells(self, side: Side) -> Bools:
        mask = side.material.pain_mask if self.kind == "pain" else side.material.delight_mask
        return mask.to_numpy(dtype=bool)

    def _nearest(self, quotes: npt.NDArray[np.int64], stages: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
        """The theme at its stage that each quote is most like, if it is like one."""
        nearest = np.full(len(quotes), _NOWHERE, dtype=np.int64)
        if not len(quotes):
            return nearest
        here = np.array([one.stage for one in self.found], dtype=object) == stages[:, None]
        like = np.where(here, self._likeness(quotes), -np.inf)
        least = (WORDS if self.reviewed.material.meaning is None else MEANING).together
        return np.where(like.max(axis=1) >= least, like.argmax(axis=1), nearest)

    def _likeness(self, quotes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """The cosine of each quote to the middle of each theme: array (quotes, themes)."""
        text = self.reviewed.material.customers.set_index("quote_id")["text"]
        typical = [text.loc[list(one.quote_ids[:_TYPICAL])].tolist() for one in self.found]
        vectors = self._vectors([*text.loc[list(self._ids[quotes])], *(each for theme in typical for each in theme)])
        ends = np.cumsum([len(quotes), *map(len, typical)])
        middles = np.array([vectors[begin:end].mean(axis=0) for begin, end in pairwise(ends)])
        lengths = np.maximum(np.linalg.norm(middles, axis=1), 1e-9)
        return np.asarray(vectors[: len(quotes)] @ middles.T / lengths)

    def _vectors(self, texts: list[str]) -> npt.NDArray[np.float64]:
        """Unit vectors of texts, by what they mean or by their words."""
        from sklearn.feature_extraction.text import HashingVectorizer
        from sklearn.preprocessing import normalize

        meaning = self.reviewed.material.meaning
        if meaning is None:
            return np.asarray(HashingVectorizer(n_features=2**12, stop_words="english").transform(texts).toarray())
        return np.asarray(normalize(np.asarray(meaning(texts), dtype=np.float64)))

    def corrected(self, number: int) -> PainPoint:
        """A theme with the corrections of its prevalence and of its severity."""
        one, sample = self.found[number], self.reviewed.facets
        said, true = self._as_tagged == number, self._on_the_map == number
        reason = sample.reason or too_few_of_theme(*self.reviewed.count(sample, said | true))
        sample = replace(sample, reason=reason)
        found = self._prevalence(number, said, true) if reason is None else None
        stages = np.isin(sample.said.stage, list(self._places(number))) | said | true
        shown = one.prevalence
        prevalence = self.reviewed.record(
            sample, found, stages, said != true, (shown.share, shown.low, shown.high), (0.0, 1.0, 4)
        )
        severity = self._severity(one, prevalence, said, true)
        return replace(one, prevalence=replace(shown, correction=prevalence), severity_correction=severity)

    def _places(self, number: int) -> set[str]:
        """The stages of a theme's quotes: one, but where the researcher merged themes of several."""
        return set(self._stages[self._on_the_map == number])

    def _prevalence(self, number: int, said: Bools, true: Bools) -> Estimate | None:
        """Of all people: those with a quote in the theme."""
        sample, places = self.reviewed.facets, list(self._places(number))
        at, truly_at = (np.isin(side.stage, places) for side in (sample.said, sample.true))
        first, second = (
            (did.astype(np.float64), (here | did).astype(np.float64)) for did, here in ((said, at), (true, truly_at))
        )
        return share(first, second, sample.drawn, everyone=True)

    def _severity(self, one: PainPoint, told: Correction, said: Bools, true: Bools) -> Correction:
        """Prevalence × intensity, both corrected."""
        tagged = (one.severity, one.severity_low, one.severity_high)
        blank = replace(told, tagged=tagged[0], tagged_low=tagged[1], tagged_high=tagged[2], weight=None)
        if told.value is None or told.low is None or told.high is None:
            return blank
        felt = self._intensity(said, true) or Estimate(one.intensity, one.intensity, one.intensity, None)
        share = Estimate(told.value, told.low, told.high, None)
        value, low, high = (round(end, 4) for end in product(share, felt))
        return replace(blank, value=value, low=low, high=high)

    def _intensity(self, said: Bools, true: Bools) -> Estimate | None:
        """The mean over people of how strongly they put it; missing where nothing of it can be measured."""
        sample, side = self.reviewed.facets, -1 if self.kind == "pain" else 1
        sides = []
        for inside, of in ((said, sample.said), (true, sample.true)):
            strength = side * of.valence
            sides.append((inside & (strength > 0), np.where(strength > 0, strength, 0.0)))
        (a, f), (b, y) = sides
        weight = self.reviewed.per_person(a, b, sample)
        found = mean((weight * a, f), (weight * b, y), sample.drawn)
        return None if found is None else found.within(0.0, 1.0, int(b.sum()), alike=False)


def product(one: Estimate, other: Estimate) -> tuple[float, float, float]:
    """The product of two independent numbers ≥ 0, and its interval, 1 at most."""
    value = one.value * other.value
    down, up = (
        np.hypot(other.value * (one.value - ends[0]), one.value * (other.value - ends[1]))
        for ends in ((one.low, other.low), (one.high, other.high))
    )
    return min(value, 1.0), float(max(value - down, 0.0)), float(min(value + up, 1.0))
