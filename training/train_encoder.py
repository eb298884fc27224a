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
from pathlib import Path

import numpy as np
import torch
from data import Row
from figures import figures, vectors
from goals import Goals
from learner import Learner, Plan, keep
from material import part_of, read
from network import Network
from texts import Texts, batches, is_judged, pairs, thin, tokenizer

PAIRS_EVERY = 4
# The share of a student's target that is what people said, where they said something.
PEOPLE = 0.5
KEEP_SECONDS = 180


def chosen(rows: list[Row], plan: Plan) -> list[int]:
    """The rows that take part."""

    def takes_part(row: Row) -> bool:
        if plan.sets and row.origin.split("/")[0] not in plan.sets:
            return False
        if plan.people is not None and not is_judged(row):
            return False
        if plan.apart and row.emotions is None:
            return False
        return plan.left_out is None or part_of(row.text, plan.left_out[1]) != plan.left_out[0]

    return [number for number, row in enumerate(rows) if takes_part(row)]


def train(work: Path, base: Path, out: Path, plan: Plan, judged: Path | None, alike: Path | None) -> None:
    """Train and write ``network.pt`` into ``out``, with what :meth:`Network.of` and the tokenizer need."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(base / name, out / name)
    torch.manual_seed(plan.seed)
    network = Network.of(base)
    network.set_apart(plan.apart)
    network.to(plan.device)
    rows, tuned = read(work)
    goals = Goals.said(rows)
    if judged is not None:
        goals = goals.judged(judged, PEOPLE if plan.people is None else plan.people)
    own = chosen(rows, plan)
    rows, goals = [rows[number] for number in own], goals.take(torch.tensor(own)).to(plan.device)
    texts, checked = (Texts.of([row.text for row in some], base, plan.device) for some in (rows, tuned))
    near = [vectors(network, texts, plan.half)] if plan.space else []
    if alike is not None:
        near.append(torch.from_numpy(np.load(alike)[own]).to(plan.device))
    network.encoder.embeddings.requires_grad_(plan.embeddings)
    if plan.apart:
        network.requires_grad_(False)
        for part in (network.apart, network.emotions):
            part.requires_grad_(True)
    draw = random.Random(plan.seed)
    steps = [
        batch
        for _ in range(plan.epochs)
        for batch in batches(texts.lengths, thin(rows, draw, all_teach=judged is not None), plan.batch, draw)
    ]
    learner = Learner(network, plan, goals, near)
    first = learner.load(out / "checkpoint.pt")
    paired = plan.space and plan.people is None
    partners = pairs(rows, tokenizer(base), plan.device, random.Random(plan.seed + first)) if paired else None
    started = kept = time.monotonic()
    for step in range(first, len(steps)):
        learner.rate(step, len(steps))
        others = next(partners) if partners and step % PAIRS_EVERY == 0 else ()
        learner(torch.tensor(steps[step]).to(plan.device), *texts.batch(steps[step]), *others)
        done, now = step + 1, time.monotonic()
        if done % 100 == 0:
            shown = "  ".join(f"{name} {value:.3f}" for name, value in learner.lost().items())
            print(f"step {done}/{len(steps)}  {(done - first) / (now - started):.1f} steps/s  {shown}", flush=True)
        if done == len(steps) or done % max(1, len(steps) // plan.epochs) == 0:
            read_well = figures(network, checked, tuned, plan.half)
            shown = "  ".join(f"{name} {value:.3f}" for name, value in read_well.items())
            print(f"{done}/{len(steps)}  {now - started:.0f} s  {shown}", flush=True)
        if now - kept > KEEP_SECONDS:
            kept = now
            learner.keep(out / "checkpoint.pt", done)
    keep(out / "network.pt", network.state_dict())


def part(text: str) -> tuple[int, int]:
    """``K/N`` as two numbers."""
    first, _, parts = text.partition("/")
    return int(first), int(parts)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("work", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--judged", type=Path, help="what larger networks judge of the texts")
    parser.add_argument("--alike", type=Path, help="vectors of another base model for all texts")
    parser.add_argument("--no-space", action="store_true", help="train a teacher: its vectors are not used")
    parser.add_argument(
        "--people", type=float, help="a polish: only rows people judged, this share of the target theirs"
    )
    parser.add_argument("--sets", default="", help="sets that teach, by comma; all if not given")
    parser.add_argument(
        "--apart", type=int, default=0, help="set so many last layers apart for the emotions; nothing else learns"
    )
    parser.add_argument("--left-out", help="K/N: the part of N parts of the texts that this network never sees")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--embeddings", action="store_true", help="let the word embeddings learn, too")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    given = parser.parse_args()
    names = ("epochs", "batch", "rate", "seed", "device", "half", "embeddings", "people", "apart")
    plan = Plan(
        **{name: getattr(given, name) for name in names},
        space=not given.no_space,
        sets=frozenset(filter(None, given.sets.split(","))),
        left_out=part(given.left_out) if given.left_out else None,
    )
    train(given.work, given.base, given.out, plan, given.judged, given.alike)


if __name__ == "__main__":
    main()
