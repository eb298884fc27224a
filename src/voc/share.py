"""A folder of a map that can be sent: redacted, without small cells, and with a list of what was taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voc._files import write_all
from voc.errors import VocError
from voc.redaction.records import with_texts
from voc.sharing.people import shareable
from voc.sharing.suppress import suppressed

if TYPE_CHECKING:
    from voc.api import Run
    from voc.reports import Report

ABOUT = "TAKEN_OUT.md"


@dataclass(frozen=True)
class Shared:
    """What was written and what was taken out: places redacted, cells by kind, columns of people, quotes."""

    written: list[Path]
    least: int
    places: Mapping[str, int]
    cells: Mapping[str, int]
    columns: tuple[str, ...]
    quotes: int
    of: int

    def as_dict(self) -> dict[str, Any]:
        """The record for a program."""
        return {
            "written": [path.as_posix() for path in self.written],
            "least": self.least,
            "taken_out": {"places": dict(self.places), "cells": dict(self.cells), "columns": list(self.columns)},
            "quotes": self.quotes,
            "of": self.of,
        }

    def told(self) -> list[str]:
        """The record in sentences."""
        places = ", ".join(f"{count} × {kind}" for kind, count in self.places.items()) or "none"
        cells = ", ".join(f"{count} {kind}" for kind, count in self.cells.items()) or "none"
        return [
            f"Replaced by placeholders: {places}.",
            f"Of fewer than {self.least} people, so taken out: {cells}.",
            f"Columns that point at single people, so taken out: {', '.join(self.columns) or 'none'}.",
            f"Quotes: the {self.quotes} that the map shows; {self.of - self.quotes} others were read and are not here.",
            "Taken out of all: times of day and date, paths of files, names of coders, the key to the placeholders.",
        ]


_WARNING = (
    "Redaction is assisted: rules and models miss some names, and what somebody tells can give her away without one. "
    "Read the quotes before you send them. Posts and reviews are public and can be found by their words. Numbers of "
    "few people are suppressed one by one; nothing guards against working them out from two that are shown."
)


def share(made: Run, folder: Path, reports: Sequence[Report], *, least: int | None = None, key: bool = True) -> Shared:
    """Write a run as it may be sent into an empty folder, or one that was shared before; ``made`` is not redacted.

    Raises ``VocError`` for a folder with other files: they would be sent along.
    """
    from voc.api import contents

    if folder.is_dir() and any(folder.iterdir()) and not (folder / ABOUT).is_file():
        raise VocError(f"{folder}: not empty, and what lies there would be sent along; give a folder of its own")
    k = max(least or made.study.min_participants, 2)
    shown = made.redacted(key=key)
    cut = suppressed(shown.journey, k)
    names = _coders(shown)
    journey = with_texts(cut.journey, lambda text: names.get(text, text), leave=("settings",))
    people = {quote.participant for quote in journey.quotes.values() if quote.participant is not None}
    table, columns = shareable(shown.reading.participants, people, k)
    told = f"cells of fewer than {k} people are left out, redacted quotes alone are shown; {ABOUT} says what is gone"
    journey = replace(journey, settings=dict(journey.settings) | {"min_participants": k, "shared": told})
    quotes = shown.reading.quotes[shown.reading.quotes["quote_id"].isin(list(journey.quotes))]
    tags = shown.tags[shown.tags["quote_id"].isin(list(journey.quotes))]
    hidden = [pair in cut.labels for pair in zip(tags["quote_id"], tags["label"], strict=True)]
    tags = tags[~np.array(hidden, dtype=bool)]
    tags = tags.assign(by=tags["by"].replace(names))
    scales = shown.reading.attributes
    reading = replace(
        shown.reading,
        quotes=quotes.assign(timestamp=quotes["timestamp"].iloc[:0]),
        participants=table,
        attributes=scales[scales["attribute"].isin(list(table.columns))],
        codings=shown.reading.codings.iloc[:0],
        notes=[],
    )
    record = Shared(
        [],
        k,
        shown.redaction.places if shown.redaction else {},
        cut.taken,
        tuple(columns),
        len(quotes),
        len(made.reading.quotes),
    )
    files = contents(replace(shown, reading=reading, tags=tags, journey=journey), folder, reports)
    files["account.json"] = _account(files["account.json"])
    # The lock is of the whole map.
    files.pop("voc.lock", None)
    files[ABOUT] = "\n".join(["# What was taken out", "", *(f"- {line}" for line in record.told()), "", _WARNING, ""])
    _clear(folder, files)
    return replace(record, written=write_all(folder, files))


def _coders(made: Run) -> dict[str, str]:
    """Other names for the people who coded."""
    people = dict.fromkeys(by for by in made.tags["by"].dropna() if str(by).startswith("human:"))
    return {by: f"human:coder {number}" for number, by in enumerate(people, 1)}


def _account(content: str | bytes) -> str:
    """The account without where files lie and what was remarked of them."""
    given = json.loads(content)
    kept = ("source", "sha256", "format", "passages", "read", "kept", "blank", "again", "codings", "figures")
    given["files"] = [{name: file[name] for name in kept if name in file} for file in given["files"]]
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def _clear(folder: Path, files: Mapping[str, object]) -> None:
    """Take away what an earlier sharing wrote and this one does not: its cells may have been larger."""
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.is_file() and path.name not in files:
            path.unlink()
