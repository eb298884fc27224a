from __future__ import annotations

import pytest

from voc.codebook import Codebook
from voc.errors import StudyError, VocError
from voc.study import FILE_NAME, SourceRule, Study, create, find_study


@pytest.fixture
def load(tmp_path):
    def make(toml: str) -> Study:
        (tmp_path / FILE_NAME).write_text(toml, encoding="utf-8")
        return Study.load(tmp_path)

    return make


BAD = [
    # toml, what the error names
    ("title =", "not TOML in UTF-8"),
    ('titel = "t"', "no such key 'titel'; did you mean 'title'?"),
    ('[[source]]\nfiles = "*"\nrol = "staff"', "no such key 'rol'; did you mean 'role'?"),
    ('[[source]]\nkind = "survey"', "files: it is missing"),
    ('[[source]]\nfiles = "*"\nrole = "boss"', "role: "),
    ('[[source]]\nfiles = "*"\nkind = "poll"', "kind: "),
    ("min_participants = 0", "min_participants: "),
    ("resamples = 100", "resamples: "),
    ('seed = "one"', "seed: "),
    ("seed = -1", "seed: "),
    ("seed = 4294967296", "seed: "),
    ('languages = "en"', "languages: 'en' is no list; write it in brackets: ['en']"),
    ("languages = [1]", "languages"),
]


@pytest.mark.parametrize(("toml", "said"), BAD, ids=[toml.replace("\n", " ") for toml, _ in BAD])
def test_a_bad_study_is_refused_in_one_line_that_names_the_key(load, tmp_path, toml, said):
    with pytest.raises(StudyError) as caught:
        load(toml)
    text = str(caught.value)
    assert text.startswith(f"{tmp_path / FILE_NAME}: ")
    assert said in text
    assert "\n" not in text


def test_the_keys_there_are_leave_out_what_is_not_to_be_set(load):
    with pytest.raises(StudyError) as caught:
        load("rot = 1")
    assert "root" not in str(caught.value).split("there are: ")[1].split(", ")


def test_an_empty_file_is_a_study_of_defaults(load, tmp_path):
    assert load("") == Study(root=tmp_path)
    study = Study()
    assert (study.codebook, study.min_participants, study.resamples, study.seed) == ("service", 3, 2000, 0)


def test_a_folder_without_a_study_names_the_command(tmp_path):
    with pytest.raises(StudyError, match=f"voc init {tmp_path}"):
        Study.load(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b'\xef\xbb\xbftitle = "T"\r\nseed = 3\r\n')
    study = Study.load(tmp_path)
    assert (study.title, study.seed) == ("T", 3)


RULES = """
[[source]]
files = "sources/staff/*"
role = "staff"
[[source]]
files = "*.csv"
kind = "survey"
[[source]]
files = "special.csv"
kind = "review"
format = "reviews"
[[source]]
files = "sources/staff/b.*"
interviewer = "Bea"
"""

NAMES = [
    ("sources/staff/a.txt", {"role": "staff"}),
    ("sources/staff/b.txt", {"role": "staff", "interviewer": "Bea"}),
    ("sources/staff/c.csv", {"role": "staff", "kind": "survey"}),
    ("sources/x/special.csv", {"kind": "review", "format": "reviews"}),
    ("special.csv", {"kind": "review", "format": "reviews"}),
    ("not-special.csv", {"kind": "survey"}),
    ("sources/talk.txt", {}),
]


@pytest.mark.parametrize(("name", "stated"), NAMES, ids=[name for name, _ in NAMES])
def test_of_all_rules_that_match_the_last_stated_value_counts(load, name, stated):
    assert load(RULES).rule(name) == SourceRule(files=name, **stated)


def test_the_codebook_beside_the_study_comes_first(load, tmp_path):
    study = load('codebook = "service"')
    assert study.codebook_path() == "service"
    (tmp_path / "service").write_text("")
    assert study.codebook_path() == str(tmp_path / "service")
    assert Study(codebook="classic").codebook_path() == "classic"


TITLES = ["our study", 'the "best" study', "back\\slash", "Übung – 2", "it's", "tab\there"]


@pytest.mark.parametrize("name", TITLES)
def test_a_made_study_can_be_read(tmp_path, name):
    written = create(tmp_path / name, codebook="classic", seed=5)
    assert {path.name for path in written} == {FILE_NAME, "codebook.toml", "sources", ".gitignore"}
    assert all(path.exists() for path in written)
    study = Study.load(tmp_path / name)
    assert study.title.casefold() == name.casefold()
    assert (study.seed, study.min_participants, study.languages) == (5, 3, ("en",))
    assert Codebook.load(study.codebook_path()) == Codebook.load("classic")


def test_a_title_keeps_the_capitals_of_the_folder(tmp_path):
    create(tmp_path / "ACME-onboarding")
    assert Study.load(tmp_path / "ACME-onboarding").title == "ACME onboarding"


def test_a_study_is_never_overwritten(tmp_path):
    create(tmp_path)
    (tmp_path / FILE_NAME).write_text('title = "Mine"')
    with pytest.raises(StudyError, match="there is a study already"):
        create(tmp_path)
    assert Study.load(tmp_path).title == "Mine"


def test_an_unknown_codebook_makes_nothing(tmp_path):
    with pytest.raises(VocError, match="did you mean 'service'"):
        create(tmp_path / "new", codebook="servic")
    assert not (tmp_path / "new").exists()


def test_a_study_is_found_by_its_folder_or_its_file_alone(tmp_path):
    create(tmp_path / "one")
    study = Study.load(tmp_path / "one")
    assert find_study([tmp_path / "one"]) == study
    assert find_study([tmp_path / "one" / FILE_NAME]) == study
    with pytest.raises(StudyError, match="a study is read alone"):
        find_study([tmp_path / "one", tmp_path / "more.csv"])
    assert find_study([tmp_path]) is None
    assert find_study([tmp_path / "absent" / FILE_NAME]) is None
    assert find_study([]) is None


def test_a_language_that_no_tagger_reads_is_refused_before_a_map_is_made(load):
    assert load('languages = ["EN"]').languages == ("en",)
    load('languages = ["en", "es"]').check_tagged()
    with pytest.raises(StudyError, match="not de"):
        load('languages = ["en", "de"]').check_tagged()
    with pytest.raises(StudyError, match="two-letter codes like en"):
        load('languages = ["English"]')


def test_a_rule_that_matches_no_file_is_an_error(tmp_path):
    from voc.readers import all_readers, read_paths

    create(tmp_path)
    (tmp_path / "sources" / "talk.txt").write_text("Q: How was it?\nA: It broke.\nQ: When?\nA: On Monday.\n")
    (tmp_path / FILE_NAME).write_text('[[source]]\nfiles = "source/staf/*"\nrole = "staff"\n')
    with pytest.raises(StudyError, match=r"matches no file; there are: sources/talk\.txt"):
        read_paths([tmp_path], Study.load(tmp_path), all_readers())


def test_a_seed_is_checked_wherever_it_comes_from():
    assert Study().with_seed(5).seed == 5
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        Study().with_seed(-1)
