"""Sticky notes: lists of a workshop are evidence, what a map gave to a board is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reports.conftest import boat_trip as boat_trip

from voc.errors import VocError
from voc.journey.model import Journey
from voc.readers import Reading
from voc.reports import notes


def test_what_a_map_wrote_is_known_again_and_what_was_added_counts(
    read: Callable[..., Reading], boat_trip: Journey
) -> None:
    drawn = notes.render(boat_trip)
    reading = read({"board.csv": drawn + '"during","What hurts","The trip","The life vests were wet.","","",""\n'})
    assert reading.files[0].format == "sticky_notes"
    kept = reading.quotes[reading.quotes["excluded"].isna()]
    assert list(kept["text"]) == ["The life vests were wet."]
    assert (reading.quotes["excluded"] == "note of a map").sum() >= drawn.count("\n") - 1


def test_a_line_with_another_word_before_its_colon_stays_as_it_stands(read: Callable[..., Reading]) -> None:
    board = "".join(f"{name}: the queue was long\n" for name in ("Pains", "Goals", "Ideas", "Channels", "Questions"))
    reading = read({"board.txt": f"The pier – nobody was there to help\n{board}"})
    assert reading.files[0].format == "sticky_notes"
    quotes = reading.quotes[["text", "question"]].astype(object).to_numpy().tolist()
    assert quotes[0][0] == "The pier – nobody was there to help"
    assert quotes[1] == ["the queue was long", "Pains"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann: Pains came up twice.\nBen: Goals, too.\nAnn: We stopped there.\nBen: At noon.\n",
        "Pains: the queue\n",
        "Question: who pays?\nAnswer: we do.\nQuestion: when?\nAnswer: at once, mostly.\n",
    ],
)
def test_talk_is_no_list_of_notes(read: Callable[..., Reading], text: str) -> None:
    try:
        formats = {file.format for file in read({"talk.txt": text}).files}
    except VocError as error:
        formats = {type(error).__name__}
    assert "sticky_notes" not in formats
