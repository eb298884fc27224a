"""Golden pairs: a small file of each format, and the quotes that become of it.

To accept a new result, look at it, delete the ``.expected.jsonl`` and run the test twice.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from voc.readers import all_readers, read_paths
from voc.study import Study

HERE = Path(__file__).parents[1] / "golden" / "readers"
# What depends on the file's bytes or on where it lies is left out.
COLUMNS = [
    "text", "locator", "start", "end", "role", "question", "excluded", "participant", "channel", "timestamp", "lang",
]  # fmt: skip
INPUTS = {
    "teams.vtt": "webvtt",
    "zoom.vtt": "webvtt",
    "interview.srt": "srt",
    "otter.txt": "text_transcript",
    "names.txt": "text_transcript",
    "timed.txt": "text_transcript",
    "survey.csv": "survey_table",
    "reviews.csv": "reviews_table",
    "tickets.csv": "tickets_table",
    "posts.jsonl": "posts_lines",
}
PARAGRAPHS = (
    "Interview 7, kitchen table",
    "Moderator: How did you order the kitchen?",
    "Tess: On the website, with the planner.",
    "It lost my drawing, so I drew it again.",
    "Moderator: And the delivery?",
    "Tess: They forgot the sink.",
)
ROWS = (
    ("Time", "Speaker", "Text"),
    ("00:00:04", "Moderator", "How did you order the kitchen?"),
    ("00:00:09", "Tess", "On the website, with the planner."),
    ("00:00:15", "Moderator", "And the delivery?"),
    ("00:00:19", "Tess", "They forgot the sink. Nobody called me back."),
)
SHEET = (
    ("Customer survey 2026", None, None, None),
    (None, None, None, None),
    ("Response ID", "Submitted at", "How would you rate the visit?", "What should we change?"),
    (40001998, "2026-03-01 10:00:00", 4, "Open on Sundays, please."),
    (40001999, "2026-03-02 11:00:00", 2, "The staff was kind but the queue never moved."),
    (40002000, "2026-03-03 12:00:00", 5, None),
)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, document: Callable[..., bytes], workbook: Callable[..., bytes]
) -> Path:
    """The inputs that are made here, as nobody can review a binary file."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "paragraphs.docx").write_bytes(document(PARAGRAPHS))
    (folder / "table.docx").write_bytes(document((), ROWS))
    (folder / "sheet.xlsx").write_bytes(workbook({"Cover": [(None,)], "Answers": SHEET}))
    return folder


@pytest.mark.parametrize(("name", "reader"), INPUTS.items(), ids=INPUTS)
def test_a_file_becomes_these_quotes(name: str, reader: str) -> None:
    _compare(HERE / name, reader)


@pytest.mark.parametrize(
    ("name", "reader"),
    [("paragraphs.docx", "docx_transcript"), ("table.docx", "docx_transcript"), ("sheet.xlsx", "survey_table")],
    ids=["docx paragraphs", "docx table", "xlsx"],
)
def test_a_made_file_becomes_these_quotes(made: Path, name: str, reader: str) -> None:
    _compare(made / name, reader)


def test_every_reader_has_a_golden_pair() -> None:
    assert set(all_readers()) == {*INPUTS.values(), "docx_transcript"}


def test_closed_answers_become_attributes_of_the_person() -> None:
    people = read_paths([HERE / "survey.csv"], Study(), all_readers()).participants
    assert list(people.columns) == [
        "participant",
        "source",
        "source_kind",
        "role",
        "asked",
        "NPS",
        "Which channels did you use?",
    ]
    assert dict(zip(people["NPS"], people["Which channels did you use?"], strict=True)) == {
        "9": "App", "3": "App", "7": "App, Phone", "10": "App, Phone, Shop", "0": "Phone, Shop", "8": "Phone",
    }  # fmt: skip


def _compare(path: Path, reader: str) -> None:
    reading = read_paths([path], Study(), all_readers())
    assert [file.format for file in reading.files] == [reader]
    found = "".join(_line(row) for row in reading.quotes[COLUMNS].to_dict("records"))
    golden = HERE / f"{path.name}.expected.jsonl"
    if not golden.exists():
        with golden.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(found)
        pytest.fail(f"there was no {golden.name}; it is written now: read it, then run the test again")
    expected = golden.read_text(encoding="utf-8")
    if found != expected:
        lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), golden.name, "read now", lineterm="")
        pytest.fail("\n".join(lines), pytrace=False)


def _line(row: dict[str, object]) -> str:
    known = {
        name: value.isoformat() if isinstance(value, pd.Timestamp) else value
        for name, value in row.items()
        if not pd.isna(value)
    }
    return json.dumps(known, ensure_ascii=False) + "\n"
