"""Of whom the study has heard how much: saturation of pains, and people by kind of source, group and stage.

The themes counted are the pains shown, and what is in none of them: those quotes count as one theme for each
touchpoint of a stage, and one for what stands at no touchpoint, so that a pain of one person alone is not lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from voc.journey._likeness import attributes
from voc.journey._material import Material
from voc.journey.model import PainPoint
from voc.journey.portraits import Heard, Saturation
from voc.journey.saturation import (
    LEAST,
    LOOSE,
    NEXT,
    Incidence,
    base_run,
    counts,
    coverage,
    expected_new,
    richness,
    sentence,
)

_SHOWN = 10


def saturation(material: Material, pains: Sequence[PainPoint]) -> tuple[Saturation, ...]:
    """Over everyone, and for each kind of source by itself."""
    said = material.customers
    themes = list(_themes(material, pains))
    raised = _raised(material, themes)
    pained = set(said["quote_id"][material.pain_mask & said["stage"].notna()])
    loose = pained - {quote_id for pain in pains for quote_id in pain.quote_ids}
    kinds = {"": said} | {str(kind): rows for kind, rows in said.groupby("source_kind")}
    spoke = {kind: material.among(rows["person"]) for kind, rows in kinds.items()}
    first = [_saturation(material, "all", raised[spoke.pop("")], themes, _part(loose, pained))]
    if len(spoke) < 2:
        return tuple(first)
    for kind, mask in spoke.items():
        own = set(kinds[kind]["quote_id"])
        here = [tuple(quote_id for quote_id in ids if quote_id in own) for ids in themes]
        part = _part(loose & own, pained & own)
        first.append(_saturation(material, kind, _raised(material, here)[mask], here, part))
    return tuple(first)


def _part(some: set[str], of: set[str]) -> float:
    return len(some) / len(of) if of else 0.0


def _raised(material: Material, themes: Sequence[tuple[str, ...]]) -> Incidence:
    """Who raised each theme: array (people, themes)."""
    table = np.zeros((len(material.people), len(themes)), dtype=bool)
    for column, ids in enumerate(themes):
        table[:, column] = material.raised(ids)
    return table


def _themes(material: Material, pains: Sequence[PainPoint]) -> Iterator[tuple[str, ...]]:
    """The quotes of each theme."""
    yield from (pain.quote_ids for pain in pains)
    shown = {quote_id for pain in pains for quote_id in pain.quote_ids}
    said = material.customers
    left_over = np.array([quote_id not in shown for quote_id in said["quote_id"]], dtype=bool)
    rest = said[material.pain_mask & said["stage"].notna() & left_over]
    for stage, rows in rest.groupby("stage", sort=True):
        left = set(rows["quote_id"])
        for _, ids in sorted(material.touchpoints_at(str(stage)).items()):
            if here := left & ids:
                yield tuple(sorted(here))
                left -= here
        if left:
            yield tuple(sorted(left))


def _saturation(
    material: Material, kind: str, incidence: Incidence, themes: Sequence[tuple[str, ...]], loose: float
) -> Saturation:
    """``loose`` is the part of the quotes on pains that is in no theme."""
    people, seen, _, once, _ = counts(incidence)
    alone = [ids for ids, n in zip(themes, incidence.sum(axis=0), strict=True) if n == 1]
    covered, enough = coverage(incidence), people >= LEAST and seen > 0 and loose <= LOOSE
    return Saturation(
        kind,
        people,
        seen,
        once,
        coverage=round(covered, 4) if covered is not None and enough else None,
        richness=richness(incidence) if enough else None,
        more=NEXT,
        new=round(expected_new(incidence, NEXT), 3) if enough else None,
        run=base_run(incidence, seed=material.study.seed) if enough else None,
        quote_ids=tuple(ids[0] for ids in alone)[:_SHOWN],
        sentence=sentence(incidence, loose),
    )


def heard(material: Material) -> tuple[Heard, ...]:
    """How many people of each group spoke of each stage in each kind of source; none is none."""
    said = material.customers
    spoke = {
        (code.name, str(kind)): material.among(rows["person"])
        for code in material.book.stages
        for kind, rows in said[said["stage"] == code.name].groupby("source_kind")
    }
    return tuple(
        Heard(stage, kind, name, group, n)
        for name, found in attributes(material).items()
        for group, inside in found.groups.items()
        for (stage, kind), here in spoke.items()
        if (n := int((inside & here).sum()))
    )
