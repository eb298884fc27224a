"""On which scale a participant's attribute was answered: recognised by the question's words and the answers."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

ScaleKind = Literal["nps", "csat", "ces", "rating", "ordinal", "choice", "choices", "number"]

# "10 - Extremely likely", "(3) Major.", "Not at all likely - 0"
_FIRST = re.compile(r"\(?(\d{1,2})\)?(?:\s*[-–—=:.)]\s*|\s+)\D.*", re.DOTALL)
_LAST = re.compile(r"\D.*[-–—=:(]\s*(\d{1,2})\)?", re.DOTALL)
# "1 to 5", "(0–10)", "1 = bad, 5 = good"
_SPOKEN_RANGE = re.compile(
    r"\b([01])\b\s*(?:(?:-|–|to|through|bis|à|a)\s*|[=:(–-]\s*[^\d]{1,60})(5|6|7|9|10)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?[€$£]?\s?\d+(?:[.,]\d+)*\s?[%€$£]?")
# How exports write "no answer" as a figure outside the scale.
_NO_ANSWER = frozenset({-99.0, -9.0, -1.0, 11.0, 77.0, 88.0, 98.0, 99.0, 999.0})
# How programs write a missing figure.
NO_FIGURE = frozenset({"na", "n/a", "nan", "null", "none", "-", "--", "#n/a", "#null!", "k.a.", "ns/nc"})
_SHARE = 0.9
_MOST_LEVELS = 40


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


def says(what: str, question: str) -> str | None:
    """The words of a question that ask for something: a key of ``survey_words.toml``; ``None`` if there are none."""
    found = _words()[what].search(question)
    return found[0] if found else None


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((resources.files("voc.reading") / "survey_words.toml").read_text(encoding="utf-8"))
    return {name: re.compile(words, re.IGNORECASE | re.DOTALL) for name, words in data.items()}


def of_figures(question: str, cells: Sequence[str]) -> Scale | None:
    """The scale of answers that are figures, at least 90 % of them; ``None`` for others."""
    cells = [cell for cell in cells if cell.lower() not in NO_FIGURE]
    figures = [_figure(cell) for cell in cells]
    # Words beside the figure stand at the ends of a scale, perhaps in its middle, not at every level.
    worded = {cell for cell, figure in zip(cells, figures, strict=True) if figure is None and _labelled(cell)}
    if len(worded) <= 3 and any(figure is not None for figure in figures):
        figures += [float(_labelled(cell) or 0) for cell in cells if cell in worded]
    found = [figure for figure in figures if figure is not None]
    if not found or len(found) < _SHARE * len(cells):
        return None
    numbers = [number for number in found if number not in _NO_ANSWER] or found
    low, high = min(numbers), max(numbers)
    seen = f"{'whole ' if all(n == int(n) for n in numbers) else ''}numbers {low:g}–{high:g}"
    spoken = _SPOKEN_RANGE.search(question)
    told = (float(spoken[1]), float(spoken[2])) if spoken and float(spoken[2]) >= high else None
    counted = told is None and says("counted", question)
    if not seen.startswith("whole") or low < 0 or high > 10 or counted:
        return Scale("number", low, high, reason=seen)
    if says("fact", question) or (set(found) == {0.0, 1.0} and told is None):
        return Scale("choice", levels=tuple(sorted(set(cells))), reason=f"codes of choices: {seen}")
    recommend = says("nps", question)
    if recommend and (told == (0.0, 10.0) or (told is None and high > 8)):
        return Scale("nps", 0, 10, reason=f"{seen} and the word {recommend!r}")
    low, high = told or (min(low, 1.0), next(end for end in (5.0, 7.0, 10.0) if end >= high))
    for kind in ("csat", "ces"):
        if word := says(kind, question):
            return Scale(kind, low, high, reason=f"{seen} and the word {word!r}")
    return Scale("rating", low, high, reason=seen)


def _figure(cell: str) -> float | None:
    """A cell as a number, with decimal comma or point and a sign of money or share."""
    if cell.isdecimal():
        return float(cell)
    if _NUMBER.fullmatch(cell):
        digits = re.sub(r"[^\d.,+-]", "", cell)
        return float(re.sub(r"[.,](?=.*[.,])", "", digits).replace(",", "."))
    return None


def reduced(cell: str, scale: Scale) -> str:
    """A rating as its figure, where the tool writes the words of the scale's ends beside it; "" for none.

    >>> reduced("10 - Extremely likely", Scale("nps")), reduced("Not at all likely - 0", Scale("nps"))
    ('10', '0')
    """
    if cell.isdecimal() or scale.kind not in ("nps", "csat", "ces", "rating", "number"):
        return cell
    if cell.lower() in NO_FIGURE:
        return ""
    return cell if scale.kind == "number" else _labelled(cell) or cell


def _labelled(cell: str) -> str | None:
    """The figure that stands with words, before or behind them."""
    found = _FIRST.fullmatch(cell) or _LAST.fullmatch(cell)
    return found[1] if found else None


def of_words(cells: Sequence[str]) -> Scale | None:
    """The order of answers that are levels of a worded scale, or begin with their figure; ``None`` for others."""
    counts = Counter(cells)
    if len(counts) > _MOST_LEVELS:
        return None
    told = Counter({cell: count for cell, count in counts.items() if not says("aside", cell)})
    return _known_scale(told) or _numbered(told)


def _known_scale(counts: Counter[str]) -> Scale | None:
    """The scale that knows at least 90 % of the answers, if they are on two levels or more."""
    places = {cell: _places().get(folded(cell), {}) for cell in counts}
    known = Counter({name: sum(counts[cell] for cell, found in places.items() if name in found) for name in _names()})
    # Of two that know as many, the first in the file.
    name, share = known.most_common(1)[0]
    levels = sorted((found[name], cell) for cell, found in places.items() if name in found)
    if share < max(1, _SHARE * counts.total()) or len({level for level, _ in levels}) < 2:
        return None
    return Scale("ordinal", levels=tuple(cell for _, cell in levels), reason=f"words of {name}")


def _numbered(counts: Counter[str]) -> Scale | None:
    """Levels such as "(3) Major.": each figure with words of its own."""
    figures = {cell: int(figure) for cell in counts if (figure := _labelled(cell)) is not None}
    numbers = sorted(set(figures.values()))
    small = len(numbers) >= 3 and numbers[-1] <= 10 and numbers[-1] - numbers[0] <= len(numbers)
    if not small or len(figures) > len(numbers) + 2 or sum(counts[f] for f in figures) < _SHARE * counts.total():
        return None
    ordered = sorted(figures, key=lambda cell: figures[cell])
    return Scale("ordinal", levels=tuple(ordered), reason=f"answers numbered {numbers[0]}–{numbers[-1]}")


def folded(cell: str) -> str:
    """An answer without what tools and languages change in it: case, spaces, apostrophes, the point at its end."""
    return " ".join(cell.casefold().replace("’", "'").replace("(neutral)", "").split()).strip(" .")


@cache
def _scales() -> list[dict[str, Any]]:
    text = (resources.files("voc.reading") / "scales.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["scale"])


@cache
def _names() -> tuple[str, ...]:
    return tuple(scale["name"] for scale in _scales())


@cache
def _places() -> dict[str, dict[str, int]]:
    """The level of each answer in each scale that knows it."""
    places: dict[str, dict[str, int]] = {}
    for scale in _scales():
        for level, spellings in enumerate(scale["levels"]):
            for spelling in spellings.split("|"):
                places.setdefault(folded(spelling), {})[scale["name"]] = level
    return places


def stepped(question: str, low: int, high: int, reason: str) -> Scale:
    """The scale of a question whose ends the tool itself declares; its words tell the standard questions.

    >>> stepped("How likely are you to recommend us?", 0, 10, "").kind, stepped("How was the soup?", 1, 5, "").kind
    ('nps', 'rating')
    """
    found = of_figures(question, [str(low), str(high)])
    kind = found.kind if found is not None and found.kind in ("nps", "csat", "ces") else "rating"
    return Scale(kind, low, high, reason=reason)
