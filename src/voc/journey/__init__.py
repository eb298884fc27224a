"""Station 3: quotes and tags to a journey. One module is one measure, a pure function from arrays to numbers.

To add a measure, add one module here with its formula, unit, range and source in the docstring, call it in
``build`` and give it a field in ``model``. Then add cases worked by hand in ``tests/journey``.
"""

from voc.journey.build import build_journey
from voc.journey.model import Journey

__all__ = ["Journey", "build_journey"]
