"""``voc read``: files to quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Participants, Paths, Quiet, Seed, Verbose


def command(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The quotes table: .csv, .jsonl or .parquet.")],
    tags: Annotated[
        Path | None, typer.Option("--tags", help="Also write what people coded: a tags table, for voc tag --codings.")
    ] = None,
    participants: Participants = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Read research files into one table of quotes, each with its place.

    Example: voc read interviews/ survey.csv --out quotes.csv
    """
    from voc import _tables
    from voc.readers import all_readers, read_paths
    from voc.study import Study, find_study

    for path in filter(None, (out, tags)):
        _tables.check_suffix(path)
    with _console.progress(quiet=quiet) as show:
        study = find_study(paths) or Study()
        reading = read_paths(paths, study, all_readers(), participants=participants, progress=show)
        _tables.dump(reading.quotes, out)
        if tags is not None:
            _tables.dump(reading.codings, tags)
    kept = sum(file.kept for file in reading.files)
    if as_json:
        reasons = reading.quotes["excluded"].value_counts()
        _console.give(
            {
                "read": len(reading.quotes),
                "kept": kept,
                "excluded": {str(reason): int(count) for reason, count in reasons.items()},
                "codings": len(reading.codings),
                "out": out.as_posix(),
                "tags": None if tags is None else tags.as_posix(),
                "errors": reading.errors,
            }
        )
    else:
        for file in reading.files:
            if verbose or file.note:
                _console.say(f"{file.source}: {file.error or file.note or file.why}", quiet=quiet)
        _console.say(f"{len(reading.quotes)} read, {kept} kept as evidence; wrote {out}", quiet=quiet)
        if tags is not None:
            _console.say(f"{len(reading.codings)} codings of people; wrote {tags}", quiet=quiet)
        elif len(reading.codings):
            _console.say(
                f"{len(reading.codings)} codings of people are not in it; get them with --tags FILE", quiet=quiet
            )
    for note in (*reading.notes, *reading.errors):
        _console.warn(note)
    return 2 if reading.errors else 0
