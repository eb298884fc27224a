"""Forget a person: her words and her names leave the sources, the database, every map, the key and what was taught.

First everything is looked through and staged; then it is done; then the maps are made anew and every byte of the study
is searched for her. What cannot be changed without taking others' words with it is refused before anything is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from voc import store, stored
from voc._files import write
from voc.api import run
from voc.errors import StudyError
from voc.forgetting import kept, staging
from voc.forgetting.cells import Changed, cells, changed
from voc.forgetting.maps import maps_in, rebuild
from voc.forgetting.originals import hers_alone
from voc.forgetting.person import Person, person
from voc.forgetting.settings import participants_file, study_file
from voc.forgetting.sources import Changes, changes, renamed, sequence
from voc.forgetting.staging import Plan
from voc.forgetting.traces import holds, traces
from voc.learning import store as learned
from voc.readers import Reading, all_readers, read_paths
from voc.reading import forgotten
from voc.reading.pseudonyms import FILE as PSEUDONYMS
from voc.redaction import Key
from voc.redaction.key import FILE as KEY
from voc.store.reviews import FILE as REVIEWS
from voc.study import FILE_NAME, Study
from voc.taggers import DEFAULT
from voc.teach import teach
from voc.theme_file import FILE_NAME as THEMES

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Forgetting:
    """What was done, or with ``done`` false would be; ``participants`` were her pseudonyms.

    ``left`` are places that still hold her: (path, words). ``mentions`` are the places of others' words that say a
    name which may be hers: a person has to read them.
    """

    participants: list[str]
    done: bool
    dropped: list[str]
    changed: list[str]
    quotes: int
    mentions: list[str]
    cells: list[Changed]
    notes: list[str]
    left: list[tuple[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The result for a program."""
        told = {"cells": [{"cell": one.cell, "before": one.before, "after": one.after} for one in self.cells]}
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | told


def forget(
    folder: Path,
    called: str,
    *,
    dry_run: bool = False,
    drop_files: bool = False,
    tagger: str = DEFAULT,
    progress: Progress = lambda name, done, total: None,
) -> Forgetting:
    """Forget the participant of a pseudonym ("P007") or name; finishes what was interrupted before.

    Raises ``StudyError`` where there is nobody of this name, or, with the list, where files hold others' words and
    cannot be cut: ``drop_files`` drops them with these. Nothing is changed then.
    """
    plan = staging.unfinished(folder)
    if plan is not None:
        return _finish(folder, plan, progress)
    study = Study.load(folder)
    before = run([folder], tagger=tagger, progress=progress)
    who = person(before.reading, called)
    work = changes(study, before.reading, who)
    if work.stuck and not drop_files:
        listed = "; ".join(f"{_relative(path, folder)} {why}" for path, why in sorted(work.stuck.items()))
        raise StudyError(
            f"{folder}: nothing was changed: {listed}. Take her out there by hand, or drop the files with "
            "all that is in them: --drop-files"
        )
    if not (work.drop or work.write or work.stuck):
        raise StudyError(
            f"{folder}: nothing of {called} stands in the sources: closed answers alone cannot be taken out"
        )
    work.drop += sorted(work.stuck)
    plan, contents = _plan(folder, study, before.reading, who, work)
    plan = replace(plan, cells=cells(before.journey), tagger=tagger)
    if dry_run:
        left = [(name, word) for name, word in _left(folder, plan) if not _is_kept(name, plan)]
        return Forgetting(plan.participants, False, _own(plan), plan.write, plan.quotes, plan.mentions, [], [], left)
    if name := next((name for name in who.names if _in_a_theme(folder, name)), None):
        raise StudyError(
            f"{folder / THEMES}: nothing was changed: it says {name!r}, which every later map would show; "
            "take it out there first"
        )
    if store.exists(folder):
        # A study that somebody else has open is told before anything is done.
        store.open(folder).close()
    staging.stage(folder, plan, contents)
    return _finish(folder, plan, progress)


def _in_a_theme(folder: Path, name: str) -> bool:
    """Whether the researcher's own names of themes say somebody's name: redaction no longer knows her afterwards."""
    path = folder / THEMES
    return path.is_file() and holds(path.read_bytes(), name)


def _plan(folder: Path, study: Study, reading: Reading, who: Person, work: Changes) -> tuple[Plan, dict[str, bytes]]:
    """What is to be done, and the new bytes of the files that stay."""
    contents = {_relative(path, folder): data for path, data in work.write.items()}
    drop = [_relative(path, folder) for path in work.drop]
    sources = [file.source for file in reading.files]
    gone = {file.source for file in reading.files if file.path in work.drop}
    settings = (folder / FILE_NAME).read_text(encoding="utf-8-sig")
    if (made := study_file(settings, sources, gone, who.names)) != settings:
        contents[FILE_NAME] = made.encode("utf-8")
    if study.participants and (path := folder / study.participants).is_file():
        data = participants_file(path, {name for names in who.speakers.values() for name in names})
        if data is None:
            raise StudyError(
                f"{path}: take {who.participants[0]} out of it by hand, then forget her again: it is no text"
            )
        if data != path.read_bytes():
            contents[_relative(path, folder)] = data
    maps = maps_in(folder)
    ids = who.quote_ids | set(reading.quotes.loc[reading.quotes["source"].isin(list(gone)), "quote_id"])
    found = hers_alone(reading, Key.load(folder), who.participants, ids)
    retired = sorted({*forgotten.load(folder), *who.participants, *_only_in(reading, gone)})
    return Plan(
        list(who.participants),
        [*drop, *(f"{place}/{name}" for place, names in maps.items() for name in names)],
        sorted(contents),
        sorted(ids),
        list(dict.fromkeys([*_alone(who, reading), *found])),
        [*who.calls, *who.names],
        dict(sequence(reading, who.participants)),
        maps,
        {},
        DEFAULT,
        len(who.quote_ids),
        work.mentions,
        retired,
    ), contents


def _only_in(reading: Reading, sources: set[str]) -> set[str]:
    """The participants of whom nothing is known outside some sources."""
    met = pd.concat([reading.quotes[["participant", "source"]], reading.names[["participant", "source"]]]).dropna()
    inside = met["source"].isin(list(sources))
    return set(met.loc[inside, "participant"]) - set(met.loc[~inside, "participant"])


def _alone(who: Person, reading: Reading) -> list[str]:
    """What must be found nowhere any more; words that others say as well are theirs."""
    others = reading.quotes.loc[~reading.quotes["participant"].isin(list(who.participants)), "text"]
    said = "\n".join(others).casefold()
    return [needle for needle in who.needles if needle in who.names or needle.casefold() not in said]


def _finish(folder: Path, plan: Plan, progress: Progress) -> Forgetting:
    """Do what is planned; every step may have been done before."""
    staging.apply(folder, plan)
    write(folder / forgotten.FILE, forgotten.dump(frozenset(plan.retired)))
    kept.pseudonyms(folder, plan.retired)
    kept.formats(folder, plan.drop)
    study = Study.load(folder)
    notes: list[str] = []
    reading = read_paths([folder], study, all_readers(), progress=progress)
    ids = renamed(plan.sequence, dict(sequence(reading)))
    gone = plan.quote_ids
    kept.reviews(folder, gone, ids)
    kept.themes(folder, gone, ids)
    kept.database(folder, plan.participants, ids)
    kept.key(folder, [*plan.calls, *plan.needles], reading)
    dropped, was_used = kept.versions(folder, gone, ids)
    if dropped:
        notes.append(f"learned versions {', '.join(map(str, dropped))} had learned from her and are dropped")
    if was_used:
        notes.append(_taught_anew(folder, plan.tagger, progress))
    made = run([folder], tagger=plan.tagger, progress=progress)
    if store.exists(folder):
        notes += filter(None, [stored.kept(folder, made)])
        kept.purge(folder, plan.needles, gone)
    rebuild(made, folder, plan.maps)
    if not plan.maps:
        notes.append("no map lies in the study: one that was made elsewhere still shows her")
    shared = [place for place, names in plan.maps.items() if "TAKEN_OUT.md" in names]
    notes += [f"{place} was shared: it is gone, and who has a copy has to be told" for place in shared]
    left, moved = _left(folder, plan), changed(plan.cells, cells(made.journey))
    staging.finish(folder)
    return Forgetting(plan.participants, True, _own(plan), plan.write, plan.quotes, plan.mentions, moved, notes, left)


def _left(folder: Path, plan: Plan) -> list[tuple[str, str]]:
    """The files that hold words or names of hers, with the first of them."""
    found = traces(folder, plan.needles, [folder / staging.FOLDER])
    return [(_relative(path, folder), word) for path, word in found]


def _is_kept(name: str, plan: Plan) -> bool:
    """Whether a file is one that is changed or made anew, so that what it holds now will not stay."""
    own = name.startswith((store.FILE, "backups/", f"{learned.FOLDER}/"))
    return own or name in (*plan.drop, *plan.write, REVIEWS, KEY, PSEUDONYMS, "formats.json")


def _own(plan: Plan) -> list[str]:
    """The files that are dropped for good: those of maps are made anew."""
    return [name for name in plan.drop if not any(name.startswith(f"{place}/") for place in plan.maps)]


def _taught_anew(folder: Path, tagger: str, progress: Progress) -> str:
    """Teach again from the corrections that are left, in place of what had learned from hers."""
    try:
        made = teach(folder, tagger=tagger, progress=progress)
    except StudyError as error:
        return f"not taught anew: {error}"
    return "nothing was learned anew" if made.version is None else f"taught anew: version {made.version.version}"


def _relative(path: Path, folder: Path) -> str:
    return path.resolve().relative_to(folder.resolve()).as_posix()
