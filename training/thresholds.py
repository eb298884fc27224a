"""From which probability on a label is said."""

from __future__ import annotations

import numpy as np
from scipy.special import logit
from sklearn.linear_model import LogisticRegression


def best_threshold(chances: np.ndarray, right: np.ndarray) -> float:
    """The least of some probabilities, (n,), at which the expected F1 is highest; 1 for a label that never is right.

    A logistic regression on their logit makes the probabilities true, and F1 is expected from all of them (Lipton et
    al. 2014): for a rare label the F1 counted in a few thousand rows hangs on single ones.
    """
    if not right.any():
        return 1.0
    odds = log_odds(chances)[:, None]
    true = LogisticRegression().fit(odds, right).predict_proba(odds)[:, 1]
    order = np.argsort(-true, kind="stable")
    hits = np.cumsum(true[order])
    f1 = 2 * hits / (hits[-1] + np.arange(1, len(hits) + 1))
    return float(chances[order[f1.argmax()]])


def log_odds(chances: np.ndarray) -> np.ndarray:
    """Of probabilities as far from 0 and 1 as can be told."""
    return np.asarray(logit(np.clip(chances.astype(np.float64), 1e-6, 1 - 1e-6)))
