"""``voc verify``: prove every quote of a map."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose

_SHOWN = 20


def command(
    path: Annotated[Path, typer.Argument(help="A journey.json, or a study.", show_default=False)],
    sources: Annotated[Path | None, typer.Option("--sources", help="The folder that the sources lie in.")] = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Read every source again and compare each quote on the map at its place. Exit 1 if one is not there.

    Example: voc verify voc-out/journey.json
    """
    from voc.verify import verify

    result = verify(path, sources=sources)
    if as_json:
        _console.give(asdict(result))
        return 1 if result.faults else 0
    for name in result.changed:
        _console.say(f"{name}: the file has changed since the map was made", quiet=quiet)
    shown = result.faults if verbose else result.faults[:_SHOWN]
    for fault in shown:
        _console.say(
            f"{fault.quote_id}  {fault.source}, {fault.locator}\n    {fault.text!r}\n    {fault.why}", quiet=quiet
        )
    if len(shown) < len(result.faults):
        _console.say(f"… and {len(result.faults) - len(shown)} more; see them with -v", quiet=quiet)
    good = result.quotes - len(result.faults)
    _console.say(f"{good} of {result.quotes} quotes stand verbatim in {result.sources} sources", quiet=quiet)
    return 1 if result.faults else 0
