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

    if not file.is_file():
        raise ReadError(f"{file}: no such file")
    source = Source(file, file.name)
    readers = all_readers()
    reader, _ = choose(source, readers)
    ranked = sniff(source, readers)
    becomes = reader.preview(source)
    if as_json:
        guesses = [
            {"format": other.name, "title": other.title, "score": guess.score, "reasons": list(guess.reasons)}
            for other, guess in ranked
        ]
        _console.give(
            {
                "file": file.as_posix(),
                "format": reader.name,
                "guesses": guesses,
                "becomes": [{"name": name, "becomes": what} for name, what in becomes],
                "notes": source.notes,
            }
        )
        return 0
    for other, guess in ranked:
        _console.say(f"{guess.score:.2f}  {other.name}: {'; '.join(guess.reasons)}", quiet=quiet)
    _console.say("", quiet=quiet)
    for name, what in becomes:
        _console.say(f"{name}\n    → {what}", quiet=quiet)
    for note in source.notes:
        _console.say(f"\nnote: {note}", quiet=quiet)
    return 0
