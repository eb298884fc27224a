"""``voc review``: judge the tags in the browser, alone or with others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Tagger, Verbose

PASSPHRASE = "VOC_PASSPHRASE"  # noqa: S105 - the name of a variable


def command(
    study: Annotated[Path, typer.Argument(help="A study folder.", show_default=False)],
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Else the first free from 8420.")] = None,
    host: Annotated[
        str, typer.Option("--host", help="An address of this machine; others can come in: needs a passphrase.")
    ] = "127.0.0.1",
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help=f"A file with the passphrase; or set {PASSPHRASE}.")
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", help="Your name as a coder; else the page asks.")] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    tagger: Tagger = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Open a study in the browser: judge quotes one by one or in a table, edit the codebook, teach, see the map change.

    Nothing leaves this machine. What you judge is on the disk before the next quote is shown. Stop with Ctrl-C.

    Example: voc review my-study --coder ann
    """
    from voc.review.server import listening, open_desk, serve
    from voc.taggers import DEFAULT

    with listening(host, port, passphrase=_passphrase(passphrase_file)) as address:
        with _console.progress(quiet=quiet) as bar:
            desk = open_desk(study, address, coder=coder, tagger=tagger or DEFAULT, seed=seed, progress=bar)
        if as_json:
            _console.give({"url": address.url, "port": address.port, "exposed": address.exposed})
        else:
            _console.say(f"{address.url}\nStop with Ctrl-C.", quiet=quiet)
        for line in filter(None, (address.exposed, desk.db.note)):
            _console.warn(line)
        serve(desk, address, browser=not no_open)
    return 0


def _passphrase(path: Path | None) -> str | None:
    """The passphrase of a file's first line, else of the environment."""
    from voc.errors import VocError

    if path is None:
        return os.environ.get(PASSPHRASE)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise VocError(f"{path}: no text; put the passphrase into its first line") from error
    if not lines or not lines[0].strip():
        raise VocError(f"{path}: empty; put the passphrase into its first line")
    return lines[0].strip()
