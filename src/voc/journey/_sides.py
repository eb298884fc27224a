"""What taggers and what people say of the customers' quotes of a map, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.journey._material import Material
from voc.journey.correction import Drawn

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """The material of one side; every array has an entry for each customers' quote, in the order of the table."""

    material: Material

    @cached_property
    def _ids(self) -> pd.Index[str]:
        ids: pd.Index[str] = pd.Index(self.material.customers["quote_id"].to_numpy(dtype=object))
        return ids

    @cached_property
    def stage(self) -> npt.NDArray[np.object_]:
        """The stage, "" where there is none."""
        return self._words("stage")

    @cached_property
    def sentiment(self) -> npt.NDArray[np.object_]:
        """The sentiment, "" where there is none."""
        return self._words("sentiment")

    def _words(self, name: str) -> npt.NDArray[np.object_]:
        return self.material.customers[name].astype(object).fillna("").to_numpy(dtype=object)

    @cached_property
    def valence(self) -> npt.NDArray[np.float64]:
        """The valence, NaN where there is none."""
        return self.material.customers["valence"].to_numpy(dtype=np.float64)

    @cached_property
    def _pain(self) -> Bools:
        return self.material.pain_mask.to_numpy(dtype=bool)

    @cached_property
    def _touchpoints(self) -> dict[str, Bools]:
        return {name: self._mask(ids) for name, ids in self.material.touchpoints.items()}

    @cached_property
    def _facets(self) -> dict[str, Bools]:
        return {name: self._mask(ids) for name, ids in self.material.facets.items()}

    def _mask(self, ids: Iterable[str]) -> Bools:
        place = self._ids.get_indexer(pd.Index(list(ids), dtype=object))
        mask = np.zeros(len(self._ids), dtype=np.bool_)
        mask[place[place >= 0]] = True
        return mask

    def valences(self, stage: str, touchpoint: str | None) -> tuple[Bools, npt.NDArray[np.float64]]:
        """Which quotes are in a cell and have a valence, and their valences."""
        inside = np.asarray(self.stage == stage, dtype=np.bool_) & ~np.isnan(self.valence)
        if touchpoint is not None:
            inside &= self._touchpoints.get(touchpoint, np.zeros_like(inside))
        return inside, self.valence

    def told(self, stage: str, facet: str | None) -> tuple[Bools, Bools]:
        """Which quotes did, and which could: tell a pain or delight at the stage, or stand at it at all."""
        here = np.asarray(self.stage == stage, dtype=np.bool_)
        if facet is None:
            return here, np.ones_like(here)
        did = self._pain if facet == "pain" else self._facets.get(facet, np.zeros_like(here))
        return here & did, here


@dataclass(frozen=True)
class Sample:
    """Which customers' quotes were drawn, what taggers (``said``) and people (``true``) say; or why it is no sample."""

    drawn: Drawn
    kinds: frozenset[str]
    said: Side
    true: Side
    reason: str | None
