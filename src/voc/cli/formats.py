"""``voc formats``: what can be read."""

from __future__ import annotations

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Quiet, Verbose


def command(seed: NoSeed = None, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> int:
    """List the formats that are read, and what each layout rests on.

    Example: voc formats
    """
    from voc.readers import all_readers

    readers = all_readers().values()
    if as_json:
        _console.give(
            [
                {"name": r.name, "title": r.title, "kind": r.kind, "suffixes": list(r.suffixes), "grade": r.grade}
                for r in readers
            ]
        )
        return 0
    rows = [("format", "files", "what", "rests on")]
    rows += [(r.name, " ".join(r.suffixes), r.title, r.grade) for r in readers]
    _console.say(_console.columns(rows), quiet=quiet)
    return 0
