"""What support tickets tell as figures: how many there were at each stage, month by month, and how content people were.

A ticket is at the stages of the quotes in it. Satisfaction is the share of people with a ticket at a stage whose answer
is in the upper two fifths of the scale ("top two boxes" of five; of two answers, the better).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from voc.journey._answers import Answer
from voc.journey._material import Material
from voc.journey.findings import OF_TICKETS

# "line 1, ticket 4201, comment 1", "row 7, column 'Description'": the record is what all its parts begin with.
_RECORD = r"^((?:line \d+, )?(?:ticket|case|row) [^,]+)"
_TOP = 0.6


def contacts(material: Material) -> pd.DataFrame:
    """Figures by stage, with the columns of ``figures.csv`` and ``stage``; none where no tickets were read."""
    said = material.customers
    tickets = said[(said["source_kind"] == "ticket") & said["stage"].notna()]
    titles = {stage.name: stage.title for stage in material.book.stages}
    made = [*_counted(tickets, titles), *_content(material, tickets, titles)]
    return pd.DataFrame(made, columns=["source", "locator", "step", "metric", "value", "unit", "period", "stage"])


def _counted(tickets: pd.DataFrame, titles: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """How many tickets spoke of a stage, by the month in which they were written, where that is known.

    A month without any, between a source's first and last, counts 0: it was read, and nobody wrote of the stage.
    """
    record = tickets["locator"].str.extract(_RECORD, expand=False).fillna(tickets["locator"])
    month = tickets["timestamp"].dt.strftime("%Y-%m").fillna("")
    table = tickets.assign(record=record, month=month).drop_duplicates(["source", "record", "stage"])
    for source, rows in table.groupby("source"):
        dated = sorted(set(rows["month"]) - {""})
        months = [str(one) for one in pd.period_range(dated[0], dated[-1], freq="M")] if dated else []
        counts = rows.groupby(["stage", "month"]).size().unstack(fill_value=0)
        counts = counts.reindex(columns=[*months, *([""] if (rows["month"] == "").any() else [])], fill_value=0)
        for stage, period, count in counts.stack().reset_index().itertuples(index=False):
            yield {
                "source": source,
                "locator": OF_TICKETS,
                "step": titles[stage],
                "metric": "Tickets",
                "value": float(count),
                "unit": "count",
                "period": period or None,
                "stage": stage,
            }


def _content(material: Material, tickets: pd.DataFrame, titles: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """The share of content people among those with a ticket, where enough of them answered."""
    for answer in material.answers:
        if answer.kind != "csat":
            continue
        for stage, title in titles.items():
            wrote = material.among(tickets.loc[tickets["stage"] == stage, "person"])
            given = _content_of(answer)[wrote]
            given = given[~np.isnan(given)]
            if len(given) < max(material.study.min_participants, 1):
                continue
            yield {
                "source": ", ".join(sorted(tickets["source"].unique())),
                "locator": f"{answer.name}, {len(given)} people with a ticket at this stage",
                "step": title,
                "metric": "CSAT",
                "value": round(float(given.mean()), 4),
                "unit": "share",
                "period": None,
                "stage": stage,
            }


def _content_of(answer: Answer) -> np.ndarray:
    """1 for a content person, 0 for another, NaN for who gave no answer."""
    place = (answer.worth - answer.low) / (answer.high - answer.low)
    return np.where(np.isnan(place), np.nan, (place > _TOP).astype(np.float64))
