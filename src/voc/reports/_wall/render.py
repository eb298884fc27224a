"""The drawing as SVG, and pages of it as HTML for a printer."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voc.journey.model import Journey
from voc.reports._text import one_line, shown
from voc.reports._wall.drawing import A3, Drawing, pages
from voc.reports._wall.shapes import Box, Path

SHAPES = {"box": lambda shape: isinstance(shape, Box), "path": lambda shape: isinstance(shape, Path)}
"""Tests of the template that writes shapes down."""


@cache
def template(name: str) -> Template:
    """A template that can draw shapes."""
    environment = Environment(
        loader=PackageLoader("voc.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.tests |= SHAPES
    environment.filters["shown"] = shown
    return environment.get_template(name)


def svg(drawing: Drawing, journey: Journey) -> str:
    """A drawing as one SVG file, which holds its style and asks for nothing."""
    style = resources.files("voc.reports").joinpath("templates", "wall.css").read_text("utf-8")
    label = f"Journey map: {one_line(journey.title)}"
    return template("wall.svg.jinja").render(drawing=drawing, style=Markup(style), label=label)  # noqa: S704 - our own file


def sheet(journey: Journey) -> str:
    """The map on pages of A3 landscape, each drawing as large as its page allows."""
    width, height = (f"{side / 96 * 25.4:.0f}mm" for side in A3)
    drawn = "".join(f'<div class="sheet">{_fitted(one, journey)}</div>' for one in pages(journey))
    style = (
        f"@page {{ size: {width} {height}; margin: 0 }} html, body {{ margin: 0; padding: 0 }} "
        f".sheet {{ width: {width}; height: {height}; break-after: page; overflow: hidden; text-align: center }} "
        ".sheet:last-child { break-after: auto } svg { display: inline-block }"
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{Markup.escape(one_line(journey.title))}'
        f"</title><style>{style}</style></head><body>{drawn}</body></html>"
    )


def _fitted(drawing: Drawing, journey: Journey) -> str:
    """The drawing scaled to its page."""
    size = f'width="{drawing.width * drawing.scale:.1f}" height="{drawing.height * drawing.scale:.1f}"'
    plain = f'width="{drawing.width:g}" height="{drawing.height:g}"'
    return svg(drawing, journey).replace(plain, size, 1)
