"""Write the trained encoder as an int8 ONNX file with its tokenizer.

    python training/export_encoder.py --network WORK/encoder --out models/encoder

The word embeddings are rounded to int8 with a scale for each word; the layers' weights to int8 with a scale for each
column, their inputs at run time (ONNX Runtime's dynamic quantisation). The attention over words and the heads, which
are small, stay in single precision.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from network import Network, strip_tokenizer
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

NAMES = ("vector", "valence", "sentiment", "emotions", "facets", "words", "tokens")


class RoundedEmbedding(nn.Module):
    """A table of int8 rows, each with its own scale."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Rows of the table, rescaled."""
        return self.table[ids].to(torch.float32) * self.scale[ids]


class Exported(nn.Module):
    """The network as its users call it: probabilities instead of logits."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """The outputs of ``NAMES``; the sentiments sum to 1, the facets to what is not "none of them"."""
        given = self.network(input_ids, attention_mask)
        return (
            given.vector,
            given.valence,
            given.sentiment.softmax(1),
            given.emotions.sigmoid(),
            given.facets.softmax(1)[:, :-1],
            given.words,
            given.tokens,
        )


def export(network: Network, path: Path) -> None:
    """Write the network as int8 ONNX."""
    table = network.encoder.embeddings.word_embeddings.weight.data
    network.encoder.embeddings.word_embeddings = RoundedEmbedding(table)
    network.eval()
    sample = (torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7, dtype=torch.long))
    both = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Exported(network),
            sample,
            str(whole),
            dynamo=False,
            opset_version=17,
            input_names=["input_ids", "attention_mask"],
            output_names=list(NAMES),
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "words", "tokens"), both)
            | {name: {0: "batch"} for name in NAMES if name not in ("words", "tokens")},
        )
        nodes = [node for node in onnx.load(whole).graph.node if node.op_type == "MatMul"]
        layers = [node.name for node in nodes if "/encoder/" in node.name or "/apart/layers" in node.name]
        small = Path(folder) / "small.onnx"
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=layers,
        )
        # Weights beside the graph are mapped into memory when the session opens.
        onnx.save_model(
            onnx.load(small), path, save_as_external_data=True, location=f"{path.stem}.data", size_threshold=1024
        )


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="folder of a trained network, or of a base model")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    # What is there would be written after, not over.
    (given.out / "encoder.data").unlink(missing_ok=True)
    export(Network.of(given.network), given.out / "encoder.onnx")
    strip_tokenizer(given.network, given.out / "tokenizer.json")
    for path in sorted(given.out.iterdir()):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
