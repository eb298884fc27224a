"""``journey.json``: the exact serialisation of the map, for programs and for ``voc verify``."""

from voc.journey.model import Journey
from voc.reports._base import Report

REPORT = Report("json", "The whole map for programs", "journey.json", Journey.to_json)
