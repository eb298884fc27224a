"""The language of answers: as a column tells it, by the words, or by what the same person wrote elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading
from voc.reading.tongues import settle


def rows(*given: tuple[str, str | None, str | None]) -> list[dict[str, str | None]]:
    return [{"participant": person, "text": text, "lang": lang} for person, text, lang in given]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([("P1", "La aplicación se cierra sola cada mañana", "es"), ("P1", "Muy lenta", None)], "es"),
        ([("P1", "La aplicación se cierra sola cada mañana", "es"), ("P2", "Muy lenta", None)], None),
        ([("P1", "…", "es"), ("P1", "…", "de"), ("P1", "Muy lenta", None)], None),
        ([("P1", "…", "es"), ("P1", "Too slow for what it costs", None)], None),
        ([("P1", "…", "en"), ("P1", "Too slow", None)], None),
        ([(None, "…", "es")] * 10 + [(None, "Muy lenta", None)], "es"),
        ([(None, "…", "es")] * 9 + [(None, "Muy lenta", None)], None),
        ([(None, "…", "es")] * 10 + [(None, "…", "en"), (None, "Muy lenta", None)], None),
        ([("P1", "…", "es"), ("P1", "123", None)], None),
    ],
)
def test_a_short_answer_is_in_the_language_of_the_others(given: list, told: str | None) -> None:
    assert settle(rows(*given))[-1]["lang"] == told


def test_a_column_that_names_languages_tells_them(read: Callable[..., Reading]) -> None:
    table = "text,lang\nNo me gusta nada,es\nMuy lenta,es\nI love the new dashboard,en-GB\nToo slow for me,English\n"
    reading = read({"answers.csv": table}, languages=["en", "es"])
    assert list(reading.quotes["lang"]) == ["es", "es", "en", "en"]
    assert "lang" not in reading.participants.columns


def test_a_column_of_programming_languages_stays_an_answer(read: Callable[..., Reading]) -> None:
    table = (
        "language,What do you miss?\nPython,Good docs for beginners\nR,A faster way to plot\nPython,Types\nR,Nothing\n"
    )
    reading = read({"answers.csv": table})
    assert set(reading.participants["language"].dropna()) == {"Python", "R"}


def test_short_answers_in_a_language_that_the_study_does_not_read_are_kept_apart(read: Callable[..., Reading]) -> None:
    table = (
        "id,What did you think?,What would you change?\n"
        "1,La aplicación se cierra sola cada mañana y pierdo todo,Muy lenta\n"
        "2,The app shuts down by itself every morning,Too slow\n"
        "3,I waited for half an hour on the phone,Nothing much\n"
    )
    reading = read({"answers.csv": table})
    left_out = reading.quotes[reading.quotes["excluded"] == "language es"]
    assert list(left_out["text"]) == ["La aplicación se cierra sola cada mañana y pierdo todo", "Muy lenta"]
