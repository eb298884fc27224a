"""Who is P001 in a study stays P001 there, whatever files come, go or are called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from voc.errors import StudyError
from voc.readers import Reading, all_readers, read_paths
from voc.reading import forgotten
from voc.reading.pseudonyms import FILE, Given, Locked, listed, ranges
from voc.study import Study

TALK = """\
Interviewer: How was it?

{name}: The {thing} broke on the first day.

Interviewer: And then?

{name}: {more}
"""
SURVEY = "Response ID,What should we change?\n400001,The courier never came\n400002,The app logs me out every day\n"
# Nobody signs it: its people are told by their words alone.
WALL = "What should we change?,Plan\nThe courier never came to my door,gold\nThe app is slow on my phone,basic\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    (folder / "sources").mkdir(parents=True)
    (folder / "study.toml").write_text('title = "T"\n[[source]]\nfiles = "*.txt"\nkind = "interview"\n', "utf-8")
    talk(folder, "mila", "Mila", "lock")
    (folder / "sources" / "m.csv").write_text(SURVEY, encoding="utf-8")
    (folder / "sources" / "wall.csv").write_text(WALL, encoding="utf-8")
    return folder


def talk(study: Path, file: str, name: str, thing: str) -> None:
    text = TALK.format(name=name, thing=thing, more=f"Then I took the {thing} back to the shop.")
    (study / "sources" / f"{file}.txt").write_text(text, encoding="utf-8")


def reading(study: Path, locked: Locked | None = None) -> Reading:
    return read_paths([study], Study.load(study), all_readers(), locked=locked)


def who(study: Path) -> dict[str, str]:
    """Who said what, by the words."""
    quotes = reading(study).quotes
    quotes = quotes[quotes["role"] == "participant"]
    return dict(zip(quotes["text"], quotes["participant"], strict=True))


def added(study: Path) -> None:
    talk(study, "anna", "Anna", "bell")


def removed(study: Path) -> None:
    (study / "sources" / "m.csv").unlink()


def renamed(study: Path) -> None:
    shutil.move(study / "sources" / "mila.txt", study / "sources" / "a talk.txt")


def edited(study: Path) -> None:
    path = study / "sources" / "mila.txt"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\nMila: The bell went, too.\n", encoding="utf-8")


def a_row_above(study: Path) -> None:
    path = study / "sources" / "wall.csv"
    path.write_text(WALL.replace("Plan\n", "Plan\nIt was all fine and quick,gold\n"), encoding="utf-8")


def to_a_participants_file(study: Path) -> None:
    (study / "people.csv").write_text("name,Plan\nMila,gold\n", encoding="utf-8")
    path = study / "study.toml"
    path.write_text(f'participants = "people.csv"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")


@pytest.mark.parametrize("change", [added, removed, renamed, edited, a_row_above, to_a_participants_file])
def test_a_study_that_changes_keeps_who_is_who(study, change):
    before = who(study)
    assert sorted(before.values()) == ["P001", "P002", "P003", "P003", "P004", "P005"]
    change(study)
    after = who(study)
    assert {text: after[text] for text in before if text in after} == {t: p for t, p in before.items() if t in after}
    assert set(after.values()) - set(before.values()) <= {"P006"}
    assert len(set(after) & set(before)) >= 4


def test_who_comes_back_has_her_number_and_nobody_got_it_meanwhile(study):
    before = who(study)
    kept = shutil.move(study / "sources" / "m.csv", study / "m.csv")
    added(study)
    assert not {"P001", "P002"} & set(who(study).values())
    shutil.move(kept, study / "sources" / "m.csv")
    after = who(study)
    assert after["The courier never came"] == before["The courier never came"]
    assert after["The bell broke on the first day."] == "P006"


def test_another_file_of_the_same_name_is_of_other_people(study):
    before = who(study)
    other = "What should we change?,Plan\nNothing works on a Sunday,gold\nThe saddle is far too hard,basic\n"
    (study / "sources" / "wall.csv").write_text(other, encoding="utf-8")
    after = who(study)
    assert {after["Nothing works on a Sunday"], after["The saddle is far too hard"]} == {"P006", "P007"}
    assert not {"P006", "P007"} & set(before.values())


def test_two_talks_that_change_their_names_keep_their_people(study):
    talk(study, "one", "Participant", "pump")
    talk(study, "two", "Participant", "tyre")
    before = who(study)
    for old, new in (("one", "x"), ("two", "one"), ("x", "two")):
        shutil.move(study / "sources" / f"{old}.txt", study / "sources" / f"{new}.txt")
    assert who(study) == before


def test_the_number_of_a_person_who_is_forgotten_is_given_to_nobody(study):
    who(study)
    Given.load(study).without(["P005"]).save(study)
    (study / forgotten.FILE).write_text(forgotten.dump(frozenset(["P005"])), encoding="utf-8")
    removed(study)
    added(study)
    assert who(study)["The bell broke on the first day."] == "P006"


def test_the_file_holds_no_words_and_is_its_owner_s_alone(study):
    who(study)
    text = (study / FILE).read_text(encoding="utf-8").casefold()
    assert not any(word in text for word in ("mila", "400001", "courier", "row "))
    assert (study / FILE).stat().st_mode & 0o077 == 0
    before = (study / FILE).stat().st_mtime_ns
    who(study)
    assert (study / FILE).stat().st_mtime_ns == before


def test_loose_files_are_numbered_as_they_come_and_leave_nothing(study):
    (study / "study.toml").unlink()
    read_paths([study / "sources"], Study(), all_readers())
    assert not list(study.rglob(FILE))


def test_a_copy_without_the_file_makes_the_locked_map_again(study):
    who(study)
    added(study)
    grown = reading(study)
    lock = Locked(frozenset(file.sha256 for file in grown.files), tuple(grown.participants["participant"]))
    (study / FILE).unlink()
    assert list(reading(study, lock).quotes["participant"].dropna()) == list(grown.quotes["participant"].dropna())
    assert who(study)["The bell broke on the first day."] == "P006"


def test_numbers_of_other_sources_are_not_taken(study):
    made = reading(study)
    lock = Locked(frozenset(["another"]), tuple(reversed(made.participants["participant"])))
    (study / FILE).unlink()
    assert list(reading(study, lock).participants["participant"]) == list(made.participants["participant"])


@pytest.mark.parametrize("content", ["{", "[]", '{"people": {"P1": []}}', '{"salt": "x", "people": {"Mila": []}}'])
def test_a_file_that_says_something_else_is_told_in_one_line(study, content):
    (study / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StudyError, match=r"pseudonyms.json: does not say who is who .*get it back from a backup"):
        who(study)


def test_ranges_are_listed_again():
    given = ["P001", "P002", "P1000", "P1001", "P007"]
    assert listed(ranges(given)) == given
    assert listed(ranges([])) == []
