"""``charts.html``: the charts of a map as drawings on one page, each said in words and with its numbers as a table."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib import resources

from markupsafe import Markup

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._base import Report
from voc.reports._charts import emotion, forest, grids, reliability, saturation
from voc.reports._text import one_line
from voc.reports._wall.render import template

_CHARTS = (emotion.figures, forest.figures, grids.segments, grids.people, saturation.figures, reliability.figures)


def render(journey: Journey) -> str:
    """Write the page; a chart that has nothing to show is not there."""
    style = "".join(
        resources.files("voc.reports").joinpath("templates", name).read_text("utf-8")
        for name in ("wall.css", "charts.css")
    )
    return template("charts.html.jinja").render(
        title=one_line(journey.title) or "Journey map",
        rests_on=_facts.rests_on(journey),
        draft=_facts.draft(journey),
        figures=[figure for chart in _CHARTS for figure in chart(journey)],
        style=Markup(style),  # noqa: S704 - our own files
        allowed=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


REPORT = Report("charts", "The charts of the map on one page", "charts.html", render)
