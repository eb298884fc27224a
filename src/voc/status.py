"""What is due on a map: its review, sources that changed since it was made, evidence that has aged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voc.errors import StudyError, VocError, to_run
from voc.lock import FILE_NAME as LOCK
from voc.lock import Lock
from voc.proof.quoted import load
from voc.readers import all_readers
from voc.reading.archive import parts
from voc.reading.find import find_sources
from voc.reading.source import Source
from voc.study import Study
from voc.verify import find_journey

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Age:
    """How many days ago the middle and the newest quote of a stage were said; missing where none is dated."""

    stage: str
    label: str
    n_quotes: int
    n_dated: int
    median_days: int | None
    newest_days: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """A study as it stands today. ``made`` is the day its map was written, missing with ``map`` where there is none.

    ``sources`` maps each source that is not as the map's lock has it to ``new``, ``changed`` or ``gone``; it is missing
    where there is no lock to tell. ``due`` says in a sentence each what is to be done.
    """

    title: str
    owner: str | None
    review_by: date | None
    map: str | None
    made: date | None
    sources: Mapping[str, str] | None
    ages: tuple[Age, ...]
    due: tuple[str, ...]


def status(folder: Path, *, out: Path | None = None, today: date | None = None) -> Status:
    """What is due on a study's map on a day; the map lies in ``out``, else where ``voc map`` writes it by itself.

    Raises ``StudyError`` for a folder that is no study, or ``out`` without a map.
    """
    study, day = Study.load(folder), today or date.today()
    journey_path = _map(folder, out)
    if journey_path is None:
        due = (*_review(study, day), f"there is no map yet: {_to_map(folder)}")
        return Status(study.title, study.owner, study.review_by, None, None, None, (), due)
    journey = load(journey_path, "journey.json")
    lock = journey_path.with_name(LOCK)
    sources = changed_sources(study, Lock.load(lock).sources) if lock.is_file() else None
    ages = tuple(_ages(journey, day))
    return Status(
        study.title,
        study.owner,
        study.review_by,
        journey_path.as_posix(),
        date.fromtimestamp(journey_path.stat().st_mtime),
        sources,
        ages,
        (*_review(study, day), *_changed(sources or {}, folder, out), *_aged(ages, study.stale_after)),
    )


def _map(folder: Path, out: Path | None) -> Path | None:
    if out is not None:
        return find_journey(out)
    try:
        return find_journey(folder)
    except StudyError:
        return None


def changed_sources(study: Study, locked: Mapping[str, str]) -> dict[str, str]:
    """What became of each source since its bytes were as ``locked`` says (SHA-256 by name), where it is not as it was.

    By name: ``new``, ``changed`` or ``gone``.
    """
    with TemporaryDirectory(prefix="voc-") as unpacked:
        found = find_sources([study.root or Path()], study, {})
        now = {name: digest for source in found for name, digest in _digests(source, study, Path(unpacked))}
    # Files go by their bytes: the lock of a redacted map has placeholders in place of people's names in theirs.
    kept, there = set(locked.values()), set(now.values())
    told = {name: "changed" if name in locked else "new" for name, digest in now.items() if digest not in kept}
    gone = {name: "gone" for name, digest in locked.items() if digest not in there and name not in now}
    return dict(sorted((told | gone).items()))


def _digests(source: Source, study: Study, unpacked: Path) -> Iterator[tuple[str, str]]:
    """Name and digest of each part of a source; one that cannot be read is known by its own, as in a map's lock."""
    try:
        for part in parts(source, study, all_readers(), unpacked):
            yield part.name, part.digest
    except (VocError, OSError):
        yield source.name, source.digest


def stamps(study: Study) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time (nanoseconds) of each source: where they are the same, nothing has changed."""
    paths = {source.name: source.path.stat() for source in find_sources([study.root or Path()], study, {})}
    return tuple((name, found.st_size, found.st_mtime_ns) for name, found in paths.items())


def _ages(journey: Mapping[str, Any], day: date) -> Iterator[Age]:
    labels = {stage["id"]: stage["label"] for stage in journey.get("stages", ())}
    for one in journey.get("evidence_age", ()):
        if one["touchpoint"] is None:
            median, newest = (None if one[name] is None else _days(one[name], day) for name in ("median", "newest"))
            label = labels.get(one["stage"], one["stage"])
            yield Age(one["stage"], label, one["n_quotes"], one["n_dated"], median, newest)


def _days(said: str, day: date) -> int:
    return (day - date.fromisoformat(said)).days


def _review(study: Study, day: date) -> Iterator[str]:
    if study.review_by is None or day < study.review_by:
        return
    late = (day - study.review_by).days
    whose = f" by {study.owner}" if study.owner else ""
    yield f"the map was to be reviewed{whose} on {study.review_by}, {ago(late)}"


def ago(days: int) -> str:
    """How many days ago in words; a number below 0 is of days to come.

    >>> ago(0), ago(1), ago(-30)
    ('today', '1 day ago', 'in 30 days')
    """
    many = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return "today" if days == 0 else f"{many} ago" if days > 0 else f"in {many}"


def _changed(sources: Mapping[str, str], folder: Path, out: Path | None) -> Iterator[str]:
    if sources:
        yield f"sources are not those of the map: {named(sources)}; make it again: {_to_map(folder, out)}"


def _to_map(folder: Path, out: Path | None = None) -> str:
    """The command that makes a study's map."""
    return to_run("map", folder, *(["--out", out] if out is not None else []))


def named(sources: Mapping[str, str]) -> str:
    """The first of some changed sources, in words."""
    some = ", ".join(f"{name} ({what})" for name, what in list(sources.items())[:_NAMED])
    return some + (f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else "")


def _aged(ages: tuple[Age, ...], stale_after: int) -> Iterator[str]:
    for age in ages:
        if age.median_days is not None and age.median_days > stale_after:
            told = f"{age.median_days} days old or older ({stale_after} allowed)"
            yield f"{age.label}: half of its dated evidence is {told}"
        if age.newest_days is not None and age.newest_days < 0:
            yield f"{age.label}: it has quotes of a day that is yet to come; check the dates of its sources"
