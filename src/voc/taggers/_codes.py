"""What people coded in another program, as tags: its path says whether a code is a stage, a touchpoint or a facet.

Each part of a path that is called like a stage or touchpoint of the codebook, a facet or a sentiment makes a tag of
that kind, the nearest to the code first. Right below a branch called "Stages", and anywhere below "Touchpoints",
"Emotions" or "Facets", only that kind is looked for. A code whose own name is none of these stays what it is, a theme
of the researcher: a tag of kind ``code``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc._branches import branch, facet, plain, sentiment
from voc.codebook import Code, Codebook
from voc.errors import TableError
from voc.taggers._base import Tag
from voc.tags import SINGLE_KINDS

JOINT = " / "  # as in voc.quotes.Coding
# In this order a name is looked up where no branch says what it is.
_KINDS = ("stage", "touchpoint", "facet", "sentiment")


@dataclass
class Judged:
    """The tags of people; how many of their codings became which kind, and how many second stages fell out."""

    tags: list[Tag] = field(default_factory=list)
    became: Counter[str] = field(default_factory=Counter)
    doubled: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The counts for a program."""
        return {"became": dict(sorted(self.became.items())), "doubled": self.doubled}

    def told(self) -> list[str]:
        """What became of the codings, in lines for a person."""
        made = [f"{self.became[kind]} {kind}{_ending(self.became[kind])}" for kind in _KINDS if self.became[kind]]
        themes = self.became["code"]
        parts = [f"became {', '.join(made)}"] if made else []
        parts += [f"{themes} stay{_ending(themes, one='s', many='')} as the coder's own themes"] if themes else []
        lines = [f"codings of people: {'; '.join(parts)}"] if parts else []
        if self.doubled:
            lines.append(
                f"one person gave a quote two stages or sentiments: {self.doubled} left out, the longer one counts"
            )
        return lines


def _ending(number: int, *, one: str = "", many: str = "s") -> str:
    return one if number == 1 else many


def judge(quotes: pd.DataFrame, codings: pd.DataFrame, book: Codebook) -> Judged:
    """Make tags of codings, for the quotes that are evidence.

    ``codings`` is a tags table; rows of another kind than ``code`` are kept as they are. Raises ``TableError`` where
    it belongs to another reading.
    """
    given = tags_table.check(codings, where="codings")
    strange = set(given["quote_id"]) - set(quotes["quote_id"])
    if strange:
        raise TableError(f"codings: quote {min(strange)} is not in the quotes table; both have to be of one reading")
    counts = given[given["quote_id"].isin(set(quotes_table.evidence(quotes)["quote_id"]))]
    meanings = {str(code): meaning(str(code), book) for code in counts["label"].dropna().unique()}
    judged = Judged()
    chosen: dict[tuple[str, str, str], Tag] = {}
    for tag in _tags(counts):
        made = _mapped(tag, meanings)
        judged.became.update({one.kind for one in made})
        for one in made:
            if one.kind not in SINGLE_KINDS:
                judged.tags.append(one)
                continue
            key = (one.quote_id, one.kind, one.by)
            before = chosen.get(key)
            judged.doubled += before is not None and before.label != one.label
            chosen[key] = one if before is None or _length(one) >= _length(before) else before
    judged.tags += chosen.values()
    return judged


def _tags(codings: pd.DataFrame) -> list[Tag]:
    rows = codings.astype(object).where(codings.notna(), None).to_dict("records")
    return [Tag(**{str(name): value for name, value in row.items()}) for row in rows]


def _length(tag: Tag) -> int:
    """How many signs of the quote a person marked; all of it where she marked none."""
    return 10**9 if tag.start is None or tag.end is None else tag.end - tag.start


def _mapped(tag: Tag, meanings: Mapping[str, Mapping[str, str]]) -> list[Tag]:
    """The tags that one coding makes."""
    if tag.kind != "code" or tag.label is None:
        return [tag]
    return [replace(tag, kind=kind, label=label) for kind, label in meanings[tag.label].items()]


def meaning(code: str, book: Codebook) -> dict[str, str]:
    """What a code stands for: kind of tag and label; kind ``code`` where its own name is none of the map's.

    >>> book = Codebook.load("service")
    >>> meaning("Stages / Onboarding", book), meaning("Pain points / Support / too slow", book)
    ({'stage': 'onboarding'}, {'stage': 'support', 'facet': 'pain', 'code': 'Pain points / Support / too slow'})
    """
    parts = code.split(JOINT)
    root = branch(parts[0]) if len(parts) > 1 else None
    names = _names(book)
    found: dict[str, str] = {}
    own = False
    for depth in range(len(parts) - 1, -1 if root is None else 0, -1):
        # Below a stage stand its touchpoints, and what is good or bad there.
        narrow = root is not None and (root != "stage" or depth == 1)
        match = _match(parts[depth], names, (str(root),) if narrow else _KINDS)
        if match is not None:
            found.setdefault(*match)
            own = own or depth == len(parts) - 1
    found = {kind: found[kind] for kind in _KINDS if kind in found}
    return found if own else found | {"code": code}


def _match(part: str, names: Mapping[str, Mapping[str, str]], kinds: Iterable[str]) -> tuple[str, str] | None:
    """The kind and label of the first thing on the map that has this name."""
    for kind in kinds:
        label = facet(part) if kind == "facet" else sentiment(part) if kind == "sentiment" else None
        label = label or names.get(kind, {}).get(plain(part))
        if label is not None:
            return kind, label
    return None


def _names(book: Codebook) -> dict[str, dict[str, str]]:
    """The names and labels of stages and touchpoints in a plain form, with the name that tags carry."""
    kinds: tuple[tuple[str, Sequence[Code]], ...] = (("stage", book.stages), ("touchpoint", book.touchpoints))
    return {
        kind: {plain(word): code.name for code in reversed(codes) for word in (code.label, code.name) if word}
        for kind, codes in kinds
    }
