from __future__ import annotations

import re

import pytest

from voc.codebook import Codebook, codebook_files
from voc.errors import CodebookError
from voc.language import words_of

STAGE = '[[stage]]\nname = "delivery"\nmeaning = "The parcel on its way."\n'
GOOD = f'title = "Parcels"\n{STAGE}'

BAD = [
    # toml, what the error says
    ("title =", "not TOML in UTF-8"),
    ('stage = "x"', "title: it is missing"),
    ('title = "t"', "stage"),
    ('title = "t"\nstage = []', "stage"),
    ('title = ""\n' + STAGE, "title"),
    ('title = "t"\nscope = "both"\n' + STAGE, "'customer' or 'user'"),
    ('title = "t"\ntitel = "t"\n' + STAGE, "no such key 'titel'; did you mean 'title'?"),
    ('title = "t"\n[[stage]]\nname = "a"', "[[stage]] 1, meaning: it is missing"),
    ('title = "t"\n[[stage]]\nname = "a"\nmeaning = ""', "[[stage]] 1, meaning"),
    (GOOD + '[[stage]]\nname = "b"\nmeaning = 3', "[[stage]] 2, meaning"),
    (GOOD + '[[stage]]\nname = "a b"\nmeaning = "m"', "[[stage]] 2, name: 'a b' has more than letters"),
    (
        'title = "t"\n[stage]\nname = "a"\nmeaning = "m"',
        "[[stage]]: it stands in single brackets; write it in double ones",
    ),
    (GOOD + '[[stage]]\nname = "Delivery"\nmeaning = "m"', "stage 'delivery' is named 2 times"),
    (GOOD + '[[stage]]\nname = "none"\nmeaning = "m"', "stage 'none': quotes of no code are called that"),
    (GOOD + '[[stage]]\nname = "b\\n"\nmeaning = "m"', "[[stage]] 2, name"),
    (GOOD + 'meening = "m"', "[[stage]] 1: no such key 'meening'; did you mean 'meaning'?"),
    (GOOD + "cues = [1]", "[[stage]] 1, cues, entry 1"),
    (
        GOOD + '[[touchpoint]]\nname = "t"\nmeaning = "m"\nstage = "delivery"',
        "no such key 'stage'; did you mean 'stages'?",
    ),
    (GOOD + STAGE, "stage 'delivery' is named 2 times"),
    (GOOD + 2 * '[[touchpoint]]\nname = "t"\nmeaning = "m"\n', "touchpoint 't' is named 2 times"),
    (
        GOOD + '[[touchpoint]]\nname = "t"\nmeaning = "m"\nstages = ["delivry"]',
        "stands at stage 'delivry', which is not there; did you mean 'delivery'?",
    ),
]


@pytest.mark.parametrize(("toml", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_codebook_is_refused_in_one_line_that_names_the_place(toml, said):
    with pytest.raises(CodebookError) as caught:
        Codebook.parse(toml.encode(), where="book.toml")
    text = str(caught.value)
    assert text.startswith("book.toml: ")
    assert said in text
    assert "\n" not in text


def test_one_fault_is_told_as_one():
    with pytest.raises(CodebookError) as caught:
        Codebook.parse(b'title = "t"\n[[stage]]\nname = "a"', where="book.toml")
    assert "more fault" not in str(caught.value)


def test_a_misspelt_key_is_told_before_the_key_it_leaves_missing():
    with pytest.raises(CodebookError, match="did you mean 'meaning'"):
        Codebook.parse(b'title = "t"\n[[stage]]\nname = "a"\nmeening = "m"', where="book.toml")


def test_the_error_shows_the_signs_that_a_name_may_have_as_they_are():
    with pytest.raises(CodebookError) as caught:
        Codebook.parse(GOOD.encode() + b'[[stage]]\nname = "a b"\nmeaning = "m"', where="book.toml")
    assert "a-za-z" not in str(caught.value)


def test_a_meaning_of_blanks_is_no_meaning():
    with pytest.raises(CodebookError, match="meaning"):
        Codebook.parse(b'title = "t"\n[[stage]]\nname = "a"\nmeaning = "  "', where="book.toml")


def test_bytes_that_are_no_utf_8():
    with pytest.raises(CodebookError, match=r"^book\.toml: not TOML in UTF-8"):
        Codebook.parse(GOOD.replace("Parcels", "Päckchen").encode("latin-1"), where="book.toml")


def test_a_byte_order_mark_is_no_fault():
    assert Codebook.parse(b"\xef\xbb\xbf" + GOOD.encode(), where="b.toml") == Codebook.parse(GOOD.encode(), where="b")


def test_a_name_and_a_meaning_are_enough():
    book = Codebook.parse(GOOD.encode(), where="book.toml")
    assert (book.scope, book.touchpoints) == ("customer", ())
    (stage,) = book.stages
    assert (stage.title, stage.label, stage.cues, stage.examples) == ("Delivery", "", (), ())


@pytest.mark.parametrize(("name", "title"), [("sign_up", "Sign up"), ("after-care", "After care"), ("NPS", "Nps")])
def test_a_name_is_made_readable(name, title):
    book = Codebook.parse(f'title = "t"\n[[stage]]\nname = "{name}"\nmeaning = "m"'.encode(), where="b.toml")
    assert book.stages[0].title == title


CHANGED = [
    GOOD.replace("Parcels", "Letters"),
    GOOD.replace("on its way", "on the way"),
    GOOD + 'label = "L"',
    GOOD + 'cues = ["van"]',
    GOOD + 'examples = ["van"]',
    GOOD + '[[touchpoint]]\nname = "t"\nmeaning = "m"',
    'scope = "user"\n' + GOOD,
]


@pytest.mark.parametrize("changed", CHANGED)
def test_the_digest_changes_with_anything(changed):
    digest = Codebook.parse(GOOD.encode(), where="b.toml").digest
    assert len(digest) == 8
    assert Codebook.parse(changed.encode(), where="b.toml").digest != digest


def test_the_digest_does_not_change_with_layout():
    loose = f"# a comment\n{GOOD}\n\n".replace("\n", "\r\n")
    assert Codebook.parse(loose.encode(), where="x").digest == Codebook.parse(GOOD.encode(), where="y").digest


SECTORS = ["airline", "bank", "health", "hospitality", "public_service", "shop", "software", "telecom"]


def test_the_sectors_have_their_codebooks():
    assert list(codebook_files()) == sorted([*SECTORS, "classic", "service"])


@pytest.mark.parametrize("name", list(codebook_files()))
def test_shipped_codebooks_load_by_name_and_by_path(name):
    book = Codebook.load(name)
    assert book == Codebook.load(codebook_files()[name])
    assert Codebook.parse(book.to_toml().encode(), where=name) == book
    assert len(book.stages) >= 5


@pytest.mark.parametrize("name", list(codebook_files()))
def test_codes_of_shipped_codebooks_say_what_belongs_to_them(name):
    book = Codebook.load(name)
    assert book.bare == []
    for kind in (book.stages, book.touchpoints):
        meanings = [code.meaning for code in kind]
        assert len(set(meanings)) == len(meanings)
        for code in kind:
            assert code.title
            assert code.cues
            assert len(code.examples) >= 3, code.name
            assert len(set(code.examples)) == len(code.examples)
            assert "  " not in code.meaning


@pytest.mark.parametrize("name", list(codebook_files()))
def test_a_cue_of_a_shipped_codebook_speaks_for_one_code_of_its_kind(name):
    book = Codebook.load(name)
    for kind in (book.stages, book.touchpoints):
        owners: dict[tuple[str, ...], set[str]] = {}
        for code in kind:
            cues = list(code.cues)
            assert len({cue.casefold() for cue in cues}) == len(cues), code.name
            if kind is book.stages:  # a stage takes in the cues of the touchpoints that stand at it alone
                cues += [cue for touch in book.touchpoints if touch.stages == (code.name,) for cue in touch.cues]
            for words in words_of(cues):
                owners.setdefault(words.lemmas, set()).add(code.name)
        assert {cue: codes for cue, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", list(codebook_files()))
def test_an_example_of_a_shipped_codebook_stands_at_one_code_of_its_kind(name):
    book = Codebook.load(name)
    for kind in (book.stages, book.touchpoints):
        examples = [example.casefold() for code in kind for example in code.examples]
        assert len(set(examples)) == len(examples)


@pytest.mark.parametrize("name", SECTORS)
def test_a_sector_codebook_is_as_large_as_a_map_can_show(name):
    book = Codebook.load(name)
    assert 6 <= len(book.stages) <= 9
    assert 8 <= len(book.touchpoints) <= 14
    assert all(code.label for code in (*book.stages, *book.touchpoints))
    assert all(6 <= len(stage.cues) <= 14 for stage in book.stages)
    assert all(15 <= len(code.meaning.split()) <= 35 for code in (*book.stages, *book.touchpoints))
    assert any(touchpoint.stages for touchpoint in book.touchpoints)


def test_a_file_is_loaded_by_path(tmp_path):
    path = tmp_path / "book.toml"
    path.write_text(GOOD)
    assert Codebook.load(path) == Codebook.load(str(path))
    path.write_text("title =")
    with pytest.raises(CodebookError, match=rf"^{re.escape(str(path))}: "):
        Codebook.load(path)


@pytest.mark.parametrize("name", ["servce", "no/such.toml", ".", ""])
def test_a_name_that_is_none_lists_those_there_are(name):
    with pytest.raises(CodebookError, match=rf"there are: {', '.join(codebook_files())}$") as caught:
        Codebook.load(name)
    assert ("did you mean 'service'?" in str(caught.value)) is (name == "servce")


def test_a_fault_of_a_file_is_told_with_its_whole_path(tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_text("title = 3", encoding="utf-8")
    with pytest.raises(CodebookError, match=f"^{re.escape(str(path))}: title"):
        Codebook.load(path)
