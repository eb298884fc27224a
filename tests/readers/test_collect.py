"""From paths to the quotes table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from voc.errors import ReadError, StudyError
from voc.quotes import Passage
from voc.readers import Guess, Reader, Reading, Source, all_readers, read_paths
from voc.study import Study

TALK = "Interviewer: How was it?\nP1: {}\nInterviewer: And then?\nP1: I went home again.\n"
SURVEY = "Respondent ID,What went wrong?\n{0}1,The courier never came\n{0}2,I called twice\n{0}3,\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for stem, text in files.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_account_adds_up(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": TALK.format("It was late. Yeah."), "b.csv": SURVEY.format("10000")})
    assert [(file.source, file.format) for file in reading.files] == [
        ("a.txt", "text_transcript"),
        ("b.csv", "survey_table"),
    ]
    for file in reading.files:
        rows = reading.quotes[reading.quotes["source"] == file.source]
        assert file.read == len(rows)
        assert file.kept == int(rows["excluded"].isna().sum())
    assert [file.blank for file in reading.files] == [0, 1]
    assert reading.quotes["excluded"].value_counts().to_dict() == {"interviewer's words": 2, "filler": 1}


def test_one_bad_file_stops_no_other(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": TALK.format("It was late."), "b.vtt": "no header", "c.pdf": b"%PDF", "d.csv": b""})
    assert [error.split(":")[0] for error in reading.errors] == ["b.vtt", "c.pdf", "d.csv"]
    assert set(reading.quotes["source"]) == {"a.txt"}


def test_a_link_to_what_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Respondent,Why?\n1,It was late again.\n", encoding="utf-8")
    (tmp_path / "b.csv").symlink_to(tmp_path / "gone.csv")
    reading = read_paths([tmp_path], Study(), all_readers())
    assert len(reading.quotes) == 1
    assert [error.partition(":")[0] for error in reading.errors] == ["b.csv"]


def test_the_same_file_twice_is_read_once(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": TALK.format("It was late."), "b.txt": TALK.format("It was late.")})
    assert set(reading.quotes["source"]) == {"a.txt"}
    assert reading.files[1].note == "the same file as a.txt: not read again"


@pytest.mark.parametrize(
    "aside",
    [".hidden.txt", "~$a.docx", "README.md", "codebook.csv", "study.toml", ".git/a.txt", "desktop.ini", "Thumbs.db"],
)
def test_what_is_no_source_is_passed_over(read: Callable[..., Reading], aside: str) -> None:
    reading = read({"a.txt": TALK.format("It was late."), aside: b"whatever"})
    assert [file.source for file in reading.files] == ["a.txt"]
    assert not reading.errors


def test_a_map_made_before_is_no_source(read: Callable[..., Reading]) -> None:
    """``voc map .`` writes into ``./voc-out``; run again, it must not read its own quotes as new ones."""
    talk = TALK.format("It was late.")
    own = "quote_id,text,source\na1,It was late.,a.txt\na2,I went home again.,a.txt\n"
    reading = read({"a.txt": talk, "voc-out/quotes.csv": own, "voc-out/journey.json": '{"schema_version": 1}'})
    assert set(reading.quotes["source"]) == {"a.txt"}
    assert not reading.errors


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path: Path) -> None:
    one = write(tmp_path / "wave1", P1=TALK.format("It was late."))
    two = write(tmp_path / "wave2", P1=TALK.format("It was early."))
    reading = read_paths([one, two], Study(), all_readers())
    assert reading.quotes["source"].nunique() == 2
    assert reading.quotes["participant"].nunique() == 2


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "talks", P1=TALK.format("It was late."))
    reading = read_paths([folder, folder / "P1.txt"], Study(), all_readers())
    assert len(reading.quotes) == 4


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, a=TALK.format("It was late."), b=TALK.format("It was early."))
    both = [folder / "a.txt", folder / "b.txt"]
    first, second = (read_paths(paths, Study(), all_readers()).quotes for paths in (both, both[::-1]))
    assert first.equals(second)


@pytest.mark.parametrize(
    ("rule", "kinds", "roles"),
    [
        ({"files": "a.txt", "role": "staff"}, {"interview"}, {"interviewer", "staff"}),
        ({"files": "*", "kind": "note"}, {"note"}, {"interviewer", "participant"}),
        ({"files": "a.txt", "interviewer": "p1"}, {"interview"}, {"interviewer", "participant"}),
    ],
    ids=["staff", "kind", "interviewer"],
)
def test_the_study_s_rules_are_followed(
    read: Callable[..., Reading], rule: dict[str, str], kinds: set[str], roles: set[str]
) -> None:
    quotes = read({"a.txt": TALK.format("It was late.")}, source=[rule]).quotes
    assert set(quotes["source_kind"]) == kinds
    assert set(quotes["role"]) == roles
    assert (quotes.iloc[0]["role"] == "participant") is ("interviewer" in rule)


def test_an_interviewer_who_is_not_in_the_file_is_told(read: Callable[..., Reading]) -> None:
    talk = "Kim: Tell me of the trip.\nLee: It was late.\nKim: Go on.\nLee: I missed it.\n"
    try:
        reading = read({"a.txt": talk}, source=[{"files": "a.txt", "interviewer": "Kym"}])
    except ReadError as error:
        told = str(error)
    else:
        told = " ".join([*reading.errors, *(file.note for file in reading.files)])
    assert "Kym" in told


def test_closed_answers_alone_are_attributes(read: Callable[..., Reading]) -> None:
    closed = "Respondent ID,Plan,NPS\n" + "".join(f"10000{n},gold,{n}\n" for n in range(1, 9))
    reading = read({"a.csv": SURVEY.format("10000"), "b.csv": closed})
    assert reading.files[1].note == "closed answers only: kept as attributes of 8 people"
    assert reading.participants.set_index("participant").loc["P001", "NPS"] == "1"


def test_a_guessed_encoding_is_told(read: Callable[..., Reading]) -> None:
    text = "Respondent ID;¿Qué falló?\n100001;El envío llegó mañana, señor\n100002;No sé por qué tardó tanto\n"
    reading = read({"a.csv": text.encode("cp1252")}, languages=["es"])
    assert "encoding guessed: cp1252" in reading.files[0].note


@pytest.mark.parametrize(
    ("paths", "fault"),
    [(["nowhere"], "nowhere: no such file or folder"), (["empty"], "empty: nothing to read: no files")],
)
def test_nothing_to_read_is_an_error(tmp_path: Path, paths: list[str], fault: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError) as caught:
        read_paths([tmp_path / path for path in paths], Study(), all_readers())
    assert fault in str(caught.value)


def test_a_study_without_its_sources_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"sources: no such folder; put the research files there"):
        read_paths([tmp_path], Study(root=tmp_path), all_readers())


def test_a_folder_in_which_all_fails_says_the_first_reason(read: Callable[..., Reading]) -> None:
    with pytest.raises(ReadError, match=r"nothing could be read, 2 of 2 files failed; the first: a\.vtt: "):
        read({"a.vtt": "x", "b.vtt": "y"})


def test_a_turn_of_a_million_letters_stops_nothing(read: Callable[..., Reading]) -> None:
    """spaCy refuses texts longer than that; one unclosed quotation mark makes one cell of a whole file."""
    words = "x" * 1_000_001
    reading = read({"a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}", "b.txt": TALK.format("It was late.")})
    assert "b.txt" in set(reading.quotes["source"])


def test_the_error_of_a_misspelt_interviewer_names_the_speakers(read: Callable[..., Reading]) -> None:
    talk = "Kim: Tell me of the trip.\nLee: It was late.\nKim: Go on.\nLee: I missed it.\n"
    with pytest.raises(ReadError, match=r"^a\.txt: .*'Kym', does not speak in it; the speakers are: Kim, Lee\."):
        read({"a.txt": talk}, source=[{"files": "a.txt", "interviewer": "Kym"}])


def test_a_map_made_among_the_sources_is_no_source(read: Callable[..., Reading]) -> None:
    """``voc map . --out .``: the folder given is the map's own."""
    own = "quote_id,text,source\na1,It was late.,a.txt\n"
    made = {"quotes.csv": own, "tags.csv": own, "participants.csv": own, "account.json": "{}", "journey.html": "<p>"}
    reading = read({"a.txt": TALK.format("It was late."), **made})
    assert [file.source for file in reading.files] == ["a.txt"]


def test_folders_of_one_name_are_told_apart_by_those_above(tmp_path: Path) -> None:
    one = write(tmp_path / "a" / "talks", P1=TALK.format("It was late."), P2=TALK.format("It was wet."))
    two = write(tmp_path / "b" / "talks", P1=TALK.format("It was early."))
    reading = read_paths([one, two], Study(), all_readers())
    assert [file.source for file in reading.files] == ["P2.txt", "a/talks/P1.txt", "b/talks/P1.txt"]


def test_a_reader_that_fails_takes_no_other_file_with_it(tmp_path: Path) -> None:
    def broken(source: Source) -> Iterator[Passage]:
        raise KeyError("surprise")

    folder = write(tmp_path, a=TALK.format("It was late."))
    (folder / "b.odd").write_text("words", encoding="utf-8")
    odd = Reader("odd", "Odd", "note", (".odd",), lambda _: Guess(1.0, ("odd",)), broken, lambda _: [])
    reading = read_paths([folder], Study(), {**all_readers(), "odd": odd})
    assert reading.errors == [
        "b.odd: odd failed on it with KeyError: 'surprise'; take the file out or export it again, and report this"
    ]
    assert set(reading.quotes["source"]) == {"a.txt"}


def test_a_locked_file_is_told_and_stops_nothing(
    read: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def locked(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "b.csv":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **options)

    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "b.csv").write_text(SURVEY.format("10000"), encoding="utf-8")
    monkeypatch.setattr(Path, "open", locked)
    reading = read({"a.txt": TALK.format("It was late.")})
    assert reading.errors == ["b.csv: cannot be opened: Permission denied; close it elsewhere or check its rights"]
    assert len(reading.quotes) == 4


def test_what_differs_between_the_rows_of_a_person_is_no_attribute_of_hers(read: Callable[..., Reading]) -> None:
    said = ["The oars were too short for me", "I waited at the pier for an hour", "The hut was shut when we came back"]
    lines = ["participant,answer,Finding,Boat"]
    for person in range(8):
        boat = ["canoe", "ferry"][person % 2]
        lines += [f"P{person},{text} and so on {person},{'ABC'[n]},{boat}" for n, text in enumerate(said)]
    reading = read({"findings.csv": "\n".join(lines) + "\n"})
    assert "Boat" in reading.participants
    assert "Finding" not in reading.participants
    assert list(reading.attributes["attribute"]) == ["Boat"]
    assert "nobody is grouped by it: 'Finding'" in reading.files[0].note
    once = read({"findings.csv": "\n".join(lines[:1] + lines[1::3]) + "\n"})
    assert once.files[0].note.count("nobody is grouped") == 0
