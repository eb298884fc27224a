"""Personas, moments of truth and the rest: each in the workbook and on the slides, with n of N."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hostile import NASTY, hostile
from pptx import Presentation
from python_calamine import CalamineWorkbook

from voc.journey.portraits import PersonaBasis
from voc.reports import pptx, xlsx
from voc.reports._findings import findings, refused


def test_every_finding_is_a_table_of_words(found):
    made = {one.name or one.title: one.rows for one in findings(found)}
    assert list(made) == ["In short", "Persona 1", "Moments of truth", "Segments", "Expectation and reality"]
    assert made["Persona 1"][0][:4] == ("pain", "waits at the pier (The trip)", "2 of 3", "0 of 4")
    assert made["Persona 1"][1][2:5] == ("3 of 3", "", "emotion −20")
    assert made["Moments of truth"][0][3:] == (
        *("2 of 3", "−30 [−60, 0]", "0.100 [0.000, 0.300]", "NPS: r −0.40 [−0.80, +0.10]"),
        "the worst in 90 % of the draws, at the end",
    )
    assert made["Segments"][0][1:] == (
        *("families (5) against others (5)", "pain #1, The trip", "80 %", "20 %", "+60 [+10, +90]", "0.030"),
    )
    assert made["Segments"][1] == ("age", "3 of 12 people", "too few", "", "", "", "")
    assert refused(found) == [("No drivers", "nobody gave a score")]


@pytest.mark.parametrize("text", [None, NASTY], ids=["plain", "hostile"])
def test_they_stand_in_the_workbook_and_on_the_slides(found, text):
    journey = hostile(found, text) if text else found
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(journey)))
    assert {"In short", "Persona 1", "Moments of truth", "Segments", "Expectation and reality"} <= set(book.sheet_names)
    pages = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(pptx.render(journey))).slides]
    assert [page.split(":")[0] for page in pages if page.startswith("Persona")] == ["Persona 1"]
    assert pages[1] == "In short"
    assert {"Moments of truth", "Segments", "Expectation and reality"} <= set(pages)


def test_what_personas_rest_on_is_told_and_one_who_shares_nothing_is_no_empty_table(found):
    basis = PersonaBasis(7, 2, ("Plan",), None, None, None, "Plan", ("Guest (1)",), "The study's own personas.")
    (persona,) = found.personas
    told = replace(found, persona_basis=basis, personas=(replace(persona, traits=(), path=()),))
    made = {one.name or one.title: one.rows for one in findings(told)}
    assert made["Personas"] == (
        ("Where they come from", "The study's own personas."),
        ("Persona 1", "Those who wait: 3 of 7 people"),
        ("Of too few people to be shown", "Guest (1)"),
    )
    assert made["Persona 1"] == (("–", "nothing that enough of them share", "", "", "", ""),)


def test_beside_a_closed_answer_stand_no_words_about_something_else(found):
    (persona,) = found.personas
    asked = replace(persona, traits=(replace(persona.traits[0], kind="attribute", label="Plan: gold", counter_ids=()),))
    made = {one.name: one.rows for one in findings(replace(found, personas=(asked,)))}
    assert made["Persona 1"][0][-2:] == ("–", "–")


def test_an_empty_list_is_no_table(boat_trip):
    assert findings(boat_trip) == []
