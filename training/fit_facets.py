"""Fit the facet head anew on the finished encoder, now with "none of them" as an answer.

    python training/fit_facets.py --data DATA --base MINILM --network WORK/network.pt --out WORK/final.pt

Answers to "what do you like least?" all are some facet; most of what people say is none. So the last layer is fitted
once more, on the encoder's features, with comments, news and requests that are none of them.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from data import FACETS, Row, held_out, normalised, plain, surveys
from network import Network
from sklearn.linear_model import LogisticRegression
from train_encoder import pad, tokenizer

EACH = 3500


def features(network: Network, base: Path, texts: list[str]) -> np.ndarray:
    """What the heads read of each text: (texts, width)."""
    ids = [item.ids for item in tokenizer(base).encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    read = np.zeros((len(texts), network.width), dtype=np.float32)
    with torch.no_grad():
        for start in range(0, len(order), 128):
            rows = order[start : start + 128]
            read[rows] = network(*pad([ids[row] for row in rows], "cpu")).read.numpy()
    return read


def main() -> None:
    """Read the arguments, fit and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "base", "network", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    network = Network(given.base)
    state = torch.load(given.network, map_location="cpu", weights_only=True)
    network.load_state_dict(state)
    network.eval()
    out = held_out(given.data)
    by_facet: dict[int, list[Row]] = {}
    for row in [*surveys(given.data), *plain(given.data)]:
        if normalised(row.text) not in out:
            by_facet.setdefault(len(FACETS) if row.facet is None else row.facet, []).append(row)
    draw = random.Random(0)
    rows = [row for some in by_facet.values() for row in draw.sample(some, min(EACH, len(some)))]
    labels = [len(FACETS) if row.facet is None else row.facet for row in rows]
    fitted = LogisticRegression(C=0.3, max_iter=2000).fit(
        features(network, given.base, [row.text for row in rows]), labels
    )
    state["facets.weight"] = torch.tensor(fitted.coef_, dtype=torch.float32)
    state["facets.bias"] = torch.tensor(fitted.intercept_, dtype=torch.float32)
    torch.save(state, given.out)


if __name__ == "__main__":
    main()
