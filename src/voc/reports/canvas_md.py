"""``canvas.md``: the one-page canvas as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._base import Report
from voc.reports._canvas import HOW, PERIODS, SECTIONS, Note, count, evidence, notes
from voc.reports._text import shown
from voc.reports.markdown import cell, line


def render(journey: Journey) -> str:
    """Write the page."""
    told = list(notes(journey))
    lines = [
        f"# {line(shown(journey.title))}: canvas",
        "",
        f"{line(_facts.rests_on(journey))} {line(_facts.draft(journey))}. {HOW}",
        "",
        "| | Before | During | After |",
        "|---|---|---|---|",
        *(f"| **{section}** | {' | '.join(_cells(section, told))} |" for section in SECTIONS),
        "",
        "## Quotes in full",
        "",
        *(f"- “{line(shown(text))}” — {line(place)}" for _, text, place in evidence(told, journey)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _cells(section: str, told: list[Note]) -> Iterator[str]:
    for period in PERIODS:
        here = [note for note in told if (note.period, note.section) == (period, section)]
        yield "<br>".join(_note(note) for note in here) or "–"


def _note(note: Note) -> str:
    ids = f" [{note.quote_ids[0]}]" if note.n is None and note.quote_ids else ""
    return cell(shown(note.text) + (f" ({count(note)})" if count(note) else "") + ids)


REPORT = Report("canvas_md", "The one-page canvas as Markdown", "canvas.md", render)
