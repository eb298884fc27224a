"""``voc teach``: learn from the researcher's corrections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Tagger, Verbose

if TYPE_CHECKING:
    from voc.learning import Learned, Version
    from voc.teach import Taught


def command(
    study: Annotated[Path, typer.Argument(help="A study folder.", show_default=False)],
    reviews: Annotated[
        Path | None,
        typer.Option("--reviews", help="A tags table; its rows by human:NAME count. Else the decisions in the study."),
    ] = None,
    back: Annotated[int | None, typer.Option("--back", min=0, help="Use this version again; 0: none.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the versions there are.")] = False,
    tagger: Tagger = None,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Learn stages, touchpoints and sentiment from tags that people corrected, and use it from now on.

    A fifth of the people is held out in turn; what would be worse on their corrections is refused, and what was
    there stays. Exit 1 if nothing was learned. With -v: how each way to learn did.

    Example: voc teach my-study --reviews corrected.csv
    """
    from voc.errors import VocError
    from voc.learning import store
    from voc.study import Study
    from voc.taggers import DEFAULT
    from voc.teach import teach

    Study.load(study)
    if (back is not None) + show + (reviews is not None) > 1:
        raise VocError("--back, --list and --reviews are three different things to do; give one of them")
    if show:
        return _list(study, as_json=as_json, quiet=quiet)
    if back is not None:
        store.go_back(study, back)
        text = f"version {back} is in use" if back else "nothing that was taught is in use"
        _console.give({"version": back}) if as_json else _console.say(text, quiet=quiet)
        return 0
    with _console.progress(quiet=quiet) as bar:
        made = teach(study, reviews=reviews, tagger=tagger or DEFAULT, seed=seed, progress=bar)
    if as_json:
        _console.give(made.as_dict())
    else:
        _console.say(_told(made, verbose=verbose), quiet=quiet)
    for note in made.notes:
        _console.warn(note)
    return 0 if made.version is not None else 1


def _list(study: Path, *, as_json: bool, quiet: bool) -> int:
    """Print the versions, the one in use marked."""
    from voc.learning import store

    used = store.current_number(study)
    versions = [store.load(study, number) for number in store.numbers(study)]
    if as_json:
        _console.give({"current": used, "versions": [_brief(version) for version in versions]})
        return 0
    if not versions:
        _console.say("nothing was taught yet", quiet=quiet)
        return 0
    rows: list[tuple[str, ...]] = [("version", "made", "kind", "corrections", "macro-F1", "accuracy", "")]
    for version in versions:
        for kind, one in version.kinds.items():
            figures = [f"{one.before[name]:.2f} → {one.after[name]:.2f}" for name in ("macro_f1", "accuracy")]
            mark = "in use" if version.version == used else ""
            count = str(sum(one.corrections.values()))
            rows.append((str(version.version), version.made, kind, count, *figures, mark))
    _console.say(_console.columns(rows), quiet=quiet)
    return 0


def _brief(version: Version) -> dict[str, Any]:
    """A version without its weights."""
    return version.model_dump(mode="json", exclude={"kinds": {"__all__": {"weights", "bias", "scale", "quotes"}}})


def _told(made: Taught, *, verbose: bool) -> str:
    """Before and after on held-out corrections, how many there were of each label, and what came of it."""
    rows: list[tuple[str, ...]] = [("kind", "corrections", "macro-F1", "accuracy", "fixed", "broken", "learned")]
    rows += [_row(kind, found, sum(made.corrections[kind].values())) for kind, found in made.learned.items()]
    lines = [_console.columns(rows), "on corrections of people who were held out, a fifth of them in turn", ""]
    for kind, counts in made.corrections.items():
        said = ", ".join(f"{label or '(none of these)'} {count}" for label, count in counts.most_common())
        lines.append(f"{kind}: {said}")
    lines += [f"{kind}: nothing learned: {found.refused}" for kind, found in made.learned.items() if found.refused]
    if verbose:
        lines += ["", *_ways(made)]
    if made.version is None:
        return "\n".join([*lines, "", "what was there stays in use"])
    return "\n".join([*lines, "", f"version {made.version.version} is in use; wrote {made.path}"])


def _row(kind: str, found: Learned, count: int) -> tuple[str, ...]:
    how = "no" if found.refused else found.how
    if found.before is None or found.after is None:
        return kind, str(count), "", "", "", "", how
    f1 = f"{found.before.macro_f1:.3f} → {found.after.macro_f1:.3f}"
    accuracy = f"{found.before.accuracy:.3f} → {found.after.accuracy:.3f}"
    return kind, str(count), f1, accuracy, str(found.fixed), str(found.broken), how


def _ways(made: Taught) -> list[str]:
    """How surprised each way to learn was by corrections it had not seen."""
    rows = [("kind", "way", "surprise (nats a text)", "share")]
    for kind, found in made.learned.items():
        if found.chosen is not None:
            shares = {way.name: share for way, share in found.chosen.shares.items()}
            rows += [
                (kind, way, f"{lost:.3f}", f"{shares.get(way, 0):.0%}") for way, lost in found.chosen.surprise.items()
            ]
    return [_console.columns(rows)]
