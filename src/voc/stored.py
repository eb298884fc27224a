"""A study and its database: runs that are kept, a study that is made when it is opened, and the map as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from voc import __version__, store
from voc.codebook import Codebook
from voc.corrections import beside
from voc.decisions import PATIENCE
from voc.errors import StudyError, to_run
from voc.learning.store import load, numbers
from voc.store import Store, reviews
from voc.store.runs import RunRecord
from voc.study import Study
from voc.taggers import DEFAULT
from voc.theme_file import ThemeFile

if TYPE_CHECKING:
    from voc.api import Run
    from voc.journey.model import Journey

Progress = Callable[[str, int, int], None]
_TABLES = ("participants", "attributes", "figures")


def opened(
    folder: Path,
    *,
    tagger: str = DEFAULT,
    seed: int | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Store:
    """Open a study for writing; where it has no run yet it is read and tagged as ``voc map`` does.

    Raises ``StudyInUse`` where another process writes, and what the road raises.
    """
    study = Study.load(folder)
    db = store.open(folder)
    try:
        if db.runs.last() is None:
            refresh(db, tagger=tagger, seed=seed, progress=progress)
        keep_book(db, study)
        if reviews.is_new(db):
            reviews.take_own(db)
    except BaseException:
        db.close()
        raise
    return db


def refresh(
    db: Store,
    *,
    tagger: str = DEFAULT,
    seed: int | None = None,
    progress: Progress = lambda name, done, total: None,
) -> int:
    """Go the whole road anew, with what people decided until now, and keep the run; gives its number."""
    from voc.api import run

    if db.runs.last() is not None and reviews.is_new(db):
        reviews.take_own(db)
    return keep(db, run([db.folder], tagger=tagger, seed=seed, progress=progress))


def keep_book(db: Store, study: Study) -> str:
    """Make a version of the codebook that a person changed in its file, if one did; gives the file's text."""
    book = Codebook.load(study.codebook_path())
    toml = _toml(study, book)
    with db.database.transaction():
        db.codebooks.keep(toml, book.digest)
    return toml


def keep(db: Store, made: Run) -> int:
    """Keep a run with its codebook, quotes, tags and map; gives its number.

    Raises ``StudyError`` for one by another codebook: what people decided goes by the study's own.
    """
    from voc.api import account

    own = Codebook.load(made.study.codebook_path())
    if own.digest != made.codebook.digest:
        raise StudyError("it went by another codebook than the study's")
    number = db.runs.add(
        RunRecord(
            voc=__version__,
            tagger=made.tagger,
            seed=made.study.seed,
            settings=made.study.model_dump(mode="json", exclude={"root"}),
            codebook=own,
            toml=_toml(made.study, own),
            quotes=made.reading.quotes,
            tags=made.tagged,
            account=account(made, db.folder),
            journey=made.journey.to_json(),
            inputs=_inputs(made),
            learned=None if made.learned is None else made.learned.version,
            versions=[_version(db.folder, number) for number in numbers(db.folder)],
        )
    )
    if reviews.is_new(db):
        reviews.take_own(db)
    return number


def kept(folder: Path, made: Run) -> str | None:
    """Keep a run of ``voc map`` in the study's database; a line that says why not, where it cannot be."""
    try:
        with store.open(folder, wait=PATIENCE) as db:
            keep(db, made)
            return db.note
    except (StudyError, OSError) as error:
        return f"this run is not kept in {store.FILE}: {error}"


def _toml(study: Study, book: Codebook) -> str:
    path = Path(study.codebook_path())
    return path.read_text(encoding="utf-8-sig") if path.suffix == ".toml" else book.to_toml()


def _version(folder: Path, number: int) -> tuple[int, str, str, str, Mapping[str, Any]]:
    version = load(folder, number)
    kinds = {
        kind: {"learned_in": one.learned_in, "before": dict(one.before), "after": dict(one.after)}
        for kind, one in version.kinds.items()
    }
    return number, version.made, version.encoder, version.codebook, kinds


def _inputs(made: Run) -> dict[str, Any]:
    """What the map was made of besides quotes and tags."""
    tables = {"participants": made.reading.participants, "attributes": made.reading.attributes, "figures": made.figures}
    return {
        **{name: json.loads(table.to_json(orient="split", date_format="iso")) for name, table in tables.items()},
        "blank": sum(file.blank for file in made.reading.files),
        "failed": [file.source for file in made.reading.files if file.error],
        "known": {} if made.learned is None else {kind: one.quotes for kind, one in made.learned.kinds.items()},
    }


def tags(db: Store, book: Codebook) -> pd.DataFrame:
    """What the machines said in the last run, and beside it what people have decided until now."""
    said, known = db.judgements.decided(book), db.runs.inputs().get("known")
    return beside(db.runs.tags(), said, db.quotes.frame(), book, learned_from=known, where=store.FILE)[0]


def journey(db: Store, *, reviewed: bool = True) -> Journey:
    """The map as it is now, with what people have decided until now, or as the machines alone made it.

    Nothing is read or tagged anew and nothing written. It takes seconds on a large study: call it on a reader
    (:meth:`~voc.store.Store.reader`). Raises ``StudyError`` where there is no run yet.
    """
    from voc.api import meaning_for
    from voc.journey import build_journey

    run = db.runs.last()
    if run is None:
        raise StudyError(f"{db.folder}: no run in {store.FILE} yet; make the map with: {to_run('map', db.folder)}")
    inputs, quotes = db.runs.inputs(), db.quotes.frame()
    book = Codebook.parse(db.codebooks.current().toml.encode("utf-8"), where="codebook.toml")
    more: dict[str, Any] = {name: pd.DataFrame(**inputs[name]) for name in _TABLES if name in inputs}
    more |= {name: inputs[name] for name in ("blank", "failed") if name in inputs}
    study = Study.load(db.folder).with_seed(run.seed)
    told, meaning = ThemeFile.load(db.folder), meaning_for(run.tagger)
    counted = tags(db, book) if reviewed else db.runs.tags()
    return build_journey(quotes, counted, book, study=study, told=told, meaning=meaning, **more)
