"""``voc check``: conditions on a map, for a scheduled run."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Verbose


def command(
    path: Annotated[Path, typer.Argument(help="A journey.json, the folder of a map, or a study.", show_default=False)],
    fail_on: Annotated[
        list[str], typer.Option("--fail-on", help="A condition that must not hold; give it as often as you like.")
    ],
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Exit 1 if a condition holds on the map, or cannot be told since the number is not known.

    Example: voc check voc-out --fail-on "stage.delivery.emotion.high < 0" --fail-on "pain.1.severity > 0.5"
    """
    from voc.conditions import Condition
    from voc.proof.quoted import load
    from voc.verify import find_journey

    conditions = [Condition.parse(text) for text in fail_on]
    journey = load(find_journey(path), "journey.json")
    answers = [condition.ask(journey) for condition in conditions]
    failed = [answer for answer in answers if answer.holds is not False]
    if as_json:
        _console.give([asdict(answer) for answer in answers])
        return 1 if failed else 0
    for answer in answers if verbose else failed:
        if answer.holds is None:
            told = f"cannot be told: {answer.why}"
        else:
            told = f"{'holds' if answer.holds else 'does not hold'}: it is {answer.value}"
        _console.say(f"{answer.condition}  {told}", quiet=quiet)
    return 1 if failed else 0
