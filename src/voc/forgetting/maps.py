"""The folders of a study that hold maps of it: which files of theirs are ours, and their making anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voc.api import save
from voc.lock import FILE_NAME as LOCK
from voc.reports import all_reports
from voc.share import ABOUT

if TYPE_CHECKING:
    from voc.api import Run

_TABLES = (
    *("quotes.csv", "tags.csv", "participants.csv", "attributes.csv", "figures.csv"),
    *("account.json", LOCK, ABOUT),
)


def maps_in(study: Path) -> dict[str, list[str]]:
    """The files of ours in each folder of the study that holds a map, paths relative to the study."""
    ours = {*_TABLES, *(report.file for report in all_reports().values())}
    folders = {path.parent for name in ("journey.json", "account.json", ABOUT) for path in study.rglob(name)}
    found = {folder: sorted(path.name for path in folder.iterdir() if path.name in ours) for folder in sorted(folders)}
    hidden = {folder for folder in found if any(part.startswith(".") for part in folder.relative_to(study).parts)}
    return {folder.relative_to(study).as_posix(): names for folder, names in found.items() if folder not in hidden}


def rebuild(made: Run, study: Path, maps: dict[str, list[str]]) -> list[Path]:
    """Write each map anew with the reports it had; one that was shared is not, as its words may have been sent."""
    written: list[Path] = []
    by_file = {report.file: report for report in all_reports().values()}
    shown = made.redacted() if made.study.redact else made
    for folder, names in maps.items():
        if ABOUT not in names:
            written += save(shown, study / folder, [by_file[name] for name in names if name in by_file])
    return written
