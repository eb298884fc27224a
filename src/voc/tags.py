"""The tags table: long, stand-off, one row a judgement about a quote.

=========== ================================================================================================
column      meaning
=========== ================================================================================================
quote_id    the quote judged
kind        stage · touchpoint · channel · sentiment · facet · asked (the stage that the question was about) ·
            code (what a person coded in another program: its label is the code's path, joined by " / ")
label       what was judged; missing = the tagger abstained, and ``reason`` says why
value       for sentiment the valence in [-1, 1]
confidence  probability in [0, 1] that the label is right, as the tagger knows it
by          who: ``model:<name>@<version>``, ``cue:<codebook>@<hash>``, ``human:<name>``
start, end  the words in ``text`` that carried the judgement, where the method can say (code points)
reason      those words, or why the tagger abstained; of a person's code her memo
probability of a person's row: with which probability the quote was drawn for review, above 0 up to 1; missing where
            nothing says so. By it the map is corrected for the tagger's errors (``voc.journey.correction``)
=========== ================================================================================================

At most one stage row a quote and person, exactly one sentiment row by the taggers, any number of the others. A
person's tag never overwrites a model's: both stay, and the person's wins when the map is built (:func:`decided`).
Codes that are called like a stage, touchpoint, facet or sentiment become tags of that kind (``voc.taggers.judge``);
the others stay, as the researcher's own themes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from voc.errors import TableError

DTYPES: dict[str, str] = {
    "quote_id": "str",
    "kind": "str",
    "label": "str",
    "value": "float64",
    "confidence": "float64",
    "by": "str",
    "start": "Int64",
    "end": "Int64",
    "reason": "str",
    "probability": "float64",
}
COLUMNS = tuple(DTYPES)
# A table made by an earlier version, or by a person's hand, has none.
_OPTIONAL = ("probability",)
SENTIMENTS = ("negative", "neutral", "positive")
SINGLE_KINDS = ("stage", "sentiment")
FACETS = ("goal", "action", "question", "motivation", "need", "expectation", "pain", "delight", "hearsay")


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a tags table with all columns and types from any rows; absent values are missing."""
    return _typed(pd.DataFrame(list(rows), columns=list(COLUMNS)))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give every column its type; a table that went through a file holds only text."""
    numbers = [name for name, kind in DTYPES.items() if kind != "str"]
    return table.assign(**{name: pd.to_numeric(table[name]) for name in numbers}).astype(DTYPES)


def check(tags: pd.DataFrame, *, where: str = "tags") -> pd.DataFrame:
    """Give the table with its types if it is one; raise ``TableError`` that names what is wrong."""
    lacking = [name for name in COLUMNS if name not in tags.columns and name not in _OPTIONAL]
    if lacking:
        raise TableError(f"{where}: no column named {lacking[0]!r}; a tags table has {', '.join(COLUMNS)}")
    try:
        typed = _typed(tags.reindex(columns=list(COLUMNS)))
    except (ValueError, TypeError) as error:
        raise TableError(f"{where}: value, confidence, start, end and probability hold numbers: {error}") from error
    _check_rows(typed, where)
    return typed


def _check_rows(tags: pd.DataFrame, where: str) -> None:
    """Refuse what no judgement can be: nobody's, out of range, or two where there is one at most."""
    faults = {
        "has no 'by'; say who judged, e.g. human:ann": tags["by"].isna(),
        "has a value outside -1 … 1": tags["value"].abs() > 1,
        "has a confidence outside 0 … 1": (tags["confidence"] < 0) | (tags["confidence"] > 1),
        "has a probability outside 0 … 1; what was reviewed was drawn with one above 0": (
            (tags["probability"] <= 0) | (tags["probability"] > 1)
        ),
        f"has a sentiment that is none of {', '.join(SENTIMENTS)}": (
            (tags["kind"] == "sentiment") & tags["label"].notna() & ~tags["label"].isin(SENTIMENTS)
        ),
    }
    for fault, rows in faults.items():
        if rows.any():
            row = tags[rows].iloc[0]
            raise TableError(f"{where}: the {row['kind']} row of quote {row['quote_id']} {fault}")
    machine = tags[~tags["by"].str.startswith("human:", na=False) & tags["kind"].isin(SINGLE_KINDS)]
    twice = machine[machine.duplicated(["quote_id", "kind"])]
    if len(twice):
        row = twice.iloc[0]
        raise TableError(f"{where}: quote {row['quote_id']} has two {row['kind']} rows; there is one at most")


def unsure(why: str, label: str, chance: float) -> str:
    """The reason of a tagger that abstained although one label was the likeliest, with its probability."""
    return f"{why}: {label} at {chance:.2f}"


def likeliest(reasons: pd.Series[str]) -> pd.Series[str]:
    """The labels of :func:`unsure` reasons, missing for other reasons."""
    return reasons.str.extract(r": ([^: ]+) at \d\.\d\d$", expand=False)


def decided(tags: pd.DataFrame) -> pd.DataFrame:
    """Keep the judgements that count: a person's over a machine's, the later person's over the earlier.

    Per quote and kind: if any row is by ``human:``, the machine's rows of that kind are left out; of several
    people's single-valued judgements the last row stands.
    """
    human = tags["by"].str.startswith("human:", na=False)
    judged = pd.MultiIndex.from_frame(tags.loc[human, ["quote_id", "kind"]])
    overruled = ~human & pd.MultiIndex.from_frame(tags[["quote_id", "kind"]]).isin(judged)
    rest = tags[~overruled]
    single = rest["kind"].isin(SINGLE_KINDS)
    return rest[~(single & rest.duplicated(["quote_id", "kind"], keep="last"))]
