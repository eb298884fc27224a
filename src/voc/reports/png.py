"""``journey.png``: the map for the wall as a picture."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._wall.drawing import whole
from voc.reports._wall.printer import can_draw, png
from voc.reports._wall.render import svg


def render(journey: Journey) -> bytes:
    """Draw the map and take its picture."""
    drawing = whole(journey)
    return png(svg(drawing, journey), drawing.width, drawing.height)


REPORT = Report("png", "The map for the wall, as a picture", "journey.png", render, can=can_draw)
