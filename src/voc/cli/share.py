"""``voc share``: a map that can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Error, Json, NoKey, Participants, Paths, Quiet, Seed, Tagger, Verbose


def command(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="An empty folder, or one shared before.")] = Path("shared"),
    codebook: Annotated[str | None, typer.Option("--codebook", help=_console.CODEBOOK)] = None,
    to: Annotated[str | None, typer.Option("--to", help="Reports, by comma, as of voc map.")] = None,
    least: Annotated[
        int | None, typer.Option("--least", min=2, help="Show nothing of fewer people; else min_participants.")
    ] = None,
    participants: Participants = None,
    tagger: Tagger = None,
    error: Error = None,
    no_key: NoKey = False,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write a map to be sent: people replaced by placeholders, cells of few left out, and TAKEN_OUT.md that says so.

    Redaction is assisted: read the folder before you send it.

    Example: voc share my-study --out for-the-team --to html,pptx
    """
    from voc.api import run
    from voc.share import share
    from voc.taggers import DEFAULT

    chosen = _console.reports(to)
    with _console.progress(quiet=quiet) as show:
        made = run(
            paths,
            codebook=codebook,
            participants=participants,
            tagger=tagger or DEFAULT,
            error=error,
            seed=seed,
            progress=show,
        )
        shared = share(made, out, chosen, least=least, key=not no_key)
    if as_json:
        _console.give(shared.as_dict())
    else:
        written = [f"wrote {path}" for path in shared.written] if verbose else [f"wrote {out}, to be read before sent"]
        _console.say("\n".join([*shared.told(), *written]), quiet=quiet)
    _console.warn_of_run(made)
    return 2 if made.reading.errors else 0
