"""``voc sniff``: what a file is and what would become of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose


def command(
    file: Annotated[Path, typer.Argument(help="A research file.", show_default=False)],
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Say what format a file has, why, and what its columns or speakers would become.

    Example: voc sniff survey.csv
    """
    from voc.errors import ReadError
    from voc.readers import Source, all_readers
    from voc.readers._base import choose, sniff

    if file.is_dir():
        raise ReadError(f"{file}: a folder; sniff one file, or make a map of all with: voc map {file}")
    if not file.is_file():
        raise ReadError(f"{file}: no such file")
    source = Source(file, file.name)
    readers = all_readers()
    ranked = sniff(source, readers)
    refused = ""
    try:
        chosen = choose(source, readers)[0]
    except ReadError as error:
        # Two formats alike: the guesses are what is wanted now; with none there is nothing to show.
        if not ranked:
            raise
        chosen, refused = ranked[0][0], str(error)
    becomes = chosen.preview(source)
    if as_json:
        _console.give(
            {
                "file": file.as_posix(),
                "format": None if refused else chosen.name,
                "guesses": [
                    {"format": other.name, "title": other.title, "score": guess.score, "reasons": list(guess.reasons)}
                    for other, guess in ranked
                ],
                "becomes": [{"name": name, "becomes": what} for name, what in becomes],
                "notes": source.notes,
            }
        )
    else:
        for other, guess in ranked:
            _console.say(f"{guess.score:.2f}  {other.name}: {'; '.join(guess.reasons)}", quiet=quiet)
        for name, what in becomes:
            _console.say(f"{name}\n    → {what}", quiet=quiet)
        for note in source.notes:
            _console.say(f"note: {note}", quiet=quiet)
    if refused:
        _console.warn(refused)
    return 2 if refused else 0
