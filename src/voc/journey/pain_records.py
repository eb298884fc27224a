"""Records of pain points and of the opportunities they give: like those of :mod:`voc.journey.model`."""

from __future__ import annotations

from dataclasses import dataclass

from voc.journey.estimates import Correction, Estimate, Share


@dataclass(frozen=True, slots=True)
class PainPoint:
    """A theme of what hurts, at one stage; ``severity`` = prevalence × intensity. Delights are told in the same words.

    ``rank_low`` … ``rank_high`` leave out only pains that are surely more or less severe; ``tied_with`` are the ranks
    of those whose order to this one the data cannot tell. ``made_of`` are the themes, by the tool's labels, that the
    researcher's ``themes.toml`` made this of; empty where theme and label are the tool's own. All are as tagged:
    corrected by reviewed quotes, prevalence stands in ``prevalence.correction``, severity in ``severity_correction``.
    """

    rank: int
    rank_low: int
    rank_high: int
    p_top3: float
    tied_with: tuple[int, ...]
    label: str
    stage: str
    touchpoint: str | None
    severity: float
    severity_low: float | None
    severity_high: float | None
    prevalence: Share
    intensity: float
    n_sources: int
    quote_ids: tuple[str, ...]
    best_quote_id: str
    made_of: tuple[str, ...] = ()
    severity_correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A backlog row: a pain turned into a problem to solve, with its evidence.

    ``score`` = importance + max(importance − satisfaction, 0) on 0 … 20 (Ulwick); its inputs, on 0 … 10, are over the
    ``of_stage`` people of the stage. ``owner`` is whom staff name most there; ``effort`` is for the team to fill in.
    """

    rank: int
    problem: str
    stage: str
    touchpoint: str | None
    n: int
    of: int
    severity: float
    internal_quote_ids: tuple[str, ...]
    quote_ids: tuple[str, ...]
    importance: Estimate | None = None
    satisfaction: Estimate | None = None
    score: Estimate | None = None
    of_stage: int = 0
    owner: str | None = None
    effort: str | None = None
