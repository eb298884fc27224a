"""Changes of many files as one: until they are all staged nothing is changed, and from then on they can be finished.

``.forget/`` in the study holds the new files and the plan. A crash before ``.forget/ready`` is there leaves the study
as it was; after it, ``voc forget`` goes on where it stopped: every step can be done again. The folder goes last, as the
plan names the person.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from voc._files import write
from voc.errors import StudyError

FOLDER, READY, PLAN = ".forget", "ready", "plan.json"


@dataclass(frozen=True)
class Plan:
    """All that is to be done. Paths are relative to the study; ``sequence`` are the ids of others' quotes by source.

    ``maps`` are the folders of maps and their files, ``cells`` the numbers of the map before. ``quote_ids`` are her
    ``quotes`` and what else was in files that go.
    """

    participants: list[str]
    drop: list[str]
    write: list[str]
    quote_ids: list[str]
    needles: list[str]
    calls: list[str]
    sequence: dict[str, list[str]]
    maps: dict[str, list[str]]
    cells: dict[str, list[Any]]
    tagger: str
    quotes: int = 0
    mentions: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


def stage(study: Path, plan: Plan, contents: Mapping[str, bytes]) -> None:
    """Write the new files and the plan beside the study's own; the last thing written makes it count."""
    folder = study / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in contents.items():
        write(folder / "new" / name, data)
    write(folder / PLAN, json.dumps(asdict(plan), ensure_ascii=False))
    write(folder / READY, "")


def unfinished(study: Path) -> Plan | None:
    """The plan of a forgetting that was interrupted after it counted; what did not count is cleared away."""
    folder = study / FOLDER
    if not folder.is_dir():
        return None
    if not (folder / READY).is_file():
        shutil.rmtree(folder)
        return None
    try:
        return Plan(**json.loads((folder / PLAN).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StudyError(f"{folder}: the plan of a forgetting cannot be read ({error}); give a backup back") from error


def apply(study: Path, plan: Plan) -> None:
    """Put the new files in place and drop the others; done twice it is done once."""
    for name in plan.write:
        new = study / FOLDER / "new" / name
        if new.is_file():
            (study / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(new, study / name)  # noqa: PTH105 - Path.replace is the same
    for name in plan.drop:
        path = study / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        _prune(path.parent, study)


def _prune(folder: Path, study: Path) -> None:
    """Take away folders that were left empty, below the study's own: their names may tell as well."""
    while folder != study and folder.parent != study and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def finish(study: Path) -> None:
    """Take away the plan, which names the person: first what makes it count."""
    (study / FOLDER / READY).unlink(missing_ok=True)
    shutil.rmtree(study / FOLDER)
