"""What trained networks think of every text that teaches, for a student to learn.

    python training/judge.py --work WORK --networks WORK/0 WORK/1 WORK/2 --out WORK/judged.npz
    python training/judge.py --work WORK --vectors BASE --out WORK/alike.npy

With ``--parts`` the K-th of N networks was trained with ``--left-out K/N`` and alone judges that part of what people
judged; of other texts it is the mean, too. The last form keeps the vectors of a base model: how like it finds any two
texts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from figures import read_all, vectors
from material import part_of, read
from network import Network
from texts import Texts, is_judged


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


def weighted(parts: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """The mean of what networks say of each text, each by its weight, (networks, texts)."""
    return np.asarray(sum(part.T * weight for part, weight in zip(parts, weights, strict=True))).T


def main() -> None:
    """Read the arguments, judge and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--networks", type=Path, nargs="+")
    what.add_argument("--vectors", type=Path)
    parser.add_argument("--parts", action="store_true", help="each network judges what it was not taught")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="bfloat16 where the processor has it")
    given = parser.parse_args()
    rows = read(given.work)[0]
    texts = [row.text for row in rows]
    if given.vectors is not None:
        network = Network.of(given.vectors).to(given.device)
        made = vectors(network, Texts.of(texts, given.vectors, given.device), given.half)
        np.save(given.out, made.cpu().numpy())
        return
    several = [judged(folder, texts, given.device, given.half) for folder in given.networks]
    weights = np.ones((len(several), len(texts)))
    if given.parts:
        # Nobody judges what it learnt from.
        part = np.array([part_of(row.text, len(several)) if is_judged(row) else -1 for row in rows])
        weights = np.array([(part == number) | (part < 0) for number in range(len(several))], dtype=float)
    weights /= weights.sum(axis=0)
    mean = {name: weighted([one[name] for one in several], weights) for name in several[0]}
    np.savez(given.out, **{name: value.astype(np.float16) for name, value in mean.items()})


if __name__ == "__main__":
    main()
