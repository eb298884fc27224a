"""Station 4: a journey to a file. One module is one output.

To add a report, add one module here that defines ``REPORT``, a :class:`~voc.reports._base.Report`: a name, the file
it writes, and a pure function from a :class:`~voc.journey.model.Journey` to text or bytes. It computes nothing that
the journey does not hold: compute first, draw last. Then add a snapshot in ``tests/golden/reports``.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from voc._plugins import discover
from voc.errors import VocError, did_you_mean
from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._basis import Basis
from voc.reports._terminal import terminal_view

__all__ = ["DEFAULT", "Basis", "Report", "all_reports", "choose", "notebook_view", "render_for", "terminal_view"]

DEFAULT = ("html", "json", "md", "csv", "pains")


@cache
def all_reports() -> dict[str, Report]:
    """Every report by name."""
    return discover(sys.modules[__name__], "REPORT")


def choose(names: list[str]) -> list[Report]:
    """The reports of these names; raises ``VocError`` that lists those there are."""
    reports = all_reports()
    for name in names:
        if name not in reports:
            raise VocError(f"no report {name!r}; {did_you_mean(name, reports)}")
    chosen = [reports[name] for name in dict.fromkeys(names)]
    for report in chosen:
        # Before the work of minutes, not behind it.
        report.check()
    return chosen


def render_for(path: Path, journey: Journey) -> str | bytes:
    """Render the report that ``path`` names; raises ``VocError`` if there is none.

    Its whole name counts (``sticky_notes.csv``), then its extension: the report of that name, else the first that
    writes such files.
    """
    reports = all_reports()
    by_name = {report.file: report for report in reversed(reports.values())}
    by_suffix = {Path(report.file).suffix: report for report in reversed(reports.values())}
    by_suffix |= {f".{name}": report for name, report in reports.items() if report.file.endswith(f".{name}")}
    report = by_name.get(path.name) or by_suffix.get(path.suffix)
    if report is None:
        known = ", ".join(sorted(by_suffix))
        raise VocError(f"{path}: no report ends in {path.suffix or 'nothing'}; there are: {known}")
    report.check()
    return report.render(journey)


def notebook_view(journey: Journey) -> str:
    """The map inside a notebook: the HTML report in a frame of its own, so that styles do not mix."""
    import html

    page = all_reports()["html"].render(journey)
    text = page.decode("utf-8") if isinstance(page, bytes) else page
    return (
        f'<iframe srcdoc="{html.escape(text)}" title="Journey map" '
        'style="width:100%;height:720px;border:0" sandbox="allow-scripts"></iframe>'
    )
