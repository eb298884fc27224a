"""``voc add``: new files into a study, as a wave of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Verbose
from voc.errors import to_run


def command(
    study: Annotated[Path, typer.Argument(help="The study folder.", show_default=False)],
    files: Annotated[list[Path], typer.Argument(help="Files or folders to copy into it.", show_default=False)],
    wave: Annotated[
        str | None, typer.Option("--wave", help="The wave they are of, like 2026Q3; a new one is added to study.toml.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Copy research files into a study's sources, and say which wave they are of.

    Nothing is overwritten; a file that lies in the study already is not copied again.

    Example: voc add my-study exports/2026-09.csv --wave 2026Q3
    """
    from voc.adding import add

    added = add(study, files, wave=wave)
    if as_json:
        told = [asdict(one) | {"file": one.file.as_posix(), "place": one.place.as_posix()} for one in added]
        _console.give({"wave": wave, "files": told})
        return 0
    for one in added:
        copied, there = f"copied {one.file} → {one.place}", f"not copied: {one.file} is there as {one.place}"
        if wave is not None and wave not in one.place.parts:
            there += f", which is of no wave {wave}; move it to a folder {wave} there and add it again"
        _console.say(copied if one.new else there, quiet=quiet)
    _console.say(f"Next: {to_run('map', study)}", quiet=quiet)
    return 0
