"""``voc eval``: how right tags are, by a table that people made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose

if TYPE_CHECKING:
    from voc.evaluation import Evaluation


def command(
    tags: Annotated[Path, typer.Argument(help="A tags table: .csv, .jsonl or .parquet.", show_default=False)],
    gold: Annotated[
        Path, typer.Option("--gold", help="A table with quote_id or text, and a column for each kind of tag.")
    ],
    quotes: Annotated[Path | None, typer.Option("--quotes", help="The table that was tagged.")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under", help="KIND=F1: exit with 1 if its macro-F1 is below; for valence r.", metavar="KIND=F1"
        ),
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=100, help="Resamples of the bootstrap.")] = 1000,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Compare tags with gold: precision, recall, F1 and calibration, for each kind and label.

    In a cell of the gold table several labels are joined by |, "none" says that no label fits, and an empty cell that
    the quote was not judged. A number under "valence" is compared with the value of sentiment. With -v the reliability
    tables are shown: how sure the tagger was, and how often right.

    Example: voc eval tags.csv --gold gold.csv --quotes quotes.csv --fail-under stage=0.6
    """
    from voc import _tables
    from voc.evaluation import evaluate

    bars = _console.thresholds(fail_under or ())
    found = evaluate(
        _tables.load(tags),
        _tables.load(gold),
        None if quotes is None else _tables.load(quotes),
        resamples=resamples,
        seed=seed or 0,
        where=(tags.name, gold.name, "quotes" if quotes is None else quotes.name),
    )
    missed = _missed(bars, found, gold.name)
    if as_json:
        _console.give(found.as_dict() | {"missed": missed})
    else:
        _console.say(found.text(reliability=verbose), quiet=quiet)
    for line in missed:
        _console.warn(line)
    return 1 if missed else 0


def _missed(bars: dict[str, float], found: Evaluation, gold: str) -> list[str]:
    """A line for each threshold that was not reached; an unknown score reaches none."""
    from voc.errors import VocError, did_you_mean

    there = [kind.kind for kind in found.kinds] + (["valence"] if found.valence is not None else [])
    missed = []
    for kind, bar in bars.items():
        if kind not in there:
            raise VocError(f"--fail-under {kind}={bar:g}: {gold} has no column {kind!r}; {did_you_mean(kind, there)}")
        value = found.score(kind)
        if value is None or value < bar:
            what = "r" if kind == "valence" else "macro-F1"
            missed.append(f"{kind}: {what} is {'unknown' if value is None else f'{value:.3f}'}, below {bar:g}")
    return missed
