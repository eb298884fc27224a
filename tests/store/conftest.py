"""A small study in the store: twelve quotes of two sources, tagged by an invented machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from voc import quotes as quotes_table
from voc import store
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.store.runs import RunRecord

BOOK = """title = "Parcels"

[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in."

[[stage]]
name = "delivery"
meaning = "From the depot to the door."

[[touchpoint]]
name = "locker"
meaning = "The locker at the station."
"""
TEXTS = (
    "The label would not print. I gave up.",
    '=HYPERLINK("http://x") was in the mail',
    "The courier never came, and nobody rang.",
    "Café staff took it, très gentil.",
    "<script>alert(1)</script> is what the page said",
    "Delivered to the locker two days late.",
)


def quotes() -> pd.DataFrame:
    """Six quotes of an interview with P001 and six survey answers of P002 … P007."""
    rows = []
    for number, text in enumerate(TEXTS * 2):
        spoken = number < len(TEXTS)
        rows.append(
            {
                "quote_id": f"{number:016x}",
                "text": text,
                "source": "sources/a.vtt" if spoken else "sources/b.csv",
                "source_sha256": "ab" * 32,
                "source_kind": "interview" if spoken else "survey",
                "locator": f"row {number}",
                "start": 10 * number,
                "end": 10 * number + len(text),
                "participant": "P001" if spoken else f"P{number - 4:03d}",
                "role": "participant",
                "question": None if spoken else "What happened?",
                "timestamp": "2026-01-05T10:00:00+00:00" if spoken else None,
                "lang": "en",
                "excluded": "twice" if number == 11 else None,
                "copies": None if number == 11 else 0,
            }
        )
    return quotes_table.frame(rows)


def tags() -> pd.DataFrame:
    """A stage and a sentiment of each quote that is evidence; of every third the machine abstains."""
    rows = []
    for number in range(11):
        label = None if number % 3 == 2 else ("posting", "delivery")[number % 2]
        own = {"quote_id": f"{number:016x}", "by": "model:toy@1"}
        rows.append(own | {"kind": "stage", "label": label, "confidence": 0.05 * number + 0.2})
        rows.append(own | {"kind": "sentiment", "label": "negative", "value": -0.5, "confidence": 0.9})
    return tags_table.frame(rows)


def run(book: str = BOOK, table: pd.DataFrame | None = None) -> RunRecord:
    return RunRecord(
        voc="0",
        tagger="toy",
        seed=0,
        settings={"error": None},
        codebook=Codebook.parse(book.encode(), where="codebook.toml"),
        toml=book,
        quotes=quotes() if table is None else table,
        tags=tags(),
        account={"read": 12},
        journey="{}",
    )


Make = Callable[[str], Path]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study folder with a run in its store, to be copied."""
    folder = tmp_path_factory.mktemp("template") / "study"
    folder.mkdir()
    (folder / "codebook.toml").write_text(BOOK, encoding="utf-8")
    with store.open(folder) as db:
        db.runs.add(run())
    return folder


@pytest.fixture
def make(tmp_path: Path, template: Path) -> Make:
    """Make a study folder with a run in its store."""
    return lambda name: Path(shutil.copytree(template, tmp_path / name))


@pytest.fixture
def folder(make: Make) -> Path:
    return make("study")


@pytest.fixture
def db(folder: Path) -> Iterator[store.Store]:
    with store.open(folder) as opened:
        yield opened


def name(number: int) -> str:
    """The id of a quote by its number."""
    return f"{number:016x}"
