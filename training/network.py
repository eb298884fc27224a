"""One encoder with several heads: text → vector for similarity, valence, sentiment, 28 emotions, facets."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

from voc.encoder import EMOTIONS, FACETS

LOOKS = 4


class Outputs(NamedTuple):
    """What the network gives for a batch; sentiment, emotions and facets are logits."""

    vector: torch.Tensor  # (batch, width), unit length
    valence: torch.Tensor  # (batch,), about [-1, 1]
    sentiment: torch.Tensor  # (batch, 3): negative, neutral, positive
    emotions: torch.Tensor  # (batch, 28)
    facets: torch.Tensor  # (batch, 4): the last is none of them
    words: torch.Tensor  # (batch, length): what each token adds to the valence
    tokens: torch.Tensor  # (batch, length, width): their mean, scaled to unit length, is the vector


def kept_bias(layers: Any) -> Any:
    """MPNet's bias of places with its buckets kept on the device: a recorded step can't go over the CPU."""
    buckets: dict[int, torch.Tensor] = {}

    def bias(x: torch.Tensor, position_ids: None = None, num_buckets: int = 32) -> torch.Tensor:
        length = x.size(1)
        if length not in buckets:
            place = torch.arange(length)
            made = layers.relative_position_bucket(place[None, :] - place[:, None], num_buckets=num_buckets)
            buckets[length] = made.to(x.device)
        values = layers.relative_attention_bias(buckets[length]).permute([2, 0, 1])[None]
        return values.expand((x.size(0), -1, length, length)).contiguous()

    return bias


class Reading(nn.Module):
    """A weighted mean of hidden features of the tokens: ``LOOKS`` weightings, each over its share of the features.

    Heads are linear in it, so what each token adds to a number is known exactly.
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, width), nn.GELU())
        self.look = nn.Linear(width, LOOKS)

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """What each token adds to what the heads read: (batch, length, width), as the tokens' vectors."""
        weights = torch.softmax((self.look(words) + (mask - 1) * 1e4).float(), dim=1)
        return weights.repeat_interleave(words.shape[2] // LOOKS, dim=2) * self.hidden(words).float()


class Apart(nn.Module):
    """Last layers of the emotions' own, and what they read: what emotions need, no other head has to bear."""

    def __init__(self, layers: Any, read: Reading) -> None:
        super().__init__()
        self.layers = layers
        self.read = read

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """What each token adds, from the vectors that the first of the layers takes: (batch, length, width)."""
        seen_by = (mask[:, None, None, :, 0] - 1) * 1e4
        for layer in self.layers:
            words = layer(words, seen_by)
        return self.read(words, mask)


class Network(nn.Module):
    """The sentence encoder with heads.

    The mean of the token vectors is the vector for similarity, as the base model was trained. The heads are linear in
    a :class:`Reading` of the last layer; the emotions', once they are set apart, in one of layers of their own.
    """

    def __init__(self, encoder: Any, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        if encoder.config.model_type == "mpnet":
            encoder.encoder.compute_position_bias = kept_bias(encoder.encoder)
        width = encoder.config.hidden_size
        self.width = width
        self.read = Reading(width, dropout)
        self.drop = nn.Dropout(dropout)
        self.valence = nn.Linear(width, 1)
        self.sentiment = nn.Linear(width, 3)
        self.emotions = nn.Linear(width, len(EMOTIONS))
        self.facets = nn.Linear(width, len(FACETS) + 1)  # the last: none of them
        self.apart: Apart | None = None

    @classmethod
    def of(cls, folder: Path) -> Network:
        """The trained network of a folder with ``network.pt``; else the base model in it, with fresh heads."""
        trained = folder / "network.pt"
        if not trained.is_file():
            return cls(AutoModel.from_pretrained(folder, add_pooling_layer=False))
        network = cls(AutoModel.from_config(AutoConfig.from_pretrained(folder), add_pooling_layer=False))
        state = torch.load(trained, map_location="cpu", weights_only=True)
        network.set_apart(len({name.split(".")[2] for name in state if name.startswith("apart.layers.")}))
        network.load_state_dict(state)
        return network

    def set_apart(self, count: int) -> None:
        """Give the emotions a copy of the last layers, so many, and of what is read of them; 0: they share them all."""
        if count:
            self.apart = Apart(copy.deepcopy(self.encoder.encoder.layer[-count:]), copy.deepcopy(self.read))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Outputs:
        """Token ids and mask, (batch, length) each."""
        seen_by = attention_mask
        if self.encoder.config.model_type == "mpnet":
            # Its own way to this mask goes over the CPU, which a recorded step can't.
            seen_by = (attention_mask[:, None, None, :].float() - 1) * 1e4
        given = self.encoder(input_ids=input_ids, attention_mask=seen_by, output_hidden_states=self.apart is not None)
        words = given.last_hidden_state
        mask = attention_mask[:, :, None].to(words.dtype)
        mean = (words * mask).sum(1) / mask.sum(1)
        seen = self.read(words, mask)
        read = felt = self.drop(seen.sum(1))
        if self.apart is not None:
            felt = self.drop(self.apart(given.hidden_states[-1 - len(self.apart.layers)], mask).sum(1))
        return Outputs(
            nn.functional.normalize(mean.float(), dim=1),
            self.valence(read)[:, 0].float(),
            self.sentiment(read).float(),
            self.emotions(felt).float(),
            self.facets(read).float(),
            seen @ self.valence.weight[0].float(),
            words.float(),
        )


def strip_tokenizer(base: Path, path: Path) -> None:
    """Copy the tokenizer without the padding and truncation that the published file has baked in."""
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = None
    tokenizer["truncation"] = None
    path.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
