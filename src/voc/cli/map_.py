"""``voc map``: the whole road."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import _console
from voc.cli._console import Error, Json, NoKey, Participants, Paths, Quiet, Redact, Seed, Tagger, Verbose

if TYPE_CHECKING:
    from voc.api import Run
    from voc.reports import Report


def command(
    paths: Paths,
    codebook: Annotated[str | None, typer.Option("--codebook", help=_console.CODEBOOK)] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder to write the map into.")] = Path("voc-out"),
    to: Annotated[
        str | None, typer.Option("--to", help="Reports, by comma; see below. Default: html,json,md,csv,pains.")
    ] = None,
    participants: Participants = None,
    tagger: Tagger = None,
    error: Error = None,
    locked: Annotated[
        bool, typer.Option("--locked", help="Make the map of voc.lock again; where it cannot be, say why and exit 1.")
    ] = False,
    if_changed: Annotated[
        bool, typer.Option("--if-changed", help="Write and print nothing where the map is that of voc.lock (for cron).")
    ] = False,
    redact: Redact = None,
    no_key: NoKey = False,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Read research files, tag the quotes and write the journey map.

    Example: voc map interviews/ survey.csv --codebook service --out map
    """
    from voc import lock
    from voc.api import account, run
    from voc.taggers import DEFAULT

    chosen = _console.reports(to)
    # Where there is no lock to hold the map against, nobody should wait for the map to be told.
    again = lock.Lock.load(out / lock.FILE_NAME).locked if locked else None
    with _console.progress(quiet=quiet) as show:
        whole = run(
            paths,
            codebook=codebook,
            participants=participants,
            tagger=tagger or DEFAULT,
            error=error,
            seed=seed,
            locked=again,
            progress=show,
        )
        made = _shown(whole, out, redact, no_key)
        if locked and (reasons := lock.check(made, out)):
            for reason in reasons:
                _console.warn(f"not the locked map: {reason}")
            return 1
        if if_changed and _is_there(made, out, chosen):
            return _failed(made)
        written, unkept = _write(made, whole, out, chosen, no_key)
    if as_json:
        _console.give(account(made, out) | {"written": [path.as_posix() for path in written]})
    else:
        _console.say(_summary(made, written, verbose), quiet=quiet)
    _console.warn_of_run(made, unkept)
    _console.warn_of_bare(made.codebook)
    return 2 if made.reading.errors else 0


def _shown(whole: Run, out: Path, redact: bool | None, no_key: bool) -> Run:
    """The run as it is written: redacted or not, and held against the map that lies there."""
    from voc.map_files import restaged_since

    made = whole.redacted(key=not no_key) if (whole.study.redact if redact is None else redact) else whole
    return replace(made, restaged=restaged_since(made.tags, out))


def _is_there(made: Run, out: Path, reports: list[Report]) -> bool:
    """Whether the map lies there already, with every report that is asked for."""
    from voc import lock

    return lock.is_same(made, out) and all((out / report.file).is_file() for report in reports)


def _failed(made: Run) -> int:
    """Tell the files that could not be read, and give the exit code."""
    for error in made.reading.errors:
        _console.warn(error)
    return 2 if made.reading.errors else 0


def _write(made: Run, whole: Run, out: Path, reports: list[Report], no_key: bool) -> tuple[list[Path], str | None]:
    """Write the map, the key of what was redacted, and the run into the study's database, or say why not."""
    from voc.api import save
    from voc.stored import kept

    written, root = save(made, out, reports), made.study.root
    if root is None:
        return written, None
    if made.redaction is not None and not no_key:
        written.append(made.redaction.key.save(root))
    return written, kept(root, whole)


def _summary(made: Run, written: list[Path], verbose: bool) -> str:
    """What a person wants to know after a run, in a few lines."""
    from voc.reports._terminal import pain_lines, stage_lines

    journey, account = made.journey, made.journey.account
    lines = [f"{journey.title}, read with the codebook “{made.codebook.title}”", ""]
    told = [file for file in made.reading.files if verbose or file.note]
    lines += [*map(_file, told), ""] if told else []
    reasons = ", ".join(f"{count} {reason}" for reason, count in account.excluded.items())
    gone = f"{sum(account.excluded.values())} ({reasons})" if account.excluded else "0"
    lines.append(f"read {account.read} = kept {account.kept} + excluded {gone}")
    if account.failed:
        lines.append(f"made without {len(account.failed)} of {len(made.reading.files)} files; their errors stand below")
    lines += [f"kept {account.kept} = with a stage {account.tagged} + abstained {account.abstained}"]
    lines += [*made.judged.told(), *(limit.told(kind) for kind, limit in made.limits.items())]
    lines += [*filter(None, [None if made.restaged is None else made.restaged.told()])]
    lines += [*([made.redaction.told()] if made.redaction is not None else []), ""]
    lines += [*stage_lines(journey), "", *pain_lines(journey)]
    return "\n".join([*lines, "", *(f"wrote {path}" for path in written)])


def _file(file: Any) -> str:
    counts = f"{file.format}: {file.read} read, {file.kept} kept ({file.why})" if file.read else ""
    return f"{file.source}: {'; '.join(part for part in (file.error, counts, file.note) if part)}"
