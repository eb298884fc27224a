"""Quotes out of the workbook, the slides and the REFI-QDA project."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voc.proof.quoted import Quoted

_ID = r"\[([0-9a-f]{16})\]"
_FULL = re.compile(rf"In full {_ID}: (.*)", re.DOTALL)
_BESIDE = re.compile(rf"“(.*)” {_ID}", re.DOTALL)
_REFERENCE = re.compile(rf".* {_ID}$", re.DOTALL)
_MORE = "…"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REFI = "{urn:QDA-XML:project:1.0}"
_SHA = re.compile(r"SHA-256 of that file: ([0-9a-f]{64})")


def from_workbook(path: Path) -> list[Quoted]:
    """The rows of the sheet of quotes; a cell holds up to 32,767 signs of a text."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows: list[list[Any]] = CalamineWorkbook.from_path(path).get_sheet_by_name("Quotes").to_python()
    except CalamineError as error:
        raise ValueError(str(error)) from error
    head = {str(name): place for place, name in enumerate(rows[0])}
    places = [head[name] for name in ("Quote id", "Quote", "Source", "Place", "Start", "End")]
    return [_row(*(row[place] for place in places)) for row in rows[1:] if row[places[0]]]


def _row(quote_id: str, text: str, source: str, place: str, start: float, end: float) -> Quoted:
    return Quoted(quote_id, str(text), source, None, place, int(start), int(end), cut=str(text).endswith(_MORE))


def from_slides(path: Path) -> list[Quoted]:
    """Every quote on a slide, whole where the notes have all of it."""
    shown: dict[str, Quoted] = {}
    whole: dict[str, Quoted] = {}
    for paragraphs in _paragraphs(path):
        said: list[str] = []
        for text in paragraphs:
            if full := _FULL.match(text):
                whole[full[1]] = Quoted(full[1], full[2])
            elif beside := _BESIDE.match(text):
                shown.setdefault(beside[2], _shown(beside[2], beside[1]))
            elif (reference := _REFERENCE.match(text)) and said:
                # A quote of several parts ends with the reference; it tells more than one beside an id in a table.
                shown[reference[1]] = _shown(reference[1], _joined(said))
            said = [*said, text] if text.startswith("“") or (said and not said[-1].endswith("”")) else []
    return list((shown | whole).values())


def _paragraphs(path: Path) -> Iterator[list[str]]:
    """The paragraphs of each text body of each slide and its notes, in order."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name):
                root = etree.fromstring(archive.read(name), parser)
                for body in (one for one in root.iter() if str(one.tag).endswith("}txBody")):
                    yield ["".join(run.text or "" for run in p.iter(f"{_DRAWING}t")) for p in body.iter(f"{_DRAWING}p")]


def _joined(parts: list[str]) -> str:
    """The parts of a quote, without its marks and the signs that it goes on."""
    return "".join(part.removesuffix(f" {_MORE}") for part in parts).removeprefix("“").removesuffix("”")


def _shown(quote_id: str, text: str) -> Quoted:
    return Quoted(quote_id, text.removesuffix(_MORE).rstrip(), cut=text.endswith(_MORE))


def from_project(path: Path) -> list[Quoted]:
    """The selections of a project, by the text of the source they lie in."""
    from lxml import etree

    found: list[Quoted] = []
    with zipfile.ZipFile(path) as archive:
        project = etree.fromstring(
            archive.read("project.qde"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
        for source in project.iter(f"{_REFI}TextSource"):
            text = archive.read(f"sources/{source.get('plainTextPath').removeprefix('internal://')}").decode(
                "utf-8-sig"
            )
            about = _SHA.search(source.findtext(f"{_REFI}Description") or "")
            for one in source.iter(f"{_REFI}PlainTextSelection"):
                said = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
                found.append(Quoted(one.get("guid"), said, source.get("name"), about[1] if about else None))
    return found
