"""What a network is to say of each row, and how far it is from that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from data import POLE, Row
from network import Outputs
from torch.nn import functional

from voc.encoder import EMOTIONS, FACETS

TEMPERATURE = 0.05
SMOOTH = 0.05
# The groups of GoEmotions' authors: the sentiment of a comment whose emotions are all of one group.
# fmt: off
POSITIVE = {
    "admiration", "amusement", "approval", "caring", "desire", "excitement", "gratitude", "joy", "love", "optimism",
    "pride", "relief",
}
NEGATIVE = {
    "anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment", "fear", "grief", "nervousness",
    "remorse", "sadness",
}
# fmt: on


@dataclass
class Goals:
    """What is known of each row; rows of NaN where nothing is."""

    valence: torch.Tensor  # (rows,)
    sentiment: torch.Tensor  # (rows, 3), probabilities
    emotions: torch.Tensor  # (rows, 28), a probability each
    facets: torch.Tensor  # (rows, 4), probabilities

    @classmethod
    def said(cls, rows: list[Row]) -> Goals:
        """What people said."""
        emotions = torch.full((len(rows), len(EMOTIONS)), float("nan"))
        moods = torch.full((len(rows), 3), float("nan"))
        facets = torch.full((len(rows), len(FACETS) + 1), float("nan"))
        for number, row in enumerate(rows):
            if row.emotions is not None:
                emotions[number] = 0
                emotions[number, list(row.emotions)] = 1
            for given, position in ((moods, sentiment(row)), (facets, row.facet)):
                if position is not None:
                    given[number] = SMOOTH / given.shape[1]
                    given[number, position] += 1 - SMOOTH
        valence = [float("nan") if row.valence is None else row.valence for row in rows]
        return cls(torch.tensor(valence), moods, emotions, facets)

    def judged(self, path: Path, people: float) -> Goals:
        """Mixed with what larger networks judge of every row, where people said something by the given share."""
        mixed = {}
        with np.load(path) as file:
            for name, own in vars(self).items():
                other = torch.from_numpy(file[name].astype(np.float32))
                mixed[name] = torch.where(own.isnan(), other, people * own + (1 - people) * other)
        return Goals(**mixed)

    def take(self, rows: torch.Tensor) -> Goals:
        """The goals of some rows."""
        return Goals(**{name: value[rows] for name, value in vars(self).items()})

    def to(self, device: str) -> Goals:
        """The same on a device."""
        return Goals(**{name: value.to(device) for name, value in vars(self).items()})


def sentiment(row: Row) -> int | None:
    """0 negative, 1 neutral, 2 positive, where people said it."""
    if row.valence is not None and row.origin.split("/")[0] in ("vader_groundtruth", "written"):
        return 2 if row.valence > POLE else 0 if row.valence < -POLE else 1
    if row.emotions is not None:
        names = {EMOTIONS[number] for number in row.emotions}
        for value, group in ((2, POSITIVE), (0, NEGATIVE), (1, {"neutral"})):
            if names <= group:
                return value
    return None


def losses(given: Outputs, goal: Goals) -> dict[str, torch.Tensor]:
    """The loss of each head, a mean over the rows that teach it; valence as a share of its variance."""
    return {
        "valence": known_mean((given.valence - goal.valence.nan_to_num()) ** 2, goal.valence) / 0.15,
        "sentiment": crossed(given.sentiment, goal.sentiment),
        "emotions": known_mean(
            functional.binary_cross_entropy_with_logits(
                given.emotions, goal.emotions.nan_to_num(), reduction="none"
            ).mean(1),
            goal.emotions[:, 0],
        ),
        "facets": crossed(given.facets, goal.facets),
    }


def crossed(logits: torch.Tensor, chances: torch.Tensor) -> torch.Tensor:
    """Cross entropy to probabilities."""
    return known_mean(-(chances.nan_to_num() * logits.log_softmax(1)).sum(1), chances[:, 0])


def known_mean(lost: torch.Tensor, goal: torch.Tensor) -> torch.Tensor:
    """The mean over rows whose goal is known; 0 if none is."""
    known = ~goal.isnan()
    return (lost * known).sum() / known.sum().clamp(min=1)


def relations(vector: torch.Tensor, others: list[torch.Tensor]) -> torch.Tensor:
    """How far the likeness of each two texts is from the mean of what other models find."""
    goal = torch.stack([other @ other.T for other in others]).mean(0)
    return ((vector @ vector.T - goal) ** 2).mean()


def pair_loss(left: torch.Tensor, right: torch.Tensor, group: torch.Tensor) -> torch.Tensor:
    """Each text is nearest to its own partner in the batch (InfoNCE, both ways); others of its group are no rivals."""
    alike = left @ right.T / TEMPERATURE
    same = (group[:, None] == group[None, :]) & ~torch.eye(len(group), dtype=torch.bool, device=group.device)
    alike = alike.masked_fill(same, -1e4)
    target = torch.arange(len(group), device=group.device)
    return (functional.cross_entropy(alike, target) + functional.cross_entropy(alike.T, target)) / 2
