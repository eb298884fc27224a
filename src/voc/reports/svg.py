"""``journey.svg``: the map for the wall, to be opened and edited in any drawing program."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._wall.drawing import whole
from voc.reports._wall.render import svg


def render(journey: Journey) -> str:
    """Draw the map."""
    return svg(whole(journey), journey)


REPORT = Report("svg", "The map for the wall, as a drawing", "journey.svg", render)
