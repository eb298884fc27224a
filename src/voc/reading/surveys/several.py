"""Several answers in one cell: which options a column has, and which of them a cell names.

Google Forms, Qualtrics and others part them by commas, and a comma may as well be part of an option: "Yes, often" is
one. Two parts that stand side by side are one option if one of them never stands without the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

# Without the spaces around it: to look for them from each space on takes quadratic time where there are many.
SEPARATOR = re.compile(r"[;,|\n、；，]|(?<=\s)/(?=\s)")
# Fewer times than that side by side may be chance: what people wrote under "Other", say.
_LEAST = 3
_MOST = 30


def options(cells: Sequence[str]) -> tuple[str, ...]:
    """The options of a column, those chosen most first, at most 30.

    >>> options(["Tea", "Coffee", "Coffee, Tea", "Coffee, Tea", "Yes, milk", "Yes, milk", "Tea, Yes, milk"])
    ('Tea', 'Coffee', 'Yes, milk')
    """
    split = [parts_of(cell) for cell in cells]
    alone = Counter(part for parts in split for part in parts)
    beside = Counter(pair for parts in split for pair in pairwise(parts))
    one = {pair for pair, n in beside.items() if n >= _LEAST and n in (alone[pair[0]], alone[pair[1]])}
    chosen = Counter(option for parts in split for option in _glued(parts, one))
    return tuple(option for option, count in chosen.most_common(_MOST) if count > 1)


def parts_of(cell: str) -> list[str]:
    """What stands between the separators of a cell, stripped; what is blank is left out.

    >>> parts_of("Tea; and/or milk / a bun,")
    ['Tea', 'and/or milk', 'a bun']
    """
    return [part for given in SEPARATOR.split(cell) if (part := given.strip())]


def _glued(parts: Sequence[str], one: Collection[tuple[str, str]]) -> list[str]:
    """The parts, those that belong together in one."""
    made: list[str] = list(parts[:1])
    for before, part in pairwise(parts):
        if (before, part) in one:
            made[-1] += f", {part}"
        else:
            made.append(part)
    return made


def apart(cell: str, known: Collection[str]) -> list[str]:
    """The options that a cell names: the longest ``known`` ones, and what is between them part by part.

    A cell that names none of them stays whole.

    >>> apart("Tea,Yes, milk, a bun", {"Tea", "Yes, milk"}), apart("Well, no", {"Tea"})
    (['Tea', 'Yes, milk', 'a bun'], ['Well, no'])
    """
    parts, found, begin = parts_of(cell), [], 0
    some, longest = False, max((len(parts_of(option)) for option in known), default=0)
    while begin < len(parts):
        ends = range(min(begin + longest, len(parts)), begin, -1)
        end = next((end for end in ends if ", ".join(parts[begin:end]) in known), None)
        some = some or end is not None
        end = end or begin + 1
        found.append(", ".join(parts[begin:end]))
        begin = end
    return found if some else [cell]
