"""``voc verify``: prove every quote of a map."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Quiet, Verbose

if TYPE_CHECKING:
    from voc.verify import Fault

_SHOWN = 20


def command(
    path: Annotated[
        Path, typer.Argument(help="A study, or a journey.json, .html, .pptx, .xlsx or .qdpx.", show_default=False)
    ],
    sources: Annotated[Path | None, typer.Option("--sources", help="The folder that the sources lie in.")] = None,
    seed: NoSeed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Read every source again and compare each quote on the map at its place.

    Quotes that stand elsewhere now are told; exit 1 if one is changed or missing. Of redacted reports placeholders are
    taken as gaps.

    Example: voc verify shared/journey.html --sources my-study
    """
    from voc.verify import verify

    result = verify(path, sources=sources)
    if as_json:
        _console.give(asdict(result))
        return 1 if result.faults else 0
    for name in result.changed:
        _console.say(f"{name}: the file has changed since the map was made", quiet=quiet)
    told = (*result.faults, *result.moved)
    shown = told if verbose else told[:_SHOWN]
    for fault in shown:
        _console.say(_line(fault), quiet=quiet)
    if len(shown) < len(told):
        _console.say(f"… and {len(told) - len(shown)} more; see them with -v", quiet=quiet)
    good = result.quotes - len(result.faults)
    moved = f", {len(result.moved)} of them at another place" if result.moved else ""
    _console.say(f"{good} of {result.quotes} quotes stand verbatim in {result.sources} sources{moved}", quiet=quiet)
    return 1 if result.faults else 0


def _line(fault: Fault) -> str:
    where = ", ".join(part for part in (fault.source, fault.locator) if part)
    lines = [f"{fault.quote_id}  {where}", f"    {fault.text!r}", f"    {fault.status}: {fault.why}"]
    return "\n".join([*lines, f"    {fault.difference}"] if fault.difference else lines)
