"""What a map compares, each measure called once: groups, moments, expectations, figures, sources, drivers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voc.journey._material import Material
from voc.journey.contacts import contacts
from voc.journey.drivers import Theme, drivers
from voc.journey.expectations import expectations
from voc.journey.findings import ExpectationGap, Kpi, Moment, OutcomeDrivers, SayDo, Segment, SourceMix
from voc.journey.kpis import kpis
from voc.journey.model import PainPoint, Stage
from voc.journey.moments import moments
from voc.journey.say_do import say_do
from voc.journey.segments import segments
from voc.journey.sensitivity import source_mix


@dataclass(frozen=True)
class Comparisons:
    """The findings, under the names of the journey's fields."""

    moments_of_truth: tuple[Moment, ...]
    segments: tuple[Segment, ...]
    drivers: tuple[OutcomeDrivers, ...]
    expectations: tuple[ExpectationGap, ...]
    kpis: tuple[Kpi, ...]
    say_do: tuple[SayDo, ...]
    source_mix: tuple[SourceMix, ...]

    def refused(self, material: Material) -> dict[str, str]:
        """Why a measure that found nothing found nothing, by its name."""
        least = material.study.min_participants
        reasons = {
            "moments_of_truth": f"no touchpoint of the codebook of which {max(least, 2)} people spoke",
            "segments": "no attribute of the participants is known; closed answers or --participants give them",
            "drivers": "nobody gave an outcome such as NPS or CSAT",
            "expectations": "nobody stated an expectation at a stage",
            "kpis": _no_figures(material),
            "say_do": _NO_VERDICT if self.kpis else _no_figures(material),
            "source_mix": _one_source(material),
        }
        return {name: f"refused: {reason}" for name, reason in reasons.items() if not getattr(self, name)}


def compare(material: Material, stages: Sequence[Stage], pains: Sequence[PainPoint]) -> Comparisons:
    """Make every comparison."""
    targets = material.study.targets
    business = kpis(material.figures, targets)
    # How many wrote in is beside what the business measures, and a figure to go by where the study has a target for it.
    support = kpis(contacts(material), targets, compare=False)
    themes = [Theme(pain.label, "pain", pain.stage, pain.rank, pain.quote_ids) for pain in pains]
    return Comparisons(
        moments_of_truth=tuple(moments(material)),
        segments=tuple(segments(material, pains)),
        drivers=tuple(drivers(material, themes)),
        expectations=tuple(expectations(material)),
        kpis=(*business, *support),
        say_do=tuple(say_do(stages, [*business, *(kpi for kpi in support if kpi.verdict is not None)])),
        source_mix=tuple(source_mix(material)),
    )


_NO_VERDICT = "no figure has a target to go by; name it under [targets] in study.toml"


def _no_figures(material: Material) -> str:
    if material.figures is None or material.figures.empty:
        return "no figures of the business were read"
    return "no figure is put to a stage: name their steps under [figures] in study.toml"


def _one_source(material: Material) -> str:
    if material.customers["source"].nunique() < 2:
        return "everything comes from one source, so that none can be left out"
    return "no stage has a score"
