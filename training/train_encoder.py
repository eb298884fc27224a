"""Train the encoder and its heads from public data; resumable, on CPU or GPU.

    python training/train_encoder.py --data DATA --base MINILM --out WORK [--epochs 3]

``MINILM`` is the folder of all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``, ``config.json``). Each step
takes one batch of mixed rows (valence, emotions, facets: each row teaches what is known of it) and every third step one
of pairs that mean the same (two utterances of an intent, or one and its name). All texts are held near the vectors
of the base model, so that the space stays good for similarity. Run again, it goes on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from data import POLE, Row, intents, training_rows
from network import Network, Outputs
from tokenizers import Tokenizer
from torch.nn import functional

from voc.encoder import EMOTIONS
from voc.encoder.batches import padded

BATCH, PAIRS, PAIRS_EVERY = 64, 48, 4
LENGTH = 80
# Every third row is held near the base model's vector of it.
NEAR_EVERY = 3
RATE, RATE_HEADS = 1e-4, 5e-4
TEMPERATURE = 0.05
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
WEIGHTS = {"valence": 2.0, "sentiment": 0.6, "emotions": 12.0, "facets": 0.4, "near": 2.0, "pairs": 0.4}


@dataclass
class Texts:
    """Tokenised rows with their targets; a missing target is NaN or -1."""

    ids: list[list[int]]
    valence: torch.Tensor
    sentiment: torch.Tensor
    emotions: torch.Tensor
    facets: torch.Tensor
    near: torch.Tensor  # the base model's vectors

    def targets(self, rows: list[int]) -> tuple[torch.Tensor, ...]:
        """The targets of some rows."""
        return tuple(column[rows] for column in (self.valence, self.sentiment, self.emotions, self.facets, self.near))


def tokenizer(base: Path) -> Tokenizer:
    """The base model's tokenizer without its fixed padding to 128."""
    made = Tokenizer.from_file(str(base / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LENGTH)
    return made


def sentiment(row: Row) -> int:
    """0 negative, 1 neutral, 2 positive; -1 where it is not known."""
    if row.valence is not None and row.origin.startswith("vader"):
        return 2 if row.valence > POLE else 0 if row.valence < -POLE else 1
    if row.emotions is not None:
        names = {EMOTIONS[number] for number in row.emotions}
        for value, group in ((2, POSITIVE), (0, NEGATIVE), (1, {"neutral"})):
            if names <= group:
                return value
    return -1


def pad(ids: list[list[int]], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and mask, padded to the longest."""
    tokens, mask = padded(ids)
    return torch.from_numpy(tokens).to(device), torch.from_numpy(mask).to(device)


def base_vectors(network: Network, ids: list[list[int]], cache: Path, device: str, half: bool) -> torch.Tensor:
    """The vectors of the untrained network, NaN where none is asked for: computed once, kept beside the checkpoints."""
    if cache.is_file():
        return torch.from_numpy(np.load(cache)).float()
    network.eval()
    vectors = torch.full((len(ids), network.width), float("nan"))
    order = sorted(range(0, len(ids), NEAR_EVERY), key=lambda row: len(ids[row]))
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=half):
        for start in range(0, len(order), 256):
            rows = order[start : start + 256]
            vectors[rows] = network(*pad([ids[row] for row in rows], device)).vector.cpu()
    np.save(cache, vectors.half().numpy())
    return vectors


def prepare(rows: list[Row], network: Network, tokens: Tokenizer, cache: Path, device: str, half: bool) -> Texts:
    """Tokenise rows and lay out their targets."""
    ids = [item.ids for item in tokens.encode_batch([row.text for row in rows])]
    emotions = torch.full((len(rows), len(EMOTIONS)), float("nan"))
    for number, row in enumerate(rows):
        if row.emotions is not None:
            emotions[number] = 0
            emotions[number, list(row.emotions)] = 1
    return Texts(
        ids,
        torch.tensor([float("nan") if row.valence is None else row.valence for row in rows]),
        torch.tensor([sentiment(row) for row in rows]),
        emotions,
        torch.tensor([-1 if row.facet is None else row.facet for row in rows]),
        base_vectors(network, ids, cache, device, half),
    )


def batches(ids: list[list[int]], rows: list[int], size: int, draw: random.Random) -> list[list[int]]:
    """All rows in batches of texts of like length, in random order."""
    rows = rows.copy()
    draw.shuffle(rows)
    made = []
    for start in range(0, len(rows), size * 50):
        part = sorted(rows[start : start + size * 50], key=lambda row: len(ids[row]))
        made += [part[at : at + size] for at in range(0, len(part), size)]
    draw.shuffle(made)
    return made


def losses(given: Outputs, targets: tuple[torch.Tensor, ...]) -> dict[str, torch.Tensor]:
    """The loss of each head over the rows that teach it; valence as a share of its variance."""
    valence, mood, emotions, facets, near = targets
    made = {}
    known = ~near[:, 0].isnan()
    if known.any():
        made["near"] = (1 - (given.vector[known] * near[known]).sum(1)).mean()
    known = ~valence.isnan()
    if known.any():
        made["valence"] = functional.mse_loss(given.valence[known], valence[known]) / 0.15
    if (mood >= 0).any():
        made["sentiment"] = functional.cross_entropy(given.sentiment, mood, ignore_index=-1, label_smoothing=0.05)
    known = ~emotions[:, 0].isnan()
    if known.any():
        made["emotions"] = functional.binary_cross_entropy_with_logits(given.emotions[known], emotions[known])
    if (facets >= 0).any():
        made["facets"] = functional.cross_entropy(given.facets, facets, ignore_index=-1, label_smoothing=0.05)
    return made


def pair_loss(left: torch.Tensor, right: torch.Tensor, group: torch.Tensor) -> torch.Tensor:
    """Each text is nearest to its own partner in the batch (InfoNCE, both ways); others of its group are no rivals."""
    alike = left @ right.T / TEMPERATURE
    same = (group[:, None] == group[None, :]) & ~torch.eye(len(group), dtype=torch.bool, device=group.device)
    alike = alike.masked_fill(same, -1e4)
    target = torch.arange(len(group), device=group.device)
    return (functional.cross_entropy(alike, target) + functional.cross_entropy(alike.T, target)) / 2


def pairs(rows: list[Row], draw: random.Random) -> Iterator[list[tuple[str, str, int]]]:
    """Endless batches of pairs of one intent: two utterances, or one and the intent's name, half and half."""
    by_intent: dict[str, list[str]] = {}
    for row in rows:
        by_intent.setdefault(str(row.intent), []).append(row.text)
    names = sorted(by_intent)
    while True:
        batch = []
        for name in draw.sample(names, PAIRS):
            one, other = draw.sample(by_intent[name], 2)
            batch.append((one, name.split(": ", 1)[1] if draw.random() < 0.5 else other, names.index(name)))
        yield batch


def thin(rows: list[Row], draw: random.Random) -> list[int]:
    """The rows of one epoch: all rated sentences and comments with an emotion, half of the rest (they teach less)."""
    neutral = (EMOTIONS.index("neutral"),)

    def is_rich(row: Row) -> bool:
        return row.origin.startswith("vader_groundtruth") or row.emotions not in (None, neutral)

    return [number for number, row in enumerate(rows) if row.intent is None and (is_rich(row) or draw.random() < 0.5)]


def train(data: Path, base: Path, out: Path, *, epochs: int, seed: int, device: str, half: bool) -> None:
    """Train and write ``network.pt`` into ``out``; a checkpoint is kept every 200 steps."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    tokens = tokenizer(base)
    network = Network(base).to(device)
    rows, check = training_rows(data)
    (out / "rows.json").write_text(json.dumps({"kept": check.kept, "in_held_out": check.seen_elsewhere}, indent=1))
    texts = prepare(rows, network, tokens, out / "near.npy", device, half)
    # The embeddings are half of all weights and know more words than any of the sets: they stay as they are.
    network.encoder.embeddings.requires_grad_(False)
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    layers = list(network.encoder.encoder.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": RATE}, {"params": heads, "lr": RATE_HEADS}], weight_decay=0.01
    )
    draw = random.Random(seed)
    plan = [batch for _ in range(epochs) for batch in batches(texts.ids, thin(rows, draw), BATCH, draw)]
    warm = max(1, len(plan) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (len(plan) - step) / len(plan)))
    )
    saved = out / "checkpoint.pt"
    first = 0
    if saved.is_file():
        state = torch.load(saved, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
    partners = pairs(intents(data), random.Random(seed + first))
    started, seen, sums = time.monotonic(), 0, {}
    network.train()
    for step in range(first, len(plan)):
        batch = plan[step]
        with torch.autocast(device, torch.bfloat16, enabled=half):
            given = network(*pad([texts.ids[row] for row in batch], device))
        parts = losses(given, tuple(column.to(device) for column in texts.targets(batch)))
        seen += len(batch)
        if step % PAIRS_EVERY == 0:
            chosen = next(partners)
            sides = [pair[0] for pair in chosen] + [pair[1] for pair in chosen]
            ids = [item.ids for item in tokens.encode_batch(sides)]
            with torch.autocast(device, torch.bfloat16, enabled=half):
                vectors = network(*pad(ids, device)).vector
            group = torch.tensor([number for _, _, number in chosen], device=device)
            parts["pairs"] = pair_loss(vectors[: len(chosen)], vectors[len(chosen) :], group)
            seen += len(ids)
        loss = sum(WEIGHTS[name] * part for name, part in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, part in parts.items():
            sums[name] = 0.98 * sums.get(name, float(part)) + 0.02 * float(part)
        if (step + 1) % 50 == 0:
            shown = "  ".join(f"{name} {value:.3f}" for name, value in sorted(sums.items()))
            rate = seen / (time.monotonic() - started)
            print(f"step {step + 1}/{len(plan)}  {rate:.0f} texts/s  {shown}", flush=True)
        if (step + 1) % 200 == 0 or step + 1 == len(plan):
            keep(
                saved,
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": step + 1,
                },
            )
    keep(out / "network.pt", network.state_dict())


def keep(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    given = parser.parse_args()
    train(given.data, given.base, given.out, epochs=given.epochs, seed=given.seed, device=given.device, half=given.half)


if __name__ == "__main__":
    main()
