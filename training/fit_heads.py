"""Fit two heads anew on the finished encoder: facets, now with "none of them" as an answer, and emotions.

    python training/fit_heads.py --data DATA --base MINILM --network WORK/network.pt --out WORK/final.pt

Answers to "what do you like least?" all are some facet; most of what people say is none. So the last layer is fitted
once more, on the encoder's features, with comments, news and requests that are none of them. The last layer of the
emotions needs many more rounds than the encoder for the rare ones.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from data import Row, goemotions, held_out, normalised, plain, surveys
from network import Network
from sklearn.linear_model import LogisticRegression
from train_encoder import pad, tokenizer

from voc.encoder import EMOTIONS, FACETS

EACH = 3500
ROUNDS, RATE, BATCH = 40, 2e-3, 512


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


def facets(network: Network, base: Path, data: Path, out: set[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Weight and constant of the facet head."""
    by_facet: dict[int, list[Row]] = {}
    for row in [*surveys(data), *plain(data)]:
        if normalised(row.text) not in out:
            by_facet.setdefault(len(FACETS) if row.facet is None else row.facet, []).append(row)
    draw = random.Random(0)
    rows = [row for some in by_facet.values() for row in draw.sample(some, min(EACH, len(some)))]
    labels = [len(FACETS) if row.facet is None else row.facet for row in rows]
    fitted = LogisticRegression(C=0.3, max_iter=2000).fit(features(network, base, [row.text for row in rows]), labels)
    return torch.tensor(fitted.coef_, dtype=torch.float32), torch.tensor(fitted.intercept_, dtype=torch.float32)


def emotions(read: np.ndarray, rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Weight and constant of the emotion head, by logistic regression on the features (texts, width)."""
    right = torch.zeros(len(rows), len(EMOTIONS))
    for number, row in enumerate(rows):
        right[number, list(row.emotions or ())] = 1
    torch.manual_seed(0)
    head = torch.nn.Linear(read.shape[1], len(EMOTIONS))
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=1e-4)
    given = torch.from_numpy(read)
    for _ in range(ROUNDS):
        for batch in torch.randperm(len(rows)).split(BATCH):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(head(given[batch]), right[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return head.weight.detach(), head.bias.detach()


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
    rows = [row for row in goemotions(given.data) if normalised(row.text) not in out]
    read = features(network, given.base, [row.text for row in rows])
    state["emotions.weight"], state["emotions.bias"] = emotions(read, rows)
    state["facets.weight"], state["facets.bias"] = facets(network, given.base, given.data, out)
    torch.save(state, given.out)


if __name__ == "__main__":
    main()
