"""``voc tag``: quotes to tags."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Tagger, Verbose

if TYPE_CHECKING:
    import pandas as pd


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
    from voc import tags as tags_table
    from voc.codebook import Codebook
    from voc.learning import usable
    from voc.reading.lang import unlabelled, with_codes
    from voc.taggers import DEFAULT, choose, judge, left_out, reads, tag_quotes

    _tables.check_suffix(out)
    book = Codebook.load(codebook)
    table = with_codes(quotes_table.complete(_tables.load(quotes), where=quotes.name))
    coded = tags_table.frame([]) if codings is None else tags_table.check(_tables.load(codings), where=codings.name)
    judged = judge(table, coded, book)
    learned, misfit, others = None, None, {}
    if study is not None:
        chosen = choose(tagger or DEFAULT)
        learned, misfit = usable(study, reads(chosen), book.digest)
        others = left_out(chosen, learned.kinds if learned else ())
    with _console.progress(quiet=quiet) as show:
        tags = tag_quotes(table, book, tagger=tagger or DEFAULT, codings=coded, learned=learned, progress=show)
        _tables.dump(tags, out)
    decided = tags_table.decided(tags)
    stages = decided[decided["kind"] == "stage"]
    tagged = int(stages["label"].notna().sum())
    result = {
        "quotes": len(table),
        "excluded": len(table) - len(stages),
        "tagged": tagged,
        "abstained": len(stages) - tagged,
        "tags": len(tags),
        "codings": judged.as_dict(),
        "taught": None if learned is None else learned.version,
        "out": out.as_posix(),
    }
    if as_json:
        _console.give(result)
    else:
        text = f"{len(stages)} quotes: {tagged} with a stage, {len(stages) - tagged} abstained; wrote {out}"
        lines = [text, *judged.told(), *([_counts(tags)] if verbose else [])]
        _console.say("\n".join(lines), quiet=quiet)
    for note in (misfit, *others.values(), unlabelled(table)):
        if note:
            _console.warn(note)
    _console.warn_of_bare(book)
    return 0


def _counts(tags: pd.DataFrame) -> str:
    """How often each label of each kind was given, a line each."""
    counts = Counter(zip(tags["kind"], tags["label"].fillna("(abstained)"), strict=True))
    return _console.columns([(str(kind), str(label), str(n)) for (kind, label), n in sorted(counts.items())])
