"""``canvas.html``: before, during and after on one page, with the quotes in full below; it loads nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._base import Report
from voc.reports._canvas import HOW, PERIODS, SECTIONS, count, evidence, notes
from voc.reports._text import shown


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("voc.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["shown"] = shown
    return environment.get_template("canvas.html.jinja")


def render(journey: Journey) -> str:
    """Write the page."""
    style = resources.files("voc.reports").joinpath("templates", "canvas.css").read_text("utf-8")
    told = list(notes(journey))
    return _template().render(
        title=shown(journey.title),
        style=Markup(style),  # noqa: S704 - our own file
        allowed=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        rests_on=_facts.rests_on(journey),
        draft=_facts.draft(journey),
        how=HOW,
        periods=PERIODS,
        sections=SECTIONS,
        notes={
            (period, section): [note for note in told if (note.period, note.section) == (period, section)]
            for period in PERIODS
            for section in SECTIONS
        },
        count=count,
        evidence=evidence(told, journey),
    )


REPORT = Report("canvas", "Before, during and after on one page", "canvas.html", render)
