"""``journey.cjml``: the map in the Customer Journey Modelling Language (SINTEF, version 2.0), as well as can be told.

There is no public schema, and the two public tools differ in the order of elements: the names are theirs, the order
is that of cjml.no. Every touchpoint at a stage is a communication point, its experience rated 1 … 5 by the emotion.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from voc.journey.model import Cell, Journey, Score, Stage
from voc.reports._base import Report
from voc.reports._cells import score
from voc.reports._characters import name, sound
from voc.reports._facts import counted

_CUSTOMER, _COMPANY = "customer", "company"


def render(journey: Journey) -> bytes:
    """Write the model."""
    root = etree.Element("CJML", version="2.0")
    actual = etree.SubElement(root, "actualJourney")
    _text(actual, "journeyID", journey.codebook)
    _text(actual, "journeyTitle", journey.title)
    phases = etree.SubElement(actual, "journeyPhases")
    for stage in journey.stages:
        phase = etree.SubElement(phases, "journeyPhase", phaseID=name(stage.id))
        _text(phase, "phaseName", stage.label)
        _text(phase, "phaseDescription", stage.meaning)
    account = journey.account
    _text(
        actual, "journeyShortSummary", f"{account.kept} quotes kept of {account.read}, {account.tagged} with a stage."
    )
    _actors(actual, journey.scope)
    points = etree.SubElement(actual, "touchpoints")
    for stage in journey.stages:
        for number, cell in enumerate(stage.touchpoints, 1):
            _point(points, stage, cell, number)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _actors(journey: Any, scope: str) -> None:
    actors = etree.SubElement(journey, "actors")
    _text(etree.SubElement(actors, "endUser", actorID=_CUSTOMER), "actorName", scope)
    _text(etree.SubElement(actors, "serviceProvider", actorID=_COMPANY), "companyName", _COMPANY)


def _point(points: Any, stage: Stage, cell: Cell, number: int) -> None:
    point = etree.SubElement(points, "actualCommunicationPoint")
    _text(point, "touchpointID", f"{stage.id}.{number}")
    etree.SubElement(point, "belongsTo", phaseIDref=name(stage.id))
    for role, actor in (("initiator", _CUSTOMER), ("receiver", _COMPANY)):
        side = etree.SubElement(point, role)
        etree.SubElement(side, "refersTo", actorIDref=actor)
        _text(side, f"{role}Label", cell.label)
    _text(etree.SubElement(point, "channel"), "channelName", cell.label)
    _text(point, "comment", f"{counted(cell.n_quotes, 'quote')} of {counted(cell.n_participants, 'person', 'people')}")
    if cell.emotion.score is not None:
        told = etree.SubElement(point, "touchpointExperience")
        _text(told, "experienceDescription", f"emotion {score(cell.emotion)} on −100 … +100")
        _text(told, "experienceRating", str(rating(cell.emotion)))


def rating(emotion: Score) -> int | None:
    """A score on the five steps of the language: 1 is very bad, 5 very good.

    >>> rating(Score(-100.0, None, None)), rating(Score(0.0, None, None)), rating(Score(100.0, None, None))
    (1, 3, 5)
    """
    return None if emotion.score is None else round((emotion.score + 100) / 50) + 1


def _text(above: Any, tag: str, text: str) -> None:
    etree.SubElement(above, tag).text = sound(text)


REPORT = Report("cjml", "The map in CJML 2.0 (best effort)", "journey.cjml", render)
