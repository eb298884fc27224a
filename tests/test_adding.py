"""Files are added to a study: nothing overwritten, nothing twice, the wave known."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc.adding import add
from voc.errors import VocError
from voc.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    (folder / "sources" / "old").mkdir(parents=True)
    (folder / "study.toml").write_text('title = "Boats" # mine\n', encoding="utf-8")
    (folder / "sources" / "old" / "first.txt").write_text("Ann: It leaks.\n", encoding="utf-8")
    return folder


def export(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_copied_and_its_wave_is_known(study: Path, tmp_path: Path) -> None:
    given = export(tmp_path / "out", "talk.txt", "Ben: It floats.\n")
    (added,) = add(study, [given], wave="2026Q3")
    assert added.new
    assert added.place == study / "sources" / "2026Q3" / "talk.txt"
    assert added.place.read_bytes() == given.read_bytes()
    (rule,) = Study.load(study).waves
    assert (rule.name, rule.files) == ("2026Q3", "sources/2026Q3/*")
    assert (study / "study.toml").read_text(encoding="utf-8").startswith('title = "Boats" # mine\n')


def test_once_more_changes_nothing(study: Path, tmp_path: Path) -> None:
    given = export(tmp_path / "out", "talk.txt", "Ben: It floats.\n")
    add(study, [given], wave="2026Q3")
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    (again,) = add(study, [given], wave="2026Q3")
    assert not again.new
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before


def test_what_lies_elsewhere_in_the_study_is_not_copied(study: Path, tmp_path: Path) -> None:
    given = export(tmp_path / "out", "renamed.txt", "Ann: It leaks.\n")
    (added,) = add(study, [given], wave="2026Q3")
    assert (added.new, added.place) == (False, study / "sources" / "old" / "first.txt")
    assert Study.load(study).waves == ()


def test_another_file_of_the_name_is_never_overwritten(study: Path, tmp_path: Path) -> None:
    good = export(tmp_path / "out", "a.txt", "Cy: Fine.\n")
    bad = export(tmp_path / "out", "first.txt", "Dee: Other words.\n")
    with pytest.raises(VocError, match=r"another file of this name is there; rename .*, nothing was copied"):
        add(study, [good, bad], wave="old")
    assert [path.name for path in study.rglob("*.txt")] == ["first.txt"]
    assert Study.load(study).waves == ()


def test_a_folder_keeps_its_order(study: Path, tmp_path: Path) -> None:
    for name in ("x/talk.txt", "y/talk.txt"):
        export(tmp_path / "out", name, f"Ann: {name}.\n")
    added = add(study, [tmp_path / "out"], wave="w")
    assert [one.place.relative_to(study).as_posix() for one in added] == [
        "sources/w/x/talk.txt",
        "sources/w/y/talk.txt",
    ]


@pytest.mark.parametrize("name", ["../out", "a/b", "a*", "[x]", "", " q", "q.", 'a"b', "a\nb"])
def test_a_name_that_is_no_folder_is_refused(study: Path, tmp_path: Path, name: str) -> None:
    given = export(tmp_path / "out", "talk.txt", "Ben: It floats.\n")
    with pytest.raises(VocError, match="no name for a wave; use letters"):
        add(study, [given], wave=name)


def test_what_is_no_study_and_no_file_is_told(study: Path, tmp_path: Path) -> None:
    with pytest.raises(VocError, match=r"no study\.toml; make a study with: voc init"):
        add(tmp_path, [study], wave="w")
    with pytest.raises(VocError, match="no such file or folder"):
        add(study, [tmp_path / "gone.csv"], wave="w")
