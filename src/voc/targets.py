"""What a figure of the business should reach, or not pass: ">= 80 %", "<= 0.1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAID = re.compile(r"\s*([<>])=?\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*")


@dataclass(frozen=True, slots=True)
class Target:
    """A limit; shares are in [0, 1]."""

    at_least: bool
    value: float

    @classmethod
    def parse(cls, said: str) -> Target:
        """Read a target; raises ``ValueError`` for what is none.

        >>> Target.parse(">= 80 %").met(0.79), str(Target.parse("<= 0.1"))
        (False, 'at most 0.1')
        """
        found = _SAID.fullmatch(said)
        if found is None:
            raise ValueError(f'a target is like ">= 80 %" or "<= 0.1", not {said!r}')
        return cls(found[1] == ">", float(found[2]) / (100 if found[3] else 1))

    def met(self, value: float) -> bool:
        """Whether a value is as it should be; the limit itself is."""
        return value >= self.value if self.at_least else value <= self.value

    def __str__(self) -> str:
        """As it is told."""
        return f"{'at least' if self.at_least else 'at most'} {self.value:g}"
