"""Golden pairs: a small file of each format, and the quotes that become of it.

The inputs of a reader lie in a folder of its name, or are made by ``tests/made/NAME.py`` where they are binary. To
accept a new result, look at it, delete the ``.expected.jsonl`` and run the test twice.
"""

from __future__ import annotations

import difflib
import importlib
import json
from pathlib import Path

import pandas as pd
import pytest

from voc.readers import Reading, all_readers, read_paths
from voc.study import Study

TESTS = Path(__file__).parents[1]
HERE = TESTS / "golden" / "readers"
# What depends on the file's bytes or on where it lies is left out.
COLUMNS = [
    "text", "locator", "start", "end", "role", "question", "excluded", "participant", "channel", "timestamp", "lang",
]  # fmt: skip
_ASIDE = (".expected.jsonl", ".mapping.toml")
# What nothing in a file tells, the study has to name.
NAMED = ("text_notes",)
INPUTS = [
    pytest.param(path, id=f"{path.parent.name}/{path.name}")
    for path in sorted(HERE.glob("*/*"))
    if not path.name.endswith(_ASIDE)
]
MAKERS = sorted(path.stem for path in (TESTS / "made").glob("[!_]*.py"))


@pytest.mark.parametrize("path", INPUTS)
def test_a_file_becomes_these_quotes(path: Path) -> None:
    _compare(path, path.parent.name)


@pytest.mark.parametrize("reader", MAKERS)
def test_a_made_file_becomes_these_quotes(tmp_path: Path, reader: str) -> None:
    importlib.import_module(f"made.{reader}").make(tmp_path)
    made = [path for path in sorted(tmp_path.iterdir()) if not path.name.endswith(_ASIDE)]
    assert made
    for path in made:
        _compare(path, reader)


@pytest.mark.parametrize("reader", sorted(all_readers()))
def test_every_reader_has_a_golden_pair(reader: str) -> None:
    assert reader in MAKERS or any(HERE.glob(f"{reader}/*"))


@pytest.mark.parametrize("golden", sorted(HERE.glob("*/*.expected.jsonl")), ids=lambda path: path.name)
def test_every_golden_result_has_its_input(golden: Path) -> None:
    name = golden.name.removesuffix(".expected.jsonl")
    assert (golden.parent / name).exists() or golden.parent.name in MAKERS


def test_closed_answers_become_attributes_of_the_person() -> None:
    people = read_paths([HERE / "survey_table" / "survey.csv"], Study(), all_readers()).participants
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
        "9": "App", "3": "App", "7": "App; Phone", "10": "App; Phone; Shop", "0": "Phone; Shop", "8": "Phone",
    }  # fmt: skip


def _compare(path: Path, reader: str) -> None:
    rules = [{"files": "*", "format": reader}] if reader in NAMED else []
    reading = read_paths([path], Study.model_validate({"source": rules}), all_readers())
    assert {file.format for file in reading.files} == {reader}
    found = "".join(map(_line, _records(reading)))
    golden = HERE / reader / f"{path.name}.expected.jsonl"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        with golden.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(found)
        pytest.fail(f"there was no {golden.name}; it is written now: read it, then run the test again")
    expected = golden.read_text(encoding="utf-8")
    if found != expected:
        lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), golden.name, "read now", lineterm="")
        pytest.fail("\n".join(lines), pytrace=False)


def _records(reading: Reading) -> list[dict[str, object]]:
    """The quotes; after them what people coded, what the business counted, and who the people are."""
    found = reading.quotes[COLUMNS].to_dict("records")
    number = {name: position for position, name in enumerate(reading.quotes["quote_id"], 1)}
    for row in reading.codings.to_dict("records"):
        found.append(
            {"coding": row["label"], "by": row["by"], "quote": number[row["quote_id"]], "reason": row["reason"]}
        )
    found += reading.figures.drop(columns=["source", "source_sha256"]).to_dict("records")
    people = reading.participants.drop(columns=["source", "source_kind", "role", "asked"])
    return found + [row for row in people.to_dict("records") if sum(map(pd.notna, row.values())) > 1]


def _line(row: dict[str, object]) -> str:
    known = {
        name: value.isoformat() if isinstance(value, pd.Timestamp) else value
        for name, value in row.items()
        if not pd.isna(value)
    }
    return json.dumps(known, ensure_ascii=False) + "\n"
