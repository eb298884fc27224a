"""``voc diff`` and ``voc add``: what a person sees, what a program gets, and what is told in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voc import _tables, quotes, tags
from voc.codebook import Codebook
from voc.journey import build_journey
from voc.study import Study

Voc = Callable[..., tuple[int, str, list[str]]]
BOOK = Codebook.model_validate(
    {
        "title": "Boats",
        "stage": [{"name": "trip", "meaning": "Out on the water."}, {"name": "bill", "meaning": "Paying."}],
    }
)
MODEL = "model:hand@1"
HARM = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two maps, ``may`` and ``june``: trips got worse, bills did not."""
    folder = tmp_path_factory.mktemp("maps")
    for seed, (name, trip) in enumerate((("may", 0.4), ("june", -0.3))):
        write(folder / name, name, seed, trip)
    (folder / "alone").mkdir()
    (folder / "alone" / "journey.json").write_bytes((folder / "may" / "journey.json").read_bytes())
    return folder


def write(folder: Path, name: str, seed: int, trip: float) -> None:
    """As much of a map's folder as ``voc diff`` reads."""
    draw = np.random.default_rng(seed)
    said, judged = [], []
    for stage, middle in (("trip", trip), ("bill", 0.1)):
        for n, value in enumerate(draw.normal(middle, 0.2, 20).clip(-1, 1).round(2)):
            own = {"quote_id": f"{name}{stage}{n}"}
            said.append(own | quote(f"The {stage} of {name}, {n} {HARM}", n))
            label = "negative" if value < 0 else "positive"
            judged.append(own | {"kind": "stage", "label": stage, "by": MODEL})
            judged.append(own | {"kind": "sentiment", "label": label, "value": value, "by": MODEL})
    tables = quotes.frame(said), tags.frame(judged)
    folder.mkdir()
    made = build_journey(*tables, BOOK, study=Study(title=f"Boats {HARM}", resamples=200))
    (folder / "journey.json").write_text(made.to_json(), encoding="utf-8")
    for file, table in zip(("quotes.csv", "tags.csv"), tables, strict=True):
        _tables.dump(table, folder / file)


def quote(text: str, n: int) -> dict[str, Any]:
    """What somebody said; every other person is of another wave."""
    place = {"source": f"{HARM}.csv", "source_sha256": "ab" * 32, "source_kind": "survey", "locator": f"row {n}"}
    who = {"participant": f"P{n:03d}", "role": "participant", "wave": "w1" if n % 2 else "w2"}
    return {"text": text, "start": 0, "end": len(text)} | place | who


def test_what_changed_is_told(voc: Voc, maps: Path) -> None:
    code, out, err = voc("diff", str(maps / "may"), str(maps / "june"))
    assert (code, err) == (0, [])
    assert "may: 40 quotes of 20 people\njune: 40 quotes of 20 people" in out
    assert "1 moved" in out
    (row,) = [line for line in out.splitlines() if line.startswith("Trip")]
    assert row.endswith("moved, worse")
    assert "Bill" not in out
    assert "Bill" in voc("diff", str(maps / "may"), str(maps / "june"), "-v")[1]


def test_for_programs(voc: Voc, maps: Path) -> None:
    code, out, _ = voc("diff", str(maps / "may" / "journey.json"), str(maps / "june"), "--json", "--seed", "3")
    told = json.loads(out)
    assert code == 0
    assert told["counts"]["moved"] == 1
    assert (told["basis"], told["seed"], told["before"]["name"]) == ("people", 3, "may")
    assert {cell["stage"]: cell["change"]["verdict"] for cell in told["cells"] if cell["measure"] == "emotion"} == {
        "trip": "moved", "bill": "within noise",
    }  # fmt: skip


def test_the_same_seed_the_same_bytes(voc: Voc, maps: Path) -> None:
    words = ("diff", str(maps / "may"), str(maps / "june"), "--json")
    assert voc(*words)[1] == voc(*words)[1]


def test_the_page_loads_nothing_and_runs_nothing(voc: Voc, maps: Path, tmp_path: Path) -> None:
    code, out, _ = voc("diff", str(maps / "may"), str(maps / "june"), "--out", "changes.html")
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert code == 0
    assert "wrote changes.html" in out
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=\"(?!data:,)", page)
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count('class="line was"') == page.count('class="line is"') == 2
    assert "moved, worse" in page


def test_two_waves_of_one_map(voc: Voc, maps: Path) -> None:
    code, out, _ = voc("diff", str(maps / "may"), "--waves", "w1", "w2")
    assert code == 0
    assert "w1: 20 quotes of 10 people" in out
    assert "within noise (of stages, touchpoints and pains)" in out


def test_a_map_alone_is_compared_by_intervals(voc: Voc, maps: Path) -> None:
    _, out, _ = voc("diff", str(maps / "alone"), str(maps / "june"))
    assert "note: compared by the intervals on the maps alone" in out
    assert f"note: no quotes.csv and tags.csv in {maps / 'alone'}" in out
    assert "1 moved" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["may"], "voc: compare two maps: voc diff A B; or two waves of one: voc diff STUDY --waves 2026Q1 2026Q2"),
        (["may", "june", "may"], "voc: compare two maps"),
        (["may", "june", "--waves", "w1", "w2"], "voc: --waves compares two waves of one map"),
        (["may", "--waves", "w1", "w1"], "voc: --waves compares two waves of one map"),
        (["may", "--waves", "w1", "w9"], "no wave 'w9' on the map; there are: w1, w2"),
        (["alone", "--waves", "w1", "w2"], "no quotes.csv and tags.csv beside the map; make it again with voc map"),
        (["gone", "june"], "gone: no journey.json there; make the map first with: voc map"),
    ],
)
def test_wrong_use_is_told_in_one_line(voc: Voc, maps: Path, words: list[str], said: str) -> None:
    given = [str(maps / word) if word in ("may", "june", "alone", "gone") else word for word in words]
    code, out, err = voc("diff", *given)
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith("voc: ")
    assert said in err[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not a journey.json of voc; make it again with voc map"),
        ('{"schema_version": 99}', "written by a newer voc (schema 99, this one reads 1); update voc"),
        ('{"schema_version": 1}', "not a journey.json of voc; make it again with voc map (title: Field required)"),
        ("[1]", "not a journey.json of voc"),
    ],
)
def test_a_broken_map_is_told_in_one_line(voc: Voc, maps: Path, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "journey.json").write_text(text, encoding="utf-8")
    code, _, err = voc("diff", "journey.json", str(maps / "june"))
    assert (code, len(err)) == (2, 1)
    assert said in err[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"id": "trip"', '"id": "trip <b>"', "'trip <b>' names no stage: String should match pattern"),
        ('"resamples": 200', '"resamples": "many"', "settings that are none of voc's: Input should be a valid integer"),
    ],
)
def test_a_map_that_was_tampered_with_is_told(
    voc: Voc, maps: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (maps / "may" / "journey.json").read_text(encoding="utf-8")
    assert old in text
    for file in ("quotes.csv", "tags.csv"):
        (tmp_path / file).write_bytes((maps / "may" / file).read_bytes())
    (tmp_path / "journey.json").write_text(text.replace(old, new), encoding="utf-8")
    code, _, err = voc("diff", "journey.json", "journey.json")
    assert (code, len(err)) == (2, 1)
    assert said in err[0]


def test_files_are_added_to_a_study(voc: Voc, tmp_path: Path) -> None:
    assert voc("init", "boats", "-q")[0] == 0
    (tmp_path / "talk.txt").write_text("Ann: It leaks.\n", encoding="utf-8")
    code, out, _ = voc("add", "boats", "talk.txt", "--wave", "2026Q3", "--json")
    assert code == 0
    assert json.loads(out)["files"] == [{"file": "talk.txt", "place": "boats/sources/2026Q3/talk.txt", "new": True}]
    assert "not copied: talk.txt is there as boats" in voc("add", "boats", "talk.txt", "--wave", "2026Q3")[1]
    out = voc("add", "boats", "talk.txt", "--wave", "2026Q4")[1]
    assert "which is of no wave 2026Q4; move it to a folder 2026Q4 there and add it again" in out
    code, _, err = voc("add", "boats", "gone.txt")
    assert (code, err) == (2, ["voc: gone.txt: no such file or folder"])
