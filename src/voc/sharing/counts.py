"""How many people stand behind each kind of record on a map: the fields that count them, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from voc.journey.findings import (
    Difference,
    Driver,
    ExpectationGap,
    Group,
    GroupScore,
    Moment,
    OutcomeDrivers,
    OutcomeLink,
    SourceMix,
    Without,
)
from voc.journey.model import (
    Cell,
    ConfidenceBin,
    Lane,
    Opportunity,
    Outcome,
    PainPoint,
    Portion,
    Share,
    Stage,
)
from voc.journey.portraits import Backstage, EvidenceAge, Heard, Persona, PersonaStage, PersonaTrait, Saturation
from voc.journey.wave_records import Trend, Wave, WaveCell

# The fields that count the people behind a record, and what such records are called in the plural.
COUNTS: Mapping[type, tuple[tuple[str, ...], str]] = {
    Stage: (("n_participants",), "stages"),
    Cell: (("n_participants",), "touchpoints"),
    Lane: (("n_participants",), "lanes"),
    Share: (("n",), "shares"),
    Portion: (("n",), "portions"),
    PainPoint: (("prevalence",), "pain and delight points"),
    Opportunity: (("n",), "opportunities"),
    Outcome: (("n",), "outcomes"),
    Moment: (("reach_n",), "moments of truth"),
    OutcomeLink: (("n",), "links to outcomes"),
    Group: (("n",), "groups"),
    GroupScore: (("n",), "scores of groups"),
    Difference: (("n_inside", "n_outside"), "differences of groups"),
    Driver: (("n_raised", "n_not"), "drivers"),
    OutcomeDrivers: (("n",), "outcomes with drivers"),
    ExpectationGap: (("n",), "expectations"),
    SourceMix: (("n",), "scores by source"),
    Without: (("n",), "scores without a source"),
    Persona: (("n",), "personas"),
    PersonaTrait: (("n",), "traits"),
    PersonaStage: (("n",), "stages of personas"),
    Heard: (("n",), "counts of who was heard"),
    Backstage: (("people",), "inner lanes"),
    Saturation: (("people",), "saturations"),
    Wave: (("n_participants",), "waves"),
    WaveCell: (("n",), "cells of waves"),
    ConfidenceBin: (("n_participants",), "bins of confidence"),
    # These hang on a stage or a pain that is too small.
    Trend: ((), "trends"),
    EvidenceAge: ((), "ages of evidence"),
}
