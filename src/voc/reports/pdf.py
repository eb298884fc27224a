"""``journey.pdf``: the map for the wall on A3 landscape, on several pages where it has many stages."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._wall.printer import can_print, pdf
from voc.reports._wall.render import sheet


def render(journey: Journey) -> bytes:
    """Draw and print the map."""
    return pdf(sheet(journey))


REPORT = Report("pdf", "The map for the wall, on A3 pages", "journey.pdf", render, can=can_print)
