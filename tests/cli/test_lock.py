"""``voc map --locked`` and ``--if-changed``: the same map again, or which ingredient changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import MAP, Voc

from voc import _tables

SAYS = """text,participant
The courier never came and nobody told me.,P1
Signing up was quick and easy.,P1
I waited two weeks for the parcel.,P2
The form asked for my address twice.,P2
Support answered within the hour.,P3
My parcel was left in the rain.,P3
"""


def run(voc: Voc, *more: str) -> tuple[int, str, list[str]]:
    return voc(*MAP, *more)


def test_the_locked_map_is_made_again_byte_for_byte(voc: Voc, made: Path) -> None:
    was = (made / "map" / "journey.json").read_bytes()
    (made / "map" / "journey.json").unlink()
    assert run(voc, "--locked")[0] == 0
    assert (made / "map" / "journey.json").read_bytes() == was


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("shop/sources/says.csv", "quick", "slow", ["read: quotes changed", "sources: sources/says.csv changed"]),
        ("shop/study.toml", "seed = 0", "seed = 1", ["settings: seed changed, 0 → 1"]),
        ("shop/codebook.toml", "friends have it", "friends had it", ["codebook: changed"]),
        ("map/voc.lock", '"numpy": "', '"numpy": "0.', ["software: numpy changed"]),
        ("map/voc.lock", '"journey": "', '"journey": "0', ["the ingredients are the same and journey.json is not"]),
    ],
)
def test_what_changed_is_named_and_nothing_is_written(
    voc: Voc, made: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    text = (made / file).read_text(encoding="utf-8")
    assert old in text
    (made / file).write_text(text.replace(old, new), encoding="utf-8")
    was = {path.name: path.read_bytes() for path in (made / "map").iterdir()}
    code, _, err = run(voc, "--locked")
    assert code == 1
    said = " ".join(err)
    assert all(f"not the locked map: {line}" in said for line in told), err
    assert was == {path.name: path.read_bytes() for path in (made / "map").iterdir()}


def test_a_source_more_or_less_is_named(voc: Voc, made: Path) -> None:
    sources = made / "shop" / "sources"
    (sources / "says.csv").rename(sources / "said.csv")
    err = run(voc, "--locked")[2]
    assert "voc: not the locked map: sources: sources/said.csv is new" in err
    assert "voc: not the locked map: sources: sources/says.csv is gone" in err


def test_a_copy_of_the_study_makes_the_locked_map_again_without_knowing_who_is_who(voc: Voc, made: Path) -> None:
    (made / "shop" / "sources" / "first.csv").write_text("text,participant\nThe app is slow,P8\n", encoding="utf-8")
    assert run(voc)[0] == 0
    lock, was = (made / "map" / "voc.lock").read_text(), (made / "map" / "journey.json").read_bytes()
    assert '"people": "4 1-3"' in lock
    (made / "shop" / "pseudonyms.json").unlink()
    assert run(voc, "--locked")[0] == 0
    assert (made / "map" / "journey.json").read_bytes() == was
    assert (made / "map" / "voc.lock").read_text() == lock
    # From then on it is as the study that it was copied from.
    assert run(voc)[0] == 0
    assert (made / "map" / "journey.json").read_bytes() == was


def test_other_pseudonyms_are_told_as_what_they_are(voc: Voc, made: Path) -> None:
    path = made / "shop" / "pseudonyms.json"
    path.write_text(path.read_text().replace("P001", "P009"), encoding="utf-8")
    code, _, err = run(voc, "--locked")
    assert code == 1
    assert len(err) == 1
    assert "people: they are numbered otherwise; who is who says the study's pseudonyms.json" in err[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no lock; make the map once without --locked"),
        ("{", "not a lock of voc; delete it"),
        ("[]", "not a lock of voc; delete it"),
        ('{"lock": 1}', "not a lock of voc; delete it"),
        ("people", "not a lock of voc; delete it"),
        ('{"lock": 2, "moon": 1}', "written by a newer voc; update voc"),
    ],
)
def test_a_lock_that_is_none(voc: Voc, made: Path, content: str | None, told: str) -> None:
    path = made / "map" / "voc.lock"
    if content == "people":
        content = path.read_text().replace('"people": "1-3"', '"people": "1-3 and more"')
    path.unlink() if content is None else path.write_text(content)
    code, _, err = run(voc, "--locked")
    assert code == 2
    assert len(err) == 1
    assert told in err[0]


def test_a_run_for_cron_says_nothing_and_writes_nothing_where_nothing_changed(voc: Voc, made: Path) -> None:
    was = (made / "map" / "journey.json").stat().st_mtime_ns
    assert run(voc, "--if-changed") == (0, "", [])
    assert (made / "map" / "journey.json").stat().st_mtime_ns == was
    with (made / "shop" / "sources" / "says.csv").open("a", encoding="utf-8") as file:
        file.write("The courier was rude to me at the door.,P9\n")
    code, out, err = run(voc, "--if-changed")
    assert code == 0, err
    assert "read 7" in out
    assert "P004" in (made / "map" / "participants.csv").read_text()


def test_a_run_for_cron_writes_a_report_that_is_not_there_yet_and_tells_files_it_cannot_read(
    voc: Voc, made: Path
) -> None:
    assert run(voc, "--to", "json,md", "--if-changed")[0] == 0
    assert (made / "map" / "journey.md").is_file()
    (made / "shop" / "sources" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    code, out, err = run(voc, "--to", "json,md")
    assert (code, len(err)) == (2, 1)
    code, out, err = run(voc, "--to", "json,md", "--if-changed")
    assert (code, out, len(err)) == (2, "", 1)
    assert "photo.jpg" in err[0]


def test_quotes_of_before_that_changed_stage_are_counted(voc: Voc, made: Path) -> None:
    path = made / "map" / "tags.csv"
    table = _tables.load(path)
    rows = table.index[table["kind"] == "stage"]
    table.loc[rows[0], "label"] = "elsewhere"
    _tables.dump(table, path)
    code, out, _ = run(voc)
    assert code == 0
    assert f"1 of {len(rows)} quotes of earlier files changed stage" in out
    told = json.loads((made / "map" / "account.json").read_text())["restaged"]
    assert (told["of"], told["moved"] + told["gained"] + told["lost"]) == (len(rows), 1)
    assert "changed stage" not in run(voc)[1]


def test_the_lock_holds_no_words_of_anybody(made: Path) -> None:
    text = (made / "map" / "voc.lock").read_text(encoding="utf-8")
    assert "courier" not in text
    assert json.loads(text)["sources"].keys() == {"sources/says.csv"}


def test_a_picture_alone_leaves_the_lock_with_the_map_that_it_tells_of(voc: Voc, made: Path) -> None:
    folder = made
    was = (folder / "map" / "voc.lock").read_bytes()
    settings = folder / "shop" / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("seed = 0", "seed = 1"), encoding="utf-8")
    assert voc("map", "shop", "--out", "map", "--to", "md", "--tagger", "cues,vader")[0] == 0
    assert (folder / "map" / "voc.lock").read_bytes() == was
    assert "seed" in (run(voc, "--if-changed"), (folder / "map" / "voc.lock").read_text())[1]
    assert (folder / "map" / "voc.lock").read_bytes() != was
