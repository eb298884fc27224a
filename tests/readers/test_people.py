"""Pseudonyms and the participants file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc.errors import TableError
from voc.readers import Reading
from voc.reading.people import People, load_participants


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Anna", "a.txt", "interview"), (" ANNA ", "a.txt", "interview"), True),
        (("Anna", "a.txt", "interview"), ("Anna", "b.txt", "interview"), False),
        (("a@x.org", "a.csv", "survey"), ("A@x.org", "b.csv", "ticket"), True),
        (("joe77", "a.csv", "review"), ("joe77", "b.csv", "review"), True),
        (("joe77", "a.csv", "review"), ("joe77", "b.csv", "social"), False),
        (("118052219061", "a.csv", "survey"), ("118052219061", "b.csv", "survey"), True),
        (("14", "a.csv", "survey"), ("14", "b.csv", "survey"), False),
        (("row 1400", "a.csv", "survey"), ("row 1400", "b.csv", "survey"), False),
        (("Anna", "a.txt", "interview"), ("Bea", "a.txt", "interview"), False),
    ],
    ids=[
        "name in a file", "name in two files", "e-mail anywhere", "account in its kind", "account in two kinds",
        "long number", "short number", "row number", "two names",
    ],
)  # fmt: skip
def test_who_is_the_same_person(first: tuple[str, str, str], second: tuple[str, str, str], same: bool) -> None:
    people = People()
    assert (people.pseudonym(*first, {}) == people.pseudonym(*second, {})) is same


def test_what_is_known_of_a_person_is_collected() -> None:
    people = People({"anna": {"Plan": "gold", "role": "participant"}})
    people.pseudonym("Anna", "a.txt", "interview", {"Country": "ES"})
    people.pseudonym("Anna", "a.txt", "interview", {"Country": "FR", "NPS": "9"})
    assert people.frame().to_dict("records") == [
        {
            "participant": "P001",
            "source": "a.txt",
            "source_kind": "interview",
            "role": "participant",
            "asked": True,
            "Plan": "gold",
            "Country": "ES",
            "NPS": "9",
        }
    ]


def test_the_participants_file_may_name_somebody_as_the_top_of_a_transcript_does() -> None:
    people = People({"anna berg": {"Plan": "gold"}})
    people.pseudonym("A", "a.txt", "interview", {}, known_as=("Anna Berg",))
    assert people.frame()["Plan"].tolist() == ["gold"]
    assert people.unmet() == []


def test_whom_the_participants_file_names_is_one_person_in_all_files_that_call_her_so() -> None:
    people = People({"hamish jarvis": {"Plan": "gold"}})
    first = people.pseudonym("A", "a.txt", "interview", {}, known_as=("Hamish Jarvis",))
    assert people.pseudonym("A", "b.txt", "interview", {}, known_as=("Hamish Jarvis",)) == first
    assert people.pseudonym("Hamish Jarvis", "c.txt", "interview", {}) == first
    assert people.pseudonym("A", "d.txt", "interview", {}, known_as=("Ines Moor",)) != first
    names = people.names()
    assert set(names.loc[names["participant"] == first, "name"]) == {"A", "Hamish Jarvis"}


def test_an_address_stays_one_person_where_one_file_gives_her_name_as_well() -> None:
    people = People({"hamish jarvis": {}})
    first = people.pseudonym("hj@example.org", "a.csv", "survey", {}, known_as=("Hamish", "Jarvis", "Hamish Jarvis"))
    assert people.pseudonym("hj@example.org", "b.csv", "ticket", {}) == first
    assert people.pseudonym("Hamish Jarvis", "c.txt", "interview", {}) == first


def test_two_respondents_with_the_same_first_name_are_two() -> None:
    people = People({"hamish": {}})
    persons = [people.pseudonym(number, "a.csv", "survey", {}, known_as=("Hamish",)) for number in ("1", "2")]
    assert len(set(persons)) == 2


def test_nobody_is_a_table_all_the_same() -> None:
    assert list(People().frame().columns) == ["participant", "source", "source_kind", "role", "asked"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_participants_file_gives_roles_and_attributes(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "people.csv"
    lines = [("Name", "Role", "Plan", "Age"), ("Anna", "staff", "gold", ""), (" Tom ", "", "", "44")]
    path.write_text("\n".join(map(delimiter.join, lines)), encoding="utf-8-sig")
    assert load_participants(path) == {"anna": {"Plan": "gold", "role": "staff"}, "tom": {"Age": "44"}}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "people.csv: no such participants file"),
        (b"", "people.csv: no column that names a person"),
        (b"who,role\nAnna,staff\n", "people.csv: no column that names a person; call it one of speaker"),
        (b"name,role\nAnna,boss\n", "people.csv, row 2: role 'boss'; there are: participant, interviewer"),
        (b"%PDF-1.4", "people.csv: this is a PDF"),
    ],
    ids=["missing", "empty", "no person", "bad role", "binary"],
)
def test_a_bad_participants_file_is_an_error(tmp_path: Path, content: bytes | None, fault: str) -> None:
    path = tmp_path / "people.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Exception, match=r"people\.csv") as caught:
        load_participants(path)
    assert fault in str(caught.value)
    assert isinstance(caught.value, TableError) or content == b"%PDF-1.4"


@pytest.mark.parametrize("content", ["name,role\nAnna,staff,extra\n", "name,role\nAnna\n", "name,role\n"])
def test_ragged_rows_break_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    assert set(load_participants(path)) <= {"anna"}


REVIEWS = "rating,title,review\n5,Great bike for me,I ride it daily to work\n1,Broken again,The chain came off\n"


def test_title_and_text_of_an_unsigned_review_are_one_person(read: Callable[..., Reading]) -> None:
    assert len(read({"a.csv": REVIEWS}).participants) == 2


def test_unsigned_reviews_of_two_files_are_different_people(read: Callable[..., Reading]) -> None:
    one = "rating,review\n5,I ride it to work\n1,The chain came off\n"
    other = "rating,review\n4,It came a day early\n2,Nobody answered my mail\n"
    assert len(read({"a.csv": one, "b.csv": other}).participants) == 4


@pytest.mark.parametrize("name", ["A Google user", "Anonymous", "anonymous", "[deleted]", "Amazon Customer"])
def test_names_that_many_share_are_nobody(read: Callable[..., Reading], name: str) -> None:
    text = f"author,rating,review\n{name},5,Great app\n{name},1,Great app\n{name},1,It crashes when I log in\n"
    reading = read({"a.csv": text})
    assert reading.quotes["participant"].nunique() == 3
    assert reading.quotes["excluded"].isna().all()


def test_the_participants_file_decides_whose_words_are_the_question(tmp_path: Path) -> None:
    from voc.readers import all_readers, read_paths
    from voc.study import Study

    talk, people = tmp_path / "a.txt", tmp_path / "people.csv"
    talk.write_text("Kim: Tell me of the trip.\nLee: It was late.\nKim: Go on.\nLee: I missed it.\n", encoding="utf-8")
    people.write_text("name,role\nKim,interviewer\nLee,participant\n", encoding="utf-8")
    quotes = read_paths([talk], Study(), all_readers(), participants=people).quotes
    assert quotes["role"].tolist() == ["interviewer", "participant"] * 2
    assert quotes["question"].dropna().tolist() == ["Tell me of the trip.", "Go on."]


def test_the_name_beside_an_id_is_known_for_redaction_and_stays_out_of_the_tables(read: Callable[..., Reading]) -> None:
    table = (
        "Response ID,First Name,Last Name,Company name,What went wrong?\n"
        "10041,Ann,Lee,Acme,Bob Okafor had to wait with me.\n"
        "10042,Bob,Okafor,Acme,\n"
    )
    reading = read({"answers.csv": table})
    known = reading.names.groupby("participant")["name"].agg(set).to_dict()
    assert known == {"P001": {"10041", "Ann", "Lee", "Ann Lee"}, "P002": {"10042", "Bob", "Okafor", "Bob Okafor"}}
    assert not {"First Name", "Last Name"} & set(reading.participants.columns)
