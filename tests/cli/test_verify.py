"""``voc verify``: a map is true to its sources, and one changed letter is found."""

from __future__ import annotations

import io
import json
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest

from voc.cli import main

Voc = Callable[..., tuple[int, str, list[str]]]
# The map is made once, so one worker has to have all these tests.
pytestmark = pytest.mark.xdist_group("verify")

ASKED = ("How did you buy it?", "How was the delivery?", "What about support?", "Did you return it?")
SAID = (
    "I paid by card at the checkout, but the payment failed twice.",
    "The courier left the parcel in the rain and it was soaked.",
    "I called the support line and nobody could help me.",
    "The refund took three weeks to reach my account.",
)
TALK = [line for asked, said in zip(ASKED, SAID, strict=True) for line in (("Interviewer", asked), ("P{0}", said))]


def _talk(pattern: str, person: int, sign: str) -> str:
    lines = enumerate(TALK, 1)
    return "".join(pattern.format(n=n, name=who.format(person), text=_own(text, who, sign)) for n, (who, text) in lines)


def _own(text: str, who: str, sign: str) -> str:
    """Give each file's answers a word of their own, so that none is another's duplicate."""
    return text if who == "Interviewer" else text.replace(".", f", said {sign}.")


def _rows(sign: str) -> list[str]:
    return [_own(said, "", sign) for said in SAID]


def _document() -> bytes:
    new, buffer = docx.Document(), io.BytesIO()
    for who, text in TALK:
        new.add_paragraph(f"{who.format(4)}: {_own(text, who, 'Dot')}")
    new.save(buffer)
    return buffer.getvalue()


def _workbook() -> bytes:
    """A spreadsheet with one sheet, by hand: nothing that is installed writes one."""
    main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    table = [("Respondent ID", "What went wrong?"), *((f"20000{n}", said) for n, said in enumerate(_rows("Eve"), 1))]
    rows = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{column}{n}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for column, cell in zip("AB", cells, strict=True)
        )
        + "</row>"
        for n, cells in enumerate(table, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main_space}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main_space}"><sheetData>{rows}</sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _sources() -> dict[str, bytes]:
    survey = "".join(f'10000{n},"{said}"\n' for n, said in enumerate(_rows("Flo"), 1))
    reviews = "".join(f'u{n},{n},"{said}"\n' for n, said in enumerate(_rows("Gil"), 1))
    tickets = "".join(f'{n},Help {n},"{said}",r{n}@example.org\n' for n, said in enumerate(_rows("Hal"), 1))
    posts = "".join(
        json.dumps({"content": f"<p>{said}</p>", "account": {"acct": f"a{n}"}}) + "\n"
        for n, said in enumerate(_rows("Ida"), 1)
    )
    return {
        "talk.vtt": (
            "WEBVTT\n\n" + _talk("{n}\n00:0{n}.000 --> 00:0{n}.900\n<v {name}>{text}</v>\n\n", 1, "Ann")
        ).encode(),
        "talk.srt": _talk("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{name}: {text}\n\n", 2, "Bob").encode(),
        "talk.txt": _talk("{name}: {text}\n\n", 3, "Cat").encode("utf-16"),
        "talk.docx": _document(),
        "answers.xlsx": _workbook(),
        "survey.csv": f"Respondent ID,What went wrong?\n{survey}".encode("utf-8-sig"),
        "reviews.csv": f"author,rating,review\n{reviews}".encode(),
        "deep/tickets.csv": f"id,subject,description,requester\n{tickets}".encode(),
        "posts.jsonl": posts.encode(),
    }


SOURCES = tuple(_sources())


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a source of each kind, and its map."""
    folder = tmp_path_factory.mktemp("verify") / "shop"
    for name, content in _sources().items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "study.toml").write_text('title = "Shop"\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys, "argv", ["voc", "map", str(folder), "--to", "json,md,csv", "--out", str(folder / "voc-out"), "-q"]
        )
        with pytest.raises(SystemExit) as stopped:
            main()
    assert stopped.value.code == 0
    return folder


@pytest.fixture
def shop(mapped: Path, tmp_path: Path) -> Path:
    """The study moved to another place, where it may be changed."""
    return Path(shutil.copytree(mapped, tmp_path / "moved"))


def shown(shop: Path) -> dict[str, dict[str, Any]]:
    """The quotes on the map."""
    return dict(json.loads((shop / "voc-out" / "journey.json").read_text(encoding="utf-8"))["quotes"])


def change(path: Path, old: str, new: str) -> None:
    """Put other words into a source; in an Office file, into the part of the archive that holds them."""
    content = path.read_bytes()
    if content[:2] != b"PK":
        encoding = "utf-16" if content[:2] == b"\xff\xfe" else "utf-8"
        text = content.decode(encoding)
        assert text.count(old) == 1
        path.write_bytes(text.replace(old, new).encode(encoding))
        return
    buffer = io.BytesIO()
    found = 0
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            found += part.count(old.encode())
            after.writestr(name, part.replace(old.encode(), new.encode()))
    assert found == 1
    path.write_bytes(buffer.getvalue())


def faults(out: str) -> dict[str, str]:
    """The faults that ``voc verify --json`` names, by quote."""
    return {fault["quote_id"]: fault["why"] for fault in json.loads(out)["faults"]}


def test_the_map_shows_quotes_of_every_source(mapped: Path) -> None:
    assert {quote["source"] for quote in shown(mapped).values()} == {f"sources/{name}" for name in SOURCES}


@pytest.mark.parametrize("given", ["", "study.toml", "voc-out", "voc-out/journey.json"])
def test_an_untouched_study_stands_also_where_it_was_moved(voc: Voc, shop: Path, given: str) -> None:
    code, out, err = voc("verify", str(shop / given))
    assert (code, err) == (0, [])
    assert out == f"{len(shown(shop))} of {len(shown(shop))} quotes stand verbatim in {len(SOURCES)} sources\n"


@pytest.mark.parametrize("name", SOURCES)
def test_one_changed_letter_is_found(voc: Voc, shop: Path, name: str) -> None:
    quote_id, quote = next(pair for pair in shown(shop).items() if pair[1]["source"] == f"sources/{name}")
    letter = "X" if quote["text"][-2] != "X" else "Y"
    changed = f"{quote['text'][:-2]}{letter}{quote['text'][-1]}"
    change(shop / "sources" / name, quote["text"], changed)
    code, out, _ = voc("verify", str(shop), "--json")
    assert code == 1
    assert faults(out) == {quote_id: f"there it reads {changed!r}"}
    assert json.loads(out)["faults"][0]["status"] == "changed"
    code, out, _ = voc("verify", str(shop))
    assert code == 1
    assert f"sources/{name}: the file has changed since the map was made\n" in out
    assert f"{quote_id}  sources/{name}, {quote['locator']}\n    {quote['text']!r}\n" in out
    assert out.endswith(
        f"{len(shown(shop)) - 1} of {len(shown(shop))} quotes stand verbatim in {len(SOURCES)} sources\n"
    )


def test_words_added_behind_the_quotes_change_the_file_and_no_quote(voc: Voc, shop: Path) -> None:
    path = shop / "sources" / "posts.jsonl"
    path.write_bytes(path.read_bytes() + b'{"content": "<p>One more</p>", "account": {"acct": "z"}}\n')
    code, out, _ = voc("verify", str(shop), "--json")
    assert code == 0
    assert json.loads(out)["changed"] == ["sources/posts.jsonl"]


def test_a_row_taken_out_moves_the_places(voc: Voc, shop: Path) -> None:
    path = shop / "sources" / "survey.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], *lines[2:]]))
    code, out, _ = voc("verify", str(shop), "--json")
    assert code == 1
    rows = {i: quote["locator"] for i, quote in shown(shop).items() if quote["source"] == "sources/survey.csv"}
    gone = [i for i, locator in rows.items() if locator.startswith("row 2,")]
    assert gone
    assert set(faults(out)) == set(gone)
    moved = json.loads(out)["moved"]
    assert [fault["quote_id"] for fault in moved] == [i for i in rows if i not in gone]
    assert all(fault["why"].startswith("it stands verbatim in sources/survey.csv, row") for fault in moved)


BROKEN: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "its file is missing"),
    "empty": (lambda path: path.write_bytes(b""), "its file cannot be read: sources/talk.vtt: the file is empty"),
    "binary": (lambda path: path.write_bytes(b"%PDF"), "its file cannot be read: sources/talk.vtt: this is a PDF"),
    "other words": (
        lambda path: path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "utf-8"),
        "its place is gone",
    ),
}


@pytest.mark.parametrize(("harm", "why"), BROKEN.values(), ids=BROKEN)
def test_a_source_that_is_gone_takes_all_its_quotes(
    voc: Voc, shop: Path, harm: Callable[[Path], object], why: str
) -> None:
    harm(shop / "sources" / "talk.vtt")
    code, out, err = voc("verify", str(shop), "--json")
    found = faults(out)
    assert (code, err) == (1, [])
    assert set(found) == {i for i, quote in shown(shop).items() if quote["source"] == "sources/talk.vtt"}
    assert all(text.startswith(why) for text in found.values())


def test_an_altered_map_is_found(voc: Voc, shop: Path) -> None:
    path = shop / "voc-out" / "journey.json"
    journey = json.loads(path.read_text(encoding="utf-8"))
    quote_id = next(iter(journey["quotes"]))
    journey["quotes"][quote_id]["text"] = "Everything was wonderful."
    path.write_text(json.dumps(journey), encoding="utf-8")
    code, out, _ = voc("verify", str(shop), "--json")
    assert (code, set(faults(out))) == (1, {quote_id})


@pytest.mark.parametrize("under", ["sources", ""], ids=["the sources", "the study"])
def test_the_sources_may_lie_in_another_folder(voc: Voc, shop: Path, tmp_path: Path, under: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    target = elsewhere if under else elsewhere / "sources"
    target.parent.mkdir(exist_ok=True)
    (shop / "sources").rename(target)
    assert voc("verify", str(shop))[0] == 1
    assert voc("verify", str(shop), "--sources", str(elsewhere))[0] == 0


def test_a_map_without_its_account_needs_to_be_told_where(voc: Voc, shop: Path) -> None:
    (shop / "voc-out" / "account.json").unlink()
    code, out, err = voc("verify", str(shop))
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].endswith("no account.json beside it says where the sources lie; give --sources DIR")
    assert voc("verify", str(shop), "--sources", str(shop))[0] == 0


def test_a_folder_that_is_not_there_is_an_error(voc: Voc, shop: Path) -> None:
    code, _, err = voc("verify", str(shop), "--sources", str(shop / "nowhere"))
    assert code == 2
    assert err == [f"voc: {shop / 'nowhere'}: no such folder; give the folder that the sources lie in"]


def test_two_files_of_one_name_are_both_checked(voc: Voc, tmp_path: Path) -> None:
    """``voc map wave1 wave2``: the same file name in both is the rule, not the exception."""
    for wave, sign in (("wave1", "Ann"), ("wave2", "Bob")):
        (tmp_path / wave).mkdir()
        (tmp_path / wave / "P1.txt").write_text(_talk("{name}: {text}\n", 1, sign), encoding="utf-8")
    assert voc("map", "wave1", "wave2", "--to", "json", "--out", "out", "-q")[0] == 0
    assert voc("verify", "out")[0] == 0
