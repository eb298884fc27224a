"""A map as it lies in its folder: ``journey.json``, and the tables beside it where they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from voc import _tables
from voc.errors import StudyError, VocError
from voc.journey.model import SCHEMA_VERSION
from voc.journey.restaged import Restaged, restaged
from voc.verify import find_journey

if TYPE_CHECKING:
    import pandas as pd

Record = TypeVar("Record")


@dataclass(frozen=True)
class MapFiles:
    """Where a ``journey.json`` lies, and the tables beside it; these are missing where one is not there."""

    path: Path
    quotes: pd.DataFrame | None
    tags: pd.DataFrame | None


def load(path: Path) -> MapFiles:
    """The map of a ``journey.json``, of its folder, or of a study; raises ``VocError`` in one line."""
    found = find_journey(path)
    tables = [found.with_name(name) for name in ("quotes.csv", "tags.csv")]
    if not all(table.is_file() for table in tables):
        return MapFiles(found, None, None)
    quotes, tags = (_tables.load(table) for table in tables)
    return MapFiles(found, quotes, tags)


def restaged_since(tags: pd.DataFrame, folder: Path) -> Restaged | None:
    """The quotes of a map that lies in a folder that are at another stage by the tags of a new one; else nothing."""
    path = folder / "tags.csv"
    try:
        found = restaged(_tables.load(path), tags) if path.is_file() else None
    except (VocError, KeyError):
        return None  # of no map of ours
    return found if found is not None and found.n else None


def read(path: Path, record: type[Record]) -> Record:
    """The map in a ``journey.json`` as a record, a ``Journey`` or one with some of its fields.

    Other fields are passed over, so that of a large map what is not asked for takes no time. Raises ``StudyError`` for
    what is no map, and for one of a later ``schema_version``.
    """
    try:
        data = path.read_bytes()
        if (version := TypeAdapter(_Version).validate_json(data).schema_version) > SCHEMA_VERSION:
            raise StudyError(
                f"{path}: written by a newer voc (schema {version}, this one reads {SCHEMA_VERSION}); update voc"
            )
        return TypeAdapter(record).validate_json(data)
    except ValidationError as error:
        fault = error.errors()[0]
        why = ": ".join([".".join(map(str, fault["loc"])), fault["msg"]]).removeprefix(": ")
        raise StudyError(f"{path}: not a journey.json of voc; make it again with voc map ({why})") from error


@dataclass(frozen=True)
class _Version:
    schema_version: int
