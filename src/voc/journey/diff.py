"""What changed from one map to another, or from one wave of a study to another.

Both are measured as two waves of one study (:mod:`voc.journey.waves`, :mod:`voc.journey.changes`). Of two waves of one
map the pains are that map's. Of two maps they are grouped anew over the quotes of both, and each is told with the rank
of the map's own pain that shares at least a third of its quotes; a pain that the researchers of both maps named alike
is taken as they made it. Compared are the tags as they are; corrections by reviews are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from voc.errors import TableError, did_you_mean
from voc.journey._material import Material, Meaning
from voc.journey._places import Theme
from voc.journey._pooled import Half, Pool, Told, bare, marked, of_maps, of_waves, settings_of
from voc.journey.agree_maps import matched
from voc.journey.diff_records import DiffCell, DiffNumber, DiffQuote, DiffSide, MapDiff
from voc.journey.model import Journey, PainPoint
from voc.journey.pain_points import points
from voc.journey.restaged import CHANGED, Restaged, as_before, explained, restaged
from voc.journey.wave_records import Wave, WaveCell
from voc.journey.waves import waves
from voc.study import Study

Maps = Sequence[Journey | Told]
# The pain of a map that a theme is, by the theme's rank.
Own = Mapping[int, PainPoint]


@dataclass(frozen=True)
class Named:
    """A pain that the researchers of both maps named alike, with the quotes of both."""

    rank: int
    label: str
    stage: str
    touchpoint: str | None
    quote_ids: tuple[str, ...]


def diff_maps(one: Half, two: Half, *, seed: int | None = None, meaning: Meaning | None = None) -> MapDiff:
    """Compare two maps; ``meaning`` gives vectors of texts, by which themes are grouped, else their words count.

    Raises ``TableError`` where they have no stage in common, or one has no quote of a participant.
    """
    halves = (one, two)
    pool = of_maps(halves)
    material = _material(pool, [half.journey for half in halves], seed, meaning)
    themes = _themes(material, halves)
    own = [_own(themes, half.journey, side) for side, half in enumerate(halves)]
    made = _measured(material, themes, [half.name for half in halves], [half.journey for half in halves], own)
    moved = _restaged(pool, halves)
    if moved is not None and any(cell.change.verdict in CHANGED for cell in made.cells):
        held = replace(pool, tags=as_before(pool.tags, _twice(pool)))
        again = _material(held, [half.journey for half in halves], seed, meaning)
        names, journeys = [half.name for half in halves], [half.journey for half in halves]
        made = replace(made, cells=explained(made.cells, _measured(again, themes, names, journeys, own).cells))
    found = _with_bare_ids(made)
    told = [f"{moved.told()}: taggers judge a quote by all others, too"] if moved is not None else []
    notes = [*pool.notes, *told, *_taggers(halves)]
    notes += [note for pair in zip(halves, own, strict=True) for note in _lost(*pair)]
    quotes = _quotes(found, pd.concat([half.quotes for half in halves], ignore_index=True))
    return replace(found, same_quotes=pool.same_quotes, notes=tuple(notes), quotes=quotes)


def diff_waves(whole: Half, names: Sequence[str], *, seed: int | None = None) -> MapDiff:
    """Compare two waves of one map. Raises ``TableError`` for a wave that no quote is of."""
    there = sorted({str(name) for name in whole.quotes.get("wave", pd.Series(dtype=str)).dropna()})
    for name in names:
        if name not in there:
            choices = did_you_mean(name, there) if there else "it has none; see [[wave]] in study.toml"
            raise TableError(f"{whole.name}: no wave {name!r} on the map; {choices}")
    material = _material(of_waves(whole, names), [whole.journey], seed, None)
    ids = set(material.customers["quote_id"])
    themes = [pain for pain in whole.journey.pain_points if ids & set(pain.quote_ids)]
    pains = [replace(pain, quote_ids=tuple(i for i in pain.quote_ids if i in ids)) for pain in themes]
    own: Own = {pain.rank: pain for pain in themes}
    made = _measured(material, pains, names, [whole.journey] * 2, [own, own])
    return replace(made, quotes=_quotes(made, whole.quotes))


def _restaged(pool: Pool, halves: Sequence[Half]) -> Restaged | None:
    """The quotes of before that are at another stage, if there are some and the study has grown since."""
    if not pool.same_quotes:
        return None
    if pool.same_quotes == len(pool.quotes) - pool.same_quotes:
        return None  # two codings of the same data: other stages are what is compared
    found = restaged(halves[0].tags, halves[1].tags)
    return found if found.n else None


def _twice(pool: Pool) -> list[tuple[str, str]]:
    """The ids of each quote that is on both maps."""
    there = set(pool.quotes["quote_id"])
    ids = (bare(one) for one in there if one.startswith(marked(0, "")))
    return [(marked(0, one), marked(1, one)) for one in sorted(ids) if marked(1, one) in there]


def _material(pool: Pool, journeys: Maps, seed: int | None, meaning: Meaning | None) -> Material:
    """Both sides as one study, with the stricter of their settings."""
    told = [settings_of(journey) for journey in journeys]
    study = Study(
        min_participants=max(one.min_participants for one in told),
        resamples=max(one.resamples for one in told),
        seed=told[0].seed if seed is None else seed,
    )
    return Material(pool.quotes, pool.tags, pool.book, study, None, meaning=meaning)


def _themes(material: Material, halves: Sequence[Half]) -> list[Theme]:
    """The pains of both: those named alike as they are, the others grouped over all other quotes."""
    told = [{pain.label: pain for pain in half.journey.pain_points if pain.made_of} for half in halves]
    stages = {code.name for code in material.book.stages}
    there = set(material.customers["quote_id"].tolist())
    named: list[Theme] = []
    for label in (label for label in told[0] if label in told[1] and told[0][label].stage in stages):
        first = told[0][label]
        ids = [marked(side, quote_id) for side, one in enumerate(told) for quote_id in one[label].quote_ids]
        kept = tuple(quote_id for quote_id in ids if quote_id in there)
        named.append(Named(len(named) + 1, label, first.stage, first.touchpoint, kept))
    claimed = {quote_id for theme in named for quote_id in theme.quote_ids}
    rest = material
    if claimed:
        rest = replace(material, quotes=material.quotes[~material.quotes["quote_id"].isin(claimed)])
    found = points(rest, "pain").found
    return [*named, *(replace(pain, rank=pain.rank + len(named)) for pain in found)]


def _own(themes: Sequence[Theme], journey: Journey | Told, side: int) -> Own:
    """Which pain of a map each theme is: the one that shares most of its quotes there, at least a third."""
    mark = marked(side, "")
    mine = [{bare(one) for one in theme.quote_ids if one.startswith(mark)} for theme in themes]
    theirs = [set(pain.quote_ids) for pain in journey.pain_points]
    return {themes[x].rank: journey.pain_points[y] for x, y, _ in matched(mine, theirs)}


def _measured(
    material: Material,
    themes: Sequence[Theme],
    names: Sequence[str],
    journeys: Maps,
    own: Sequence[Own],
) -> MapDiff:
    """The two waves of a pool beside each other."""
    found, _ = waves(material, themes, names)
    for name in names:
        if name not in [wave.name for wave in found]:
            raise TableError(f"{name}: no quote of a participant; nothing can be compared")
    people = [set(rows.unique()) for _, rows in material.customers.groupby("wave")["person"]]
    before, after = found
    return MapDiff(
        before=_side(before, journeys[0]),
        after=_side(after, journeys[1]),
        basis="people",
        same_people=len(people[0] & people[1]),
        same_quotes=0,
        cells=tuple(_cell(*cells, own) for cells in zip(before.cells, after.cells, strict=True)),
        labels={code.name: code.title for code in material.book.stages},
        quotes={},
        notes=(),
        resamples=material.study.resamples,
        seed=material.study.seed,
    )


def _side(wave: Wave, journey: Journey | Told) -> DiffSide:
    counts = (wave.n_quotes, wave.n_participants, wave.n_sources)
    return DiffSide(wave.name, journey.title, journey.codebook, *counts, wave.kinds, wave.first, wave.last)


def _cell(before: WaveCell, after: WaveCell, own: Sequence[Own]) -> DiffCell:
    assert after.change is not None  # noqa: S101
    return DiffCell(
        measure=before.measure,
        stage=before.stage,
        touchpoint=before.touchpoint,
        label=before.label,
        before=_number(before, own[0]),
        after=_number(after, own[1]),
        change=after.change,
    )


def _number(cell: WaveCell, own: Own) -> DiffNumber:
    pain = None if cell.pain_rank is None else own.get(cell.pain_rank)
    figures = (cell.value, cell.n, cell.of, cell.n_quotes, cell.reason, cell.quote_ids)
    return DiffNumber(*figures, None if pain is None else pain.rank, None if pain is None else pain.label)


def _with_bare_ids(made: MapDiff) -> MapDiff:
    """The same with each quote's id as on its own map."""

    def plain(number: DiffNumber) -> DiffNumber:
        return replace(number, quote_ids=tuple(map(bare, number.quote_ids)))

    cells = (replace(cell, before=plain(cell.before), after=plain(cell.after)) for cell in made.cells)
    return replace(made, cells=tuple(cells))


def _quotes(made: MapDiff, table: pd.DataFrame) -> dict[str, DiffQuote]:
    """The words that cells name."""
    ids = {quote_id for cell in made.cells for side in (cell.before, cell.after) for quote_id in side.quote_ids}
    rows = table[table["quote_id"].isin(ids)].drop_duplicates("quote_id")
    known = rows[["quote_id", "text", "participant", "source", "locator"]].astype(object)
    known = known.where(known.notna(), None)
    return {row[0]: DiffQuote(*row[1:]) for row in known.itertuples(index=False, name=None)}


def _taggers(halves: Sequence[Half]) -> Iterator[str]:
    """Whether other models judged the two maps."""
    models = [dict(half.journey.settings.get("models", {})) for half in halves]
    if models[0] != models[1]:
        said = " and ".join(", ".join(f"{name} {version}" for name, version in sorted(one.items())) for one in models)
        yield f"the two maps were judged by other models ({said}): a difference may be theirs"


def _lost(half: Half, own: Own) -> Iterator[str]:
    """Pains of a map that are no theme of both maps' quotes: they are not compared, but they are told."""
    matched_ranks = {pain.rank for pain in own.values()}
    lost = [pain for pain in half.journey.pain_points if pain.rank not in matched_ranks]
    if lost:
        said = ", ".join(f"#{pain.rank} “{pain.label}”" for pain in lost[:5])
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        of = len(half.journey.pain_points)
        yield f"{len(lost)} of {of} pains of {half.name} are told in other themes, those of both maps: {said}{more}"
