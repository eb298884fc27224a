"""voc: research files in, an evidence-backed customer-journey map out.

>>> import voc
>>> sorted(voc.__all__)[:4]
['Codebook', 'Journey', 'Study', 'VocError']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from voc.api import build_journey, evaluate, map_paths, read, tag
    from voc.codebook import Codebook
    from voc.errors import VocError
    from voc.journey.model import Journey
    from voc.study import Study

    map = map_paths

__all__ = ["Codebook", "Journey", "Study", "VocError", "build_journey", "evaluate", "map", "read", "tag"]

# Names are imported when first used: "import voc" loads no pandas, no spaCy, no model.
_HOME = {
    "Codebook": ("voc.codebook", "Codebook"),
    "Journey": ("voc.journey.model", "Journey"),
    "Study": ("voc.study", "Study"),
    "VocError": ("voc.errors", "VocError"),
    "build_journey": ("voc.api", "build_journey"),
    "evaluate": ("voc.api", "evaluate"),
    "map": ("voc.api", "map_paths"),
    "read": ("voc.api", "read"),
    "tag": ("voc.api", "tag"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'voc' has no attribute {name!r}; it has: {', '.join(__all__)}")
    module, attribute = _HOME[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
