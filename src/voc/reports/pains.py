"""``pain_points.csv``: the ranked pain points with every figure, one row a pain."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._cells import table
from voc.reports._corrected import of_pain


def render(journey: Journey) -> str:
    """Write the ranking."""
    header = [
        "rank", "rank_low", "rank_high", "p_top3", "tied_with", "label", "stage", "touchpoint", "severity",
        "severity_low", "severity_high", "n", "of", "share", "share_low", "share_high", "intensity", "n_sources",
        "best_quote", "best_quote_id", "quote_ids", "correction",
    ]  # fmt: skip
    rows = [
        [
            pain.rank,
            pain.rank_low,
            pain.rank_high,
            pain.p_top3,
            " ".join(map(str, pain.tied_with)),
            pain.label,
            pain.stage,
            pain.touchpoint,
            pain.severity,
            pain.severity_low,
            pain.severity_high,
            pain.prevalence.n,
            pain.prevalence.of,
            pain.prevalence.share,
            pain.prevalence.low,
            pain.prevalence.high,
            pain.intensity,
            pain.n_sources,
            journey.quotes[pain.best_quote_id].text,
            pain.best_quote_id,
            " ".join(pain.quote_ids),
            of_pain(pain),
        ]
        for pain in journey.pain_points
    ]
    return table(header, rows)


REPORT = Report("pains", "The ranked pain points as a table", "pain_points.csv", render)
