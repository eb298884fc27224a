"""``voc tag``: quotes to tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import _console
from voc.cli._console import Error, Json, NoSeed, Quiet, Tagger, Verbose

if TYPE_CHECKING:
    import pandas as pd

    from voc.tagging import Tagged


def command(
    quotes: Annotated[
        Path, typer.Argument(help="A quotes table, or any table with a 'text' column.", show_default=False)
    ],
    codebook: Annotated[str, typer.Option("--codebook", help=_console.CODEBOOK)],
    out: Annotated[Path, typer.Option("--out", help="The tags table: .csv, .jsonl or .parquet.")],
    codings: Annotated[
        Path | None, typer.Option("--codings", help="What people coded: the table that voc read --tags wrote.")
    ] = None,
    study: Annotated[Path | None, typer.Option("--study", help="Use what this study was taught (voc teach).")] = None,
    tagger: Tagger = None,
    error: Error = None,
    sets: Annotated[
        Path | None, typer.Option("--sets", help="Also write sets of labels that hold the right one, a table.")
    ] = None,
    coverage: Annotated[float, typer.Option("--coverage", help="How often the sets hold the right label.")] = 0.9,
    seed: NoSeed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Tag each quote with stage, touchpoint, sentiment and facets.

    With --error, stages and touchpoints are said from a confidence on at which no more than that share is wrong: by
    what people judged (--codings, reviews.csv of the --study) where that is enough, else by the taggers' probabilities.
    With --sets, each quote gets the labels that hold the right one in 9 of 10 (--coverage), by what people judged.

    Example: voc tag quotes.csv --codebook service --out tags.csv
    """
    from voc import _tables
    from voc import tags as tags_table
    from voc.codebook import Codebook
    from voc.taggers import DEFAULT
    from voc.tagging import tagged

    for written in filter(None, (out, sets)):
        _tables.check_suffix(written)
    book = Codebook.load(codebook)
    table = _tables.load(quotes)
    coded = None if codings is None else tags_table.check(_tables.load(codings), where=codings.name)
    with _console.progress(quiet=quiet) as show:
        made = tagged(
            table,
            book,
            tagger=tagger or DEFAULT,
            codings=coded,
            study=study,
            error=error,
            coverage=None if sets is None else coverage,
            where=quotes.name,
            progress=show,
        )
        if sets is not None and made.sets is not None:
            _tables.dump(made.sets, sets)
        _tables.dump(made.tags, out)
    _report(made, out, as_json=as_json, quiet=quiet, verbose=verbose)
    _console.warn_of_bare(book)
    return 0


def _report(made: Tagged, out: Path, *, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Say what came of it, and what a reader must know of it."""
    if as_json:
        _console.give(_result(made, out))
    else:
        _console.say("\n".join([*_told(made, out), *([_counts(made.tags)] if verbose else [])]), quiet=quiet)
    for note in made.notes:
        _console.warn(note)


def _stages(made: Tagged) -> tuple[int, int]:
    """How many quotes were judged, and how many were given a stage."""
    from voc import tags as tags_table

    decided = tags_table.decided(made.tags)
    stages = decided[decided["kind"] == "stage"]
    return len(stages), int(stages["label"].notna().sum())


def _result(made: Tagged, out: Path) -> dict[str, Any]:
    judged, given = _stages(made)
    return {
        "quotes": len(made.quotes),
        "excluded": len(made.quotes) - judged,
        "tagged": given,
        "abstained": judged - given,
        "tags": len(made.tags),
        "codings": made.judged.as_dict(),
        "taught": None if made.learned is None else made.learned.version,
        "limits": {kind: asdict(limit) for kind, limit in made.limits.items()},
        "out": out.as_posix(),
    }


def _told(made: Tagged, out: Path) -> list[str]:
    judged, given = _stages(made)
    told = f"{judged} quotes: {given} with a stage, {judged - given} abstained; wrote {out}"
    return [told, *made.judged.told(), *(limit.told(kind) for kind, limit in made.limits.items())]


def _counts(tags: pd.DataFrame) -> str:
    """How often each label of each kind was given, a line each."""
    counts = Counter(zip(tags["kind"], tags["label"].fillna("(abstained)"), strict=True))
    return _console.columns([(str(kind), str(label), str(n)) for (kind, label), n in sorted(counts.items())])
