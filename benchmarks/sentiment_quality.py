"""VADER's labels against human ratings, and where the constants of its confidence come from.

python -m benchmarks.sentiment_quality DATA_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from voc.taggers._poles import POLE, label
from voc.taggers.vader import valence

# On the raters' scale of -4 … +4; the middle is called neutral, as VADER's authors do.
HUMAN_POLE = 0.5


def main() -> None:
    """Print correlation, accuracy and the logistic fit for each part of the ground truth."""
    folder = Path(sys.argv[1]) / "vader_groundtruth"
    for name in ("amazon", "tweets", "movies", "nyt"):
        table = pd.read_csv(folder / f"{name}.csv").dropna()
        human = table["mean_sentiment"].to_numpy()
        given = np.array([valence(text) for text in table["text"]])
        people = np.select([human > HUMAN_POLE, human < -HUMAN_POLE], ["positive", "negative"], "neutral")
        right = np.array([label(value) for value in given]) == people
        polar = np.abs(given) >= POLE
        fit = LogisticRegression(C=1e6).fit(np.abs(given[polar])[:, None], right[polar])
        print(
            f"{name:7} {len(table):6} texts  r {np.corrcoef(given, human)[0, 1]:.3f}  right {right.mean():.1%}  "
            f"neutral right {right[~polar].mean():.2f}  "
            f"confidence {fit.intercept_[0]:+.2f} {fit.coef_[0, 0]:+.2f} × strength"
        )


if __name__ == "__main__":
    main()
