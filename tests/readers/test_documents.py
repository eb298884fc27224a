"""Transcripts in Word, OpenDocument, RTF and PDF documents."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made import docx_transcript as word
from made import odt_transcript as open_document
from made import pdf_transcript as portable
from made._odt import odt, paragraphs
from made._office import document
from made._pdf import pdf
from pypdf import PdfReader, PdfWriter

from voc.errors import ReadError, VocError
from voc.quotes import Passage
from voc.readers import Reader, Reading, Source, all_readers
from voc.reading.base import choose
from voc.study import SourceRule

Read = Callable[..., Reading]
TALK = (
    ("Interviewer", "How did you find us?"),
    ("Anna", "I saw an advert on the bus."),
    ("Interviewer", "And then what happened?"),
    ("Anna", "I could not find the shop."),
)
ANSWERS = ["I saw an advert on the bus.", "I could not find the shop."]
LINES = [f"{name}: {text}" for name, text in TALK]


def rtf(lines: Sequence[str]) -> bytes:
    coded = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in "\\par\n".join(lines))
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\pard {coded}\\par}}".encode("ascii")


MAKE: dict[str, Callable[[Sequence[str]], bytes]] = {
    ".docx": document,
    ".odt": lambda lines: odt(paragraphs(*map(escape, lines))),
    ".rtf": rtf,
    ".pdf": lambda lines: pdf([lines]),
}
EVERY = pytest.mark.parametrize("suffix", MAKE)


def evidence(reading: Reading) -> list[str]:
    return reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()


@EVERY
@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        ["Study of buses", "", *LINES],
        [part for name, text in TALK for part in (f"{name}   0:03", text)],
        [part for name, text in TALK for part in (f"{name} (00:12:03):", text)],
        [f"[00:12:03] {line}" for line in LINES],
        [f"#00:12:03-5# {line}" for line in LINES],
        [f"{line} #00:12:03-5#" for line in LINES],
        [*(part for name, text in TALK for part in (f"{name}  0:12", text)), "Transcribed by https://otter.ai"],
        ["Moderator: How did you find us?", ANSWERS[0], "Moderator: And then what happened?", ANSWERS[1]],
    ],
    ids=["names", "title", "Teams", "Rev", "time in front", "f4 in front", "f4 behind", "Otter", "one is marked"],
)
def test_the_answers_are_the_evidence(read: Read, suffix: str, lines: Sequence[str]) -> None:
    reading = read({f"a{suffix}": MAKE[suffix](lines)})
    assert evidence(reading) == ANSWERS
    assert reading.files[0].format.endswith("_transcript")


@EVERY
def test_prose_of_nobody_is_refused_with_the_cure(read: Read, suffix: str) -> None:
    lines = ["I never found the shop on my own.", "The bus dropped me at the wrong stop.", "I gave up in the end."]
    with pytest.raises(ReadError, match=rf'^a\{suffix}: no structure of .*format = "{suffix[1:]}_transcript"$'):
        read({f"a{suffix}": MAKE[suffix](lines)})


@EVERY
def test_whoever_names_the_format_says_that_it_is_somebody_s_words(read: Read, suffix: str) -> None:
    rule = [{"files": f"*{suffix}", "format": f"{suffix[1:]}_transcript"}]
    lines = ["I never found the shop on my own.", "The bus dropped me at the wrong stop."]
    reading = read({f"a{suffix}": MAKE[suffix](lines)}, source=rule)
    assert evidence(reading) == lines
    assert reading.quotes["participant"].nunique() == 1
    assert "no speaker is named" in reading.files[0].note


@EVERY
def test_a_document_without_words_is_an_error_in_one_line(read: Read, suffix: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\{suffix}: [^\n]*$"):
        read({f"a{suffix}": MAKE[suffix](["", " "])})


def test_highlights_of_taguette_are_no_interview(read: Read) -> None:
    lines = ["Taguette highlights", "I saw an advert.", "Document: P1.odt Tags: Adverts", "I gave up."]
    with pytest.raises(ReadError, match=r"^a\.docx: highlights of a Taguette project.*\.csv"):
        read({"a.docx": document(lines)})


def test_tables_in_which_others_speak_are_left_out_and_counted(read: Read) -> None:
    cells = "".join(f"<table:table-cell>{paragraphs(text)}</table:table-cell>" for text in ("Place", "Leeds library"))
    about = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    reading = read({"a.odt": odt(about + open_document.TABLE)})
    assert reading.quotes["locator"].str.contains("table 2").all()
    assert reading.files[0].note.split("; ")[0] == "read its tables"
    assert "left out: 2 words of tables in which nobody of the others speaks" in reading.files[0].note


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("two  words\n in\ta line", "two words in a line"),
        ('<text:s text:c="3"/>three', "three"),
        ('two<text:s text:c="2"/>spaces', "two  spaces"),
        ('many<text:s text:c="999999999"/>spaces', f"many{' ' * 1000}spaces"),
        ('none<text:s text:c="x"/>given', "none given"),
        ("a<text:tab/>tab", "a\ttab"),
        ("a <text:span>styled <text:span>word</text:span></text:span> here", "a styled word here"),
        ("a <text:a>link</text:a>, too", "a link, too"),
        ("page<text:soft-page-break/> break", "page break"),
        ("<text:change-start/>put in<text:change-end/>", "put in"),
        ("noted<office:annotation><text:p>not said</text:p></office:annotation> down", "noted down"),
    ],
)
def test_the_words_of_an_open_document_paragraph(read: Read, body: str, text: str) -> None:
    lines = paragraphs("Interviewer: Yes?", f"Anna: {body}", "Interviewer: And?", "Anna: Nothing else happened.")
    quotes = read({"a.odt": odt(lines)}).quotes
    assert quotes["text"].tolist()[1] == text


def test_comments_and_footnotes_are_counted(read: Read, tmp_path: Path) -> None:
    open_document.make(tmp_path)
    word.make(tmp_path)
    files = {name: (tmp_path / name).read_bytes() for name in ("names.odt", "reviewed.docx")}
    notes = {file.source: file.note for file in read(files).files}
    assert notes == {
        "names.odt": "left out: 1 comments and 1 footnotes; lines above the first turn, not read: 1",
        "reviewed.docx": "left out: 1 comments",
    }


def test_headers_and_page_numbers_of_a_pdf_are_counted(read: Read) -> None:
    reading = read({"a.pdf": pdf(portable.PAGES)})
    assert reading.files[0].note == "left out: 6 headers, footers and page numbers"


def test_names_that_come_again_on_each_page_are_no_headers(read: Read) -> None:
    said = ["the bus was late.", "it was cold inside.", "the driver was rude."]
    pages = [["Interviewer:", f"What was wrong, number {n}?", "Ole:", f"I think {one}"] for n, one in enumerate(said)]
    reading = read({"a.pdf": pdf(pages)})
    assert evidence(reading) == [f"I think {one}" for one in said]
    assert reading.files[0].note == ""


def test_a_pdf_without_text_needs_text_recognition(read: Read) -> None:
    scanned = pdf([[]] * 3, page=b"q 595 0 0 842 0 0 cm 0.5 g 10 10 100 100 re f Q")
    with pytest.raises(ReadError, match=r"^a\.pdf: pictures of 3 pages, without text in them; run text recognition"):
        read({"a.pdf": scanned})


def test_pages_without_text_are_told(read: Read) -> None:
    reading = read({"a.pdf": pdf([LINES, []])})
    assert reading.files[0].note == "1 of 2 pages hold no text: pictures are not read"
    assert evidence(reading) == ANSWERS


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([LINES]))))
    writer.encrypt(password, "owner's", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_pdf_that_may_only_not_be_printed_is_read(read: Read) -> None:
    assert evidence(read({"a.pdf": encrypted("")})) == ANSWERS


def test_a_pdf_with_a_password_is_refused(read: Read) -> None:
    with pytest.raises(ReadError, match=r"^a\.pdf: has a password; save it without one$"):
        read({"a.pdf": encrypted("secret")})


def test_pypdf_says_nothing_and_is_left_as_it_was(read: Read, caplog: pytest.LogCaptureFixture) -> None:
    broken = pdf([LINES]).replace(b"startxref\n", b"startxref\n9")
    logger = logging.getLogger("pypdf")
    level = logger.level
    assert evidence(read({"a.pdf": broken})) == ANSWERS
    assert not caplog.records
    assert logger.level == level


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "files that end in .doc are not read; save it as .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "has a password, or is of an old Word"),
        ("a.rtf", b"Anna: hello", "no RTF, whatever its name says"),
        ("a.rtf", b"{\\rtf1\\ansi\\u99999999999 }", r"not RTF that can be read \(\w+\)"),
        ("a.odt", b"PK\x03\x04 and no more", "not an OpenDocument text"),
        ("a.pdf", b"%PDF-1.4 and no more", "not a PDF that can be read"),
        ("a.pdf", b"Anna: hello", "not a PDF that can be read"),
    ],
)
def test_what_is_no_document_is_an_error_in_one_line(read: Read, name: str, content: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=rf"^{name}: {says}[^\n]*$"):
        read({name: content})


def packed(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"other_xml": "<a/>"}, "(not a Word document|no OpenDocument text)"),
        ({"content_xml": "<a"}, "not (a Word document|XML)"),
        ({"content_xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "(not a Word document|declares XML entities)"),
        ({"content_xml": "<a>" + " " * 20_000_000 + "</a>"}, "'content.xml' would swell 400-fold and more: a zip bomb"),
        ({"..__content_xml": "<a/>"}, "holds '../content.xml', a name that leads out of the archive"),
        ({"content_xml": "<a/>", "META-INF__manifest_xml": "<encryption-data/>"}, "(not a Word|has a password)"),
    ],
    ids=["nothing", "broken", "entities", "bomb", "out of it", "password"],
)
def test_an_archive_that_is_no_document(read: Read, suffix: str, parts: dict[str, str], says: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\{suffix}: {says}[^\n]*$"):
        read({f"a{suffix}": packed(**parts)})


@st.composite
def damage(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Change a few bytes, and perhaps cut the end off."""
    changes = draw(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12))
    kept = draw(st.just(1.0) | st.floats(0, 1))

    def damaged(content: bytes) -> bytes:
        changed = bytearray(content)
        for place, byte in changes:
            changed[int(place * len(changed))] = byte
        return bytes(changed[: int(kept * len(changed))])

    return damaged


@EVERY
@settings(deadline=None, max_examples=60, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@example(damaged=lambda content: content * 2)
@given(damaged=damage())
def test_a_damaged_document_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, damaged: Callable[[bytes], bytes]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged{suffix}"
    path.write_bytes(damaged(MAKE[suffix](LINES)))
    outcome(all_readers()[f"{suffix[1:]}_transcript"], path)


# What stands in documents, to be put in any order.
BODY = st.lists(
    st.sampled_from([
        "<text:p>Anna: hi</text:p>", "<text:p>", "</text:p>", "<text:s/>", '<text:s text:c="-4"/>', "<text:list>",
        "<table:table>", "</table:table>", "<table:table-row/>", "<table:covered-table-cell/>", "<table:table-row>",
        '<table:table-cell table:number-columns-repeated="1048576"><text:p>a b</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-spanned="3"/>', "</table:table-row>", "Dana:", "<text:note>", "&amp;",
    ]),
    max_size=12,
).map("".join)  # fmt: skip


@settings(
    deadline=None, max_examples=100, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@example("<table:table><table:table-row><table:table-cell/></table:table-row></table:table>")
@given(body=BODY)
def test_any_body_of_an_open_document_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = tmp_path_factory.getbasetemp() / "body.odt"
    path.write_bytes(odt(body))
    outcome(all_readers()["odt_transcript"], path)


@settings(
    deadline=None, max_examples=100, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(
    parts=st.lists(
        st.sampled_from([
            "{", "}", "\\par ", "\\cell ", "\\row ", "\\trowd ", "\\u", "\\u-10179?", "\\uc9 ", "\\uc", "\\'9", "\\'ff",
            "\\bin9999999999 ", "\\pict ", "\\ansicpg932 ", "\\ansicpg99999 ", "\\fonttbl ", "\\f1\\fcharset128 X;",
            "\\*", "\\deleted ", "\\field", "Anna: hello there", "Dana: why", "\\", "\n", "\\listtext ", "\ue000", "é",
        ]) | st.text(max_size=4),
        max_size=14,
    )
)  # fmt: skip
def test_any_rtf_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.rtf"
    path.write_bytes(("{\\rtf1" + "".join(parts)).encode("utf-8", "replace"))
    outcome(all_readers()["rtf_transcript"], path)


def outcome(reader: Reader, path: Path) -> None:
    """A file is read, or refused with one line."""
    source = Source(path, path.name)
    said = ""
    try:
        reader.sniff(source)
        found = list(reader.read(source))
        reader.preview(source)
    except VocError as error:
        said, found = str(error), []
    assert "\n" not in said
    assert bool(said) == (not found)
    assert len({passage.locator for passage in found if isinstance(passage, Passage)}) == len(found)


@pytest.mark.parametrize(
    ("name", "moderator", "printed", "participant"),
    [("P10_GMT20211130.odt", 8, 35, 3470), ("P11_GMT20211201.odt", 15, 35, 3283)],
)
def test_real_sessions(shared: Path, name: str, moderator: int, printed: int, participant: int) -> None:
    path = shared / "formats" / "odt_transcript" / name
    source = Source(path, name)
    reader, _ = choose(source, all_readers())
    found = [passage for passage in reader.read(source) if isinstance(passage, Passage)]
    assert reader.name == "odt_transcript"
    assert sum(passage.speaker == "MODERATOR" for passage in found) == moderator
    assert sum(passage.role == "interviewer" for passage in found) == moderator + printed
    words = [len(passage.text.split()) for passage in found if passage.role == "participant"]
    assert sum(words) == participant


@pytest.mark.parametrize(("name", "turns"), [("ID1.docx", 3), ("ID2.odt", 3)])
def test_real_statements_are_read_where_the_study_says_whose_they_are(shared: Path, name: str, turns: int) -> None:
    path = shared / "formats" / "qualcoder" / name
    reader = f"{path.suffix[1:]}_transcript"
    with pytest.raises(ReadError, match=f'format = "{reader}"$'):
        choose(Source(path, name), all_readers())
    found = list(all_readers()[reader].read(Source(path, name, SourceRule(files=name, format=reader))))
    assert len(found) == turns


def test_real_highlights_are_recognised(shared: Path) -> None:
    path = shared / "formats" / "taguette" / "all_tags_20220303.docx"
    with pytest.raises(ReadError, match="highlights of a Taguette project"):
        choose(Source(path, path.name), all_readers())
