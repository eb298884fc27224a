"""What trained networks think of every text that teaches: the mean of their outputs, for a student to learn.

    python training/judge.py --work WORK --networks WORK/a WORK/b --out WORK/judged.npz
    python training/judge.py --work WORK --vectors BASE --out WORK/alike.npy

The second form keeps the vectors of a base model instead: how like it finds any two texts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from material import read
from network import Network
from train_encoder import Texts, read_all, vectors


def judged(folder: Path, texts: list[str], device: str, half: bool) -> dict[str, np.ndarray]:
    """One network's outputs for all texts, as probabilities."""
    network = Network.of(folder).to(device)
    made: dict[str, np.ndarray] = {}
    for rows, out in read_all(network, Texts.of(texts, folder, device), half):
        parts = {
            "valence": out.valence,
            "sentiment": out.sentiment.softmax(1),
            "emotions": out.emotions.sigmoid(),
            "facets": out.facets.softmax(1),
        }
        for name, part in parts.items():
            shape = (len(texts), *part.shape[1:])
            made.setdefault(name, np.zeros(shape, dtype=np.float32))[rows] = part.float().cpu().numpy()
    return made


def main() -> None:
    """Read the arguments, judge and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--networks", type=Path, nargs="+")
    what.add_argument("--vectors", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    given = parser.parse_args()
    texts = [row.text for row in read(given.work)[0]]
    if given.vectors is not None:
        network = Network.of(given.vectors).to(given.device)
        made = vectors(network, Texts.of(texts, given.vectors, given.device), given.half)
        np.save(given.out, made.cpu().numpy())
        return
    several = [judged(folder, texts, given.device, given.half) for folder in given.networks]
    mean = {name: np.mean([one[name] for one in several], axis=0).astype(np.float16) for name in several[0]}
    np.savez(given.out, **mean)


if __name__ == "__main__":
    main()
