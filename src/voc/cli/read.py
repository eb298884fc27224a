"""``voc read``: files to quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Participants, Paths, Quiet, Verbose

if TYPE_CHECKING:
    from voc.readers import Reading


def command(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", help="The quotes table: .csv, .jsonl or .parquet.")],
    tags: Annotated[
        Path | None, typer.Option("--tags", help="Also write what people coded: a tags table, for voc tag --codings.")
    ] = None,
    participants: Participants = None,
    seed: NoSeed = None,
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
    if as_json:
        _console.give(_result(reading, out, tags))
    else:
        for line in _lines(reading, out, tags, verbose=verbose):
            _console.say(line, quiet=quiet)
    for note in (*reading.notes, *reading.errors):
        _console.warn(note)
    return 2 if reading.errors else 0


def _result(reading: Reading, out: Path, tags: Path | None) -> dict[str, Any]:
    reasons = reading.quotes["excluded"].value_counts()
    return {
        "read": len(reading.quotes),
        "kept": sum(file.kept for file in reading.files),
        "excluded": {str(reason): int(count) for reason, count in reasons.items()},
        "people": len(reading.participants),
        "codings": len(reading.codings),
        "figures": len(reading.figures),
        "out": out.as_posix(),
        "tags": None if tags is None else tags.as_posix(),
        "notes": [f"{file.source}: {file.note}" for file in reading.files if file.note] + reading.notes,
        "errors": reading.errors,
    }


def _lines(reading: Reading, out: Path, tags: Path | None, *, verbose: bool) -> Iterator[str]:
    """What a person wants to know after a run; what the quotes table cannot hold is said, with where it goes."""
    for file in reading.files:
        if verbose or file.note:
            yield f"{file.source}: {file.error or file.note or file.why}"
    kept = sum(file.kept for file in reading.files)
    yield f"{len(reading.quotes)} read, {kept} kept as evidence; wrote {out}"
    if tags is not None:
        yield f"{len(reading.codings)} codings of people; wrote {tags}"
    elif len(reading.codings):
        yield f"{len(reading.codings)} codings of people are not in it; get them with --tags FILE"
    if len(reading.figures):
        yield f"{len(reading.figures)} figures of the business are not in it; voc map keeps them in figures.csv"
    if not len(reading.quotes) and len(reading.participants):
        yield f"closed answers of {len(reading.participants)} people, which voc map keeps in participants.csv, no words"
