"""Train an encoder and its heads; resumable, on CPU or GPU.

    python training/train_encoder.py --work WORK --base BASE --out WORK/NAME [--judged WORK/judged.npz]

``WORK`` holds what ``material.py`` wrote, ``BASE`` a sentence encoder (``model.safetensors``, ``tokenizer.json``,
``config.json``). Each step takes one batch of rows, and every few steps one of pairs that mean the same (two utterances
of an intent, or one and its name). Texts are held near the vectors of the base model, so that the space stays good for
similarity. Run again, it goes on from the last checkpoint.

With ``--judged`` (``judge.py``) a student learns what larger networks think of every text, mixed half and half with
what people said of it where that is known (Hinton et al. 2015), and how like they find any two texts of a batch.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from data import POLE, Row
from material import read
from network import Network, Outputs
from tokenizers import Tokenizer
from torch.nn import functional

from voc.encoder import EMOTIONS, FACETS
from voc.encoder.batches import padded

PAIRS, PAIRS_EVERY = 48, 4
LENGTH = 80
RATE_HEADS = 5e-4
TEMPERATURE = 0.05
SMOOTH = 0.05
# The share of a student's target that is what people said, where they said something.
PEOPLE = 0.5
KEEP_SECONDS = 180
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
WEIGHTS = {
    "valence": 2.0,
    "sentiment": 0.6,
    "emotions": 14.0,
    "facets": 0.4,
    "near": 1.5,
    "relations": 15.0,
    "pairs": 0.4,
}


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
        """Ids and mask of some rows, (rows, longest) each."""
        counts = torch.tensor([self.lengths[row] for row in rows])
        longest = int(counts.max())
        ids = self.ids[torch.tensor(rows).to(self.ids.device), :longest].long()
        return ids, (torch.arange(longest)[None, :] < counts[:, None]).long().to(ids.device)


def tokenizer(folder: Path) -> Tokenizer:
    """A model's tokenizer without its fixed padding to 128."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LENGTH)
    return made


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

    def judged(self, path: Path) -> Goals:
        """Mixed with what larger networks judge of every row."""
        mixed = {}
        with np.load(path) as file:
            for name, own in vars(self).items():
                other = torch.from_numpy(file[name].astype(np.float32))
                mixed[name] = torch.where(own.isnan(), other, PEOPLE * own + (1 - PEOPLE) * other)
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


def pairs(rows: list[Row], draw: random.Random) -> Iterator[list[tuple[str, str, int]]]:
    """Endless batches of pairs of one intent: two utterances, or one and the intent's name, half and half."""
    by_intent: dict[str, list[str]] = {}
    for row in rows:
        if row.intent is not None:
            by_intent.setdefault(row.intent, []).append(row.text)
    names = sorted(name for name, texts in by_intent.items() if len(texts) > 1)
    while True:
        batch = []
        for name in draw.sample(names, PAIRS):
            one, other = draw.sample(by_intent[name], 2)
            batch.append((one, name.split(": ", 1)[1] if draw.random() < 0.5 else other, names.index(name)))
        yield batch


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


def thin(rows: list[Row], draw: random.Random, *, all_teach: bool) -> list[int]:
    """The rows of one epoch: those that people judged, half of plain comments and of what only teachers judge."""
    neutral = (EMOTIONS.index("neutral"),)

    def is_rich(row: Row) -> bool:
        return row.valence is not None or row.facet is not None or row.emotions not in (None, neutral)

    def teaches(row: Row) -> bool:
        return all_teach or is_rich(row) or row.emotions is not None

    return [number for number, row in enumerate(rows) if teaches(row) and (is_rich(row) or draw.random() < 0.5)]


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
    own = [number for number, row in enumerate(rows) if row.emotions is not None]
    right = np.zeros((len(own), len(EMOTIONS)), dtype=bool)
    for place, one in enumerate(own):
        right[place, list(rows[one].emotions or ())] = True
    made["emotions"] = float(np.mean([best_f1(emotions[own, one], right[:, one]) for one in range(len(EMOTIONS))]))
    return made


def best_f1(chances: np.ndarray, right: np.ndarray) -> float:
    """F1 at the best threshold."""
    found = (chances >= np.arange(0.04, 0.7, 0.02)[:, None], right[None, :])
    return float((2 * (found[0] & found[1]).sum(1) / np.maximum(found[0].sum(1) + right.sum(), 1)).max())


@dataclass(frozen=True)
class Plan:
    """How to train."""

    epochs: int
    batch: int
    rate: float
    seed: int
    device: str
    half: bool
    embeddings: bool  # whether the word embeddings learn, too
    space: bool  # whether its vectors are to stay good for similarity
    people: bool  # whether only rows that people judged take part


def train(work: Path, base: Path, out: Path, plan: Plan, judged: Path | None, alike: Path | None) -> None:
    """Train and write ``network.pt`` into ``out``, with what :meth:`Network.of` and the tokenizer need."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(base / name, out / name)
    torch.manual_seed(plan.seed)
    network = Network.of(base).to(plan.device)
    rows, tuned = read(work)
    if plan.people:
        rows = [row for row in rows if (row.valence, row.emotions, row.facet) != (None, None, None)]
    texts, checked = (Texts.of([row.text for row in some], base, plan.device) for some in (rows, tuned))
    goals = Goals.said(rows)
    goals = (goals if judged is None else goals.judged(judged)).to(plan.device)
    near = [vectors(network, texts, plan.half)] if plan.space else []
    if alike is not None:
        near.append(torch.from_numpy(np.load(alike)).to(plan.device))
    network.encoder.embeddings.requires_grad_(plan.embeddings)
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    layers = [value for value in network.encoder.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": plan.rate}, {"params": heads, "lr": RATE_HEADS}],
        weight_decay=0.01,
        fused=plan.device == "cuda",
    )
    draw = random.Random(plan.seed)
    steps = [
        batch
        for _ in range(plan.epochs)
        for batch in batches(texts.lengths, thin(rows, draw, all_teach=judged is not None), plan.batch, draw)
    ]
    warm = max(1, len(steps) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.01, (len(steps) - step) / len(steps)))
    )
    saved, first = out / "checkpoint.pt", 0
    if saved.is_file():
        state = torch.load(saved, map_location=plan.device, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
    partners, tokens = pairs(rows, random.Random(plan.seed + first)), tokenizer(base)
    started = kept = time.monotonic()
    sums = dict.fromkeys(WEIGHTS, torch.zeros((), device=plan.device))
    for step in range(first, len(steps)):
        network.train()
        place = torch.tensor(steps[step], device=plan.device)
        with torch.autocast(plan.device, torch.bfloat16, enabled=plan.half):
            given = network(*texts.batch(steps[step]))
        parts = losses(given, goals.take(place))
        if plan.space:
            own = [one[place].float() for one in near]
            parts["near"] = (1 - (given.vector * own[0]).sum(1)).mean()
            parts["relations"] = relations(given.vector, own)
        if plan.space and not plan.people and step % PAIRS_EVERY == 0:
            chosen = next(partners)
            sides = [pair[0] for pair in chosen] + [pair[1] for pair in chosen]
            some = [item.ids for item in tokens.encode_batch(sides)]
            with torch.autocast(plan.device, torch.bfloat16, enabled=plan.half):
                vector = network(*(torch.from_numpy(side).to(plan.device) for side in padded(some))).vector
            group = torch.tensor([number for _, _, number in chosen], device=plan.device)
            parts["pairs"] = pair_loss(vector[: len(chosen)], vector[len(chosen) :], group)
        loss = sum(WEIGHTS[name] * part for name, part in parts.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, part in parts.items():
            sums[name] = 0.98 * sums[name] + 0.02 * part.detach()
        done, now = step + 1, time.monotonic()
        if done % 100 == 0:
            shown = "  ".join(f"{name} {float(value):.3f}" for name, value in sorted(sums.items()))
            print(f"step {done}/{len(steps)}  {(done - first) / (now - started):.1f} steps/s  {shown}", flush=True)
        if done == len(steps) or done % max(1, len(steps) // plan.epochs) == 0:
            shown = "  ".join(
                f"{name} {value:.3f}" for name, value in figures(network, checked, tuned, plan.half).items()
            )
            print(f"{done}/{len(steps)}  {now - started:.0f} s  {shown}", flush=True)
        if now - kept > KEEP_SECONDS:
            kept = now
            keep(
                saved,
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": done,
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
    for name in ("work", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--judged", type=Path, help="what larger networks judge of the texts")
    parser.add_argument("--alike", type=Path, help="vectors of another base model for all texts")
    parser.add_argument("--no-space", action="store_true", help="train a teacher: its vectors are not used")
    parser.add_argument("--people", action="store_true", help="only rows that people judged: a last polish")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--embeddings", action="store_true", help="let the word embeddings learn, too")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    given = parser.parse_args()
    names = ("epochs", "batch", "rate", "seed", "device", "half", "embeddings", "people")
    plan = Plan(**{name: getattr(given, name) for name in names}, space=not given.no_space)
    train(given.work, given.base, given.out, plan, given.judged, given.alike)


if __name__ == "__main__":
    main()
