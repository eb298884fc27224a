"""Distil the encoder into the fast tier: vectors of words and of pairs of words, and two small layers over three words.

    python training/distil_fast.py --work WORK --teacher WORK/encoder --out models/fast [--steps 8000]

The teacher judges every batch as it is met, so the student also sees texts that nobody wrote: words replaced by like
ones or by any others, parts of texts, and texts joined (Tang et al. 2019 and Jiao et al. 2020 teach small students that
way). On a few thousand sentences about half of the vocabulary is never met; so it is. A GPU does this in minutes.

The vector for similarity is the plain sum of one vector a token, as in model2vec; the heads see tokens in pairs and
windows, so that "not good" can differ from "good".
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from figures import vectors
from goals import Goals, crossed, known_mean
from material import read
from network import Network, strip_tokenizer
from texts import Texts, batches
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from voc.encoder import EMOTIONS, FACETS

WIDTH, MOOD, LAYER, LOOKS = 256, 64, 128, 4
# Pairs of tokens share 2^15 vectors by a multiplicative hash; ``voc.encoder._static`` has the same.
PAIR_BITS = 15
LENGTH = 64
BATCH, RATE = 1024, 3e-3
# Frequent tokens weigh little in a sum of vectors (Arora et al. 2017): a / (a + share of the token).
SIF = 1e-3
LIKE = 12  # how many like words a word may be replaced by


class Fast(nn.Module):
    """The student. ``words`` gives the vector for similarity, ``mood`` and ``pairs`` what the heads read."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.mood = nn.Embedding(vocabulary, MOOD)
        self.pairs = nn.Embedding(2**PAIR_BITS, MOOD)
        self.first = nn.Conv1d(MOOD, LAYER, 3, padding=1)
        self.second = nn.Conv1d(LAYER, LAYER, 3, padding=1)
        self.look = nn.Linear(LAYER, LOOKS)
        self.drop = nn.Dropout(0.05)
        self.heads = nn.Linear(LAYER, 1 + 3 + len(EMOTIONS) + len(FACETS) + 1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit vectors (batch, WIDTH) and the heads' numbers (batch, outputs) for ids and mask (batch, length)."""
        there = mask[:, :, None].float()
        vector = functional.normalize((self.words(ids) * there).sum(1), dim=1)
        seen = (self.drop(self.mood(ids) + self.pairs(hashed(ids))) * there).transpose(1, 2)
        seen = functional.gelu(self.first(seen), approximate="tanh") * there.transpose(1, 2)
        seen = seen + functional.gelu(self.second(seen), approximate="tanh")
        seen = seen.transpose(1, 2)
        weights = torch.softmax(self.look(seen) + (there - 1) * 1e4, dim=1)
        read = (weights.repeat_interleave(LAYER // LOOKS, dim=2) * seen).sum(1)
        return vector, self.heads(self.drop(read))


def hashed(ids: torch.Tensor) -> torch.Tensor:
    """The place of each token with the one before it (0 before the first) among the pairs, (batch, length)."""
    before = functional.pad(ids, (1, 0))[:, :-1]
    mixed = ((before * 0x9E3779B1 + ids) & 0xFFFFFFFF) * 0x85EBCA6B & 0xFFFFFFFF
    return mixed >> (32 - PAIR_BITS)


class Varied:
    """Texts that nobody wrote, made of those there are."""

    def __init__(self, embeddings: torch.Tensor, ids: torch.Tensor, lengths: torch.Tensor, words: torch.Tensor) -> None:
        self._ids, self._lengths = ids, lengths
        unit = functional.normalize(embeddings.float(), dim=1)
        self._like = torch.cat([(part @ unit.T).topk(LIKE + 1, dim=1).indices[:, 1:] for part in unit.split(2048)])
        counts = torch.bincount(ids.flatten().long(), minlength=len(unit)).float()
        # Frequent words more often than rare ones, every whole word at times.
        self._often = ((counts + 1) ** 0.5) * words

    def __call__(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """One made of each row: ids (rows, LENGTH) and how many tokens each has."""
        ids, count = self._cut(rows)
        other, more = self._cut(rows[torch.randperm(len(rows), device=rows.device)])
        # A quarter goes on with a part of another text.
        more = torch.where(torch.rand(len(rows), device=rows.device) < 0.25, more, 0)
        more = torch.minimum(more, LENGTH - count)
        place = torch.arange(LENGTH, device=rows.device)[None, :]
        ids = torch.where(place < count[:, None], ids, other.gather(1, (place - count[:, None]).clamp(min=0)))
        count = count + more
        return torch.where(place < count[:, None], self._replaced(ids), 0), count

    def _cut(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Half of the texts whole, of the others a part of three tokens or more."""
        length = self._lengths[rows]
        chance = torch.rand(2, len(rows), device=rows.device)
        first = (chance[0] * (length - 3).clamp(min=0)).long()
        count = (3 + chance[1] * (length - first - 2)).long().minimum(length - first)
        whole = torch.rand(len(rows), device=rows.device) < 0.5
        first, count = torch.where(whole, 0, first), torch.where(whole, length, count)
        place = (first[:, None] + torch.arange(LENGTH, device=rows.device)).clamp(max=LENGTH - 1)
        return self._ids[rows].gather(1, place), count

    def _replaced(self, ids: torch.Tensor) -> torch.Tensor:
        """Up to a third of the words replaced, half of them by like ones, half by any."""
        share = torch.rand(len(ids), 1, device=ids.device) / 3
        chance = torch.rand(ids.shape, device=ids.device)
        pick = torch.randint(LIKE, ids.shape, device=ids.device)
        like = self._like[ids, pick]
        any_ = torch.multinomial(self._often, ids.numel(), replacement=True).view(ids.shape)
        return torch.where(chance < share / 2, like, torch.where(chance < share, any_, ids))


def taught(teacher: Network, ids: torch.Tensor, count: torch.Tensor, ends: tuple[int, int]) -> dict[str, torch.Tensor]:
    """The teacher's outputs for texts without their first and last token, as probabilities."""
    longest = int(count.max())
    place = torch.arange(longest + 2, device=ids.device)[None, :]
    whole = functional.pad(ids[:, :longest], (1, 1))
    whole = torch.where(place == 0, ends[0], torch.where(place == count[:, None] + 1, ends[1], whole))
    with torch.no_grad(), torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.device.type == "cuda"):
        given = teacher(whole, (place <= count[:, None] + 1).long())
    return {
        "vector": given.vector,
        "valence": given.valence,
        "sentiment": given.sentiment.softmax(1),
        "emotions": given.emotions.sigmoid(),
        "facets": given.facets.softmax(1),
    }


def loss(vector: torch.Tensor, heads: torch.Tensor, goal: dict[str, torch.Tensor]) -> torch.Tensor:
    """Distance to goals in every output that they speak of; unknown ones are NaN."""
    last = 4 + len(EMOTIONS)
    total = 10 * known_mean((heads[:, 0] - goal["valence"].nan_to_num()) ** 2, goal["valence"])
    total = total + crossed(heads[:, 1:4], goal["sentiment"]) + crossed(heads[:, last:], goal["facets"])
    apart = functional.binary_cross_entropy_with_logits(
        heads[:, 4:last], goal["emotions"].nan_to_num(), reduction="none"
    )
    total = total + 12 * known_mean(apart.mean(1), goal["emotions"][:, 0])
    if "vector" in goal:
        total = total + 3 * (1 - (vector * goal["vector"]).sum(1)).mean()
    return total


def reduced(made: torch.Tensor) -> torch.Tensor:
    """The first WIDTH principal directions of vectors: (width, WIDTH)."""
    sample = made[:: max(1, len(made) // 40_000)].float()
    _, directions = torch.linalg.eigh(sample.T @ sample)
    return directions.flip(1)[:, :WIDTH].contiguous()


@torch.no_grad()
def first_words(teacher: Network, size: int, ends: tuple[int, int], device: str) -> torch.Tensor:
    """The teacher's vector of each token alone: (size, width)."""
    parts = []
    for tokens in torch.arange(size, device=device).split(512):
        given = torch.stack([torch.full_like(tokens, ends[0]), tokens, torch.full_like(tokens, ends[1])], dim=1)
        parts.append(teacher(given, torch.ones_like(given)).vector)
    return torch.cat(parts)


def distil(work: Path, folder: Path, *, steps: int, seconds: float, device: str, seed: int) -> Fast:
    """Teach a student, in so many steps or seconds, whichever is over first."""
    torch.manual_seed(seed)
    rows, _ = read(work)
    teacher = Network.of(folder).to(device).eval()
    texts = Texts.of([row.text for row in rows], folder, device)
    ends = (int(texts.ids[0, 0]), int(texts.ids[0, texts.lengths[0] - 1]))
    directions = reduced(vectors(teacher, texts, device == "cuda"))
    lengths = [max(1, min(LENGTH, count - 2)) for count in texts.lengths]
    counts = torch.tensor(lengths, device=device)
    place = torch.arange(LENGTH, device=device)[None, :]
    ids = torch.where(place < counts[:, None], texts.ids[:, 1 : LENGTH + 1].long(), 0)
    people = {name: value.to(device) for name, value in vars(Goals.said(rows)).items()}
    embeddings = teacher.encoder.embeddings.word_embeddings.weight.detach()
    student = Fast(len(embeddings)).to(device)
    share = torch.bincount(ids.flatten(), minlength=len(embeddings)).float()
    alone = first_words(teacher, len(embeddings), ends, device) @ directions
    student.words.weight.data = alone * (SIF / (SIF + share / share.sum()))[:, None]
    nn.init.normal_(student.mood.weight, std=0.1)
    nn.init.zeros_(student.pairs.weight)
    vary = Varied(embeddings, ids, counts, whole_words(folder, len(embeddings)).to(device))
    optimizer = torch.optim.AdamW(student.parameters(), RATE, weight_decay=1e-5)
    draw, order, started = random.Random(seed), [], time.monotonic()
    step, done = 0, 0.0
    while done < 1:
        step += 1
        done = max(step / steps, (time.monotonic() - started) / seconds)
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(done / 0.05, max(0.0, 1 - done))
        if not order:
            order = batches(lengths, list(range(len(rows))), BATCH, draw)
        chosen = torch.tensor(order.pop(), device=device)
        own = {name: value[chosen] for name, value in people.items()}
        total = torch.zeros((), device=device)
        for given, count, said in ((ids[chosen], counts[chosen], own), (*vary(chosen), None)):
            goal = taught(teacher, given, count, ends)
            goal["vector"] = functional.normalize(goal["vector"] @ directions, dim=1)
            longest = int(count.max())
            out = student(given[:, :longest], (place[:, :longest] < count[:, None]).long())
            total = total + loss(*out, goal)
            if said is not None:
                total = total + loss(*out, said)
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        optimizer.step()
        if step % 200 == 0:
            print(f"step {step}/{steps}  {time.monotonic() - started:.0f} s  loss {float(total):.3f}", flush=True)
    return student.cpu().eval()


def whole_words(folder: Path, size: int) -> torch.Tensor:
    """1 for each token that is a word by itself, 0 for pieces and signs: (size,)."""
    made = torch.zeros(size)
    for token, number in Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab().items():
        made[number] = float(token.isalpha())
    return made


def rounded(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows, and the scale of each."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float16)


def save(student: Fast, folder: Path) -> None:
    """Write the student as plain NumPy arrays."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    for name in ("words", "mood", "pairs"):
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
    for name in ("work", "teacher", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    how = {"steps": given.steps, "seconds": given.seconds, "device": given.device, "seed": given.seed}
    save(distil(given.work, given.teacher, **how), given.out)
    strip_tokenizer(given.teacher, given.out / "tokenizer.json")


if __name__ == "__main__":
    main()
