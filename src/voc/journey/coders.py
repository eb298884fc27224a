"""Agreement of a study's coders: of two, or of one with the taggers, on what both have judged, and of all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pandas as pd

from voc import tags as tags_table
from voc.journey import agreement, panel
from voc.journey.agree import agree
from voc.journey.agree_records import Agreement, Coefficient, PanelAgreement
from voc.journey.resample import Array

MACHINE = "machine"
KINDS = ("stage", "touchpoint", "sentiment", "facet")
_HUMAN = "human:"


def shared(tags: pd.DataFrame) -> dict[tuple[str, str], int]:
    """How many quotes each two coders have both judged, most first; pairs without one are left out.

    ``tags`` are people's rows of a tags table. What an adjudicator settled (``role``, where there is such a column) is
    no coding of its own.
    """
    by_quote = _codings(tags).groupby("quote_id")["by"].agg(set)
    found = Counter(
        (one.removeprefix(_HUMAN), other.removeprefix(_HUMAN))
        for coders in by_quote
        for one, other in combinations(sorted(coders), 2)
    )
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def between(
    tags: pd.DataFrame, a: str, b: str, quotes: pd.DataFrame | None = None, *, resamples: int = 1000, seed: int = 0
) -> Agreement | None:
    """Compare two coders by name, one of whom may be "machine"; missing where they judged nothing in common.

    Kind by kind, on the quotes of which both judged that kind: whoever judged the stage alone has said nothing of the
    facets, while taggers look at all quotes. ``units`` are the quotes with any kind in common. ``quotes`` gives the
    participants that the intervals draw (:func:`voc.journey.agree.agree`).
    """
    sides = [_side(tags, name) for name in (a, b)]
    made = []
    for kind in KINDS:
        judged = [_judged(side, kind, name) for side, name in zip(sides, (a, b), strict=True)]
        if common := judged[0] & judged[1]:
            one, other = (_of(side, kind, common) for side in sides)
            made.append((common, agree(one, other, quotes, resamples=resamples, seed=seed, where=(a, b, "quotes"))))
    if not made:
        return None
    found = [agreement for _, agreement in made]
    return replace(
        found[0],
        units=len(set().union(*(common for common, _ in made))),
        kinds=tuple(chain.from_iterable(one.kinds for one in found)),
        valence=next((one.valence for one in found if one.valence is not None), None),
        disagreements=tuple(chain.from_iterable(one.disagreements for one in found)),
    )


def together(
    tags: pd.DataFrame, quotes: pd.DataFrame, *, resamples: int = 1000, seed: int = 0
) -> tuple[PanelAgreement, ...]:
    """How far all coders agree, kind by kind; kinds that no two of them judged of the same quote are left out.

    As of two, in a kind with one label a quote those who gave none do not count there, and in a kind with several each
    label of each quote is a decision, given or not. Intervals draw participants.
    """
    people = _codings(tags)
    owner = dict(zip(quotes["quote_id"], quotes["participant"].fillna("quote " + quotes["quote_id"]), strict=True))
    made = (_panel(kind, people[people["kind"] == kind], owner, resamples, seed) for kind in KINDS)
    return tuple(one for one in made if one is not None)


def _panel(kind: str, rows: pd.DataFrame, owner: dict[str, str], resamples: int, seed: int) -> PanelAgreement | None:
    judged = rows.groupby("quote_id")["by"].nunique()
    shared = judged[judged >= 2].index
    if shared.empty:
        return None
    labelled = rows[rows["label"].notna()].drop_duplicates(["quote_id", "by", "label"])
    given = pd.crosstab(labelled["quote_id"], labelled["label"]).reindex(judged.index, fill_value=0)
    counts = given.to_numpy(dtype=np.float64)
    if kind in tags_table.SINGLE_KINDS:
        parts = panel.parts(counts)
    else:
        decisions = np.stack([judged.to_numpy()[:, None] - counts, counts], axis=-1)
        parts = panel.parts(decisions).sum(axis=1)
    _, clusters = np.unique([owner.get(one, one) for one in judged.index], return_inverse=True)
    units = len(shared)

    def measured(measure: Callable[[Array], Array]) -> Coefficient:
        low, high = agreement.bootstrap(parts, clusters, measure, resamples=resamples, seed=seed)
        value = float(measure(parts.sum(axis=0)))
        return Coefficient.of(value, float(low), float(high), clusters=int(clusters.max()) + 1, units=units)

    coders = int(rows.loc[rows["quote_id"].isin(shared), "by"].nunique())
    why = panel.undefined(parts.sum(axis=0))
    return PanelAgreement(kind, units, coders, measured(panel.alpha), measured(panel.ac1), why)


def _codings(tags: pd.DataFrame) -> pd.DataFrame:
    people = tags[tags["by"].str.startswith(_HUMAN, na=False)]
    return people[people["role"] != "adjudicator"] if "role" in people.columns else people


def _side(tags: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of one coder: the name is the whole name, "ann" is not "anna"."""
    if name == MACHINE:
        return tags[~tags["by"].str.startswith(_HUMAN, na=False)]
    rows = _codings(tags)
    return rows[rows["by"] == f"{_HUMAN}{name}"]


def _judged(side: pd.DataFrame, kind: str, name: str) -> set[str]:
    if name == MACHINE:
        return set(side["quote_id"]) if (side["kind"] == kind).any() else set()
    return set(side.loc[side["kind"] == kind, "quote_id"])


def _of(side: pd.DataFrame, kind: str, common: set[str]) -> pd.DataFrame:
    """The rows of a kind; a quote without one gets one that says "none"."""
    rows = side[(side["kind"] == kind) & side["quote_id"].isin(common)]
    none = [{"quote_id": one, "kind": kind, "by": side["by"].iloc[0]} for one in sorted(common - set(rows["quote_id"]))]
    return pd.concat([rows.reindex(columns=list(tags_table.COLUMNS)), tags_table.frame(none)], ignore_index=True)
