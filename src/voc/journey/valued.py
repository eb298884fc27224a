"""Figures for the sentiments that people gave in words."""

from __future__ import annotations

import numpy as np
import pandas as pd


def valued(tags: pd.DataFrame) -> pd.DataFrame:
    """Give people's sentiments without a figure one on the taggers' scale, so that scales are not taken for errors.

    Where the tagger has the same label for the quote it is the tagger's figure; else the mean of the tagger's for that
    label, and missing where it has none.
    """
    sentiment = tags["kind"] == "sentiment"
    human = tags["by"].str.startswith("human:", na=False)
    theirs = tags[sentiment & ~human & tags["value"].notna()]
    bare = sentiment & human & tags["value"].isna() & tags["label"].notna()
    if not bare.any() or theirs.empty:
        return tags
    same = theirs.drop_duplicates(["quote_id", "label"]).set_index(["quote_id", "label"])["value"]
    own = same.reindex(pd.MultiIndex.from_frame(tags.loc[bare, ["quote_id", "label"]])).to_numpy()
    usual = tags.loc[bare, "label"].map(theirs.groupby("label")["value"].mean()).to_numpy(dtype=np.float64)
    filled = tags["value"].copy()
    filled[bare] = np.where(np.isnan(own), usual, own)
    return tags.assign(value=filled)
