"""``github_issues.jsonl``: the problems to solve as GitHub issues, one a line, each with the command that files it.

``jq -r .command github_issues.jsonl | sh`` files them in the repository of the current folder.
"""

from __future__ import annotations

import json
import shlex

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._issues import Issue, issues
from voc.reports._text import shown
from voc.reports.markdown import line

_APART = "<!-- -->"
"""Shown as nothing; keeps GitHub from making a mention, a reference or a link of what people wrote."""


def plain(text: str) -> str:
    """A text that GitHub shows as it is written: nobody is mentioned, nothing is linked.

    >>> plain("@ann #1")
    '@<!-- -->ann #<!-- -->1'
    """
    told = line(shown(text)).replace("\\#", f"#{_APART}")
    for sign, parted in (
        ("@", f"@{_APART}"),
        ("://", f":{_APART}//"),
        ("www.", f"www{_APART}."),
        ("GH-", f"GH{_APART}-"),
    ):
        told = told.replace(sign, parted)
    return told


def render(journey: Journey) -> str:
    """Write the lines."""
    return "".join(json.dumps(_line(issue), ensure_ascii=False) + "\n" for issue in issues(journey))


def _line(issue: Issue) -> dict[str, object]:
    body = _body(issue)
    # Titles are plain text at GitHub. No label is given: gh refuses one that the repository does not have.
    command = shlex.join(["gh", "issue", "create", f"--title={issue.title}", f"--body={body}"])
    chance = issue.opportunity
    return {
        "title": issue.title,
        "body": body,
        "n": chance.n,
        "of": chance.of,
        "severity": chance.severity,
        "quote_ids": list(issue.ids),
        "internal_quote_ids": list(issue.staff_ids),
        "command": command,
    }


def _body(issue: Issue) -> str:
    lines = [plain(issue.why), ""]
    for title, told in (("What people say", issue.quotes), ("What staff say", issue.staff)):
        quoted = [f"> “{plain(text)}”\n> — {plain(place)}\n" for text, place in told]
        lines += [f"### {title}", "", *quoted] if told else []
    return "\n".join([*lines, f"Evidence: {plain(issue.evidence)}"])


REPORT = Report("github", "The problems to solve as GitHub issues with commands", "github_issues.jsonl", render)
