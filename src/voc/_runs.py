"""Numbers that follow each other, drawn together."""

from __future__ import annotations

from collections.abc import Iterable


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that go up by one, in the order given.

    >>> runs([1, 2, 3, 7, 4])
    [(1, 3), (7, 7), (4, 4)]
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def spans(numbers: Iterable[int], to: str) -> list[str]:
    """Numbers in ascending order as words; three and more in a row are drawn together by ``to``.

    >>> spans([2, 3, 4, 7, 9, 10], " to ")
    ['2 to 4', '7', '9', '10']
    """
    words = []
    for first, last in runs(sorted(numbers)):
        words += [f"{first}{to}{last}"] if last - first > 1 else [str(number) for number in range(first, last + 1)]
    return words
