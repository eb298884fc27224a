"""The same records in a longer export, under another name, or twice: read once, and under the same ids."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading

HEADER = "Response ID,Submitted at,What should we change?\n"
ROWS = [
    "400001,2026-03-01 10:00:00,The courier never came and nobody called",
    "400002,2026-03-02 10:00:00,The app logs me out every single morning",
    "400003,2026-03-03 10:00:00,Please open the shop on Sundays as well",
    "400004,2026-03-04 10:00:00,I was charged twice for the same month",
]
ANONYMOUS = "What should we change?\n"
WORDS = ["Open on Sundays please", "The queue never moved", "Charged twice again", "Open on Sundays please"]


def table(rows: list[str], header: str = HEADER) -> str:
    return header + "".join(f"{row}\n" for row in rows)


def told(reading: Reading) -> list[str]:
    return [file.note for file in reading.files if file.note]


@pytest.mark.parametrize("order", [("a.csv", "b.csv"), ("b.csv", "a.csv")], ids=["old first", "new first"])
def test_a_longer_export_adds_only_its_new_rows(read: Callable[..., Reading], order: tuple[str, str]) -> None:
    reading = read({order[0]: table(ROWS[:3]), order[1]: table(ROWS)})
    assert len(reading.quotes) == 4
    assert reading.quotes["quote_id"].is_unique
    assert reading.quotes["participant"].nunique() == 4
    assert sum(file.again for file in reading.files) == 3
    assert "3 of " in told(reading)[0]
    assert "already read from a.csv: not counted again" in told(reading)[0]


def test_ids_stay_when_the_longer_export_takes_the_place_of_the_old(read: Callable[..., Reading]) -> None:
    before = read({"march.csv": table(ROWS[:3])}).quotes
    # Newest first, as many tools sort, and under another name.
    after = read({"march.csv": table(ROWS[::-1])}).quotes
    assert set(before["quote_id"]) < set(after["quote_id"])


def test_the_same_file_under_another_name_is_not_read_again(read: Callable[..., Reading]) -> None:
    reading = read({"a.csv": table(ROWS), "copy of a.csv": table(ROWS)})
    assert len(reading.quotes) == 4
    assert told(reading) == ["the same file as a.csv: not read again"]


def test_the_same_rows_saved_by_another_program_are_not_read_again(read: Callable[..., Reading]) -> None:
    again = table(ROWS).replace(",", ";").encode("utf-16")
    reading = read({"a.csv": table(ROWS), "b.csv": again})
    assert len(reading.quotes) == 4
    assert reading.files[1].again == 4


def test_the_same_words_of_unknown_people_are_not_the_same_record(read: Callable[..., Reading]) -> None:
    reading = read({"jan.csv": table(WORDS, ANONYMOUS), "feb.csv": table([*WORDS[1:], "Too loud in there"], ANONYMOUS)})
    assert len(reading.quotes) == 8
    assert reading.quotes["quote_id"].is_unique
    assert not told(reading)


def test_an_anonymous_export_that_holds_all_of_another_is_its_longer_version(read: Callable[..., Reading]) -> None:
    reading = read({"a.csv": table(WORDS, ANONYMOUS), "b.csv": table([*WORDS, "Too loud in there"], ANONYMOUS)})
    assert len(reading.quotes) == 5
    assert reading.files[1].again == 4


def test_other_answers_of_the_same_person_are_read(read: Callable[..., Reading]) -> None:
    other = table(ROWS, HEADER.replace("change", "keep"))
    reading = read({"a.csv": table(ROWS), "b.csv": other})
    assert len(reading.quotes) == 8
    assert reading.quotes["participant"].nunique() == 4


def test_the_same_turn_in_two_interviews_is_said_twice(read: Callable[..., Reading]) -> None:
    talk = "Interviewer: How was it?\nAnna: It was late.\nInterviewer: And then?\nAnna: {}\n"
    reading = read({"a.txt": talk.format("I called."), "b.txt": talk.format("I left.")})
    assert (reading.quotes["text"] == "It was late.").sum() == 2
    assert reading.quotes["quote_id"].is_unique
