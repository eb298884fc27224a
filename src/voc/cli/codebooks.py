"""``voc codebooks``: the codebooks that come with voc."""

from __future__ import annotations

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Quiet, Verbose


def command(seed: NoSeed = None, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> int:
    """List the shipped codebooks with their stages.

    Example: voc codebooks
    """
    from voc.codebook import Codebook, codebook_files

    books = {name: Codebook.load(name) for name in codebook_files()}
    if as_json:
        _console.give(
            [
                {"name": name, "title": book.title, "stages": [stage.name for stage in book.stages]}
                for name, book in books.items()
            ]
        )
        return 0
    rows = [("codebook", "title", "stages")]
    rows += [(name, book.title, ", ".join(stage.name for stage in book.stages)) for name, book in books.items()]
    _console.say(_console.columns(rows), quiet=quiet)
    return 0
