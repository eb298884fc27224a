"""Code trees of other programs, as codebooks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import qualcoder, taguette_project
from made._refi import archive, code, codes, project, tag
from made._sqlite import database

from voc import codes as code_trees
from voc.codebook import Codebook
from voc.errors import CodebookError
from voc.study import Study, create

STAGES = code(
    "Stages",
    code("Sign-up & purchase", code("Website"), code("Shop"), about="Until it is paid."),
    code("Everyday use", code("Website"), code("Pain points")),
)


def qdc(*made: str) -> str:
    """A codebook as Taguette writes it: with an empty ``Sets``, which the schema does not allow."""
    return tag("CodeBook", tag("Codes", *made), "<Sets/>", xmlns="urn:QDA-XML:codebook:1.0", origin="ATLAS.ti")


def told(book: Codebook) -> tuple[list[tuple[str, str]], list[tuple[str, tuple[str, ...]]]]:
    return [(one.name, one.meaning) for one in book.stages], [(one.name, one.stages) for one in book.touchpoints]


TREES = {
    "a branch of stages": (
        [STAGES, code("Price"), code("Touchpoints", code("Courier", about="Who brings it."))],
        [("sign_up_purchase", "Until it is paid."), ("everyday_use", "Everyday use")],
        [("website", ("sign_up_purchase", "everyday_use")), ("shop", ("sign_up_purchase",)), ("courier", ())],
    ),
    "stages at the top": (
        [code("Search", code("Filter", code("Dates"))), code("Pay"), code("Positive"), code("Pains"), code("Action")],
        [("search", "Search"), ("pay", "Pay"), ("action", "Action")],
        [("filter", ("search",)), ("dates", ("search",))],
    ),
    "one code around all": (
        [code("My codes", code("Search"), code("Pay"))],
        [("search", "Search"), ("pay", "Pay")],
        [],
    ),
    "phases in another language": ([code("Phasen", code("Kauf"))], [("kauf", "Kauf")], []),
    "names that a codebook cannot have": (
        [code("Étape 1: Achat"), code("购买"), code("支付"), code("Pay!"), code("pay")],
        [
            ("etape_1_achat", "Étape 1: Achat"),
            ("stage", "购买"),
            ("stage_2", "支付"),
            ("pay", "Pay!"),
            ("pay_2", "pay"),
        ],
        [],
    ),
    "colons in names": ([code("Buy::Web"), code("Buy", about="Paying.")], [("buy", "Paying.")], [("web", ("buy",))]),
    "one code twice": ([code("Pay"), code("PAY", about="Paying.")], [("pay", "Paying.")], []),
}


@pytest.mark.parametrize(("made", "stages", "touchpoints"), TREES.values(), ids=TREES)
def test_a_tree_as_a_codebook(
    tmp_path: Path, made: list[str], stages: list[tuple[str, str]], touchpoints: list[tuple[str, tuple[str, ...]]]
) -> None:
    (tmp_path / "codes.qdc").write_text(qdc(*made), encoding="utf-8")
    (tmp_path / "study.qdpx").write_bytes(archive(project(codes(*made))))
    book = Codebook.load(tmp_path / "codes.qdc")
    assert told(book) == (stages, touchpoints)
    assert told(Codebook.load(tmp_path / "study.qdpx")) == (stages, touchpoints)
    assert Codebook.parse(book.to_toml().encode(), where="again") == book


TABLES = {
    "taguette": (
        "tag,description,number of highlights,number of documents\n"
        "Stages.Booking,Until it is paid.,4,2\nStages.Ride,,1,1\nPrice,,0,0\n",
        [("booking", "Until it is paid."), ("ride", "Ride")],
    ),
    "a fork of taguette": (
        "tag,parent,description,number of highlights\nStages,,,0\nBooking,Stages,Paying.,1\nRide,Stages,,2\n",
        [("booking", "Paying."), ("ride", "Ride")],
    ),
    "a person's table": (
        "Code;Meaning\nSearch;Looking for it.\nPay;\n",
        [("search", "Looking for it."), ("pay", "Pay")],
    ),
    "parents in a circle": ("name,parent\nA,B\nB,A\nC,\n", [("b", "B"), ("a", "A"), ("c", "C")]),
}


@pytest.mark.parametrize(("text", "stages"), TABLES.values(), ids=TABLES)
def test_a_table_as_a_codebook(tmp_path: Path, text: str, stages: list[tuple[str, str]]) -> None:
    (tmp_path / "codebook.csv").write_text(text, encoding="utf-8")
    assert told(Codebook.load(tmp_path / "codebook.csv"))[0] == stages


def test_qualcoders_plain_list(tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_text("Search\tLooking.\nPay>>Card\nPay>>Cash\tCoins.\n\n", encoding="utf-8")
    stages, touchpoints = told(Codebook.load(tmp_path / "codes.txt"))
    assert stages == [("search", "Looking."), ("pay", "Pay")]
    assert touchpoints == [("card", ("pay",)), ("cash", ("pay",))]


def test_projects_of_taguette_and_qualcoder(tmp_path: Path) -> None:
    taguette_project.make(tmp_path)
    qualcoder.make(tmp_path)
    assert told(Codebook.load(tmp_path / "trains.sqlite3"))[0] == [("booking", "Until the ticket is paid.")]
    for place in ("gym.qda", "gym.qda/data.qda"):
        book = Codebook.load(tmp_path / place)
        assert told(book) == (
            [("first_weeks", "Until it is a habit."), ("sign_up", "Joining and paying.")],
            [("induction", ("first_weeks",))],
        )


BAD = {
    "no codes": ("a.qdc", tag("CodeBook"), "a.qdc: no codes in it"),
    "no XML": ("a.qdc", "codes", "a.qdc: not XML that can be read"),
    "another XML": ("a.qdc", "<html/>", "a.qdc: a html, not a REFI-QDA CodeBook"),
    "entities": ("a.qdc", '<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>', "a.qdc: declares XML entities"),
    "only judgements": ("a.qdc", qdc(code("Positive"), code("Negative")), "a.qdc: no code in it can be a stage; put"),
    "no zip": ("a.qdpx", "x", "a.qdpx: not a REFI-QDA project"),
    "no column": ("a.csv", "x,y\n1,2\n", "a.csv: no column that names a code; call it one of tag, path, code, name"),
    "no database": ("a.db", "x", "a.db: not a database of Taguette or QualCoder"),
    "nothing": ("a.txt", "\n\n", "a.txt: no codes in it"),
}


@pytest.mark.parametrize(("name", "text", "said"), BAD.values(), ids=BAD)
def test_what_has_no_codes_is_one_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=rf"^{re.escape(said)}") as raised:
        Codebook.load(tmp_path / name)
    assert "\n" not in str(raised.value)


def test_another_database_is_refused(tmp_path: Path) -> None:
    database(tmp_path / "a.db", "CREATE TABLE x (y INTEGER);", {})
    with pytest.raises(CodebookError, match=r"^a\.db: a database, but neither of Taguette nor of QualCoder"):
        Codebook.load(tmp_path / "a.db")


def test_every_suffix_is_known_to_codebooks() -> None:
    from voc import codebook

    assert set(codebook._FOREIGN) == set(code_trees.SUFFIXES)


def test_an_unknown_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mtr").write_text("x", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"codes are read from files that end in \.qdc"):
        code_trees.load(tmp_path / "a.mtr")


def test_meanings_that_only_say_the_name_are_known(tmp_path: Path) -> None:
    (tmp_path / "codes.qdc").write_text(qdc(STAGES), encoding="utf-8")
    book = Codebook.load(tmp_path / "codes.qdc")
    assert book.bare == ["everyday_use", "website", "shop"]
    assert book.to_toml().count("# Say in a sentence or two what belongs here") == 3
    assert Codebook.load("service").bare == []


def test_a_study_begins_with_the_codes(tmp_path: Path) -> None:
    (tmp_path / "codes.qdc").write_text(qdc(STAGES), encoding="utf-8")
    create(tmp_path / "study", codebook=str(tmp_path / "codes.qdc"))
    study = Study.load(tmp_path / "study")
    assert Codebook.load(study.codebook_path()) == Codebook.load(tmp_path / "codes.qdc")


def test_a_study_keeps_a_toml_codebook_as_it_is(tmp_path: Path) -> None:
    text = '# mine\ntitle = "T"\n[[stage]]\nname = "a"\nmeaning = "Doing a."\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    create(tmp_path / "study", codebook=str(tmp_path / "mine.toml"))
    assert (tmp_path / "study" / "codebook.toml").read_text(encoding="utf-8") == text


def test_the_shipped_codebooks_can_be_written() -> None:
    for name in ("service", "classic"):
        book = Codebook.load(name)
        assert Codebook.parse(book.to_toml().encode(), where=name) == book


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
@settings(deadline=None, max_examples=80, derandomize=True, database=None)
def test_any_names_make_a_codebook_that_can_be_loaded(names: list[tuple[str, str]]) -> None:
    made = code_trees._Making()
    made.take(code_trees.tree(code_trees.PathCode(pair) for pair in names))
    if made.stages:
        book = made.codebook('Any \x7f " \\ title\n')
        assert Codebook.parse(book.to_toml().encode(), where="any") == book
