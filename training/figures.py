"""What a network gives for texts, and how well it reads the rows that tune."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from data import Row
from goals import sentiment
from network import Network, Outputs
from texts import Texts, batches

from voc.encoder import EMOTIONS


@torch.no_grad()
def read_all(network: Network, texts: Texts, half: bool) -> Iterator[tuple[list[int], Outputs]]:
    """What a network gives for all texts, rows of like length together."""
    network.eval()
    for rows in batches(texts.lengths, list(range(len(texts.lengths))), 512, random.Random(0)):
        with torch.autocast(texts.ids.device.type, torch.bfloat16, enabled=half):
            given = network(*texts.batch(rows))
        yield rows, given


def vectors(network: Network, texts: Texts, half: bool) -> torch.Tensor:
    """The vectors of a network as it is, (rows, width)."""
    made = torch.zeros(len(texts.lengths), network.width, device=texts.ids.device, dtype=torch.float16)
    for rows, given in read_all(network, texts, half):
        made[rows] = given.vector.half()
    return made


def figures(network: Network, texts: Texts, rows: list[Row], half: bool) -> dict[str, float]:
    """How well the rows that tune are read."""
    valence, moods, emotions = np.zeros(len(rows)), np.zeros(len(rows), int), np.zeros((len(rows), len(EMOTIONS)))
    for some, given in read_all(network, texts, half):
        valence[some] = given.valence.cpu().numpy()
        moods[some] = given.sentiment.argmax(1).cpu().numpy()
        emotions[some] = given.emotions.sigmoid().cpu().numpy()
    made = {}
    for name in sorted({row.origin for row in rows if row.origin.startswith("vader")}):
        own = [number for number, row in enumerate(rows) if row.origin == name]
        made[name.split("/")[1]] = float(np.corrcoef(valence[own], [rows[one].valence for one in own])[0, 1])
    own = [number for number, row in enumerate(rows) if row.origin.startswith("written")]
    if own:
        made["written"] = float(np.mean([moods[one] == sentiment(rows[one]) for one in own]))
    own = [number for number, row in enumerate(rows) if row.origin == "goemotions"]
    right = np.zeros((len(own), len(EMOTIONS)), dtype=bool)
    for place, one in enumerate(own):
        right[place, list(rows[one].emotions or ())] = True
    made["emotions"] = float(np.mean([best_f1(emotions[own, one], right[:, one]) for one in range(len(EMOTIONS))]))
    return made


def best_f1(chances: np.ndarray, right: np.ndarray) -> float:
    """F1 at the best threshold."""
    found = (chances >= np.arange(0.04, 0.7, 0.02)[:, None], right[None, :])
    return float((2 * (found[0] & found[1]).sum(1) / np.maximum(found[0].sum(1) + right.sum(), 1)).max())
