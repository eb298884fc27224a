"""What every command shares: the common options, results on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc._display import columns as columns

if TYPE_CHECKING:
    from voc.api import Run
    from voc.codebook import Codebook
    from voc.reports import Report

CODEBOOK = "A shipped codebook's name, a .toml file, or the codes of a .qdc, .qdpx, Taguette or QualCoder file."
Paths = Annotated[list[Path], typer.Argument(help="Files, folders, or one study folder.", show_default=False)]
Participants = Annotated[Path | None, typer.Option("--participants", help="CSV of people: name, role, any attributes.")]
Tagger = Annotated[
    str | None,
    typer.Option(
        "--tagger", help="Who judges: accurate (default), fast, cues, vader, a checkpoint's folder; by comma."
    ),
]
Error = Annotated[
    float | None,
    typer.Option("--error", help="Accept this share of wrong stages and touchpoints, like 0.2; say less where unsure."),
]
Redact = Annotated[
    bool | None,
    typer.Option("--redact/--no-redact", help="Replace names, addresses, numbers of people; else as the study says."),
]
NoKey = Annotated[
    bool, typer.Option("--no-key", help="Neither use nor keep redaction-key.json: nobody can undo the placeholders.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors and JSON.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Print more: every file, every reason.")]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Seed of all random draws; else the study's, else 0.")
]
# Every command takes it; these draw nothing.
NoSeed = Annotated[int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Taken, and nothing is drawn.")]


def say(text: str, *, quiet: bool = False) -> None:
    """Print for a person on stdout."""
    if not quiet:
        typer.echo(text)


def warn(text: str) -> None:
    """Print one line on stderr, marked as ours."""
    typer.echo(f"voc: {' '.join(text.split())}", err=True)


def reports(names: str | None) -> list[Report]:
    """The reports that ``--to`` names, by comma, or those by default; raises ``VocError`` for one there is not."""
    from voc.reports import DEFAULT, choose

    return choose([name.strip() for name in names.split(",")] if names else list(DEFAULT))


def warn_of_run(made: Run, *more: str | None) -> None:
    """Say what a run has to say of itself, of its reading and of the files that could not be read."""
    for note in (*made.notes, *filter(None, more), *made.reading.notes, *made.reading.errors):
        warn(note)


def bare(book: Codebook) -> str:
    """How many codes do not say what they mean, if any do not."""
    of = len(book.stages) + len(book.touchpoints)
    return f"{len(book.bare)} of {of} codes have no meaning beyond their name" if book.bare else ""


def warn_of_bare(book: Codebook) -> None:
    """Warn of codes that do not say what they mean: quotes are tagged by that."""
    if said := bare(book):
        warn(
            f"{said}; quotes are tagged by it: make a study with voc init DIR --codebook FILE and write the meanings "
            "into its codebook.toml"
        )


def thresholds(given: Iterable[str]) -> dict[str, float]:
    """The thresholds of ``--fail-under`` by kind; raises ``VocError`` for what is none."""
    from voc.errors import VocError

    bars = {}
    for word in given:
        kind, _, number = word.partition("=")
        try:
            bars[kind.strip()] = bar = float(number)
        except ValueError:
            bar = float("nan")
        if not kind.strip() or not -1 <= bar <= 1:
            raise VocError(
                f"--fail-under {word}: no threshold; write KIND=NUMBER with a number up to 1, like stage=0.6"
            )
    return bars


def give(result: Any) -> None:
    """Print a result for a program."""
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that shows how far the work is; silent unless stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total)
