"""A map as a few lines of text."""

from __future__ import annotations

import pytest
from reports._odd import odd

from voc.journey.model import Journey
from voc.reports import terminal_view


def test_what_a_map_says_in_a_terminal(boat_trip: Journey) -> None:
    lines = terminal_view(boat_trip).split("\n")
    assert str(boat_trip) == terminal_view(boat_trip)
    assert lines[0] == boat_trip.title
    assert lines[4].split()[:2] == ["stage", "emotion"]
    assert lines[5].startswith(boat_trip.stages[0].label)
    assert any(line.startswith("1. (") for line in lines)


@pytest.mark.parametrize(
    "name",
    [
        *("nothing", "no pains", "one stage", "thirty stages", "long labels", "right to left", "hostile"),
    ],
)
def test_odd_maps_are_lines_of_bounded_length(boat_trip: Journey, name: str) -> None:
    text = terminal_view(odd(boat_trip)[name])
    assert not {"\x1b", "\x00", "\x07", "\ud800"} & set(text)
    assert max(map(len, text.split("\n"))) < 260
    text.encode("utf-8")
