"""Real reviews, complaints and chats that lie beside the checkout; without them these tests are skipped."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.base import choose
from voc.reading.tables.mail import parts

pytestmark = pytest.mark.xdist_group("real files")

# File, reader, rows of it, passages with words, and one attribute that has to be kept.
FILES = [
    ("app_reviews_google_play/reviews_8000.csv", "reviews_table", 8000, 8000, "label"),
    ("app_reviews_google_play/reviews_unbalanced_4000.csv", "reviews_table", 4000, 4000, "label"),
    ("british_airways_reviews/reviews.csv", "reviews_table", 3888, 3888, "verified"),
    ("amazon_fine_foods/reviews.csv", "reviews_table", 5000, 5000, "score"),
    ("womens_clothing_reviews/reviews.csv", "reviews_table", 22641, 42316, "department_name"),
    ("cfpb_complaints/complaints.csv", "tickets_table", 1532, 1546, "product"),
    ("bitext_support/bitext_support.csv", "tickets_table", 4514, 9028, "category"),
    ("multidogo/multidogo_customer_turns.csv", "transcript_table", 49998, 49948, None),
    ("transcripts_ensemble_interviews/turns.csv", "transcript_table", 660, 660, None),
    ("transcripts_serdif_usability/turns.csv", "transcript_table", 3217, 3217, None),
]  # fmt: skip


def passages(path: Path) -> tuple[str, list[Passage]]:
    source = Source(path, path.name)
    reader, _ = choose(source, all_readers())
    return reader.name, list(reader.read(source))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "reader", "rows", "spoken", "attribute"), FILES, ids=[file[0] for file in FILES])
def test_counts(shared: Path, name: str, reader: str, rows: int, spoken: int, attribute: str | None) -> None:
    path = shared / "data" / name
    used, found = passages(path)
    with path.open(encoding="utf-8", newline="") as stream:
        assert sum(1 for _ in csv.DictReader(stream)) == rows
    assert used == reader
    assert sum(1 for one in found if one.text) == spoken
    assert len({one.locator for one in found}) == len(found)
    if attribute is not None:
        assert sum(1 for one in found if attribute in one.attributes) > 0.5 * rows


def test_the_agent_s_answers_are_no_evidence(shared: Path) -> None:
    _, found = passages(shared / "data" / "bitext_support" / "bitext_support.csv")
    assert Counter(one.role for one in found) == {"participant": 4514, "agent": 4514}


def test_who_asks_in_real_interviews(shared: Path) -> None:
    _, found = passages(shared / "data" / "transcripts_serdif_usability" / "turns.csv")
    asks = {one.speaker for one in found if one.role == "interviewer"}
    assert asks == {"Task", "Moderator"}
    assert len({one.speaker for one in found if one.role == "participant"}) == 17


def test_complaints_are_dated_and_say_what_they_answer(shared: Path) -> None:
    _, found = passages(shared / "data" / "cfpb_complaints" / "complaints.csv")
    assert all(one.timestamp is not None and one.question and one.channel == "Web" for one in found)
    assert Counter(one.excluded for one in found) == {None: 1532, "signature": 14}


@pytest.mark.parametrize(
    ("name", "column", "rows"),
    [
        ("british_airways_reviews/reviews.csv", "text", 3888),
        ("womens_clothing_reviews/reviews.csv", "review_text", 22641),
        ("amazon_fine_foods/reviews.csv", "review", 5000),
    ],
)
def test_nothing_of_texts_that_are_no_mails_is_taken_away(shared: Path, name: str, column: str, rows: int) -> None:
    with (shared / "data" / name).open(encoding="utf-8", newline="") as stream:
        texts = [row[column] for row in csv.DictReader(stream)]
    assert len(texts) == rows
    assert [part.text for text in texts for part in parts(text) if part.excluded] == []
