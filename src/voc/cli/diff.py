"""``voc diff``: what changed between two maps, or two waves of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose

if TYPE_CHECKING:
    from voc.journey.diff_records import DiffCell, MapDiff

_QUIETLY = ("within noise", None)


def command(
    maps: Annotated[
        list[Path],
        typer.Argument(metavar="A [B]", help="Two maps: studies, folders or journey.json."),
    ],
    waves: Annotated[
        tuple[str, str] | None, typer.Option("--waves", help="Compare two waves of one map, by their names.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the comparison as a page: changes.html.")] = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Say what changed: each stage and pain is moved, new, gone, within noise, or explained by other sources.

    People are permuted, not quotes; who is on both sides is paired. With -v, what is within noise is listed too.

    Example: voc diff my-study --waves 2026Q1 2026Q2 --out changes.html
    """
    from voc._files import write
    from voc.comparing import diff

    found = diff(maps, waves=waves, seed=seed)
    if out is not None:
        from voc.reports._changes_page import render

        write(out, render(found))
    if as_json:
        _console.give(found.as_dict())
    else:
        _console.say("\n\n".join(_blocks(found, verbose=verbose)), quiet=quiet)
        if out is not None:
            _console.say(f"\nwrote {out}", quiet=quiet)
    return 0


def _blocks(found: MapDiff, *, verbose: bool) -> Iterator[str]:
    """What was found, in blocks for a person."""
    sides = (found.before, found.after)
    yield "\n".join(f"{side.name}: {side.n_quotes} quotes of {side.n_participants} people" for side in sides)
    counts = ", ".join(f"{n} {name}" for name, n in found.counts.items() if n)
    yield f"{counts} (of stages, touchpoints and pains)"
    told = [cell for cell in found.cells if cell.change.verdict not in _QUIETLY]
    rest = [cell for cell in found.cells if cell.change.verdict in _QUIETLY] if verbose else []
    reasons: dict[str, int] = {}
    for cells in (told, rest):
        if cells:
            yield _console.columns([_HEAD, *(_row(cell, found, reasons) for cell in cells)])
    if reasons:
        yield "\n".join(f"({number}) {reason}" for reason, number in reasons.items())
    yield "\n".join([*(f"note: {note}" for note in found.notes), *_closing(found)])


_HEAD = ("what", "before", "after", "difference [95 %]", "verdict")


def _row(cell: DiffCell, found: MapDiff, reasons: dict[str, int]) -> tuple[str, ...]:
    """A line of the table; the reason of a verdict stands below it, by its number."""
    from voc.reports._changes import difference, number, verdict, what

    reason = cell.change.reason
    mark = f" ({reasons.setdefault(reason, len(reasons) + 1)})" if reason else ""
    sides = (number(cell.before, cell), number(cell.after, cell))
    return (what(cell, found), *sides, difference(cell), f"{verdict(cell)}{mark}")


def _closing(found: MapDiff) -> Iterator[str]:
    if found.same_people:
        yield f"on both sides: {found.same_people} people, each compared with themselves"
    if found.basis == "people":
        yield f"by permutation of people; of what is called a change at most 5 % is by chance; seed {found.seed}"
