"""A network between two: the mean of their weights.

    python training/mix.py --first WORK/student --second WORK/polished --share 0.7 --out WORK/encoder

What was trained on from another network lies in the same valley, and a mean of both often keeps what each does best
(Wortsman et al. 2022): here the emotions of the polished one and the valence of the student.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    """Read the arguments, mix and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("first", "second", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.7, help="of the second, in [0, 1]")
    given = parser.parse_args()
    first, second = (
        torch.load(folder / "network.pt", map_location="cpu", weights_only=True)
        for folder in (given.first, given.second)
    )
    given.out.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(given.first / name, given.out / name)
    mixed = {name: (1 - given.share) * first[name] + given.share * second[name] for name in first}
    torch.save(mixed, given.out / "network.pt")


if __name__ == "__main__":
    main()
