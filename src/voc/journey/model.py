"""The map as plain frozen records: everything a report needs and nothing more.

``journey.json`` is their exact serialisation. Every number stands beside its n, its interval and the ids of the
quotes behind it. Scores are on -100 … +100, shares and intensities in [0, 1]; missing is ``None``, never 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from voc._display import Displayed, Table
from voc.journey.calibration_records import Calibration as Calibration
from voc.journey.calibration_records import ConfidenceBin as ConfidenceBin
from voc.journey.estimates import Correction as Correction
from voc.journey.estimates import Estimate as Estimate
from voc.journey.estimates import Portion as Portion
from voc.journey.estimates import Score as Score
from voc.journey.estimates import Share as Share
from voc.journey.findings import ExpectationGap, Kpi, Moment, OutcomeDrivers, SayDo, Segment, SourceMix
from voc.journey.pain_records import Opportunity as Opportunity
from voc.journey.pain_records import PainPoint as PainPoint
from voc.journey.portraits import (
    Backstage,
    EvidenceAge,
    Heard,
    Persona,
    PersonaBasis,
    Saturation,
    Sentence,
    TaskSuccess,
)
from voc.journey.wave_records import Trend, Wave

SCHEMA_VERSION = 1


# Why a number or a cell is not shown that rests on fewer people than it needs.
TOO_FEW = "too few people to show"


@dataclass(frozen=True, slots=True)
class Account(Displayed):
    """What became of everything that was read: read = kept + excluded, kept = tagged + abstained.

    ``tagged`` are the kept quotes that were given a stage, ``abstained`` those that were not. ``blank`` counts
    open questions left empty, ``staff`` the kept quotes that go to the internal lane; ``failed`` names files
    that could not be read.
    """

    read: int
    kept: int
    tagged: int
    abstained: int
    excluded: Mapping[str, int]
    blank: int = 0
    staff: int = 0
    failed: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, int]]:
        """Each number of the account with what it counts."""
        return [
            ("Quotes read", self.read),
            ("Kept as evidence", self.kept),
            ("Given a stage: the map", self.tagged),
            ("Abstained: no stage is likely enough", self.abstained),
            *((f"Left out: {reason}", n) for reason, n in self.excluded.items()),
            ("Open questions left blank", self.blank),
            ("Kept quotes of staff", self.staff),
        ]

    def _tables(self) -> list[Table]:
        rows = [(what, f"{n:,}") for what, n in self.rows()]
        rows += [("File that could not be read", name) for name in self.failed]
        return [Table("What became of everything that was read", "", ("What", "Is"), tuple(rows))]


@dataclass(frozen=True, slots=True)
class Lane:
    """What people said of one kind at one place, the most telling quote first.

    The counts are missing where a shared map does not tell them, since they are of too few people.
    """

    name: str
    label: str
    n_quotes: int | None
    n_participants: int | None
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A touchpoint at a stage."""

    name: str
    label: str
    n_quotes: int
    n_participants: int
    emotion: Score
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the map. ``empty_reason`` says why there is no score, if there is none.

    ``pained`` and ``delighted`` are the people here who spoke of a pain or a delight, of all who spoke of the stage;
    ``pains`` and ``delights`` hold their quotes. ``portions`` says how much of what the average person says is about
    the stage (``stage``), and how much of what she says here is ``pain`` or ``delight``. ``arc`` is the dramatic arc of
    mapping tools, 1 … 5: how many of the people here are stirred, well or ill; missing where there is no score. The
    counts are missing where a shared map does not tell them, since they are of too few people.
    """

    id: str
    label: str
    meaning: str
    order: int
    n_quotes: int | None
    n_participants: int | None
    n_sources: int | None
    empty_reason: str | None
    emotion: Score
    pained: Share | None
    delighted: Share | None
    touchpoints: tuple[Cell, ...]
    channels: tuple[Lane, ...]
    goals: Lane
    actions: Lane
    questions: Lane
    motivations: Lane
    needs: Lane
    expectations: Lane
    delights: Lane
    pains: Lane
    quote_ids: tuple[str, ...]
    portions: Mapping[str, Portion] = field(default_factory=dict)
    arc: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A score that people gave in a closed question, with its interval: NPS is -100 … +100."""

    name: str
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people of each kind of source spoke of each stage, and what stands on no stage.

    ``off_map`` are quotes on pains at no stage, the strongest of each person first, at most 30.
    """

    participants: Mapping[str, Mapping[str, int]]
    participants_by_kind: Mapping[str, int]
    pain_quotes: int
    pain_quotes_ungrouped: int
    pain_quotes_without_stage: int
    delight_quotes: int = 0
    delight_quotes_ungrouped: int = 0
    off_map: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as the map shows it, with its place, so that anyone can go and look."""

    text: str
    participant: str | None
    role: str
    source: str
    source_sha256: str
    source_kind: str
    locator: str
    start: int
    end: int
    question: str | None
    stage: str | None
    stage_confidence: float | None
    stage_by: str | None
    touchpoints: tuple[str, ...]
    facets: tuple[str, ...]
    valence: float | None
    words: tuple[str, ...]
    wave: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Journey:
    """A draft journey map. ``refused`` says of each measure that is empty why it is, by the name of its field."""

    schema_version: int
    title: str
    scope: str
    codebook: str
    settings: Mapping[str, Any]
    account: Account
    stages: tuple[Stage, ...]
    pain_points: tuple[PainPoint, ...]
    moments_of_truth: tuple[Moment, ...]
    opportunities: tuple[Opportunity, ...]
    personas: tuple[Persona, ...]
    segments: tuple[Segment, ...]
    outcomes: tuple[Outcome, ...]
    internal: Mapping[str, Lane]
    coverage: Coverage
    quotes: Mapping[str, ShownQuote]
    drivers: tuple[OutcomeDrivers, ...] = ()
    expectations: tuple[ExpectationGap, ...] = ()
    say_do: tuple[SayDo, ...] = ()
    source_mix: tuple[SourceMix, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    delight_points: tuple[PainPoint, ...] = ()
    persona_basis: PersonaBasis | None = None
    saturation: tuple[Saturation, ...] = ()
    heard: tuple[Heard, ...] = ()
    backstage: tuple[Backstage, ...] = ()
    task_success: tuple[TaskSuccess, ...] = ()
    summary: tuple[Sentence, ...] = ()
    waves: tuple[Wave, ...] = ()
    trends: tuple[Trend, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    evidence_age: tuple[EvidenceAge, ...] = ()
    calibration: tuple[Calibration, ...] = ()

    def __repr__(self) -> str:
        """Short: the fields hold thousands of quotes."""
        return f"Journey({self.title!r}, {len(self.stages)} stages, {len(self.pain_points)} pain points)"

    def __str__(self) -> str:
        """The map in a terminal: its stages with their scores, and the first pain points."""
        from voc.reports import terminal_view

        return terminal_view(self)

    def as_dict(self) -> dict[str, Any]:
        """The map as plain mappings and lists."""
        return asdict(self)

    def to_json(self) -> str:
        """The map as ``journey.json``: same input, same settings, same bytes."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def save(self, path: str) -> None:
        """Write the map to a file; its name or its extension says as which report (``voc map --help`` lists them)."""
        from pathlib import Path

        from voc._files import write
        from voc.reports import render_for

        write(Path(path), render_for(Path(path), self))

    def _repr_html_(self) -> str:
        from voc.reports import notebook_view

        return notebook_view(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self) if cycle else str(self))
