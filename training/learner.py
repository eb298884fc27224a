"""A network, its optimizer and what it learns: one step for a batch of rows, and at times one of pairs with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from goals import Goals, losses, pair_loss, relations
from network import Network, Outputs
from replayed import Replayed

RATE_HEADS = 5e-4
LAYERS = ("encoder.", "apart.layers.")  # they learn at the rate of the plan
WEIGHTS = {
    "valence": 2.0,
    "sentiment": 0.6,
    "emotions": 14.0,
    "facets": 0.4,
    "near": 1.5,
    "relations": 15.0,
    "pairs": 0.4,
}


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
    people: float | None  # only rows that people judged take part, and this share of the target is theirs: a polish
    sets: frozenset[str]  # only rows of these sets take part; all if it is empty
    left_out: tuple[int, int] | None  # a part of so many parts, which this network never sees and may judge
    apart: int  # so many last layers are set apart for the emotions, and nothing else learns


class Learner:
    """Network, optimizer and what is learnt: one step for a batch of rows, and at times one of pairs with it."""

    def __init__(self, network: Network, plan: Plan, goals: Goals, near: list[torch.Tensor]) -> None:
        self.network, self.plan, self.goals, self.near = network, plan, goals, near
        learns = {name: value for name, value in network.named_parameters() if value.requires_grad}
        layers = [value for name, value in learns.items() if name.startswith(LAYERS)]
        heads = [value for name, value in learns.items() if not name.startswith(LAYERS)]
        self.learns = layers + heads
        on_gpu = plan.device == "cuda"
        self.rates = (plan.rate, RATE_HEADS)
        self.optimizer = torch.optim.AdamW(
            # A recorded step reads its rate from the GPU's memory.
            [
                {"params": some, "lr": torch.tensor(rate, device="cuda") if on_gpu else rate}
                for some, rate in zip((layers, heads), self.rates, strict=True)
            ],
            weight_decay=0.01,
            fused=on_gpu,
            capturable=on_gpu,
        )
        for value in self.learns:
            value.grad = torch.zeros_like(value)
        self.sums = {name: torch.zeros((), device=plan.device) for name in WEIGHTS}
        self.step = Replayed(self._step, on_gpu)

    def __call__(self, *tensors: torch.Tensor) -> None:
        """Rows' places, ids and mask; and, where pairs are learnt, ids and mask of both sides and each pair's group."""
        self.network.train()
        self.step(*tensors)

    def _step(self, place: torch.Tensor, ids: torch.Tensor, mask: torch.Tensor, *pairs: torch.Tensor) -> None:
        torch._foreach_zero_([value.grad for value in self.learns])
        given = self._read(ids, mask)
        parts = losses(given, self.goals.take(place))
        if self.plan.space:
            own = [one[place].float() for one in self.near]
            parts["near"] = (1 - (given.vector * own[0]).sum(1)).mean()
            parts["relations"] = relations(given.vector, own)
        if pairs:
            both = self._read(*pairs[:2]).vector
            parts["pairs"] = pair_loss(*both.chunk(2), pairs[2])
        torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.learns, 1.0)
        self.optimizer.step()
        for name, part in parts.items():
            self.sums[name].mul_(0.98).add_(part.detach(), alpha=0.02)

    def _read(self, ids: torch.Tensor, mask: torch.Tensor) -> Outputs:
        with torch.autocast(self.plan.device, torch.bfloat16, enabled=self.plan.half, cache_enabled=False):
            return self.network(ids, mask)

    def rate(self, step: int, steps: int) -> None:
        """How fast to learn: up in the first twentieth of the steps, then down in a straight line."""
        share = min((step + 1) / max(1, steps // 20), max(0.01, (steps - step) / steps))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            if isinstance(group["lr"], torch.Tensor):
                group["lr"].fill_(rate * share)
            else:
                group["lr"] = rate * share

    def lost(self) -> dict[str, float]:
        """Each loss, a mean of the last steps."""
        return {name: float(value) for name, value in sorted(self.sums.items())}

    def keep(self, path: Path, done: int) -> None:
        """Write a checkpoint."""
        keep(path, {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": done})

    def load(self, path: Path) -> int:
        """Go on from a checkpoint, if there is one; the number of steps done."""
        if not path.is_file():
            return 0
        state = torch.load(path, map_location=self.plan.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        return int(state["step"])


def keep(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
