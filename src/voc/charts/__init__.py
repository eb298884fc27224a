"""Charts of a map for notebooks: functions from a journey (or an evaluation) to an Altair chart.

>>> from voc import charts
>>> sorted(name for name in charts.__all__ if name != "table")  # doctest: +NORMALIZE_WHITESPACE
['coverage_grid', 'emotion_curve', 'heat_map', 'pain_forest', 'reliability_diagram', 'saturation_curve']

Each has its numbers as a table (:func:`table`) and says in words what it shows (``chart.description``, which Vega
gives to screen readers). Colours are those of Okabe and Ito or run between blue and orange, which the colour-blind can
tell apart, and no colour stands alone: shape or number say the same. Altair is an extra: ``pip install "voc[charts]"``.
To add a chart, add a module with one function and name it here.
"""

from voc.charts._base import table
from voc.charts.coverage import coverage_grid
from voc.charts.emotion import emotion_curve
from voc.charts.pains import pain_forest
from voc.charts.reliability import reliability_diagram
from voc.charts.saturation import saturation_curve
from voc.charts.segments import heat_map

__all__ = [
    "coverage_grid",
    "emotion_curve",
    "heat_map",
    "pain_forest",
    "reliability_diagram",
    "saturation_curve",
    "table",
]
