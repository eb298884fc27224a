"""What all charts share: Altair asked for late, texts that stay texts, a size, and words for what is shown."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from voc._shown import shown
from voc.errors import MissingExtra

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]

# Okabe and Ito, "Color Universal Design" (2008).
BLUE, SKY, ORANGE, RED, GREY = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#5f6368"
INK = "#1f2328"
LABEL = 11
"""Size of the letters of labels, in pixels."""
_TITLE = 80
"""Letters of a line of the title."""
_JOINER = "\u2060"


def altair() -> Any:
    """Altair, or one line that says how to get it."""
    try:
        import altair as module
    except ImportError as error:
        raise MissingExtra('charts need Altair; install it with: pip install "voc[charts]"') from error
    return module


def told(text: str) -> str:
    r"""A text as a chart may hold it: it stays a text wherever the chart is shown.

    Altair puts a chart as JSON into a page's script, where ``</script>`` would end it: a sign without width keeps the
    two apart.

    >>> told("</b>") == "<\u2060/b>", told("a\x00b")
    (True, 'a␀b')
    """
    return shown(text).replace("<", f"<{_JOINER}")


def wrapped(text: str, width: int, lines: int = 3) -> str:
    r"""A label in lines of at most so many letters; what does not fit is in the tooltip and the table.

    >>> wrapped("Repair and support", 9)
    'Repair\nand\nsupport'
    """
    made = textwrap.wrap(shown(text), width, max_lines=lines, placeholder=" …")
    return "\n".join(map(told, made)) or "–"


def unique(labels: Sequence[str]) -> list[str]:
    """Labels that are told apart: two stages may be called alike, or alike up to where they are cut.

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    made: list[str] = []
    for label in labels:
        number, tried = 1, label
        while tried in made:
            number += 1
            tried = f"{label} ({number})"
        made.append(tried)
    return made


def data(rows: Sequence[Row]) -> Any:
    """Rows as the data of a chart."""
    return altair().InlineData(values=[dict(row) for row in rows])


def finished(chart: Any, *, title: str, under: str, words: str) -> Any:
    """The chart with its title, a line below it, and what it shows in words."""
    alt = altair()
    lines = wrapped(title, _TITLE, 2).split("\n")
    heading = alt.Title(lines, subtitle=told(under).split("\n"), anchor="start", subtitleColor=GREY, offset=12)
    made = chart.properties(title=heading, description=told(words))
    return (
        made.configure_view(stroke=None)
        .configure_axis(labelFontSize=LABEL, titleFontSize=LABEL, labelColor=INK, titleColor=INK, gridColor="#e6e6e6")
        .configure_axis(titleFontWeight="normal", labelLimit=260)
        .configure_title(fontSize=15, subtitleFontSize=12)
        .configure_legend(labelFontSize=LABEL, titleFontSize=LABEL)
    )


def lines_of(field: str) -> str:
    """The expression by which an axis shows the line ends of its labels; ``field`` is no text of anybody's."""
    return f"split({field}, '\\n')"


PERCENT = "format(datum.value * 100, '.0f') + ' %'"
"""The expression by which an axis shows shares."""


def table(chart: Any) -> pd.DataFrame:
    """The numbers behind a chart, as a table."""
    import pandas as pd

    return pd.DataFrame(chart.data.values)
