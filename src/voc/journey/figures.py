"""Figures of the business put to the stages of a codebook."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

import pandas as pd

from voc.codebook import Codebook
from voc.errors import StudyError, did_you_mean

# So many steps are named in a message.
_NAMED = 5


def placed(figures: pd.DataFrame, patterns: Mapping[str, str], codebook: Codebook) -> pd.DataFrame:
    """Give the figures a column ``stage``: by the study's ``[figures]``, else where a step is called like a stage.

    ``patterns`` maps patterns of steps ("/pricing*") to stages; the first that fits counts, upper and lower case are
    alike. A step that nothing fits has no stage. Raises ``StudyError`` for a stage that the codebook does not have.
    """
    stages = {stage.name for stage in codebook.stages}
    for pattern, stage in patterns.items():
        if stage not in stages:
            raise StudyError(
                f"study.toml, [figures], {pattern!r}: no stage {stage!r} in the codebook “{codebook.title}”; "
                f"{did_you_mean(stage, stages)}"
            )
    named = {name.casefold(): stage.name for stage in codebook.stages for name in (stage.name, stage.title)}
    found = pd.Series([_stage(str(step), patterns, named) for step in figures["step"]], figures.index, dtype="str")
    return figures.assign(stage=found)


def _stage(step: str, patterns: Mapping[str, str], named: Mapping[str, str]) -> str | None:
    known = step.casefold()
    told = next((stage for pattern, stage in patterns.items() if fnmatchcase(known, pattern.casefold())), None)
    return told or named.get(known)


def unplaced(figures: pd.DataFrame) -> str | None:
    """What to say of figures that stand at no stage; nothing where all do."""
    steps = list(dict.fromkeys(figures.loc[figures["stage"].isna(), "step"].astype("str")))
    if not steps:
        return None
    some = ", ".join(map(repr, steps[:_NAMED])) + (" …" if len(steps) > _NAMED else "")
    return (
        f"{int(figures['stage'].isna().sum())} of {len(figures)} figures stand at no stage and are not on the map; put "
        f"their steps to stages under [figures] in study.toml: {some}"
    )
