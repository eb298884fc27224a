"""``jira_backlog.csv``: the problems to solve for Jira's CSV import, where columns are mapped by these names."""

from __future__ import annotations

import re

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._cells import table
from voc.reports._issues import Issue, issues
from voc.reports._text import shown

# Signs that Jira's wiki notation acts on: macros, links and mentions, pictures, tables, emphasis.
_ACTIVE = re.compile(r"([{}\[\]!|*_^~+?-])")


def plain(text: str) -> str:
    r"""A text in Jira's wiki notation that stays as it is written.

    >>> plain("{code} [~ann] a\\b")
    '\\{code\\} \\[\\~ann\\] a&#92;b'
    """
    return _ACTIVE.sub(r"\\\1", shown(text).replace("&", "&amp;").replace("\\", "&#92;"))


def render(journey: Journey) -> str:
    """Write the table; a name that Jira knows stands over each column it can map."""
    header = ["Summary", "Issue Type", "Labels", "Labels", "Description", "People", "Of", "Severity", "Quote ids"]
    rows = [
        [
            *(issue.title, "Story", "voc", re.sub(r"\s+", "_", shown(issue.opportunity.stage)), _description(issue)),
            *(issue.opportunity.n, issue.opportunity.of, issue.opportunity.severity, issue.evidence),
        ]
        for issue in issues(journey)
    ]
    return table(header, rows)


def _description(issue: Issue) -> str:
    lines = [plain(issue.why), ""]
    for title, told in (("What people say", issue.quotes), ("What staff say", issue.staff)):
        lines += (
            [f"h3. {title}", *(f"bq. “{plain(text)}” — {plain(place)}" for text, place in told), ""] if told else []
        )
    return "\n".join([*lines, f"Evidence: {plain(issue.evidence)}"])


REPORT = Report("jira", "The problems to solve for Jira's CSV import", "jira_backlog.csv", render)
