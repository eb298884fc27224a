"""Fit what turns outputs into labels and probabilities, on data that the network was not trained on.

    python training/calibrate.py --data DATA --tier accurate|fast

Valence and sentiment: on every 20th sentence of VADER's ground truth (never the held-out fifth). Emotions: thresholds
and probabilities on GoEmotions' dev set. Facets: on a twentieth of the survey respondents. Writes ``heads.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import seal
from data import POLE, goemotions, plain, surveys, vader
from scipy.optimize import minimize, minimize_scalar
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from thresholds import best_threshold, log_odds

from voc import encoder as encoders
from voc.encoder import EMOTIONS, FACETS, Encoder
from voc.taggers.vader import valence

MODELS = Path(__file__).parents[1] / "models"
FOLDERS = {"accurate": "encoder", "fast": "fast"}


def moods(encoder: Encoder, data: Path, *, lexicon: bool) -> dict[str, Any]:
    """Weights of valence and sentiment; each of the four sources counts the same."""
    rows = vader(data, tune=True)
    read = encoder.encode([row.text for row in rows])
    human = np.array([row.valence for row in rows])
    words = np.array([valence(row.text) if lexicon else 0.0 for row in rows])
    names = [row.origin for row in rows]
    weights = np.array([1 / names.count(name) for name in names]) * len(names) / len(set(names))
    values = np.column_stack([read.valence, words])
    ridge = Ridge(alpha=0.1).fit(values, human, weights)
    logs = np.log(np.maximum(read.sentiment, 1e-6))
    features = np.hstack([logs, values, np.abs(values)])
    label = np.where(human > POLE, 2, np.where(human < -POLE, 0, 1))
    logistic = LogisticRegression(C=1.0, max_iter=5000).fit(features, label, weights)
    slope = elsewhere(logistic, features, label, weights, names)
    return {
        "valence": [*ridge.coef_, ridge.intercept_],
        "sentiment": (slope * np.column_stack([logistic.coef_, logistic.intercept_])).tolist(),
    }


def elsewhere(
    model: LogisticRegression, features: np.ndarray, label: np.ndarray, weights: np.ndarray, sources: list[str]
) -> float:
    """How sure to be of sources that were not fitted, as a slope of the logits.

    Each source is read by a fit on the others; the slope is the one with the highest likelihood there. Below 1, what
    holds in some sources holds a little less in the next.
    """
    others = {"groups": sources, "cv": LeaveOneGroupOut(), "params": {"sample_weight": weights}}
    logits = cross_val_predict(model, features, label, method="decision_function", **others)

    def loss(slope: float) -> float:
        return log_loss(label, softmax(slope * logits, axis=1), sample_weight=weights)

    return float(minimize_scalar(loss, bounds=(0.1, 2), method="bounded").x)


def emotions(encoder: Encoder, data: Path) -> dict[str, Any]:
    """The threshold of each emotion by dev, and one Platt scaling for those said."""
    rows = goemotions(data, "dev")
    given = encoder.encode([row.text for row in rows]).emotions.astype(np.float64)
    right = np.zeros(given.shape, dtype=bool)
    for number, row in enumerate(rows):
        right[number, list(row.emotions or ())] = True
    least = [best_threshold(given[:, number], right[:, number]) for number in range(len(EMOTIONS))]
    # Only what is said has a confidence; neutral, the last, never is.
    said = given[:, :-1] >= least[:-1]
    return {"emotions": least, "emotion_scale": platt(given[:, :-1][said], right[:, :-1][said])}


def facets(encoder: Encoder, data: Path) -> dict[str, Any]:
    """Thresholds by facet answers and as many texts of no facet; one Platt scaling for those said."""
    rows = surveys(data, tune=True)
    rows += plain(data, tune=True, most=len(rows))
    given = encoder.encode([row.text for row in rows]).facets.astype(np.float64)
    right = np.array([[row.facet == number for number in range(len(FACETS))] for row in rows])
    least = [best_threshold(given[:, number], right[:, number]) for number in range(len(FACETS))]
    said = given >= least
    return {"facets": least, "facet_scale": platt(given[said], right[said])}


def platt(chances: np.ndarray, right: np.ndarray) -> list[float]:
    """Slope and constant on the logit with the highest likelihood (Platt 1999)."""
    odds = log_odds(chances)

    def loss(line: np.ndarray) -> float:
        z = line[0] * odds + line[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    return [float(value) for value in minimize(loss, [1.0, 0.0], method="Nelder-Mead").x]


def rounded(numbers: Any) -> list[Any]:
    """Five digits are more than the data can tell."""
    return [round(float(number), 5) if np.isscalar(number) else rounded(number) for number in numbers]


def main() -> None:
    """Read the arguments, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tier", choices=tuple(FOLDERS), required=True)
    given = parser.parse_args()
    path = MODELS / FOLDERS[given.tier] / "heads.json"
    encoder = opened(given.tier, path)
    # The fast tier reads no lexicon: that alone would halve its speed.
    fitted = moods(encoder, given.data, lexicon=given.tier == "accurate")
    fitted |= emotions(encoder, given.data) | facets(encoder, given.data)
    path.write_text(json.dumps({name: rounded(value) for name, value in fitted.items()}) + "\n", encoding="utf-8")
    seal.main()


def opened(tier: str, path: Path) -> Encoder:
    """The encoder with heads that change nothing, so that it can be opened before it is calibrated."""
    if not path.is_file():
        even = [[float(row == column) for column in range(8)] for row in range(3)]
        blank = {"valence": [1.0, 0.0, 0.0], "sentiment": even, "emotions": [0.5] * len(EMOTIONS)}
        blank |= {"emotion_scale": [1.0, 0.0], "facets": [0.5] * len(FACETS), "facet_scale": [1.0, 0.0]}
        path.write_text(json.dumps(blank), encoding="utf-8")
    seal.main()
    return encoders.load(tier)


if __name__ == "__main__":
    main()
