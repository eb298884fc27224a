"""``voc forget``: take a person out of a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Tagger, Verbose

if TYPE_CHECKING:
    from voc.forget import Forgetting

_SHOWN = 20


def command(
    study: Annotated[Path, typer.Argument(help="A study folder.", show_default=False)],
    participant: Annotated[str, typer.Argument(help="Her pseudonym (P007), or her name.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    drop_files: Annotated[
        bool, typer.Option("--drop-files", help="Drop files that cannot be cut, with all that others say in them.")
    ] = False,
    tagger: Tagger = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Take a person out of the sources, the database, all maps and what was taught; make the maps anew.

    Then every byte of the study is searched for her words and names; exit 1 if some are left. It cannot be undone.
    What was interrupted is finished when the command is given again.

    Example: voc forget my-study P007 --dry-run
    """
    from voc.forget import forget
    from voc.taggers import DEFAULT

    with _console.progress(quiet=quiet) as show:
        made = forget(
            study, participant, dry_run=dry_run, drop_files=drop_files, tagger=tagger or DEFAULT, progress=show
        )
    if as_json:
        _console.give(made.as_dict())
    else:
        _console.say("\n".join(_told(made, verbose=verbose)), quiet=quiet)
    return 1 if made.left and made.done else 0


def _told(made: Forgetting, *, verbose: bool) -> list[str]:
    """What was done, in lines."""
    word = "" if made.done else "would be "
    lines = [f"{' and '.join(made.participants)}: {made.quotes} quotes"]
    lines += [f"{word}dropped: {name}" for name in made.dropped]
    lines += [f"{word}changed: {name}" for name in made.changed]
    if made.mentions:
        lines.append(f"{len(made.mentions)} places where others say a name that may be this person's; read them:")
        named = made.mentions if verbose else made.mentions[:_SHOWN]
        lines += [f"  {place}" for place in named]
        if len(named) < len(made.mentions):
            lines.append(f"  … and {len(made.mentions) - len(named)} more; see them with -v")
    lines += made.notes
    shown = made.cells if verbose else made.cells[:_SHOWN]
    lines += ["", *(one.told() for one in shown)] if shown else []
    if len(shown) < len(made.cells):
        lines.append(f"… and {len(made.cells) - len(shown)} more cells; see them with -v")
    stays = "still in" if made.done else "would still be in"
    lines += [f"{stays} {path}: {word!r}" for path, word in made.left]
    if made.done and not made.left:
        lines += ["", "every byte of the study was searched: nothing is left"]
    return lines
