"""``journey.qdc``: the codes of a map as a REFI-QDA codebook, the same as in its project."""

from __future__ import annotations

from lxml import etree

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._basis import Basis
from voc.reports._refi.codes import Codes
from voc.reports._refi.project import in_space, origin

_SPACE = "urn:QDA-XML:codebook:1.0"


def draw(journey: Journey, basis: Basis) -> bytes:
    """Write the codebook."""
    root = etree.Element("CodeBook", origin=origin(journey))
    etree.SubElement(root, "Codes").extend(Codes(journey, basis).elements())
    made: bytes = etree.tostring(in_space(root, _SPACE), xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


REPORT = Report.on_basis("qdc", "The codes as a REFI-QDA codebook", "journey.qdc", draw)
