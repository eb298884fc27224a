"""``voc teach`` of the sentiment with the encoder that ships: from corrections to tags."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from voc import tags as tags_table

Voc = Callable[..., tuple[int, str, list[str]]]


def test_what_a_person_calls_negative_is_learned(voc: Voc, tmp_path: Path) -> None:
    assert voc("init", "study", "--codebook", "service")[0] == 0
    said = [f"I stood in line for {n} minutes." if n % 2 else f"The invoice has {n} pages." for n in range(2, 34)]
    survey = pd.DataFrame({"Respondent ID": range(len(said)), "What happened?": said})
    survey.to_csv(tmp_path / "study" / "sources" / "survey.csv", index=False)
    assert voc("read", "study", "--out", "quotes.csv")[0] == 0
    quotes = pd.read_csv(tmp_path / "quotes.csv")
    label = quotes["text"].str.contains("line").map({True: "negative", False: "neutral"})
    rows = pd.DataFrame({"quote_id": quotes["quote_id"], "kind": "sentiment", "label": label, "by": "human:ida"})
    tags_table.frame(rows.to_dict("records")).to_csv(tmp_path / "study" / "reviews.csv", index=False)
    code, out, err = voc("teach", "study", "--json")
    assert (code, err) == (0, [])
    assert json.loads(out)["kinds"]["sentiment"]["after"]["accuracy"] > 0.9
    assert voc("map", "study", "--out", "map")[0] == 0
    tags = pd.read_csv(tmp_path / "map" / "tags.csv")
    moods = tags[(tags["kind"] == "sentiment") & (tags["by"] != "human:ida")].set_index("quote_id")
    assert moods["by"].str.endswith("+taught1").all()
    assert (moods["label"].reindex(quotes["quote_id"]).to_numpy() == label.to_numpy()).mean() > 0.9
    assert (moods.loc[moods["label"] == "negative", "value"] <= 0).all()
