"""Texts as a network reads them, in batches; rows and pairs of rows to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from data import Row
from tokenizers import Tokenizer

from voc.encoder import EMOTIONS

LENGTH = 80
PAIRS, PAIR_LENGTH = 48, 32


@dataclass
class Texts:
    """Token ids of rows, (rows, LENGTH), and how many each has."""

    ids: torch.Tensor
    lengths: list[int]

    @classmethod
    def of(cls, texts: list[str], folder: Path, device: str) -> Texts:
        """Tokenise texts as the model of a folder reads them."""
        tokens = tokenizer(folder)
        some = [item.ids for item in tokens.encode_batch(texts)]
        ids = np.zeros((len(some), LENGTH), dtype=np.int32)
        for row, one in enumerate(some):
            ids[row, : len(one)] = one
        return cls(torch.from_numpy(ids).to(device), [len(one) for one in some])

    def batch(self, rows: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask of some rows, (rows, length) each; lengths are multiples of 8, so that few shapes are met."""
        counts = [self.lengths[row] for row in rows]
        length = min(LENGTH, -(-max(counts) // 8) * 8)
        ids = self.ids[torch.tensor(rows).to(self.ids.device), :length].long()
        place = torch.arange(length, device=ids.device)
        return ids, (place[None, :] < torch.tensor(counts).to(ids.device)[:, None]).long()


def tokenizer(folder: Path) -> Tokenizer:
    """A model's tokenizer without its fixed padding to 128."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LENGTH)
    return made


def batches(lengths: list[int], rows: list[int], size: int, draw: random.Random) -> list[list[int]]:
    """All rows in batches of texts of like length, in random order."""
    rows = rows.copy()
    draw.shuffle(rows)
    made = []
    for start in range(0, len(rows), size * 50):
        part = sorted(rows[start : start + size * 50], key=lengths.__getitem__)
        made += [part[at : at + size] for at in range(0, len(part), size)]
    draw.shuffle(made)
    return made


def is_judged(row: Row) -> bool:
    """Whether people said anything of it but what it is meant for."""
    return (row.valence, row.emotions, row.facet) != (None, None, None)


def thin(rows: list[Row], draw: random.Random, *, all_teach: bool) -> list[int]:
    """The rows of one epoch: those that people judged, half of plain comments and of what only teachers judge."""
    neutral = (EMOTIONS.index("neutral"),)

    def is_rich(row: Row) -> bool:
        return row.valence is not None or row.facet is not None or row.emotions not in (None, neutral)

    def teaches(row: Row) -> bool:
        return all_teach or is_rich(row) or row.emotions is not None

    return [number for number, row in enumerate(rows) if teaches(row) and (is_rich(row) or draw.random() < 0.5)]


def pairs(
    rows: list[Row], tokens: Tokenizer, device: str, draw: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Endless batches of pairs of one intent: two utterances, or one and the intent's name, half and half.

    Ids and mask, (2 × PAIRS, PAIR_LENGTH): all first sides, then all second; and each pair's intent, (PAIRS,).
    """
    by_intent: dict[str, list[str]] = {}
    for row in rows:
        if row.intent is not None:
            by_intent.setdefault(row.intent, []).append(row.text)
    names = sorted(name for name, texts in by_intent.items() if len(texts) > 1)
    tokens.enable_truncation(PAIR_LENGTH)
    tokens.enable_padding(length=PAIR_LENGTH)
    while True:
        drawn = draw.sample(range(len(names)), PAIRS)
        first, second = [], []
        for name in (names[number] for number in drawn):
            one, other = draw.sample(by_intent[name], 2)
            first.append(one)
            second.append(name.split(": ", 1)[1] if draw.random() < 0.5 else other)
        both = tokens.encode_batch(first + second)
        sides = ([item.ids for item in both], [item.attention_mask for item in both], drawn)
        ids, mask, group = (torch.tensor(side, device=device) for side in sides)
        yield ids, mask, group
