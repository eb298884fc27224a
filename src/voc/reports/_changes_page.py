"""``voc diff --out``: two maps side by side with their two curves, as one page that loads nothing.

Styles stand in the page and are allowed by their hash alone; there is no script. Words of strangers are text.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voc.journey.diff_records import DiffCell, DiffNumber, DiffQuote, MapDiff
from voc.journey.model import Score
from voc.reports import _changes
from voc.reports._cells import rate, signed
from voc.reports._curve import curve, limit
from voc.reports._text import shown

_QUOTES = 3
_LOOKS = {
    "moved": "moved",
    "new": "new",
    "gone": "gone",
    "within noise": "noise",
    "explained by a changed mix of sources": "mix",
    "explained by quotes that changed stage": "mix",
    None: "untold",
}


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("voc.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["shown"] = shown
    return environment.get_template("changes.html.jinja")


def render(found: MapDiff) -> str:
    """Write the page."""
    style = resources.files("voc.reports").joinpath("templates", "changes.css").read_text("utf-8")
    stages = [cell for cell in found.cells if cell.measure == "emotion" and cell.touchpoint is None]
    sides = [[_score(number) for number in side] for side in zip(*((c.before, c.after) for c in stages), strict=True)]
    end = limit([score for side in sides for score in side])
    return _template().render(
        found=found,
        style=Markup(style),  # noqa: S704 - our own file
        allowed=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        stages=stages,
        touchpoints=[cell for cell in found.cells if cell.touchpoint is not None and cell.measure == "emotion"],
        pains=sorted((cell for cell in found.cells if cell.measure == "pain"), key=_order),
        curves=[curve(side, end=end) for side in sides],
        look=lambda cell: _LOOKS.get(cell.change.verdict, "untold"),
        quotes=lambda number: _quotes(number, found),
        rate=rate,
        signed=signed,
        words=_changes,
    )


def _score(number: DiffNumber) -> Score:
    value = number.value
    return Score(None, None, None) if value is None else Score(value.value, value.low, value.high)


def _order(cell: DiffCell) -> tuple[bool, int, int]:
    """What changed first, then by the rank before and after."""
    quiet = cell.change.verdict in ("within noise", None)
    return quiet, cell.before.rank or 10**6, cell.after.rank or 10**6


def _quotes(number: DiffNumber, found: MapDiff) -> Sequence[tuple[str, DiffQuote]]:
    """The first quotes of a number, with their ids."""
    return [(quote_id, found.quotes[quote_id]) for quote_id in number.quote_ids if quote_id in found.quotes][:_QUOTES]
