"""A folder to be sent: nobody is named in it, nothing rests on fewer people than were asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from voc import reports
from voc.api import Run
from voc.errors import VocError
from voc.journey.model import Journey
from voc.share import ABOUT, share
from voc.sharing.people import shareable
from voc.sharing.suppress import suppressed

NAMED = (
    "Sarah",
    "Okafor",
    "Ngozi",
    "Piotr",
    "Tom",
    "tom.reed",
    "07700",
    "48213",
    "Bea",
    "Dora",
    "Emil",
    "sources/sarah",
)
REPORTS = ["html", "json", "md", "csv", "xlsx", "pptx", "qdpx", "webannotation", "backlog", "notes"]
PEOPLE = ("n_participants", "n", "reach_n", "n_raised", "n_not", "n_inside", "n_outside", "people")


def counts(value: Any, where: str = "journey") -> Iterator[tuple[str, int]]:
    """Every count of people anywhere on a map."""
    if is_dataclass(value):
        for one in fields(value):
            inner = getattr(value, one.name)
            if one.name in PEOPLE and isinstance(inner, int):
                yield f"{where}.{one.name}", inner
            yield from counts(inner, f"{where}.{one.name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from counts(inner, f"{where}[{name}]")
    elif isinstance(value, tuple):
        for inner in value:
            yield from counts(inner, where)


def unpacked(path: Path) -> str:
    """The text of a file, and of the files in it if it is an archive."""
    data = path.read_bytes()
    if data[:2] != b"PK":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture(scope="module", params=[2, 3, 4])
def shared(request: pytest.FixtureRequest, made: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    folder = tmp_path_factory.mktemp("shared") / "out"
    human = made.tags.iloc[:1].assign(by="human:inspector gadget")
    tagged = replace(made, tags=pd.concat([made.tags, human], ignore_index=True))
    share(tagged, folder, reports.choose(REPORTS), least=request.param, key=False)
    return request.param, folder


def test_nobody_is_named_in_any_file(shared: tuple[int, Path]) -> None:
    for path in shared[1].iterdir():
        text = unpacked(path)
        assert [name for name in (*NAMED, "gadget") if name in text] == [], path.name
    assert not (shared[1] / "redaction-key.json").exists()
    assert not (shared[1] / "voc.lock").exists()


def test_no_number_is_of_fewer_people(made: Run, shared: tuple[int, Path]) -> None:
    least = shared[0]
    cut = suppressed(made.journey, least).journey
    small = [(where, n) for where, n in counts(cut) if 0 < n < least]
    assert small == []
    assert any(0 < n < least for _, n in counts(made.journey))
    assert isinstance(cut, Journey)


def test_a_count_that_was_cut_is_missing_and_no_nought(made: Run) -> None:
    cut = suppressed(made.journey, 4).journey
    hidden = {
        stage.id
        for was, stage in zip(made.journey.stages, cut.stages, strict=True)
        if was.n_participants and stage.n_participants is None
    }
    assert hidden
    assert all(stage.n_quotes is stage.goals.n_quotes is None for stage in cut.stages if stage.id in hidden)
    for name in ("md", "html", "csv", "canvas", "ujg"):
        text = str(reports.all_reports()[name].render(cut))
        assert re.findall(r".{,40}(?:[|>,] *None *[|<,]|\bNone (?:people|quotes|files))", text) == [], name


def test_personas_of_few_people_are_not_named(made: Run) -> None:
    assert made.journey.persona_basis is not None
    told = replace(made.journey, persona_basis=replace(made.journey.persona_basis, small=("Cook (2)",)))
    assert suppressed(told, 4).journey.persona_basis == made.journey.persona_basis


def test_what_was_cut_cannot_be_counted_from_the_quotes(shared: tuple[int, Path]) -> None:
    """Of each stage, and of each facet and touchpoint there, no quotes or those of enough people."""
    least, folder = shared
    journey = json.loads((folder / "journey.json").read_text(encoding="utf-8"))
    people: dict[tuple[str, str], set[str]] = {}
    for quote in journey["quotes"].values():
        labels = ["", *quote["facets"], *quote["touchpoints"]] if quote["stage"] else []
        for label in labels:
            people.setdefault((quote["stage"], label), set()).add(quote["participant"])
    assert {cell: len(who) for cell, who in people.items() if len(who) < least} == {}
    kinds: dict[str, set[str]] = {}
    for quote in journey["quotes"].values():
        kinds.setdefault(quote["source_kind"], set()).add(quote["participant"])
    assert {kind: len(who) for kind, who in kinds.items() if len(who) < least} == {}
    assert all(lane["n_participants"] >= least for stage in journey["stages"] for lane in stage["channels"])


def test_the_tables_hold_the_quotes_of_the_map_alone(shared: tuple[int, Path]) -> None:
    folder = shared[1]
    shown = set(json.loads((folder / "journey.json").read_text(encoding="utf-8"))["quotes"])
    with (folder / "quotes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["quote_id"] for row in rows} == shown
    assert {row["timestamp"] for row in rows} <= {""}
    with (folder / "tags.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["quote_id"] for row in csv.DictReader(stream)} <= shown
    assert "path" not in json.loads((folder / "account.json").read_text(encoding="utf-8"))["files"][0]


def test_it_says_what_is_gone(shared: tuple[int, Path]) -> None:
    told = (shared[1] / ABOUT).read_text(encoding="utf-8")
    assert f"fewer than {shared[0]} people" in told
    assert "1 × phone" in told
    assert "Columns that point at single people" in told


def test_a_folder_with_other_files_is_refused(made: Run, tmp_path: Path) -> None:
    (tmp_path / "interview.txt").write_text("Sarah", encoding="utf-8")
    with pytest.raises(VocError, match="not empty"):
        share(made, tmp_path, reports.choose(["json"]))
    assert [path.name for path in tmp_path.iterdir()] == ["interview.txt"]


def test_sharing_again_leaves_nothing_of_before(made: Run, tmp_path: Path) -> None:
    share(made, tmp_path / "out", reports.choose(["json", "md"]), key=False)
    share(made, tmp_path / "out", reports.choose(["json"]), key=False)
    assert not (tmp_path / "out" / "journey.md").exists()


def test_columns_that_point_at_single_people_go() -> None:
    table = pd.DataFrame(
        {
            "participant": [f"P00{n}" for n in range(1, 7)],
            "role": "participant",
            "First name": list("abcdef"),
            "Plan": ["Plus"] * 3 + ["Basic"] * 3,
            "Town": ["Ely", "Ely", "Ely", "Ely", "Ely", "Bath"],
            "Device": ["phone", "web"] * 3,
            "Empty": None,
        }
    )
    kept, gone = shareable(table, set(table["participant"]), 3)
    assert list(kept.columns) == ["participant", "role", "Device"] or list(kept.columns) == [
        "participant",
        "role",
        "Plan",
    ]
    assert set(gone) > {"First name", "Town"}
    assert shareable(table, {"P001"}, 3)[1] == ["First name", "Plan", "Town", "Device"]
