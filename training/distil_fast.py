"""Distil the encoder into the fast tier: word vectors, and two small layers over each three words in a row.

    python training/distil_fast.py --data DATA --encoder models/encoder --work WORK --out models/fast [--epochs 8]

The teacher is the exported encoder. It reads all training texts and the sentences of the clothing reviews (CC0); the
student learns its outputs, and what people said where that is known. The similarity vector is the plain sum of one
vector a token, as in model2vec; the heads see tokens in windows, so that "not good" can differ from "good".
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from data import Row, held_out, normalised, sentences, training_rows
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from voc.encoder.batches import padded

WIDTH, MOOD, LAYER, LOOKS = 256, 64, 96, 4
LENGTH = 64
BATCH, RATE = 256, 2e-3
OUTPUTS = ("vector", "valence", "sentiment", "emotions", "facets")
# Frequent tokens weigh little in a sum of vectors (Arora et al. 2017): a / (a + share of the token).
SIF = 1e-3


class Fast(nn.Module):
    """The student. ``words`` gives the vector for similarity, ``mood`` what the heads read."""

    def __init__(self, vocabulary: int, emotions: int, facets: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.mood = nn.Embedding(vocabulary, MOOD)
        self.first = nn.Conv1d(MOOD, LAYER, 3, padding=1)
        self.second = nn.Conv1d(LAYER, LAYER, 3, padding=1)
        self.look = nn.Linear(LAYER, LOOKS)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.Linear(LAYER, 1 + 3 + emotions + facets)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit vectors (batch, WIDTH) and the heads' numbers (batch, outputs) for ids and mask (batch, length)."""
        there = mask[:, :, None].float()
        vector = functional.normalize((self.words(ids) * there).sum(1), dim=1)
        seen = (self.drop(self.mood(ids)) * there).transpose(1, 2)
        seen = functional.gelu(self.first(seen), approximate="tanh") * there.transpose(1, 2)
        seen = seen + functional.gelu(self.second(seen), approximate="tanh")
        seen = seen.transpose(1, 2)
        weights = torch.softmax(self.look(seen) + (there - 1) * 1e4, dim=1)
        read = (weights.repeat_interleave(LAYER // LOOKS, dim=2) * seen).sum(1)
        return vector, self.heads(self.drop(read))


def teach(folder: Path, texts: list[str], cache: Path) -> dict[str, np.ndarray]:
    """The teacher's outputs for all texts: computed once, kept as .npy files."""
    if (cache / "vector.npy").is_file():
        return {name: np.load(cache / f"{name}.npy", mmap_mode="r") for name in OUTPUTS}
    cache.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(96)
    session = opened(folder)
    ids = [item.ids for item in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    made: dict[str, np.ndarray] = {}
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        tokens, mask = padded([ids[row] for row in rows])
        given = session.run(list(OUTPUTS), {"input_ids": tokens, "attention_mask": mask})
        for name, part in zip(OUTPUTS, given, strict=True):
            made.setdefault(name, np.zeros((len(texts), *part.shape[1:]), dtype=np.float16))[rows] = part
        if start % 12_800 == 0:
            print(f"teacher {start}/{len(order)}", flush=True)
    for name in reversed(OUTPUTS):
        np.save(cache / f"{name}.npy", made[name])
    return made


def opened(folder: Path) -> onnxruntime.InferenceSession:
    """The teacher; its waiting threads sleep."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options)


@dataclass
class Targets:
    """What the student learns for each text: the teacher's outputs, and what people said."""

    vector: torch.Tensor
    valence: torch.Tensor
    human: torch.Tensor
    sentiment: torch.Tensor
    emotions: torch.Tensor
    human_emotions: torch.Tensor
    facets: torch.Tensor

    def rows(self, rows: list[int]) -> Targets:
        """The targets of some texts."""
        return Targets(**{name: value[rows].float() for name, value in vars(self).items()})


def reduced(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first WIDTH principal directions of the teacher's vectors, (width, WIDTH), and the vectors along them."""
    sample = np.asarray(vectors[:: max(1, len(vectors) // 40_000)], dtype=np.float32)
    _, directions = np.linalg.eigh(sample.T @ sample)
    directions = directions[:, ::-1][:, :WIDTH].copy()
    shorter = np.asarray(vectors, dtype=np.float32) @ directions
    return directions, shorter / np.linalg.norm(shorter, axis=1, keepdims=True)


def targets(rows: list[Row], extra: int, taught: dict[str, np.ndarray], shorter: np.ndarray) -> Targets:
    """Lay out the targets; ``extra`` texts follow the rows, and of those only the teacher knows."""
    count = len(rows) + extra
    human = torch.full((count,), float("nan"))
    emotions = torch.full((count, taught["emotions"].shape[1]), float("nan"))
    for number, row in enumerate(rows):
        if row.valence is not None and row.origin.startswith("vader"):
            human[number] = row.valence
        if row.emotions is not None:
            emotions[number] = 0
            emotions[number, list(row.emotions)] = 1
    return Targets(
        torch.from_numpy(shorter).half(),
        torch.from_numpy(np.array(taught["valence"])),
        human,
        torch.from_numpy(np.array(taught["sentiment"])),
        torch.from_numpy(np.array(taught["emotions"])),
        emotions,
        torch.from_numpy(np.array(taught["facets"])),
    )


def loss(vector: torch.Tensor, heads: torch.Tensor, goal: Targets) -> torch.Tensor:
    """Distance to the teacher in every output, and to people's own judgements where there are some."""
    emotions = goal.emotions.shape[1]
    total = 3 * (1 - (vector * goal.vector).sum(1)).mean()
    total = total + 10 * functional.mse_loss(heads[:, 0], goal.valence)
    known = ~goal.human.isnan()
    if known.any():
        total = total + 10 * functional.mse_loss(heads[known, 0], goal.human[known])
    total = total + functional.cross_entropy(heads[:, 1:4], goal.sentiment)
    given = heads[:, 4 : 4 + emotions]
    total = total + 8 * functional.binary_cross_entropy_with_logits(given, goal.emotions)
    known = ~goal.human_emotions[:, 0].isnan()
    if known.any():
        total = total + 8 * functional.binary_cross_entropy_with_logits(given[known], goal.human_emotions[known])
    rest = (1 - goal.facets.sum(1, keepdim=True)).clamp(min=0)
    facets = torch.cat([goal.facets, rest], dim=1)
    return total + functional.cross_entropy(heads[:, 4 + emotions :], facets)


def first_words(folder: Path, directions: np.ndarray, ids: list[list[int]], cache: Path) -> np.ndarray:
    """A vector for each token: the teacher's for the token alone, along the directions, frequent ones shortened."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    size = tokenizer.get_vocab_size()
    if not cache.is_file():
        session = opened(folder)
        start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        parts = []
        for at in range(0, size, 512):
            tokens = np.array([[start, number, end] for number in range(at, min(size, at + 512))], dtype=np.int64)
            feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
            parts.append(session.run(["vector"], feed)[0])
        np.save(cache, np.concatenate(parts))
    alone = np.load(cache) @ directions
    counts = np.bincount([number for some in ids for number in some], minlength=size)
    return (alone * (SIF / (SIF + counts / counts.sum()))[:, None]).astype(np.float32)


def train(student: Fast, ids: list[list[int]], goal: Targets, epochs: int, draw: random.Random) -> None:
    """Adam with a falling rate; batches of texts of like length."""
    optimizer = torch.optim.AdamW(student.parameters(), RATE, weight_decay=1e-5)
    steps = epochs * (len(ids) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
    student.train()
    done, mean = 0, 0.0
    for epoch in range(epochs):
        order = list(range(len(ids)))
        draw.shuffle(order)
        batches = []
        for start in range(0, len(order), BATCH * 40):
            part = sorted(order[start : start + BATCH * 40], key=lambda row: len(ids[row]))
            batches += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
        draw.shuffle(batches)
        for batch in batches:
            tokens, mask = padded([ids[row] for row in batch])
            value = loss(*student(torch.from_numpy(tokens), torch.from_numpy(mask)), goal.rows(batch))
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            optimizer.step()
            if done < steps:
                schedule.step()
            done += 1
            mean = value.item() if done == 1 else 0.99 * mean + 0.01 * value.item()
        print(f"epoch {epoch + 1}/{epochs}  loss {mean:.3f}", flush=True)


def rounded(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows, and the scale of each."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float16)


def save(student: Fast, folder: Path) -> None:
    """Write the student as plain NumPy arrays."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    for name in ("words", "mood"):
        table, scale = rounded(state.pop(f"{name}.weight"))
        np.save(folder / f"{name}.npy", table)
        np.save(folder / f"{name}_scale.npy", scale)
    for name in ("first", "second"):
        # As one matrix for the three tokens of a window side by side: (3 × in, out).
        kernel = state.pop(f"{name}.weight")
        state[f"{name}.weight"] = np.ascontiguousarray(kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]))
    for name, value in state.items():
        np.save(folder / f"{name.replace('.', '_')}.npy", value.astype(np.float32))


def main() -> None:
    """Read the arguments, teach and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "encoder", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    given = parser.parse_args()
    torch.manual_seed(0)
    given.work.mkdir(parents=True, exist_ok=True)
    rows, _ = training_rows(given.data)
    out = held_out(given.data)
    extra = [text for text in sentences(given.data) if normalised(text) not in out]
    texts = [*(row.text for row in rows), *extra]
    taught = teach(given.encoder, texts, given.work / "taught")
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH + 2)
    ids = [item.ids[1:-1] or item.ids[:1] for item in tokenizer.encode_batch(texts)]
    directions, shorter = reduced(taught["vector"])
    goal = targets(rows, len(extra), taught, shorter)
    student = Fast(tokenizer.get_vocab_size(), taught["emotions"].shape[1], taught["facets"].shape[1] + 1)
    words = first_words(given.encoder, directions, ids, given.work / "alone.npy")
    student.words.weight.data = torch.from_numpy(words)
    nn.init.normal_(student.mood.weight, std=0.1)
    train(student, ids, goal, given.epochs, random.Random(0))
    student.eval()
    save(student, given.out)
    (given.out / "tokenizer.json").write_bytes((given.encoder / "tokenizer.json").read_bytes())
    print(json.dumps({"texts": len(texts), "of them only the teacher knows": len(extra)}))


if __name__ == "__main__":
    main()
