"""The emotion curve, with the names of the stages above it."""

from __future__ import annotations

from voc.journey.model import Journey
from voc.reports._cells import score
from voc.reports._charts.figure import Figure
from voc.reports._facts import nothing, number
from voc.reports._wall.drawing import curve_alone


def figures(journey: Journey) -> list[Figure]:
    """One, where there is a score."""
    told = [
        (stage, score(stage.emotion) if stage.emotion.score is not None else nothing(stage)) for stage in journey.stages
    ]
    if all(stage.emotion.score is None for stage, _ in told):
        return []
    rows = tuple(
        (stage.label, said, number(stage.n_participants), number(stage.n_quotes), stage.empty_reason or "")
        for stage, said in told
    )
    return [
        Figure(
            "Emotion along the journey",
            "Mean over people, −100 … +100, with 95 % intervals. ■ surely below 0, ● surely above, ○ could be either.",
            f"Line of the emotion score by stage. {'; '.join(f'{stage.label}: {said}' for stage, said in told)}.",
            curve_alone(journey),
            ("Stage", "Emotion [95 %]", "People", "Quotes", "Why no score"),
            rows,
        )
    ]
