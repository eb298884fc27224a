"""Two tags tables of the same quotes to their agreement: kind by kind and label by label, with the disagreements.

Units are the quotes that both tables have a tag of, whatever its kind: what only one coder saw, she could not have
agreed on. In a kind with one label a quote (stage, sentiment), a unit counts where both gave a label; where one or both
gave none (a tagger that abstained, a person who says "none of these") is counted beside it, and measured once more with
"none" as a label of its own. Between people a kind has only the quotes of which both judged it: who has no row of it,
not even one without a label, has not said "none". In a kind with several labels a quote, each label of each quote is
one decision: given or not. Intervals draw participants where the quotes are known, else quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.errors import TableError, did_you_mean
from voc.journey import agreement
from voc.journey.agree_maps import compare_maps
from voc.journey.agree_records import (
    Agreement,
    Coefficient,
    Coefficients,
    Disagreement,
    KindAgreement,
    LabelAgreement,
    ValenceAgreement,
)
from voc.journey.resample import Array

# What a tags table made elsewhere may lack.
_OPTIONAL = ("value", "confidence", "start", "end", "reason")
_MEASURES: Mapping[str, Callable[[Array], Array]] = {
    "observed": agreement.observed,
    "kappa": agreement.kappa,
    "alpha": agreement.alpha,
    "ac1": agreement.ac1,
}


@dataclass(frozen=True)
class _Draw:
    clusters: npt.NDArray[np.intp]
    resamples: int
    seed: int

    def of(self, units: npt.NDArray[np.bool_]) -> _Draw:
        """The same for some of the units."""
        _, own = np.unique(self.clusters[units], return_inverse=True)
        return _Draw(own.astype(np.intp), self.resamples, self.seed)

    def coefficient(self, value: float, low: float, high: float, units: int) -> Coefficient:
        """A measure of so many units, whose clusters were drawn."""
        return Coefficient.of(value, low, high, clusters=len(np.unique(self.clusters)), units=units)


def agree(
    a: pd.DataFrame,
    b: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    *,
    by: tuple[str | None, str | None] = (None, None),
    resamples: int = 1000,
    seed: int = 0,
    where: tuple[str, str, str] = ("A", "B", "quotes"),
) -> Agreement:
    """Compare two tags tables. ``by`` keeps the rows whose maker begins so ("model:", "human:ann").

    ``quotes`` adds words and participants; with ``codebook``, too, the two maps are compared. ``where`` names the three
    tables in errors. Raises ``TableError`` where the tables have no quote or no kind of tag in common.
    """
    tables = [_coder(table, one, name) for table, one, name in zip((a, b), by, where[:2], strict=True)]
    names = [name if one is None else f"{name} ({one})" for name, one in zip(where, by, strict=False)]
    where = (names[0], names[1], where[2])
    seen = [set(table["quote_id"]) for table in tables]
    ids = sorted(seen[0] & seen[1])
    if not ids:
        raise TableError(
            f"{where[0]} and {where[1]} have no quote in common: {min(seen[0])!r} is in the one, {min(seen[1])!r} in "
            "the other; both have to be of one reading"
        )
    source = None if quotes is None else quotes_table.complete(quotes, where=where[2])
    people, texts = _known(source, ids, where)
    draw = _Draw(_clusters(ids, people), resamples, seed)
    kinds, notes = _common(tables, where)
    units = {kind: _judged(tables, kind, ids) for kind in kinds}
    notes += [f"{kind}: no quote of which both judged it" for kind in kinds if not units[kind].any()]
    if not (kinds := [kind for kind in kinds if units[kind].any()]):
        raise TableError(f"{where[0]} and {where[1]} have judged nothing in common: of no quote the same kind of tag")
    own = {kind: [one for one, there in zip(ids, units[kind], strict=True) if there] for kind in kinds}
    labels = {kind: (_labels(tables[0], kind, own[kind]), _labels(tables[1], kind, own[kind])) for kind in kinds}
    maps = None
    if source is not None and codebook is not None:
        # Both maps of the same quotes: what one coder did not see is no difference of judgement.
        common = [table[table["quote_id"].isin(ids)] for table in tables]
        maps = compare_maps(source, common[0], common[1], codebook, resamples=resamples, seed=seed)
    return Agreement(
        a=where[0],
        b=where[1],
        units=len(ids),
        only_a=len(seen[0] - seen[1]),
        only_b=len(seen[1] - seen[0]),
        kinds=tuple(_kind(kind, *labels[kind], draw.of(units[kind])) for kind in kinds),
        valence=_valence(tables, own["sentiment"], draw.of(units["sentiment"])) if "sentiment" in kinds else None,
        disagreements=tuple(
            Disagreement(one, kind, tuple(sorted(left)), tuple(sorted(right)), people.get(one), texts.get(one))
            for kind in kinds
            for one, left, right in zip(own[kind], *labels[kind], strict=True)
            if left != right
        ),
        maps=maps,
        resampled="participants" if people else "quotes",
        resamples=resamples,
        seed=seed,
        notes=tuple(notes),
    )


def _coder(tags: pd.DataFrame, by: str | None, where: str) -> pd.DataFrame:
    """The judgements of one coder: a person's over a machine's."""
    absent = [name for name in _OPTIONAL if name not in tags.columns]
    table = tags_table.check(tags.assign(**dict.fromkeys(absent)), where=where)
    if table.empty:
        raise TableError(f"{where}: no tag in it; make it with voc tag")
    if by is not None:
        makers = sorted(set(table["by"]))
        table = table[table["by"].str.startswith(by, na=False)]
        if table.empty:
            raise TableError(f"{where}: no tag by {by!r}; {did_you_mean(by, makers)}")
    return tags_table.decided(table)


def _known(
    quotes: pd.DataFrame | None, ids: Sequence[str], where: tuple[str, str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The participant and the words of each quote, where they are known."""
    if quotes is None:
        return {}, {}
    strange = set(ids) - set(quotes["quote_id"])
    if strange:
        raise TableError(
            f"{where[2]}: no quote {min(strange)!r}, which {where[0]} and {where[1]} tag; give the table tagged"
        )
    rows = quotes[quotes["quote_id"].isin(ids)]
    named = rows[rows["participant"].notna()]
    people = dict(zip(named["quote_id"], named["participant"], strict=True))
    return people, dict(zip(rows["quote_id"], rows["text"], strict=True))


def _clusters(ids: Sequence[str], people: Mapping[str, str]) -> npt.NDArray[np.intp]:
    """Number the participants; a quote of nobody known stands alone."""
    owners = [("person", people[one]) if one in people else ("quote", one) for one in ids]
    place = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
    return np.array([place[owner] for owner in owners], dtype=np.intp)


def _common(tables: Sequence[pd.DataFrame], where: tuple[str, str, str]) -> tuple[list[str], list[str]]:
    """The kinds that both tables have, and a line on those that one has alone."""
    has = [set(table["kind"]) for table in tables]
    kinds = [kind for kind in tables[0]["kind"].unique() if kind in has[1]]
    if not kinds:
        raise TableError(
            f"{where[0]} and {where[1]} have no kind of tag in common: {', '.join(sorted(has[0]))} in the one, "
            f"{', '.join(sorted(has[1]))} in the other"
        )
    alone = [(where[side], sorted(has[side] - has[1 - side])) for side in (0, 1)]
    return kinds, [f"kinds of tag in {name} alone: {', '.join(rest)}" for name, rest in alone if rest]


def _judged(tables: Sequence[pd.DataFrame], kind: str, ids: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Of which quotes both judged a kind: taggers look at all, people at those they have a row of."""
    there = np.ones(len(ids), dtype=np.bool_)
    if all(table["by"].str.startswith("human:").all() for table in tables):
        for table in tables:
            there &= np.isin(ids, table.loc[table["kind"] == kind, "quote_id"].to_numpy(dtype=str))
    return there


def _labels(table: pd.DataFrame, kind: str, ids: Sequence[str]) -> list[frozenset[str]]:
    """The labels of each quote; empty where there is none."""
    rows = table[(table["kind"] == kind) & table["label"].notna()]
    given = rows.groupby("quote_id")["label"].agg(frozenset)
    return [given.get(one, frozenset()) for one in ids]


def _kind(kind: str, a: Sequence[frozenset[str]], b: Sequence[frozenset[str]], draw: _Draw) -> KindAgreement:
    single = kind in tags_table.SINGLE_KINDS
    labels = sorted(frozenset().union(*a, *b))
    has_a, has_b = (np.array([bool(one) for one in side]) for side in (a, b))
    both = has_a & has_b
    counted = both if single else np.ones_like(both)
    size = (len(a), len(labels))  # said where there is no label at all
    given = [
        np.array([[name in one for name in labels] for one in side], dtype=np.bool_).reshape(size) for side in (a, b)
    ]
    decisions = _decisions(*given)
    part = draw.of(counted)
    if single:
        measures = _measure(_crossed(*given)[counted], part)
        nones = [np.hstack([side, ~side.any(axis=1, keepdims=True)]) for side in given]
        with_none = _measure(_crossed(*nones), draw) if not both.all() else None
    else:
        measures, with_none = _measure(decisions.sum(axis=1), draw), None
    return KindAgreement(
        kind=kind,
        single=single,
        units=len(a),
        labelled=int(both.sum()),
        none_a=int((~has_a & has_b).sum()),
        none_b=int((has_a & ~has_b).sum()),
        none_both=int((~has_a & ~has_b).sum()),
        measures=measures,
        with_none=with_none,
        labels=tuple(_label(label, decisions[counted, place], part) for place, label in enumerate(labels)),
    )


def _crossed(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> Array:
    """Each unit's table of labels by labels: array (units, K, K)."""
    return (a[:, :, None] & b[:, None, :]).astype(np.float64)


def _decisions(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> Array:
    """Each unit's table, not given or given, for each label: array (units, K, 2, 2)."""
    sides = [np.stack([~side, side], axis=-1) for side in (a, b)]
    return (sides[0][..., :, None] & sides[1][..., None, :]).astype(np.float64)


def _label(label: str, tables: Array, draw: _Draw) -> LabelAgreement:
    total = tables.sum(axis=0)
    return LabelAgreement(label, int(total[1, 1]), int(total[1, 0]), int(total[0, 1]), _measure(tables, draw))


def _measure(tables: Array, draw: _Draw) -> Coefficients:
    """All measures of the units' tables, array (units, K, K)."""

    def all_of(sums: Array) -> Array:
        return np.stack([measure(sums) for measure in _MEASURES.values()], axis=-1)

    total = tables.sum(axis=0)
    low, high = agreement.bootstrap(tables, draw.clusters, all_of, resamples=draw.resamples, seed=draw.seed)
    rows = zip(all_of(total), low, high, strict=True)
    found = dict(zip(_MEASURES, (draw.coefficient(*row, len(tables)) for row in rows), strict=True))
    return Coefficients(**found, reason=_undefined(total))


def _undefined(table: Array) -> str | None:
    """Why κ and α are not defined, if they are not."""
    if not table.sum():
        return "no quote that both labelled"
    given = table.sum(axis=0) + table.sum(axis=1)
    return "both gave one and the same label throughout" if (given > 0).sum() < 2 else None


def _valence(tables: Iterable[pd.DataFrame], ids: Sequence[str], draw: _Draw) -> ValenceAgreement | None:
    sides = [_values(table, ids) for table in tables]
    there = ~np.isnan(sides[0]) & ~np.isnan(sides[1])
    if not there.any():
        return None
    a, b = (side[there] for side in sides)
    parts, own = agreement.moments(a, b), draw.of(there)

    def drawn(parts: Array, measure: Callable[[Array], Array]) -> Coefficient:
        low, high = agreement.bootstrap(parts, own.clusters, measure, resamples=own.resamples, seed=own.seed)
        return own.coefficient(float(measure(parts.sum(axis=0))), float(low), float(high), len(parts))

    apart = np.stack([np.ones_like(a), b - a], axis=-1)
    difference = drawn(apart, lambda sums: sums[..., 1] / sums[..., 0])
    return ValenceAgreement(int(there.sum()), int((~there).sum()), drawn(parts, agreement.interval_alpha), difference)


def _values(table: pd.DataFrame, ids: Sequence[str]) -> Array:
    rows = table[(table["kind"] == "sentiment") & table["value"].notna()]
    return rows.set_index("quote_id")["value"].reindex(list(ids)).to_numpy(dtype=np.float64)
