"""Tags and gold to an evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.errors import TableError
from voc.evaluation.compare import Bootstrap, Units, kind_scores, valence_scores
from voc.evaluation.gold import Gold, read_gold
from voc.evaluation.match import clusters, quotes_of, spellings
from voc.evaluation.model import Evaluation, KindScores, Matching, ValenceScores
from voc.evaluation.notes import notes

# What a tags table made elsewhere may lack; the rest of its columns are needed.
_OPTIONAL = ("value", "confidence", "start", "end", "reason")


@dataclass(frozen=True, slots=True)
class _Material:
    """Gold rows that met a quote (``rows``, ``ids``), their participants, and the tags that are measured."""

    gold: Gold
    rows: Sequence[int]
    ids: Sequence[str]
    people: Mapping[str, str]
    tags: pd.DataFrame
    draw: Bootstrap


def evaluate(
    tags: pd.DataFrame,
    gold: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    *,
    resamples: int = 1000,
    seed: int = 0,
    where: tuple[str, str, str] = ("tags", "gold", "quotes"),
) -> Evaluation:
    """Measure tags by a gold table (see :mod:`voc.evaluation.gold`), kind by kind.

    ``quotes`` is the table that was tagged: needed for gold by text, and it tells a quote without any tag from one
    that is unknown and whose quotes are one person's. A kind that a machine judged is measured by the machine's rows,
    one that only people judged by theirs. ``where`` names the three tables in errors. Raises ``TableError``.
    """
    table = _checked(tags, where[0])
    read = read_gold(gold, table["kind"].dropna().unique(), where=where[1])
    source = None if quotes is None else quotes_table.complete(quotes, where=where[2])
    places = source if source is not None else tags if "text" in tags.columns else None
    tagged = set(table["quote_id"].dropna())
    found = quotes_of(read, tagged, _places(places), where=where[0] if source is None else where[2])
    rows = [row for row, quote_id in enumerate(found) if quote_id is not None]
    ids = [quote_id for quote_id in found if quote_id is not None]
    people = _people(read, rows, ids, source)
    measured = _measured(table)
    material = _Material(read, rows, ids, people, measured, Bootstrap(resamples, seed))
    lost = tuple(key or "(empty)" for key, quote_id in zip(read.keys, found, strict=True) if quote_id is None)
    return Evaluation(
        matching=Matching(read.by, len(found), len(ids), lost, len(tagged - set(ids))),
        kinds=tuple(_kind(kind, material) for kind in read.judged),
        valence=None if read.valence is None else _valence(material),
        resampled="participants" if people else "quotes",
        resamples=resamples,
        seed=seed,
        notes=tuple(notes(read, ids, table, measured, source)),
    )


def _checked(tags: pd.DataFrame, where: str) -> pd.DataFrame:
    """The tags table with its types; columns that gold is not compared with may be absent."""
    absent = [name for name in _OPTIONAL if name not in tags.columns]
    table = tags_table.check(tags.assign(**dict.fromkeys(absent)), where=where)
    if table.empty:
        raise TableError(f"{where}: no tag in it; make it with voc tag")
    return table


def _places(table: pd.DataFrame | None) -> pd.DataFrame | None:
    if table is None:
        return None
    return table[["quote_id", "text"]].dropna().astype("str").drop_duplicates("quote_id")


def _people(gold: Gold, rows: Sequence[int], ids: Sequence[str], quotes: pd.DataFrame | None) -> dict[str, str]:
    """The participant of each quote, by the quotes table or else by gold."""
    own = {quote_id: gold.participants[row] for row, quote_id in zip(rows, ids, strict=True)}
    if quotes is not None:
        own |= dict(quotes.loc[quotes["participant"].notna(), ["quote_id", "participant"]].itertuples(index=False))
    return {quote_id: person for quote_id in ids if (person := own[quote_id]) is not None}


def _measured(tags: pd.DataFrame) -> pd.DataFrame:
    """The rows that are measured: a kind's machine rows, or what people decided where no machine judged it."""
    machine = ~tags["by"].str.startswith("human:", na=False)
    by_people = ~tags["kind"].isin(tags.loc[machine, "kind"])
    return tags_table.decided(tags[machine | by_people])


def _kind(kind: str, material: _Material) -> KindScores:
    rows = material.tags[material.tags["kind"] == kind]
    cells = [(material.gold.judged[kind][row], one) for row, one in zip(material.rows, material.ids, strict=True)]
    labels = [judged for judged, _ in cells if judged is not None]
    ids = [one for judged, one in cells if judged is not None]
    as_given = spellings((label for judged in labels for label in judged), rows["label"].dropna())
    given = _given(rows)
    units = Units(
        gold=[tuple(dict.fromkeys(as_given[label] for label in judged)) for judged in labels],
        given=[given.get(one, {}) for one in ids],
        clusters=clusters(ids, material.people),
    )
    single = kind in tags_table.SINGLE_KINDS
    return kind_scores(kind, units, single=single, by=tuple(sorted(set(rows["by"]))), draw=material.draw)


def _given(rows: pd.DataFrame) -> dict[str, dict[str, float]]:
    """The labels of each quote with their confidence; of a label given twice the surer counts."""
    labelled = rows[rows["label"].notna()].sort_values("confidence", na_position="first")
    given: dict[str, dict[str, float]] = {}
    for quote_id, label, confidence in labelled[["quote_id", "label", "confidence"]].itertuples(index=False):
        given.setdefault(quote_id, {})[label] = float(confidence)
    return given


def _valence(material: _Material) -> ValenceScores:
    rows = material.tags[(material.tags["kind"] == "sentiment") & material.tags["value"].notna()]
    value: dict[str, float] = dict(rows[["quote_id", "value"]].itertuples(index=False))
    numbers = material.gold.valence or ()
    pairs = [(numbers[row], one) for row, one in zip(material.rows, material.ids, strict=True)]
    judged = [(number, one) for number, one in pairs if number is not None]
    ids = [one for _, one in judged]
    return valence_scores(
        [number for number, _ in judged], [value.get(one) for one in ids], clusters(ids, material.people), material.draw
    )
