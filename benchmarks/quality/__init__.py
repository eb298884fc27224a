"""Ours against what people use, on every labelled set: ``python -m benchmarks.quality DATA``."""
