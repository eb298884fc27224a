"""What a review is worth: a simulated researcher on texts that people labelled (``python -m benchmarks.review``)."""
