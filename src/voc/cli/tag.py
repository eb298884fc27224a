"""``voc tag``: quotes to tags."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose


def command(
    quotes: Annotated[
        Path, typer.Argument(help="A quotes table, or any table with a 'text' column.", show_default=False)
    ],
    codebook: Annotated[str, typer.Option("--codebook", help="A shipped codebook's name or a .toml file.")],
    out: Annotated[Path, typer.Option("--out", help="The tags table: .csv, .jsonl or .parquet.")],
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Tag each quote with stage, touchpoint, sentiment and facets.

    Example: voc tag quotes.csv --codebook service --out tags.csv
    """
    from voc import _tables
    from voc import quotes as quotes_table
    from voc.codebook import Codebook
    from voc.taggers import tag_quotes

    _tables.check_suffix(out)
    book = Codebook.load(codebook)
    table = quotes_table.complete(_tables.load(quotes), where=quotes.name)
    with _console.progress(quiet=quiet) as show:
        tags = tag_quotes(table, book, progress=show)
        _tables.dump(tags, out)
    stages = tags[tags["kind"] == "stage"]
    tagged = int(stages["label"].notna().sum())
    result = {
        "quotes": len(table),
        "excluded": len(table) - len(stages),
        "tagged": tagged,
        "abstained": len(stages) - tagged,
        "tags": len(tags),
        "out": out.as_posix(),
    }
    if as_json:
        _console.give(result)
    else:
        text = f"{len(stages)} quotes: {tagged} with a stage, {len(stages) - tagged} abstained; wrote {out}"
        _console.say(text, quiet=quiet)
        if verbose:
            counts = Counter(zip(tags["kind"], tags["label"].fillna("(abstained)"), strict=True))
            rows = [(str(kind), str(label), str(n)) for (kind, label), n in sorted(counts.items())]
            _console.say(_console.columns(rows), quiet=quiet)
    return 0
