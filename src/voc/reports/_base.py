"""What a report is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voc.journey.model import Journey


@dataclass(frozen=True, slots=True)
class Report:
    """An output: its name for ``--to``, what it is, the file it writes, and how."""

    name: str
    title: str
    file: str
    render: Callable[[Journey], str | bytes]
