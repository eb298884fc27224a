"""``voc models``: the models that judge, and whether they are what they claim."""

from __future__ import annotations

from voc.cli import _console
from voc.cli._console import Json, NoSeed, Quiet, Verbose


def command(seed: NoSeed = None, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> int:
    """List the models with version and licence; check the SHA-256 of every file. Exit 1 if one differs.

    Example: voc models
    """
    from voc.errors import VocError
    from voc.models import Model, manifest

    def state(model: Model) -> str:
        try:
            model.check()
        except VocError as error:
            return str(error)
        return "verified"

    states = {model.name: state(model) for model in manifest().values()}
    if as_json:
        _console.give(
            [
                {"name": m.name, "title": m.title, "version": m.version, "licence": m.licence, "state": states[m.name]}
                for m in manifest().values()
            ]
        )
    else:
        rows = [("model", "version", "licence", "files", "what")]
        rows += [(m.name, m.version, m.licence, states[m.name], m.title) for m in manifest().values()]
        _console.say(_console.columns(rows), quiet=quiet)
    return 0 if all(text == "verified" for text in states.values()) else 1
