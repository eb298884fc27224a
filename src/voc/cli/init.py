"""``voc init``: a new study folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose
from voc.errors import to_run


def command(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", show_default=False)],
    codebook: Annotated[str, typer.Option("--codebook", help=_console.CODEBOOK)] = "service",
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Make a study: study.toml, codebook.toml to edit, and sources/ for the research files.

    Example: voc init my-study --codebook codes.qdc
    """
    from voc.codebook import Codebook
    from voc.study import create

    written = create(folder, codebook=codebook, seed=seed or 0)
    if as_json:
        _console.give({"written": [path.as_posix() for path in written]})
        return 0
    for path in written:
        _console.say(f"wrote {path}", quiet=quiet)
    if bare := _console.bare(Codebook.load(folder / "codebook.toml")):
        _console.say(f"{bare}: write it into {folder / 'codebook.toml'}, as quotes are tagged by it", quiet=quiet)
    _console.say(f"Put the research files into {folder / 'sources'}, then: {to_run('map', folder)}", quiet=quiet)
    return 0
