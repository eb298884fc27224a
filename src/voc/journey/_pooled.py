"""Two maps' quotes and tags as one study of two waves, so that both are measured by the same themes.

Themes are grouped over the quotes of both: what is called a pain cannot hang on which side a quote is of, so that a
permutation of people between the sides is fair. Quotes of one id stand on both maps: two codings of the same data, or a
longer export; who said them is the same person. Otherwise "P001" of one map and of the other are two people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import ValidationError

from voc import codebook as codes
from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook, Touchpoint
from voc.errors import TableError
from voc.journey.model import Journey, PainPoint, Stage
from voc.journey.valued import valued
from voc.study import Study


@dataclass(frozen=True)
class Told:
    """As much of a :class:`~voc.journey.model.Journey` as is compared: the rest is measured anew from the tables."""

    title: str
    codebook: str
    settings: Mapping[str, Any]
    stages: tuple[Stage, ...]
    pain_points: tuple[PainPoint, ...]


@dataclass(frozen=True)
class Half:
    """One of two maps with its tables."""

    name: str
    journey: Journey | Told
    quotes: pd.DataFrame
    tags: pd.DataFrame


@dataclass(frozen=True)
class Pool:
    """The quotes of both with ``wave`` by side, the tags that count, and the stages and touchpoints of both.

    Where two maps were put together, an id has its side in front (:func:`marked`). ``notes`` say what differs of the
    two codebooks, ``same_quotes`` how many quotes stand on both sides.
    """

    quotes: pd.DataFrame
    tags: pd.DataFrame
    book: Codebook
    same_quotes: int = 0
    notes: tuple[str, ...] = ()


def marked(side: int, quote_id: str) -> str:
    """The id of a quote of a side in a pool of two maps."""
    return f"{side}{quote_id}"


def bare(marked_id: str) -> str:
    """The id of such a quote on its own map."""
    return marked_id[1:]


def of_waves(whole: Half, waves: Sequence[str]) -> Pool:
    """Two waves of one map."""
    quotes = quotes_table.check(whole.quotes, where=f"{whole.name}, quotes.csv")
    return Pool(quotes[quotes["wave"].isin(list(waves))], _decided(whole), _shared((whole, whole))[0])


def of_maps(halves: Sequence[Half]) -> Pool:
    """Two maps. Raises ``TableError`` where they have no stage in common."""
    book, notes = _shared(halves)
    tables = [_evidence(half) for half in halves]
    same = set(tables[0]["quote_id"].tolist()) & set(tables[1]["quote_id"].tolist())
    known = _linked(tables, same)
    quotes = pd.concat(
        [_of_side(side, half.name, table, known) for side, (half, table) in enumerate(zip(halves, tables, strict=True))]
    )
    tags = [_of_book(_decided(half), book) for half in halves]
    tags = [table.assign(quote_id=marked(side, "") + table["quote_id"]) for side, table in enumerate(tags)]
    return Pool(quotes.reset_index(drop=True), pd.concat(tags, ignore_index=True), book, len(same), tuple(notes))


def settings_of(journey: Journey | Told) -> Study:
    """The settings of a map that its numbers hang on."""
    names = ("min_participants", "resamples", "seed")
    try:
        return Study.model_validate({name: journey.settings[name] for name in names if name in journey.settings})
    except ValidationError as error:
        raise TableError(f"{journey.title}: settings that are none of voc's: {error.errors()[0]['msg']}") from error


def _of_side(side: int, name: str, table: pd.DataFrame, known: Mapping[str, str]) -> pd.DataFrame:
    """A map's quotes with everything that names something marked by its side, but for people who are on both."""
    people = {
        one: known.get(one, marked(side, one)) if side else marked(side, one) for one in table["participant"].unique()
    }
    return table.assign(
        quote_id=marked(side, "") + table["quote_id"],
        participant=table["participant"].map(people).astype("str"),
        locator=marked(side, "") + table["locator"],
        wave=name,
    )


def _decided(half: Half) -> pd.DataFrame:
    return tags_table.decided(valued(tags_table.check(half.tags, where=f"{half.name}, tags.csv")))


def _of_book(tags: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """The tags without those of a stage that the other map does not have."""
    known = tags["label"].isna() | tags["label"].isin([stage.name for stage in book.stages])
    return tags[known | ~tags["kind"].isin(["stage", "asked"])]


def _evidence(half: Half) -> pd.DataFrame:
    """The quotes of a map that count, each with somebody: whoever is not named is known by her place, as on the map."""
    table = quotes_table.evidence(quotes_table.check(half.quotes, where=f"{half.name}, quotes.csv"))
    table = table[table["role"] == "participant"]
    nobody = "somebody: " + table["source"] + ", " + table["locator"]
    return table.assign(participant=table["participant"].where(table["participant"].notna(), nobody))


def _linked(tables: Sequence[pd.DataFrame], same: set[str]) -> dict[str, str]:
    """People of the second map who are on the first: those who said the same quotes, one for one."""
    one, two = (table.loc[table["quote_id"].isin(same)].set_index("quote_id")["participant"] for table in tables)
    pairs = pd.DataFrame({"one": one, "two": two.reindex(one.index)}).drop_duplicates()
    alone = pairs[~pairs["one"].duplicated(keep=False) & ~pairs["two"].duplicated(keep=False)]
    return {str(two): marked(0, str(one)) for one, two in zip(alone["one"], alone["two"], strict=True)}


def _shared(halves: Sequence[Half]) -> tuple[Codebook, list[str]]:
    """The stages that are on both maps, the touchpoints of either, and what is different of the two codebooks."""
    one, two = (half.journey for half in halves)
    theirs = {stage.id: stage for stage in two.stages}
    both = [stage for stage in one.stages if stage.id in theirs]
    if not both:
        names = [", ".join(stage.id for stage in half.journey.stages) for half in halves]
        raise TableError(
            f"no stage of {halves[0].name} ({names[0]}) is one of {halves[1].name} ({names[1]}); map one of them again "
            "with the codebook of the other"
        )
    ours = {stage.id for stage in both}
    notes = [
        f"stage {stage.id!r} ({stage.n_quotes} quotes) is in the codebook of {half.name} alone: not compared"
        for half in halves
        for stage in half.journey.stages
        if stage.id not in ours
    ]
    notes += [
        f"stage {stage.id!r} does not mean the same in the two codebooks: a difference may be theirs"
        for stage in both
        if stage.meaning.split() != theirs[stage.id].meaning.split()
    ]
    if one.codebook != two.codebook:
        notes.append(
            f"the codebooks differ ({one.codebook} and {two.codebook}): stages and touchpoints are compared by name, "
            "and a touchpoint that one of them lacks looks new or gone"
        )
    try:
        stages = [codes.Stage(name=stage.id, label=stage.label, meaning=stage.meaning or stage.label) for stage in both]
        book = {"title": "both", "stage": stages, "touchpoint": _touchpoints(one, two, ours)}
        return Codebook.model_validate(book), notes
    except ValidationError as error:
        fault = error.errors()[0]
        raise TableError(
            f"{halves[0].name}, {halves[1].name}: {fault['input']!r} names no stage: {fault['msg']}"
        ) from error


def _touchpoints(one: Journey | Told, two: Journey | Told, stages: set[str]) -> list[Touchpoint]:
    """The touchpoints of either map, at the stages where people spoke of them."""
    at: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    for stage in (*one.stages, *two.stages):
        for cell in stage.touchpoints:
            at.setdefault(cell.name, set()).add(stage.id)
            titles.setdefault(cell.name, cell.label)
    return [
        Touchpoint(name=name, label=titles[name], meaning=titles[name] or name, stages=tuple(sorted(found & stages)))
        for name, found in at.items()
        if found & stages
    ]
