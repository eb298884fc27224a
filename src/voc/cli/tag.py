"""``voc tag``: quotes to tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Error, Json, Quiet, Seed, Tagger, Verbose

if TYPE_CHECKING:
    import pandas as pd

    from voc.risk import Limit


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
    seed: Seed = None,
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
    import pandas as pd

    from voc import _tables
    from voc import quotes as quotes_table
    from voc import tags as tags_table
    from voc.codebook import Codebook
    from voc.corrections import reviews_of
    from voc.label_sets import label_sets
    from voc.learning import usable
    from voc.reading.lang import unlabelled, with_codes
    from voc.taggers import DEFAULT, check_error, choose, judge, left_out, reads, tag_quotes, withheld

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
    if error is not None:
        check_error(error)
    if sets is not None:
        _tables.check_suffix(sets)
    limits: dict[str, Limit] = {}
    refused: list[str] = []
    with _console.progress(quiet=quiet) as show:
        tags = tag_quotes(table, book, tagger=tagger or DEFAULT, codings=coded, learned=learned, progress=show)
        reviews = pd.concat([tags, reviews_of(study)], ignore_index=True)
        if error is not None:
            known = {} if learned is None else {kind: one.quotes for kind, one in learned.kinds.items()}
            tags, limits = withheld(tags, table, error, reviews=reviews, learned_from=known)
        if sets is not None:
            found, refused = label_sets(table, book, reviews, coverage=coverage, tagger=tagger or DEFAULT)
            _tables.dump(found, sets)
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
        "limits": {kind: asdict(limit) for kind, limit in limits.items()},
        "out": out.as_posix(),
    }
    if as_json:
        _console.give(result)
    else:
        text = f"{len(stages)} quotes: {tagged} with a stage, {len(stages) - tagged} abstained; wrote {out}"
        lines = [
            text,
            *judged.told(),
            *(limit.told(kind) for kind, limit in limits.items()),
            *([_counts(tags)] if verbose else []),
        ]
        _console.say("\n".join(lines), quiet=quiet)
    for note in (*refused, misfit, *others.values(), unlabelled(table)):
        if note:
            _console.warn(note)
    _console.warn_of_bare(book)
    return 0


def _counts(tags: pd.DataFrame) -> str:
    """How often each label of each kind was given, a line each."""
    counts = Counter(zip(tags["kind"], tags["label"].fillna("(abstained)"), strict=True))
    return _console.columns([(str(kind), str(label), str(n)) for (kind, label), n in sorted(counts.items())])
