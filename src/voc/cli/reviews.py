"""``voc reviews``: what people decided, out of a study and into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose
from voc.errors import to_run

if TYPE_CHECKING:
    from voc.store import Merged, Store
    from voc.store.reviews import Taken

_SHOWN = 20


def command(
    study: Annotated[Path, typer.Argument(help="A study folder.", show_default=False)],
    export: Annotated[
        Path | None, typer.Option("--export", help="Write the reviews: .csv for git, .xlsx to code in a spreadsheet.")
    ] = None,
    take: Annotated[Path | None, typer.Option("--import", help="Take reviews from such a file.")] = None,
    merge: Annotated[Path | None, typer.Option("--merge", help="Take in another copy of this study.")] = None,
    coder: Annotated[str | None, typer.Option("--coder", help="Write this person's alone.")] = None,
    draw: Annotated[
        int | None, typer.Option("--draw", min=1, help="Put so many quotes to code into the workbook, for --coder.")
    ] = None,
    queue: Annotated[
        str | None, typer.Option("--queue", help="Which: effect (default), uncertain, random, second.")
    ] = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Write what people decided into a file, take such a file back, or merge two people's copies of a study.

    A file comes back without loss: what was not edited in it changes nothing, what was edited becomes a new judgement,
    and where somebody decided anew in the meantime the newer answer stays and the row is told (exit 1). Where a row is
    wrong nothing is taken. Without an option: how far everybody is.

    Example: voc reviews my-study --export coding.xlsx --draw 50 --coder ann
    """
    from voc.errors import VocError
    from voc.store import reviews

    if sum(one is not None for one in (export, take, merge)) > 1:
        raise VocError("--export, --import and --merge are three different things to do; give one of them")
    if coder is not None and export is None:
        raise VocError("--coder goes with --export")
    if draw is not None and (coder is None or export is None or export.suffix.lower() != reviews.WORKBOOK):
        raise VocError("--draw goes with --export FILE.xlsx and --coder NAME: whoever is to code the quotes")
    if queue is not None and draw is None:
        raise VocError("--queue goes with --draw")
    writes = any(one is not None for one in (take, merge, draw))
    with _opened(study, export, writes=writes, seed=seed, quiet=quiet) as db:
        if draw is not None and coder is not None:
            from voc.review.drawing import fill

            for note in fill(db, coder, queue or "effect", draw):
                _console.warn(note)
        if export is not None:
            return _export(db, study, export, coder, as_json=as_json, quiet=quiet)
        if take is not None:
            return _import(db, take, as_json=as_json, quiet=quiet, verbose=verbose)
        if merge is not None:
            return _merge(db, merge, as_json=as_json, quiet=quiet)
        return _progress(db, as_json=as_json, quiet=quiet)


def _opened(study: Path, export: Path | None, *, writes: bool, seed: int | None, quiet: bool) -> Store:
    """The study's database; only to be read where that will do, so that others can go on writing."""
    from voc import store, stored
    from voc.store import reviews
    from voc.study import Study

    Study.load(study)
    own = export is not None and export.resolve() == (study / reviews.FILE).resolve()
    if store.exists(study) and not writes and not own:
        return store.open(study, readonly=True)
    with _console.progress(quiet=quiet) as show:
        return stored.opened(study, seed=seed, progress=show)


def _export(db: Store, study: Path, path: Path, coder: str | None, *, as_json: bool, quiet: bool) -> int:
    from voc.store import reviews

    number = reviews.write(db, path, coder=coder)
    waiting = reviews.to_code(db, coder) if path.suffix.lower() == reviews.WORKBOOK else 0
    if as_json:
        _console.give({"written": path.as_posix(), "judgements": number, "to_code": waiting})
    else:
        more = f" and {waiting} quotes to code" if waiting else ""
        _console.say(f"wrote {number} judgements{more} into {path}", quiet=quiet)
    if path.suffix.lower() == reviews.WORKBOOK and not number and not db.draws.all(coder):
        cure = to_run("reviews", study, "--export", path, "--draw", "50", "--coder", coder or "NAME")
        _console.warn(f"{path.name} has no quote to code: draw some with: {cure}")
    return 0


def _import(db: Store, path: Path, *, as_json: bool, quiet: bool, verbose: bool) -> int:
    from voc.store import reviews

    taken, faults = reviews.take(db, path)
    if as_json:
        _console.give(_taken(taken) | {"faults": list(faults)})
    for fault in faults:
        _console.warn(fault)
    if faults:
        _console.warn(f"{path.name}: {len(faults)} rows are wrong, nothing was taken; correct them and import it again")
        return 2
    if not as_json:
        lines = taken.changes if verbose else taken.changes[:_SHOWN]
        rest = len(taken.changes) - len(lines)
        more = [f"… and {rest} more; see them with -v"] if rest else []
        _console.say("\n".join([*lines, *more, _told(taken)]), quiet=quiet)
    for note in (*taken.notes, *(f"{path.name}, {line}; {reviews.STAYS}" for line in taken.conflicts)):
        _console.warn(note)
    if taken.unknown and not taken.notes:
        for line in taken.strangers if verbose else taken.strangers[:_SHOWN]:
            _console.warn(f"{path.name}, {line}; left out")
        rest = 0 if verbose else len(taken.strangers[_SHOWN:])
        named = f"; {rest} more rows are named with -v" if rest else ""
        what = "answers are" if taken.unknown > 1 else "answer is"
        _console.warn(f"{path.name}: {taken.unknown} {what} of quotes that this study does not have{named}")
    return 1 if taken.conflicts else 0


def _taken(taken: Taken) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(taken)


def _told(taken: Taken) -> str:
    counts = {
        "new": taken.new,
        "changed": taken.changed,
        "withdrawn": taken.withdrawn,
        "as they were": taken.unchanged,
    }
    return f"judgements: {', '.join(f'{number} {what}' for what, number in counts.items())}"


def _merge(db: Store, other: Path, *, as_json: bool, quiet: bool) -> int:
    from dataclasses import asdict

    merged = db.merge(other)
    if as_json:
        _console.give(asdict(merged))
    else:
        _console.say(_of_merge(merged, other), quiet=quiet)
    if merged.unknown:
        _console.warn(f"{merged.unknown} judgements are of quotes that this study does not have; they are kept")
    if lost := len(db.judgements.lost()):
        _console.warn(f"{lost} answers name codes that the codebook here does not have; they are kept and do not count")
    for one in merged.conflicts:
        ours, theirs = (" | ".join(str(a.label) for a in side.answers) or "(none)" for side in (one.ours, one.theirs))
        _console.warn(
            f"quote {one.quote_id}, {one.kind}: {one.ours.coder} said {ours} here and {theirs} in {other}; both are "
            "kept, the later one counts"
        )
    return 0


def _of_merge(merged: Merged, other: Path) -> str:
    return f"took {merged.judgements} judgements and {merged.draws} draws from {other}"


def _progress(db: Store, *, as_json: bool, quiet: bool) -> int:
    from dataclasses import asdict

    found = db.judgements.progress()
    if as_json:
        _console.give([asdict(one) for one in found])
    elif not found:
        _console.say(f"nobody has judged anything yet; begin with: {to_run('review', db.folder)}", quiet=quiet)
    else:
        rows = [("coder", "quotes", "acts", "last")]
        rows += [(one.coder, str(one.quotes), str(one.acts), one.last[:16].replace("T", " ")) for one in found]
        _console.say(_console.columns(rows), quiet=quiet)
    return 0
