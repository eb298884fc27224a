"""People as numbers: what they said and who they are, for telling groups apart.

Five parts weigh the same: themes (share of a person's pains that is each), emotion by stage (mean valence), what she
talks about (share of her quotes that is a goal, a need …), channels (share of those she mentions), and attributes. All
are shares or means, so that who talks much is not thereby another kind of person; shares of few quotes are drawn to
what is usual, as by two quotes more. A quote that counts for a theme does not count again for the emotion: they would
go together in any study. Nothing said is unknown, not 0: no pain told, no stage spoken of, no answer given.

What people say hangs on what they were asked: to "What do you like least?" everybody is unhappy, and needs are told
where a survey asks for them. So each quote counts by how far it is from what is usual in answers to its question, or,
where fewer than ten people were asked it, in its file or its kind of sources. Else personas would be the groups who got
another questionnaire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voc.journey._kpod import Known
from voc.journey._material import Material
from voc.journey.cuts import Cut, cut
from voc.journey.model import PainPoint
from voc.journey.permute import Mask
from voc.journey.resample import Array
from voc.journey.scores import by_person

_PRIOR = 2.0
# Of a person at least so many variables have to be known, and a variable of so many people.
_LEAST_KNOWN = 4
_LEAST_PEOPLE = 10
_ABOUT = ("goal", "action", "question", "motivation", "need", "expectation")


@dataclass(frozen=True)
class Likeness:
    """The table for :func:`voc.journey.groups.grouped`: ``rows`` are positions in ``Material.people``."""

    rows: np.ndarray[tuple[int], np.dtype[np.int64]]
    unknown: int
    table: Known
    variables: list[slice]
    compared: tuple[str, ...]


@dataclass(frozen=True)
class _Variable:
    part: str
    name: str
    values: Array
    known: Mask


def attributes(material: Material) -> dict[str, Cut]:
    """The attributes of people that make groups; outcomes, which say how it went, are none."""
    kinds = material.scale_kinds
    cuts = {str(name): cut(str(name), material.who[name], kinds.get(str(name))) for name in material.who.columns}
    return {name: found for name, found in cuts.items() if found.reason is None and found.groups}


def likeness(material: Material, pains: Sequence[PainPoint]) -> Likeness:
    """Everyone who said something and of whom enough is known."""
    spoke = material.among(material.customers["person"])
    found = [one for one in _variables(material, pains) if (one.known & spoke).sum() >= _LEAST_PEOPLE]
    enough = spoke & (np.sum([one.known for one in found], axis=0) >= _LEAST_KNOWN if found else False)
    rows = np.flatnonzero(enough)
    parts = pd.Series([one.part for one in found], dtype="object").value_counts()
    blocks = [(one, _scaled(one, rows, 1 / float(parts[one.part]))) for one in found]
    blocks = [(one, values) for one, values in blocks if values.any()]
    ends = np.cumsum([values.shape[1] for _, values in blocks])
    mask = [np.repeat(one.known[rows, None], values.shape[1], axis=1) for one, values in blocks]
    empty = np.zeros((len(rows), 0))
    return Likeness(
        rows,
        int(spoke.sum() - len(rows)),
        Known(np.hstack([empty, *(values for _, values in blocks)]), np.hstack([empty, *mask]).astype(np.float64)),
        [slice(int(end) - values.shape[1], int(end)) for end, (_, values) in zip(ends, blocks, strict=True)],
        tuple(one.name for one, _ in blocks),
    )


def _scaled(one: _Variable, rows: np.ndarray[tuple[int], np.dtype[np.int64]], worth: float) -> Array:
    """The values about their mean, 0 where unknown, with ``worth`` as their variance in all."""
    known = one.known[rows]
    if not known.any():
        return np.zeros((len(rows), one.values.shape[1]))
    values = one.values[rows]
    about = np.where(known[:, None], values - values[known].mean(axis=0), 0.0)
    spread = float((about**2).sum()) / int(known.sum())
    return np.asarray(about * np.sqrt(worth / spread) if spread > 1e-9 else np.zeros_like(about))


def _variables(material: Material, pains: Sequence[PainPoint]) -> Iterator[_Variable]:
    said = material.customers.assign(setting=_settings(material.customers))

    def shares(labels: Sequence[Iterable[str]], *, of_all: bool = False) -> tuple[Array, Mask]:
        """How far each person's share of each label is from what is usual, of all her quotes or of those with any."""
        has = np.column_stack(
            [_among(said["quote_id"], set(ids)) for ids in labels] or [np.zeros(len(said), dtype=bool)]
        )
        some = np.full(len(said), of_all) | has.any(axis=1)
        return _apart(said[some], has[some].astype(np.float64), material.people)

    yield _Variable("themes", "themes of pain", *shares([pain.quote_ids for pain in pains]))
    about = [material.facets.get(facet, set()) for facet in _ABOUT]
    yield _Variable("about", "what they talk about", *shares(about, of_all=True))
    yield _Variable("channels", "channels", *shares(list(material.channels.values())))
    said["valence"] -= said.groupby("setting")["valence"].transform("mean")
    counted = {quote_id for pain in pains for quote_id in pain.quote_ids}
    rest = said[~_among(said["quote_id"], counted)]
    at = {code.title: list(rest["quote_id"][rest["stage"] == code.name]) for code in material.book.stages}
    means = by_person(rest, material.people, at)
    for column, title in enumerate(at):
        known = ~np.isnan(means[:, column])
        yield _Variable("emotion", f"emotion at {title}", np.nan_to_num(means[:, [column]]), known)
    for name, found in attributes(material).items():
        groups = np.column_stack(list(found.groups.values())).astype(np.float64)
        yield _Variable("attributes", name, groups, found.known)


def _settings(said: pd.DataFrame) -> pd.Series[str]:
    """In answer to what each quote was said: its question, its file or its kind of sources, each of enough people."""
    setting = said["source_kind"].astype("str")
    for column in ("source", "question"):
        within = said["source_kind"].astype("str") + ": " + said[column].astype("str")
        many = said.groupby(within)["person"].transform("nunique") >= _LEAST_PEOPLE
        setting = setting.where(said[column].isna() | ~many, within)
    return setting


def _among(ids: pd.Series[str], of: set[str]) -> Mask:
    return np.fromiter((one in of for one in ids), dtype=bool, count=len(ids))


def _apart(said: pd.DataFrame, has: Array, people: Sequence[str]) -> tuple[Array, Mask]:
    """Means over each person's quotes of how far they are from the mean of their setting, drawn to 0; and of whom.

    ``has`` is (quotes, labels); the result (people, labels).
    """
    far = has - pd.DataFrame(has, index=said.index).groupby(said["setting"]).transform("mean").to_numpy()
    place = pd.Index(people).get_indexer(pd.Index(said["person"]))
    total = np.zeros((len(people), has.shape[1]))
    np.add.at(total, place, far)
    quotes = np.bincount(place, minlength=len(people)).astype(np.float64)
    return total / (quotes[:, None] + _PRIOR), quotes > 0
