"""``backlog.csv``: the problems to solve as a table for any tracker, each row with its evidence and n of N."""

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._base import Report
from voc.reports._cells import table
from voc.reports._issues import issues


def render(journey: Journey) -> str:
    """Write the table."""
    header = [
        "rank", "title", "problem", "stage", "touchpoint", "n", "of", "severity", "why", "best_quote", "best_quote_id",
        "n_quotes", "quote_ids", "internal_quote_ids", "importance", "satisfaction", "score", "owner", "effort",
    ]  # fmt: skip
    rows = []
    for issue in issues(journey):
        chance, best = issue.opportunity, _facts.best_of(issue.opportunity, journey)
        rows.append(
            [
                *(issue.rank, issue.title, chance.problem, chance.stage, chance.touchpoint, chance.n, chance.of),
                *(
                    chance.severity,
                    issue.why,
                    journey.quotes[best[0]].text if best else None,
                    best[0] if best else None,
                ),
                *(len(issue.ids), " ".join(issue.ids), " ".join(issue.staff_ids)),
                *(one and one.value for one in (chance.importance, chance.satisfaction, chance.score)),
                *(chance.owner, chance.effort),
            ]
        )
    return table(header, rows)


REPORT = Report("backlog", "The problems to solve as a table for any tracker", "backlog.csv", render)
