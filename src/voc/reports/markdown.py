"""``journey.md``: the map as Markdown with a Mermaid journey, for wikis and repositories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from voc.journey.findings import Group
from voc.journey.model import Journey
from voc.reports import _waves
from voc.reports._base import Report
from voc.reports._cells import estimate, rate, score, share, signed
from voc.reports._corrected import corrected, of_pain
from voc.reports._facts import chances, counted, figure_name, number, of_tickets, person, said
from voc.reports._text import short

# A map of one product is told in its words: tasks and their steps.
_WORDS = {
    "customer": {"stage": "stage", "stages": "stages", "touchpoints": "touchpoints"},
    "user": {"stage": "task", "stages": "tasks", "touchpoints": "steps"},
}
# So many groups of too few people are named, and so many periods of a figure shown.
_NAMED, _PERIODS = 5, 12
# Changes that are all smaller than this have two digits: on a scale of 1 to 5 one digit would show nothing.
_SHORT = 2.0
_COMMAND = re.compile(r"journey|title\b|section\b|acc(title|descr)|%", re.IGNORECASE)


@cache
def _template() -> Template:
    # Markdown is escaped by the filters below, as HTML escaping would spoil it.
    environment = Environment(  # noqa: S701
        loader=PackageLoader("voc.reports"), undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template("journey.md.jinja")


def plain(text: str) -> str:
    """A text that Mermaid takes as a name: no sign that ends it, no comment, and never empty.

    >>> plain("a: b; #c"), plain("::")
    ('a b c', '–')
    """
    bare = " ".join(text.translate({ord(sign): " " for sign in ":;#"}).split())
    return re.sub("%%+", "%", bare) or "–"


def task(text: str) -> str:
    """A name at the start of a Mermaid line, where its own words would be read as commands.

    >>> task("Journey home"), task("Riding")
    ('· Journey home', 'Riding')
    """
    name = plain(text)
    return f"· {name}" if _COMMAND.match(name) else name


def line(text: str) -> str:
    r"""A quote on one line; signs that Markdown or HTML would act on are escaped.

    >>> line("a <b>\nc *d*")
    'a &lt;b> c \\*d\\*'
    """
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    for sign in "\\`*_[]#~":
        text = text.replace(sign, f"\\{sign}")
    return text


def cell(text: str) -> str:
    """A text inside a table cell."""
    return line(text).replace("|", "\\|")


def mood(value: float) -> int:
    """A score of -100 … +100 on Mermaid's five steps: 1 … 5.

    >>> [mood(value) for value in (-100, -30, 0, 30, 100)]
    [1, 2, 3, 4, 5]
    """
    return min(5, int((value + 100) // 40) + 1)


def render(journey: Journey) -> str:
    """Write the page."""
    quotes = said(journey).values()
    return _template().render(
        journey=journey,
        account=journey.account,
        said=len(quotes),
        people=len({person(quote) for quote in quotes}),
        sources=len({quote.source for quote in quotes}),
        labels={stage.id: stage.label for stage in journey.stages},
        touchpoints={cell.name: cell.label for stage in journey.stages for cell in stage.touchpoints},
        cell=cell,
        chances=chances(journey),
        corrected=corrected(journey),
        counted=counted,
        of_pain=of_pain,
        estimate=estimate,
        few=_few,
        figure_name=figure_name,
        finer=_digits(journey),
        line=line,
        mood=mood,
        number=number,
        of_tickets=of_tickets(journey),
        periods=_PERIODS,
        plain=plain,
        rate=rate,
        score=score,
        share=share,
        signed=signed,
        task=task,
        waves=_waves,
        words=_WORDS[journey.scope],
    )


def _few(groups: Sequence[Group]) -> str:
    """The groups of too few people: the largest by name, the others by number, as each free answer is one."""
    largest = sorted(groups, key=lambda one: -one.n)[:_NAMED]
    more = len(groups) - len(largest)
    names = ", ".join(f"{short(one.name, 60)} ({one.n})" for one in largest)
    return f"{names} and {counted(more, 'more group')} of too few people" if more else names


def _digits(journey: Journey) -> int:
    """The digits of the changes of an outcome: two on the short scales of ratings, where one would say 0.0 of all."""
    changes = [one.outcome.change for one in journey.moments_of_truth if one.outcome and one.outcome.change]
    ends = [abs(end) for one in changes for end in (one.value, one.low, one.high) if end is not None]
    return 2 if max(ends, default=0.0) < _SHORT else 1


REPORT = Report("md", "The map as Markdown with a Mermaid journey", "journey.md", render)
