"""``journey.pptx``: the map as slides of native shapes and tables, for the meeting and for editing.

Needs python-pptx (``pip install "voc[pptx]"``).
"""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._slides import ends, maps, pains
from voc.reports._slides.deck import Deck


def render(journey: Journey) -> bytes:
    """Write the deck: same map, same bytes."""
    deck = Deck(journey.title)
    for part in (
        *(ends.cover, ends.in_short, maps.maps, maps.curves, pains.pains, ends.touchpoints),
        *(ends.found, ends.opportunities, ends.method),
    ):
        part(deck, journey)
    return deck.bytes()


REPORT = Report(
    "pptx", "The map as slides of native shapes and tables", "journey.pptx", render, needs="pptx", extra="pptx"
)
