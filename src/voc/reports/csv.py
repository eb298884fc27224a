"""``journey.csv``: the map as a grid for spreadsheets, one row a stage, one column a lane."""

from voc.journey.model import Journey, Lane
from voc.reports._base import Report
from voc.reports._cells import table
from voc.reports._facts import two

_TOP = 3


def render(journey: Journey) -> str:
    """Write the grid; each lane holds its most telling quotes with their ids.

    ``emotion_2`` is the score on -2 … +2, as mapping tools have it, ``dramatic_arc`` is on 1 … 5.
    """

    def quoted(lane: Lane) -> str:
        return "\n".join(f"“{journey.quotes[i].text}” [{i}]" for i in lane.quote_ids[:_TOP])

    header = [
        "order", "stage", "label", "n_quotes", "n_participants", "n_sources", "empty_reason",
        "emotion_score", "emotion_low", "emotion_high", "emotion_2", "dramatic_arc", "touchpoints", "channels",
        "goals", "actions", "questions", "motivations", "needs", "expectations", "delights", "pain_points",
    ]  # fmt: skip
    rows = [
        [
            stage.order,
            stage.id,
            stage.label,
            stage.n_quotes,
            stage.n_participants,
            stage.n_sources,
            stage.empty_reason,
            stage.emotion.score,
            stage.emotion.low,
            stage.emotion.high,
            two(stage.emotion.score),
            stage.arc,
            "; ".join(f"{cell.label} ({cell.n_participants})" for cell in stage.touchpoints),
            "; ".join(f"{lane.label} ({lane.n_participants})" for lane in stage.channels),
            quoted(stage.goals),
            quoted(stage.actions),
            quoted(stage.questions),
            quoted(stage.motivations),
            quoted(stage.needs),
            quoted(stage.expectations),
            quoted(stage.delights),
            "; ".join(f"#{pain.rank} {pain.label}" for pain in journey.pain_points if pain.stage == stage.id),
        ]
        for stage in journey.stages
    ]
    return table(header, rows)


REPORT = Report("csv", "The map as a grid, one row a stage", "journey.csv", render)
