"""``voc status``: owner, review date, changed sources, age of the evidence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from cli.conftest import MAP, Voc

from voc.status import status

SAYS = """text,participant,date
The courier never came and nobody told me.,P1,2026-01-10
Signing up was quick and easy.,P2,2026-02-10
I waited two weeks for the courier.,P2,2026-03-10
The courier left my parcel in the rain.,P3,2026-04-10
"""
TODAY = date(2026, 6, 1)


def settings(folder: Path, **keys: object) -> None:
    path = folder / "shop" / "study.toml"
    told = "".join(f"{name} = {value}\n" for name, value in keys.items())
    path.write_text(told + path.read_text(encoding="utf-8"), encoding="utf-8")


def test_nothing_is_due_on_a_fresh_map(made: Path) -> None:
    found = status(made / "shop", out=made / "map", today=TODAY)
    assert (found.due, found.sources, found.owner, found.review_by) == ((), {}, None, None)
    assert [age.n_dated for age in found.ages] == [age.n_quotes for age in found.ages]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-06-02", ()),
        ("2026-06-01", ("the map was to be reviewed by Ann Lee on 2026-06-01, today",)),
        ("2026-05-31", ("the map was to be reviewed by Ann Lee on 2026-05-31, 1 day ago",)),
        ("2026-05-02", ("the map was to be reviewed by Ann Lee on 2026-05-02, 30 days ago",)),
    ],
)
def test_the_review_is_due_from_its_day_on(made: Path, day: str, told: tuple[str, ...]) -> None:
    settings(made, owner='"Ann Lee"', review_by=day)
    assert status(made / "shop", out=made / "map", today=TODAY).due == told


def test_sources_that_are_not_those_of_the_map_are_named(made: Path) -> None:
    sources = made / "shop" / "sources"
    (sources / "more.csv").write_text(SAYS.replace("courier", "driver"), encoding="utf-8")
    (sources / "says.csv").write_text(SAYS.replace("rain", "snow"), encoding="utf-8")
    found = status(made / "shop", out=made / "map", today=TODAY)
    assert found.sources == {"sources/more.csv": "new", "sources/says.csv": "changed"}
    assert "sources/more.csv (new), sources/says.csv (changed)" in found.due[0]
    (sources / "says.csv").unlink()
    assert status(made / "shop", out=made / "map", today=TODAY).sources == {
        "sources/more.csv": "new",
        "sources/says.csv": "gone",
    }


def test_evidence_ages_and_may_be_of_days_to_come(made: Path) -> None:
    settings(made, stale_after=30)
    found = status(made / "shop", out=made / "map", today=TODAY)
    assert any("days old or older (30 allowed)" in line for line in found.due)
    early = status(made / "shop", out=made / "map", today=date(2026, 1, 1))
    assert any("a day that is yet to come" in line for line in early.due)


def test_the_command_tells_and_its_exit_code_can_be_used(voc: Voc, made: Path) -> None:
    settings(made, owner='"Ann Lee"', review_by="2000-01-01")
    code, out, _ = voc("status", "shop", "--map", "map")
    assert code == 0
    assert "kept by Ann Lee, to be reviewed by 2000-01-01" in out
    assert "due: the map was to be reviewed by Ann Lee on 2000-01-01" in out
    assert voc("status", "shop", "--map", "map", "--fail-due", "-q")[:2] == (1, "")
    code, out, _ = voc("status", "shop", "--map", "map", "--json")
    assert (code, json.loads(out)["review_by"]) == (0, "2000-01-01")


def test_a_study_without_a_map_and_what_is_none(voc: Voc, tmp_path: Path) -> None:
    voc("init", "new")
    assert "due: there is no map yet: voc map new" in voc("status", "new")[1]
    code, _, err = voc("status", "nowhere")
    assert (code, err) == (2, ["voc: nowhere: no study.toml; make a study with: voc init nowhere"])
    assert voc("status", "new", "--map", "nowhere")[0] == 2


def test_who_keeps_the_map_is_no_ingredient_of_it(voc: Voc, made: Path) -> None:
    settings(made, owner='"Ann Lee"', review_by="2030-01-01")
    assert voc(*MAP, "--locked")[0] == 0


def test_a_redacted_map_knows_files_that_are_called_like_people(voc: Voc, tmp_path: Path) -> None:
    voc("init", "shop")
    talk = "Interviewer: And then?\nJonas Weber: The courier never came.\n" * 2
    (tmp_path / "shop" / "sources" / "interview_jonas_weber.txt").write_text(talk, encoding="utf-8")
    assert voc("map", "shop", "--out", "map", "--to", "json", "--tagger", "cues,vader")[0] == 0
    assert "jonas" not in (tmp_path / "map" / "voc.lock").read_text(encoding="utf-8").lower()
    assert status(tmp_path / "shop", out=tmp_path / "map").sources == {}


def test_a_file_that_cannot_be_read_is_changed_when_it_is(voc: Voc, made: Path) -> None:
    broken = {"empty.csv": b"", "scan.pdf": b"%PDF-1.4 nothing", "old.zip": b"PK\x03\x04 nothing"}
    for name, data in broken.items():
        (made / "shop" / "sources" / name).write_bytes(data)
    voc("map", "shop", "--out", "map", "--to", "json", "--tagger", "cues,vader")
    assert status(made / "shop", out=made / "map", today=TODAY).sources == {}
    for name, data in broken.items():
        (made / "shop" / "sources" / name).write_bytes(data + b"!")
    found = status(made / "shop", out=made / "map", today=TODAY).sources
    assert found == {f"sources/{name}": "changed" for name in broken}
