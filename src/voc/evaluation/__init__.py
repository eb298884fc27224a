"""Beside the road: how right tags are, by a gold table that people made.

``metrics`` holds the measures, pure functions from arrays to numbers; ``gold`` reads the gold table and ``match``
finds its quotes; ``compare`` measures one kind of tag; ``evaluate`` does all of it. To add a measure, add a function
to ``metrics`` with formula, range and source, give it a field in ``model`` and call it in ``compare``. Then add
numbers worked by hand in ``tests/evaluation``.
"""

from voc.evaluation.evaluate import evaluate
from voc.evaluation.model import Evaluation

__all__ = ["Evaluation", "evaluate"]
