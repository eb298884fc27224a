"""The road as functions: what the commands of the same names do, for notebooks and programs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voc import _tables, encoder, lock
from voc import tags as tags_table
from voc._files import write_all
from voc.codebook import Codebook
from voc.corrections import beside
from voc.decisions import people as decided_by_people
from voc.errors import ReadError
from voc.evaluation import evaluate
from voc.journey import build_journey
from voc.journey.figures import placed, unplaced
from voc.journey.model import Journey
from voc.journey.personas import check_named
from voc.journey.restaged import Restaged
from voc.learning import Version, usable
from voc.readers import Locked, Reading, all_readers, read_paths
from voc.redact import Redaction, redacted
from voc.redaction import Key
from voc.reports import Basis, Report
from voc.risk import Limit
from voc.study import Study, find_study
from voc.taggers import DEFAULT, Judged, check_error, choose, judge, left_out, reads, tag_quotes, withheld
from voc.tagging import tagged
from voc.theme_file import ThemeFile

__all__ = ["Run", "build_journey", "evaluate", "map_paths", "read", "run", "save", "tag"]

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Run:
    """Everything one run of the whole road made; ``judged`` is what became of the codings that people brought.

    ``limits``: from which confidence on a kind of tag was said, where a share of wrong ones was stated.
    ``restaged`` are quotes of the map that lay in the folder before which have another stage now.
    ``learned`` is the version taught in the study that helped to tag; ``notes`` say why one did not, or for what.
    """

    study: Study
    codebook: Codebook
    reading: Reading
    tags: pd.DataFrame
    journey: Journey
    figures: pd.DataFrame
    judged: Judged
    learned: Version | None = None
    notes: tuple[str, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    redaction: Redaction | None = None
    restaged: Restaged | None = None
    tagger: str = DEFAULT
    # What the taggers and the codings of other programs say, before people's decisions stand beside it.
    tagged: pd.DataFrame = field(default_factory=lambda: tags_table.frame([]))

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """The tables of the map as they are written, by file name: what is written is hashed for the lock as well."""
        read = self.reading
        tables = {"quotes": read.quotes, "tags": self.tags, "participants": read.participants}
        tables |= {"attributes": read.attributes, "figures": self.figures}
        return {f"{name}.csv": _tables.render(table, ".csv") for name, table in tables.items()}

    def redacted(self, *, key: bool = True) -> Run:
        """The same as it may be shown; with ``key`` the study's placeholders of earlier runs are kept to."""
        return redacted(self, Key.load(self.study.root) if key else None)


def read(paths: Paths) -> pd.DataFrame:
    """Read files, folders or a study into a quotes table (see :mod:`voc.quotes`).

    Rows that are not evidence stay in, with the reason under ``excluded``. Files that could not be read are left
    out; if none could, ``ReadError`` is raised.
    """
    given = _paths(paths)
    return read_paths(given, find_study(given) or Study(), all_readers()).quotes


def tag(
    quotes: pd.DataFrame,
    codebook: Codebook | str | Path,
    *,
    tagger: str = DEFAULT,
    codings: pd.DataFrame | None = None,
    error: float | None = None,
) -> pd.DataFrame:
    """Tag a quotes table, or any table with a ``text`` column, into a tags table (see :mod:`voc.tags`).

    ``tagger`` says who judges: ``"accurate"``, ``"fast"``, ``"cues,vader"``, or a checkpoint's folder
    (:mod:`voc.taggers._choice`). ``codings`` are tags that people gave, as ``voc read --tags`` writes them.
    ``error`` is the share of wrong stages and touchpoints that is accepted (:func:`~voc.taggers.withheld`).
    """
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook)
    return tagged(quotes, book, tagger=tagger, codings=codings, error=error).tags


def map_paths(
    paths: Paths,
    *,
    codebook: Codebook | str | Path | None = None,
    participants: str | Path | None = None,
    tagger: str = DEFAULT,
    error: float | None = None,
    seed: int | None = None,
    redact: bool | None = None,
) -> Journey:
    """Read, tag and build in one go: the map of files, folders or a study; ``redact`` is as the study says."""
    made = run(_paths(paths), codebook=codebook, participants=participants, tagger=tagger, error=error, seed=seed)
    return made.redacted().journey if (made.study.redact if redact is None else redact) else made.journey


def run(
    paths: Iterable[Path],
    *,
    codebook: Codebook | str | Path | None = None,
    participants: str | Path | None = None,
    tagger: str = DEFAULT,
    error: float | None = None,
    seed: int | None = None,
    locked: Locked | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Run:
    """Go the whole road and keep what each station made; ``locked`` are the pseudonyms of a map to make again."""
    given = list(paths)
    study = find_study(given) or Study()
    if seed is not None:
        study = study.with_seed(seed)
    study.check_tagged()
    accepted = study.error if error is None else check_error(error)
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook or study.codebook_path())
    chosen = choose(tagger)  # a wrong name or a missing model is told before the reading, not after
    learned, misfit = usable(study.root, reads(chosen), book.digest)
    themes = ThemeFile.load(study.root)
    people = None if participants is None else Path(participants)
    reading = read_paths(given, study, all_readers(), participants=people, locked=locked, progress=progress)
    if reading.quotes.empty:
        where = ", ".join(map(str, given))
        raise ReadError(f"{where}: no column or turn of people's own words in any file; add some that have them")
    check_named(study, reading.participants)
    decisions = decided_by_people(study.root, book)
    reading = decisions.on(reading)
    figures = placed(reading.figures, study.figures, book)
    tags = tag_quotes(reading.quotes, book, tagger=tagger, codings=reading.codings, learned=learned, progress=progress)
    judged = judge(reading.quotes, reading.codings, book)
    limits: dict[str, Limit] = {}
    known = {} if learned is None else {kind: one.quotes for kind, one in learned.kinds.items()}
    if accepted is not None:
        both = pd.concat([tags, decisions.reviews], ignore_index=True)
        tags, limits = withheld(tags, reading.quotes, accepted, reviews=both, learned_from=known)
    by_machines = tags
    tags, untold = beside(tags, decisions.reviews, reading.quotes, book, learned_from=known, where=decisions.where)
    journey = build_journey(
        reading.quotes,
        tags,
        book,
        study=study,
        participants=reading.participants,
        attributes=reading.attributes,
        figures=figures,
        blank=sum(file.blank for file in reading.files),
        failed=[file.source for file in reading.files if file.error],
        told=themes,
        meaning=meaning_for(tagger),
    )
    unheard = left_out(chosen, learned.kinds if learned else ()).values()
    notes = (*filter(None, [misfit, unplaced(figures)]), *decisions.notes, *untold, *unheard)
    made = Run(study, book, reading, tags, journey, figures, judged, learned, notes, limits)
    return replace(made, tagger=tagger, tagged=by_machines)


def meaning_for(tagger: str) -> Callable[[Sequence[str]], NDArray[np.float32]] | None:
    """How the themes of a map are grouped: by an encoder's vectors, but where no encoder judges."""
    return None if choose(tagger).encoder is None else encoder.meanings


def save(made: Run, folder: Path, reports: Sequence[Report]) -> list[Path]:
    """Write the reports, the tables (quotes, tags, participants, attributes, figures), the account and the lock.

    Everything is rendered before the first file is written, and each file is written whole or not at all.
    """
    return write_all(folder, contents(made, folder, reports))


def contents(made: Run, folder: Path, reports: Sequence[Report]) -> dict[str, str | bytes]:
    """Everything that is to be written into a folder, by file name."""
    files: dict[str, str | bytes] = {report.file: report.made(made.journey, lambda: _basis(made)) for report in reports}
    files |= made.tables
    files["account.json"] = json.dumps(account(made, folder), ensure_ascii=False, indent=1) + "\n"
    # The lock tells of the journey.json beside it; without a new one it stays that of the old one.
    if "journey.json" in files:
        files[lock.FILE_NAME] = lock.Lock.of(made, str(files["journey.json"])).dump()
    return files


def _basis(made: Run) -> Basis:
    return Basis.of(made.reading.quotes, made.tags, made.reading.participants, made.codebook)


def account(made: Run, folder: Path) -> dict[str, Any]:
    """What was read, kept, tagged, abstained and excluded, over all and by file.

    ``path`` is relative to the folder of the map, so that both can be moved together and checked with
    ``voc verify``.
    """
    return asdict(made.journey.account) | {
        "codings": made.judged.as_dict(),
        "limits": {kind: asdict(limit) for kind, limit in made.limits.items()},
        "redaction": None if made.redaction is None else made.redaction.as_dict(),
        "restaged": None if made.restaged is None else asdict(made.restaged),
        "files": [asdict(file) | {"path": _from(folder, file.path)} for file in made.reading.files],
    }


def _from(folder: Path, path: Path) -> str:
    """The path of a file as seen from a folder; another drive has none but its own."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _paths(paths: Paths) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
