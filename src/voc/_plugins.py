"""Find the readers, taggers and reports there are: one module in a folder is one plug-in.

A module in ``voc/readers`` that defines ``READER`` is a reader; likewise ``TAGGER`` in ``voc/taggers`` and
``REPORT`` in ``voc/reports``. Modules whose name begins with ``_`` are helpers. A package outside ``voc``
adds one through the entry-point groups ``voc.readers``, ``voc.taggers`` and ``voc.reports``.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from voc.errors import VocError


def discover(package: ModuleType, constant: str) -> dict[str, Any]:
    """All plug-ins of one folder by name, in alphabetical order.

    Raises ``VocError`` where two claim the same name: a silent winner would be a guess.
    """
    found: dict[str, Any] = {}
    origin: dict[str, str] = {}
    modules = [
        f"{package.__name__}.{info.name}"
        for info in pkgutil.iter_modules(package.__path__)
        if not info.name.startswith("_")
    ]
    candidates = [(name, getattr(importlib.import_module(name), constant, None)) for name in modules]
    candidates += [(point.value, point.load()) for point in entry_points(group=package.__name__)]
    for where, plugin in candidates:
        if plugin is None:
            raise VocError(f"{where} defines no {constant}; see the docstring of {package.__name__}")
        if plugin.name in found:
            raise VocError(f"two plug-ins are named {plugin.name!r}: {origin[plugin.name]} and {where}")
        found[plugin.name], origin[plugin.name] = plugin, where
    return dict(sorted(found.items()))
