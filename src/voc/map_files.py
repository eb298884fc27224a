"""A map as it lies in its folder: ``journey.json``, and the tables beside it where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from voc import _tables
from voc.errors import StudyError
from voc.journey.model import SCHEMA_VERSION, Journey
from voc.verify import find_journey

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class MapFiles:
    """A map with its tables; these are missing where only ``journey.json`` is there."""

    path: Path
    journey: Journey
    quotes: pd.DataFrame | None
    tags: pd.DataFrame | None


def load(path: Path) -> MapFiles:
    """The map of a ``journey.json``, of its folder, or of a study; raises ``VocError`` in one line."""
    found = find_journey(path)
    tables = [found.with_name(name) for name in ("quotes.csv", "tags.csv")]
    if not all(table.is_file() for table in tables):
        return MapFiles(found, journey(found), None, None)
    quotes, tags = (_tables.load(table) for table in tables)
    return MapFiles(found, journey(found, with_quotes=False), quotes, tags)


def journey(path: Path, *, with_quotes: bool = True) -> Journey:
    """The map in a ``journey.json``; without its quotes, of which large maps have many, it is read in no time.

    Fields that a later version added are passed over; one with another ``schema_version`` is refused.
    """
    try:
        given: Any = from_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _not_ours(path, error) from error
    version = given.get("schema_version") if isinstance(given, dict) else None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise StudyError(
            f"{path}: written by a newer voc (schema {version}, this one reads {SCHEMA_VERSION}); update voc"
        )
    if not with_quotes and isinstance(given, dict):
        given["quotes"] = {}
    try:
        return _adapter().validate_python(given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise _not_ours(path, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error


@cache
def _adapter() -> TypeAdapter[Journey]:
    return TypeAdapter(Journey)


def _not_ours(path: Path, why: object) -> StudyError:
    return StudyError(f"{path}: not a journey.json of voc; make it again with voc map ({why})")
