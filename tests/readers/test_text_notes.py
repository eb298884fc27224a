"""One person's words without any mark: only where the study says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.errors import ReadError
from voc.readers import Reading

TEXT = "I came at nine, and waited\nfor an hour. Nobody came.\nThen I left.\n\nI wrote to them. No answer"
NAMED = {"source": [{"files": "*", "format": "text_notes", "kind": "interview"}]}


def test_the_error_says_how_to_have_it_read(read: Callable[..., Reading]) -> None:
    with pytest.raises(ReadError, match=r'^a\.txt: .*one person\'s words.*files = "a\.txt" and format = "text_notes"$'):
        read({"a.txt": TEXT})


def test_named_by_the_study_all_of_it_is_one_person_s(read: Callable[..., Reading]) -> None:
    quotes = read({"a.txt": TEXT}, **NAMED).quotes
    assert quotes["text"].tolist() == [
        "I came at nine, and waited\nfor an hour. Nobody came.",
        "Then I left.",
        "I wrote to them. No answer",
    ]
    assert quotes["locator"].tolist() == ["line 1", "line 3", "line 5"]
    assert quotes["participant"].nunique() == 1
    assert set(quotes["role"]) == {"participant"}


def test_two_files_are_of_two_people(read: Callable[..., Reading]) -> None:
    quotes = read({"a.txt": TEXT, "b.txt": "I liked it very much."}, **NAMED).quotes
    assert quotes["participant"].nunique() == 2


@pytest.mark.parametrize("text", ["\n\n \n", "Transcribed by https://otter.ai\n"], ids=["blank", "only a credit"])
def test_a_text_without_words_is_an_error(read: Callable[..., Reading], text: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: [^\n]+$"):
        read({"a.txt": text}, **NAMED)
