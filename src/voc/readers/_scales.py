"""On which scale a participant's attribute was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ScaleKind = Literal["nps", "csat", "ces", "rating", "ordinal", "choice", "choices", "number"]


@dataclass(frozen=True, slots=True)
class Scale:
    """``low`` and ``high`` are the ends of a numeric scale; ``levels`` the answers of a worded one, in order.

    ``reason`` says what the kind was recognised by.
    """

    kind: ScaleKind
    low: float | None = None
    high: float | None = None
    levels: tuple[str, ...] = ()
    reason: str = ""
