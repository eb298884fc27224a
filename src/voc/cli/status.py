"""``voc status``: what is due on a map."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Verbose

if TYPE_CHECKING:
    from voc.status import Age, Status


def command(
    study: Annotated[Path, typer.Argument(help="A study folder.", show_default=False)],
    out: Annotated[Path | None, typer.Option("--map", help="The folder of its map; else voc-out.")] = None,
    fail_due: Annotated[bool, typer.Option("--fail-due", help="Exit 1 if anything is due.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Who keeps a map, how old its evidence is, and what is due.

    Example: voc status my-study --map map
    """
    from voc.status import status

    found = status(study, out=out)
    if as_json:
        told = asdict(found) | {name: _iso(getattr(found, name)) for name in ("review_by", "made")}
        _console.give(told)
    else:
        _console.say(_told(found, verbose), quiet=quiet)
    return 1 if fail_due and found.due else 0


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _told(found: Status, verbose: bool) -> str:
    """A status for a person."""
    review = f"to be reviewed by {found.review_by}" if found.review_by else "no review date (review_by in study.toml)"
    owner = f"kept by {found.owner}" if found.owner else "kept by nobody (owner in study.toml)"
    made = f"map of {found.made}: {found.map}" if found.map else "no map"
    lines = [found.title, f"{owner}, {review}", made]
    if found.map and found.sources is None:
        lines.append("no voc.lock beside the map says which sources it was made of")
    if verbose and found.sources:
        lines += [f"{name}: {what}" for name, what in found.sources.items()]
    if found.ages:
        rows = [("stage", "quotes", "dated", "middle one", "newest"), *map(_row, found.ages)]
        lines += ["", _console.columns(rows)]
    due = [f"due: {line}" for line in found.due] or ["nothing is due"]
    return "\n".join([*lines, "", *due])


def _row(age: Age) -> tuple[str, ...]:
    from voc.status import ago

    when = ("unknown" if days is None else ago(days) for days in (age.median_days, age.newest_days))
    return age.label, str(age.n_quotes), str(age.n_dated), *when
