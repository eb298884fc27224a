"""REFI-QDA projects as different programs write them, and as nobody should."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made import _refi, refi_project
from made._refi import archive, at, case, cases, code, codes, guid, project, selection, sources, tag, text_source, users

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.base import choose
from voc.study import SourceRule

TALK = "Interviewer: How was it?\nAnna: The courier came late. 😀 Nobody called.\nInterviewer: And?\nAnna: I left.\n"
LATE = "The courier came late."


def reading(tmp_path: Path, data: bytes, name: str = "study.qdpx") -> tuple[list[Passage], Source]:
    """The passages of a project, and its source with the notes."""
    path = tmp_path / name
    path.write_bytes(data)
    source = Source(path, name)
    reader, _ = choose(source, all_readers())
    assert reader.name == "refi_project"
    found: list[Any] = list(reader.read(source))
    assert len({passage.locator for passage in found}) == len(found)
    assert reader.preview(source)
    return found, source


def coded(passages: list[Passage]) -> list[tuple[str, str, str]]:
    """The words, code and coder of each coding."""
    return [
        (passage.text[coding.start : coding.end], coding.code, coding.by)
        for passage in passages
        for coding in passage.codings
    ]


def one_text(text: str, *selections: str, raw: str | bytes | None = None, **more: str) -> bytes:
    """A project of one text."""
    made = project(
        users("Ida"),
        codes(code("Late"), code("Sign-up")),
        sources(text_source("Talk", *selections, path="T.txt")),
        **more,
    )
    return archive(made, {"sources/T.txt": text if raw is None else raw})


WINDOWS = TALK.replace("\n", "\r\n")


def as_two(words: str) -> str:
    start = WINDOWS.index(words)
    return at(start, start + len(words), ["Late"])


@pytest.mark.parametrize(
    ("origin", "raw", "marked"),
    [
        ("ATLAS.ti 26", WINDOWS, selection(TALK, "I left.", ["Late"])),
        ("ATLAS.ti 26", "\ufeff" + TALK, selection(TALK, "I left.", ["Late"])),
        ("MAXQDA 24", WINDOWS, as_two("I left.")),
        ("NVivo 14", WINDOWS, as_two("I left.")),
        ("QualCoder 3.6", ("\ufeff" + WINDOWS).encode("utf-16"), selection(TALK, "I left.", ["Late"], name="I left.")),
        ("Taguette", TALK.encode("utf-8"), selection(TALK, "I left.", ["Late"])),
    ],
)
def test_line_ends_and_marks_count_as_the_program_counts_them(
    tmp_path: Path, origin: str, raw: str | bytes, marked: str
) -> None:
    passages, _ = reading(tmp_path, one_text(TALK, marked, raw=raw, origin=origin))
    assert coded(passages) == [("I left.", "Late", "Ida")]


def test_line_ends_that_count_as_two_without_being_so_are_found_by_what_lies_outside(tmp_path: Path) -> None:
    text = "".join(f"Line {number} says something.\n" for number in range(30))
    start = text.index("Line 29") + 29
    passages, source = reading(tmp_path, one_text(text, at(start, start + 7, ["Late"])))
    assert coded(passages) == [("Line 29", "Late", "Ida")]
    assert "places in 1 document counted with line ends as two signs" in source.notes


def test_a_coding_over_several_turns_keeps_its_words_in_each(tmp_path: Path) -> None:
    passages, _ = reading(
        tmp_path, one_text(TALK, selection(TALK, "Nobody called.\nInterviewer: And?\nAnna: I", ["Late"]))
    )
    assert coded(passages) == [(words, "Late", "Ida") for words in ("Nobody called.", "And?", "I")]
    assert [passage.role for passage in passages] == ["interviewer", "participant"] * 2


@pytest.mark.parametrize("file", ["project.qde", "PROJECT.QDE", "Trial.qde", "My study/project.qde"])
@pytest.mark.parametrize("folder", ["sources", "Sources", "My study/sources"])
def test_the_project_file_and_the_folder_have_any_name(tmp_path: Path, file: str, folder: str) -> None:
    made = project(
        users("Ida"), codes(code("Late")), sources(text_source("Talk", selection(TALK, LATE, ["Late"]), path="t.TXT"))
    )
    passages, _ = reading(tmp_path, archive(made, {f"{folder}/T.txt": TALK}, file=file))
    assert coded(passages) == [(LATE, "Late", "Ida")]


def test_a_project_that_was_renamed_to_zip_is_known(tmp_path: Path) -> None:
    passages, _ = reading(tmp_path, one_text(TALK, selection(TALK, LATE, ["Late"])), "study.qdpx.zip")
    assert coded(passages) == [(LATE, "Late", "Ida")]


def test_what_programs_write_differently_is_read_alike(tmp_path: Path) -> None:
    """Braces and case of identifiers, another namespace, folders in paths, codes in a container, an empty Sets."""
    made = project(
        users("Ida"),
        codes(code("Stages", tag("SubCodes", code("Late")))),
        sources(text_source("Talk", selection(TALK, LATE, ["Late"]), path="Sources/T.txt")),
        "<Sets/>",
    )
    made = made.replace("project:1.0", "project:2.0").replace(guid("Late"), f"{{{guid('Late').lower()}}}", 1)
    passages, _ = reading(tmp_path, archive(made, {"Sources/T.txt": TALK}))
    assert coded(passages) == [(LATE, "Stages / Late", "Ida")]


def test_a_name_with_colons_is_a_path(tmp_path: Path) -> None:
    made = project(
        codes(code("Coke::diet Coke"), code("Coke")),
        sources(text_source("Talk", selection(TALK, LATE, ["Coke::diet Coke", "Coke"]), content=TALK)),
    )
    passages, _ = reading(tmp_path, archive(made))
    assert coded(passages) == [(LATE, "Coke / diet Coke", "unknown"), (LATE, "Coke", "unknown")]


def test_memos_come_from_descriptions_notes_and_links(tmp_path: Path) -> None:
    place = TALK.index(LATE)
    note = tag("Note", tag("PlainTextContent", "said twice"), guid=guid("note"))
    linked = tag("Note", guid=guid("linked"), plainTextPath="internal://N.txt")
    link = tag(
        "Link", originGUID=guid("linked"), targetGUID=guid(f"selection {place} {place + len(LATE)}"), guid=guid("l")
    )
    marked = selection(TALK, LATE, ["Late"], memo="at last").replace(
        "</PlainTextSelection>", tag("NoteRef", targetGUID=guid("note")) + "</PlainTextSelection>"
    )
    made = project(
        codes(code("Late")),
        sources(text_source("Talk", marked, content=TALK)),
        tag("Notes", note, linked),
        tag("Links", link),
    )
    passages, _ = reading(tmp_path, archive(made, {"sources/N.txt": "\ufeffsee talk 2\n"}))
    assert [coding.memo for passage in passages for coding in passage.codings] == ["at last\nsaid twice\nsee talk 2"]


def test_a_code_for_a_whole_document_covers_all_of_it(tmp_path: Path) -> None:
    made = project(codes(code("Wave 1")), sources(text_source("Talk", _refi.coding("Wave 1", "Ida"), content=TALK)))
    passages, _ = reading(tmp_path, archive(made))
    assert [words for words, _, _ in coded(passages)] == [passage.text for passage in passages]


def test_cases_are_people_and_their_variables_attributes(tmp_path: Path) -> None:
    ranges = tag("SelectionRef", targetGUID=guid(f"selection {0} {9}"))
    group = "I like it a lot. Really.\nIt is too dear for me.\n"
    made = project(
        _refi.variables("NPS", "Plan"),
        codes(code("Late")),
        sources(
            text_source("Talk", content=TALK),
            text_source("Group", at(0, 24, []), content=group),
            text_source("Diary", content="Dear diary, it broke."),
        ),
        cases(
            case("Anna", ["Talk"], NPS="3", Plan="Unassigned"),
            case("Bo", [], tag("SelectionRef", targetGUID=guid("selection 0 24")), NPS="9"),
            case(None, ["Diary"], Plan="Pro"),
        ),
    )
    assert ranges
    passages, _ = reading(tmp_path, archive(made))
    assert [(p.speaker, dict(p.attributes)) for p in passages if p.role == "participant"] == [
        ("Anna", {"NPS": "3"}),
        ("Anna", {"NPS": "3"}),
        ("Bo", {"NPS": "9"}),
        ("Group", {}),
        ("Diary", {"Plan": "Pro"}),
    ]


def test_a_passage_that_is_coded_at_a_case_is_that_persons(tmp_path: Path) -> None:
    text = "I like it a lot.\nIt is too dear.\n"
    coding = tag("Coding", tag("CodeRef", targetGUID=guid("case Bo")), guid=guid("c"))
    marked = at(17, 32, []).replace("</PlainTextSelection>", coding + "</PlainTextSelection>")
    made = project(sources(text_source("Group", marked, content=text)), cases(case("Bo", [])))
    passages, source = reading(tmp_path, archive(made))
    assert [p.speaker for p in passages] == ["Group", "Bo"]
    assert not any("left out" in note for note in source.notes)


def test_one_name_in_two_documents_is_two_people(tmp_path: Path) -> None:
    texts = [
        text_source(name, content=TALK.replace("Anna", who)) for name, who in (("A", "P1"), ("B", "P1"), ("C", "Kim"))
    ]
    passages, _ = reading(tmp_path, archive(project(sources(*texts))))
    assert {p.speaker for p in passages if p.role == "participant"} == {"P1 in A", "P1 in B", "Kim"}


def test_documents_of_one_name_are_told_apart(tmp_path: Path) -> None:
    texts = [
        text_source("Answer", content=said).replace(guid("Answer"), guid(said)) for said in ("It broke.", "It is fine.")
    ]
    passages, _ = reading(tmp_path, archive(project(sources(*texts))))
    assert [p.locator for p in passages] == ["Answer, line 1", "Answer (2), line 1"]


def test_the_interviewer_whom_the_study_names_speaks_in_some_document(tmp_path: Path) -> None:
    texts = (
        text_source("Talk", content=TALK.replace("Interviewer", "Dana")),
        text_source("Diary", content="It broke."),
    )
    path = tmp_path / "study.qdpx"
    path.write_bytes(archive(project(sources(*texts))))
    read = all_readers()["refi_project"].read
    found: list[Any] = list(read(Source(path, path.name, SourceRule(files="*", interviewer="Dana"))))
    assert [p.role for p in found if p.speaker == "Dana"] == ["interviewer", "interviewer"]
    with pytest.raises(ReadError, match="'Dan', speaks in none of its documents; the speakers are: Anna, Dana"):
        list(read(Source(path, path.name, SourceRule(files="*", interviewer="Dan"))))


def test_roles_of_the_participants_file_hold(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(archive(project(sources(text_source("Talk", content=TALK.replace("Interviewer", "Dana"))))))
    source = Source(path, path.name, roles={"anna": "interviewer", "dana": "participant"})
    found: list[Any] = list(all_readers()["refi_project"].read(source))
    assert [(p.speaker, p.role) for p in found][:2] == [("Dana", "participant"), ("Anna", "interviewer")]


def test_sets_of_documents_are_groups(tmp_path: Path) -> None:
    member = tag("MemberSource", targetGUID=guid("Diary"))
    made = project(
        sources(text_source("Diary", content="It broke.")),
        tag(
            "Sets",
            *(tag("Set", member, name=name, guid=guid(name)) for name in ("gender: female", "Novices", "Wave 2")),
        ),
    )
    passages, _ = reading(tmp_path, archive(made))
    assert dict(passages[0].attributes) == {"gender": "female", "group": "Novices, Wave 2"}


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    made = project(
        users("Ida"),
        codes(code("Late")),
        sources(
            text_source(
                "Talk", at(5, 5, ["Late"]), at(9, 999, ["Late"]), at(-4, 3, ["Late"]), at(0, 4, ["Gone"]), content=TALK
            ),
            text_source("Lost", at(0, 9, ["Late"], name="Quotation 1"), path="L.txt"),
            tag("PictureSource", tag("PictureSelection", _refi.coding("Late", None)), guid=guid("p"), name="p.jpg"),
            tag("VideoSource", guid=guid("v"), name="v.mp4"),
            tag("VideoSource", guid=guid("w"), name="w.mp4"),
        ),
    )
    _, source = reading(tmp_path, archive(made))
    assert source.notes == [
        "read 1 document",
        "the text of 1 document is not in the project (Lost)",
        "not read, as they hold no text: 1 picture, 2 videos",
        "left out: 3 codings outside the text of their document",
        "left out: 1 coding of a code that the project does not have",
        "left out: 1 coding in documents whose text is missing",
        "left out: 1 coding on pictures, sound, video or frames of a PDF without words",
    ]


def test_a_frame_on_a_pdf_is_put_where_its_words_stand(tmp_path: Path) -> None:
    def frame(words: str, name: str) -> str:
        inside = tag("Representation", tag("PlainTextContent", words), guid=guid(f"r {words}"))
        return tag("PDFSelection", inside, _refi.coding(name, "Ida"), guid=guid(f"f {words}"), page=0)

    text = "Dear Sir, the parcel\nnever came. Yours, Anna"
    pdf = tag(
        "PDFSource",
        frame("the parcel never came", "Late"),
        frame("no such words", "Late"),
        tag("Representation", guid=guid("r"), plainTextPath="internal://L.txt"),
        guid=guid("letter"),
        name="Letter.pdf",
    )
    scan = tag("PDFSource", frame("It broke at once.", "Late"), guid=guid("scan"), name="Scan.pdf")
    made = project(users("Ida"), codes(code("Late")), sources(pdf, scan))
    passages, source = reading(tmp_path, archive(made, {"sources/L.txt": text}))
    assert coded(passages) == [
        ("the parcel\nnever came", "Late", "Ida"),
        ("It broke at once.", "Late", "Ida"),
    ]
    assert passages[-1].locator == "Scan.pdf, selection 1"
    assert "left out: 1 coding of frames in a PDF whose words do not stand once in its text" in source.notes


NO_TEXT = {
    "nothing": (project(), "no text documents in this project"),
    "only codes": (
        project(codes(code("Late"), code("Dear"))),
        "no text documents in this project; its 2 codes can be had as a codebook: voc init DIR --codebook study.qdpx",
    ),
    "only media": (
        project(sources(tag("VideoSource", guid=guid("v"), name="v.mp4"))),
        "no text documents in this project, only 1 video",
    ),
    "missing texts": (
        project(codes(code("Late")), sources(*(text_source(f"Talk {n}", path=f"{n}.txt") for n in range(9)))),
        "the text of its 9 documents is not in the project (Talk 0, Talk 1, Talk 2, Talk 3, Talk 4, Talk 5 and 3 more)"
        "; export it again with its documents; its 1 codes can be had as a codebook: voc init DIR --codebook "
        "study.qdpx",
    ),
}


@pytest.mark.parametrize(("qde", "said"), NO_TEXT.values(), ids=NO_TEXT)
def test_a_project_without_text_says_what_it_is_good_for(tmp_path: Path, qde: str, said: str) -> None:
    with pytest.raises(ReadError, match=rf"^study\.qdpx: {re.escape(said)}$"):
        reading(tmp_path, archive(qde))


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", b" " * (12 * 2**20))
    return stream.getvalue()


ENTITY = (
    '<!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Project xmlns="urn:QDA-XML:project:1.0">&b;</Project>'
)
BAD = {
    "no zip": (b"Project QDA-XML", "study.qdpx: not a REFI-QDA project that can be read"),
    "no project": (archive("x", file="a.txt"), "study.qdpx: no structure of a known format was found"),
    "a bomb": (bomb(), "study.qdpx: 'project.qde' would swell 400-fold and more: a zip bomb; refused"),
    "a way out": (
        archive(project(), {"../../etc/x.txt": "x"}),
        "study.qdpx: holds '../../etc/x.txt', a name that leads",
    ),
    "entities": (archive(ENTITY), "study.qdpx/project.qde: declares XML entities"),
    "broken XML": (archive("<Project QDA-XML"), "study.qdpx/project.qde: not XML that can be read"),
    "another XML": (archive("<Other>Project</Other>"), "study.qdpx/project.qde: a Other, not a REFI-QDA Project"),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD)
def test_a_bad_project_is_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=rf"^{re.escape(said)}") as raised:
        reading(tmp_path, data)
    assert "\n" not in str(raised.value)


def test_a_text_in_an_old_encoding_is_said(tmp_path: Path) -> None:
    passages, source = reading(tmp_path, one_text("", raw="Das Päckchen fehlt.".encode("cp1252")))
    assert passages[0].text == "Das Päckchen fehlt."
    assert "encoding guessed for 1 document: cp1252; check the accents" in source.notes


def test_the_made_projects_are_read_in_full(tmp_path: Path) -> None:
    refi_project.make(tmp_path)
    passages, source = reading(tmp_path, (tmp_path / "parcels.qdpx").read_bytes(), "again.qdpx")
    assert {words for words, code, _ in coded(passages) if code == "annotation"} == {"Support was kind in the end."}
    assert source.notes[0] == "read 4 documents, 9 codings, 8 codes, 2 coders"


SIGNS = st.text(st.sampled_from("ab e\u0301😀\n.,:\r\u00a0"), min_size=1, max_size=50)


@given(SIGNS, st.data())
@settings(deadline=None, max_examples=60, derandomize=True, database=None)
def test_every_coding_has_the_words_of_the_document(text: str, data: st.DataObject) -> None:
    """Whatever the text: the words of a coding, put together, are those of its range but for blank lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    assume(plain.strip())
    with TemporaryDirectory() as folder:
        named = " ".join(plain[start:end].split())
        passages, _ = reading(Path(folder), one_text(text, at(start, end, ["Late"], name=named), origin="ATLAS.ti"))
    words = "".join(one for one, _, _ in coded(passages))
    assert "".join(words.split()) in "".join(plain[start:end].split())
