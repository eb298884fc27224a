"""Prove a map: read every source again and compare each quote, character by character, at its place.

A quote is *found* at its place; *moved*, if it stands verbatim somewhere else; *changed*, if something much like it
does; or *missing*. In a redacted report placeholders are gaps: what stood there is not compared, everything around is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voc.errors import StudyError, to_run
from voc.proof.compare import NEAR, difference, is_same, nearest, stands_in
from voc.proof.quoted import Quoted, by_source, load, not_ours, quotes_of
from voc.proof.sources import Opened, Sources
from voc.reading.segments import cut
from voc.study import FILE_NAME

OUT = "voc-out"


@dataclass(frozen=True, slots=True)
class Fault:
    """A quote that is not where the map says: ``status`` is moved, changed or missing.

    ``text`` is what the map says, ``why`` what stands there now, or where it stands now; ``difference`` marks the words
    of a changed one that are gone and those that came.
    """

    quote_id: str
    source: str
    locator: str
    text: str
    why: str
    status: str = "missing"
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked. ``faults`` are changed or missing quotes, ``moved`` stand verbatim elsewhere.

    ``changed`` are sources whose bytes differ although their quotes may still stand.
    """

    quotes: int
    sources: int
    faults: tuple[Fault, ...]
    changed: tuple[str, ...]
    moved: tuple[Fault, ...] = ()


def verify(path: Path, *, sources: Path | None = None) -> Verification:
    """Check the quotes of a report (``journey.json``, page, workbook, slides, project), or of a study's map.

    The sources are looked up in ``sources``, else where ``account.json`` beside the map says they were.
    Raises ``VocError`` where the map or the folder cannot be found.
    """
    try:
        report = find_journey(path)
    except StudyError as error:
        raise _of_shared(path, sources) or error from None
    quotes = quotes_of(report)
    found: list[Fault] = []
    changed: list[str] = []
    names: set[str] = set()
    with TemporaryDirectory(prefix="voc-") as folder:
        places = Sources(report, sources, _places(report), Path(folder))
        for name, group in by_source(quotes):
            opened = None if name is None else places.open(name, group[0].sha256)
            if opened is not None and name is not None:
                names.add(name)
                sha256 = group[0].sha256
                changed += [name] if sha256 and not opened.source.sha256.startswith(sha256) else []
            found += [fault for quote in group if (fault := _check(quote, opened, places, names)) is not None]
    faults = tuple(fault for fault in found if fault.status != "moved")
    # A source that is missing is one of those that the map rests on.
    count = len(names | {quote.source for quote in quotes if quote.source})
    return Verification(len(quotes), count, faults, tuple(changed), tuple(f for f in found if f.status == "moved"))


def _of_shared(folder: Path, sources: Path | None) -> StudyError | None:
    """What to say of a folder that ``voc share`` made: a page, and neither a map nor a study."""
    page = folder / "journey.html"
    if (folder / FILE_NAME).exists() or not page.is_file():
        return None
    cure = to_run("verify", page, "--sources", sources or "STUDY")
    return StudyError(f"{folder}: no journey.json there; to check its page: {cure}")


def find_journey(path: Path) -> Path:
    """The report that is meant: the file itself, or the ``journey.json`` of a folder or study."""
    if path.is_file() and path.name != FILE_NAME:
        return path
    if path.suffix and path.name != FILE_NAME and not path.exists():
        raise StudyError(f"{path}: no such file or folder")
    folder = path.parent if path.name == FILE_NAME else path
    for candidate in (folder / "journey.json", folder / OUT / "journey.json"):
        if candidate.is_file():
            return candidate
    # "voc map STUDY" writes into the folder it is called in: that map is this study's if its sources lie there.
    here = Path(OUT) / "journey.json"
    if here.is_file() and _is_of(here, folder):
        return here
    inside = sorted(folder.glob("*/journey.json"))
    if len(inside) == 1:
        return inside[0]
    maps = f"; there are {', '.join(str(one.parent) for one in inside)}: name one of them" if inside else ""
    cure = maps or f"; make the map first with: {to_run('map', path, '--out', folder / OUT)}"
    raise StudyError(f"{path}: no journey.json there{cure}")


def _is_of(journey_path: Path, folder: Path) -> bool:
    """Whether the sources of a map lie in a folder, by the account beside it."""
    files = [journey_path.parent / str(entry["path"]) for entry in _places(journey_path).values() if "path" in entry]
    return bool(files) and all(file.resolve().is_relative_to(folder.resolve()) for file in files)


def _places(report: Path) -> dict[str, dict[str, Any]]:
    """What ``account.json`` beside a report says of each source."""
    account = report.with_name("account.json")
    if not account.is_file():
        return {}
    files = load(account, "account.json").get("files")
    if not isinstance(files, list) or not all(isinstance(file, dict) and "source" in file for file in files):
        raise not_ours(account, "account.json")
    return {file["source"]: file for file in files}


def _check(quote: Quoted, opened: Opened | None, places: Sources, names: set[str]) -> Fault | None:
    """What is wrong with a quote, if anything: first its place is looked at, then its source, then all others."""
    if opened is not None and not opened.error and _stands(quote, opened.passages):
        return None
    # The same words in another file are somebody else's; only slides do not say which file is meant, and a
    # workbook does not when it has another name.
    elsewhere = places.everything if opened is None and quote.sha256 is None else []
    for other in [*([opened] if opened is not None else []), *elsewhere]:
        if (where := _anywhere(quote, other.passages)) is not None:
            names.add(other.name)
            # What does not say where it stands is found wherever it does.
            if quote.locator is None:
                return None
            return _fault(quote, f"it stands verbatim in {other.name}, {where}", "moved")
    return _lost(quote, opened, places)


def _stands(quote: Quoted, passages: Mapping[str, str]) -> bool:
    if quote.locator is None or quote.start is None or quote.end is None:
        return False
    texts = [passages[quote.locator]] if quote.locator in passages else []
    if not texts:
        texts = [text for place, text in passages.items() if is_same(quote.locator, place)]
    return any(is_same(quote.text, text[quote.start : quote.end], cut=quote.cut) for text in texts)


def _anywhere(quote: Quoted, passages: Mapping[str, str]) -> str | None:
    """The place where the words of a quote stand; of a report without places white space does not count."""
    loose = quote.start is None
    found = (place for place, text in passages.items() if stands_in(quote.text, text, loose=loose))
    return next(found, None)


def _lost(quote: Quoted, opened: Opened | None, places: Sources) -> Fault:
    """A quote that stands nowhere: what is most like it at its place, or in its source."""
    if quote.source is not None and opened is None:
        return _fault(quote, "its file is missing", "missing")
    if opened is not None and opened.error:
        return _fault(quote, f"its file cannot be read: {opened.error}", "missing")
    here = None if opened is None or quote.locator is None else opened.passages.get(quote.locator)
    if here is not None and quote.start is not None:
        now = here[quote.start : quote.end]
        like = nearest(quote.text, [now])[1] >= NEAR
        if like or not opened or nearest(quote.text, _segments(opened))[1] < NEAR:
            return _fault(quote, f"there it reads {now!r}", "changed" if like else "missing", now if like else None)
    near, likeness = nearest(
        quote.text, (s for one in ([opened] if opened else places.everything) for s in _segments(one))
    )
    if likeness < NEAR:
        return _fault(quote, "its place is gone" if quote.locator else "it stands in no source", "missing")
    return _fault(quote, f"the nearest to it reads {near!r}", "changed", near)


def _segments(opened: Opened) -> Iterator[str]:
    """The passages of a source and the quotes they would be cut into."""
    texts = list(opened.passages.values())
    for text, ranges in zip(texts, cut(texts), strict=True):
        yield text
        yield from (text[start:end] for start, end in ranges)


def _fault(quote: Quoted, why: str, status: str, now: str | None = None) -> Fault:
    shown = None if now is None else difference(quote.text, now)
    return Fault(quote.quote_id, quote.source or "", quote.locator or "", quote.text, why, status, shown)
