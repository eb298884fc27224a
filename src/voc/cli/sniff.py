"""``voc sniff``: what a file is and what would become of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Quiet, Verbose
from voc.errors import to_run

if TYPE_CHECKING:
    from voc.readers import Source


def command(
    file: Annotated[Path, typer.Argument(help="A research file.", show_default=False)],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="Write a mapping of the columns to this file, to be edited.")
    ] = None,
    seed: NoSeed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Say what format a file has, why, and what its columns or speakers would become.

    A table of no known format is read once its columns are described: --mapping NAME.mapping.toml writes the best
    guesses for you to edit; lying beside NAME.csv, the file is used from then on.

    Example: voc sniff survey.csv
    """
    from tempfile import TemporaryDirectory

    from voc.errors import ReadError
    from voc.readers import all_readers, sources_of
    from voc.study import Study

    if file.is_dir() and file.suffix != ".qda":
        raise ReadError(f"{file}: a folder; sniff one file, or make a map of all with: {to_run('map', file)}")
    if not file.exists():
        raise ReadError(f"{file}: no such file")
    with TemporaryDirectory(prefix="voc-") as folder:
        sources = list(sources_of(file, Study(), all_readers(), Path(folder)))
        if mapping is not None:
            _write_mapping(sources, mapping)
            _console.say(f"wrote {mapping}; edit it, then: {to_run('sniff', file)}", quiet=quiet)
            return 0
        found = [_look(source) for source in sources]
    if as_json:
        _console.give((found[0] if len(found) == 1 else {"files": found}) | {"file": file.as_posix()})
    for one in () if as_json else found:
        _say(one, quiet=quiet, named=len(found) > 1)
    refused = [one["error"] for one in found if one["error"]]
    for error in refused:
        _console.warn(error)
    return 2 if refused else 0


def _write_mapping(sources: list[Source], path: Path) -> None:
    from voc._files import write
    from voc.errors import ReadError
    from voc.reading.mapping import propose

    if path.suffix != ".toml":
        raise ReadError(f"{path}: a mapping is a .toml file; call it {sources[0].path.stem}.mapping.toml")
    if path.exists():
        raise ReadError(f"{path}: is there already; edit it, or give another name")
    write(path, propose(sources[0]))


def _look(source: Source) -> dict[str, Any]:
    """All that is known of a file; raises ``ReadError`` where nothing is."""
    from voc.errors import ReadError
    from voc.readers import all_readers
    from voc.reading.base import choose, sniff

    readers = all_readers()
    ranked = sniff(source, readers)
    error = None
    try:
        chosen = choose(source, readers)[0]
    except ReadError as refused:
        # Two formats alike: the guesses are what is wanted now; with none there is nothing to show.
        if not ranked:
            raise
        chosen, error = ranked[0][0], str(refused)
    becomes = chosen.preview(source)
    return {
        "file": source.name,
        "format": None if error else chosen.name,
        "guesses": [
            {"format": other.name, "title": other.title, "score": guess.score, "reasons": list(guess.reasons)}
            for other, guess in ranked
        ],
        "becomes": [{"name": name, "becomes": what} for name, what in becomes],
        "notes": source.notes,
        "error": error,
    }


def _say(found: dict[str, Any], *, quiet: bool, named: bool) -> None:
    if named:
        _console.say(f"{found['file']}:", quiet=quiet)
    for guess in found["guesses"]:
        _console.say(f"{guess['score']:.2f}  {guess['format']}: {'; '.join(guess['reasons'])}", quiet=quiet)
    for column in found["becomes"]:
        _console.say(f"{column['name']}\n    → {column['becomes']}", quiet=quiet)
    for note in found["notes"]:
        _console.say(f"note: {note}", quiet=quiet)
