"""A function of tensors, recorded once for each shape on a GPU and replayed from then on.

A small network's step is thousands of small kernels, and to launch them from Python takes several times as long as they
run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import torch

# What libraries set up at their first calls can't be recorded.
WARM = 2


class Replayed:
    """The function changes in place what it refers to and returns nothing; what is new to it are its arguments."""

    def __init__(self, run: Callable[..., None], on_gpu: bool) -> None:
        self._run, self._on_gpu = run, on_gpu
        self._met: Counter[tuple[torch.Size, ...]] = Counter()
        self._recorded: dict[tuple[torch.Size, ...], tuple[torch.cuda.CUDAGraph, list[torch.Tensor]]] = {}
        if on_gpu:
            self._stream, self._pool = torch.cuda.Stream(), torch.cuda.graph_pool_handle()

    def __call__(self, *tensors: torch.Tensor) -> None:
        """Run, record or replay."""
        if not self._on_gpu:
            self._run(*tensors)
            return
        self._stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._stream):
            shapes = tuple(one.shape for one in tensors)
            self._met[shapes] += 1
            if self._met[shapes] <= WARM:
                self._run(*tensors)
            else:
                if shapes not in self._recorded:
                    self._recorded[shapes] = self._record([one.clone() for one in tensors])
                graph, own = self._recorded[shapes]
                for one, given in zip(own, tensors, strict=True):
                    one.copy_(given)
                graph.replay()
        torch.cuda.current_stream().wait_stream(self._stream)

    def _record(self, tensors: list[torch.Tensor]) -> tuple[torch.cuda.CUDAGraph, list[torch.Tensor]]:
        graph = torch.cuda.CUDAGraph()
        torch.cuda.synchronize()
        with torch.cuda.graph(graph, pool=self._pool, stream=self._stream):
            self._run(*tensors)
        return graph, tensors
