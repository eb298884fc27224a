"""Names of people: by what stands around them, by given names, and by spaCy's named entities.

Each rule names a range. A range that is a brand, a place or a thing ("Victoria Park", "Jack Wolfskin") is no name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voc._english import lexicon
from voc.redaction.base import Span
from voc.redaction.cues import BETWEEN, CAP, CUES, INITIAL

# A given name, what may follow it, and never a part of a longer word or address.
_WORD = re.compile(r"(?<![\w@#./'’-])[^\W\d_](?:[\w'’]*\w)?(?:-[^\W\d_]+)*(?![\w@]|\.\w)")
_REST = re.compile(rf"(?: (?:{INITIAL} )?{BETWEEN}{CAP}){{0,2}}(?: [A-Z]\.(?!\w))?")
# What people do and what they are called, behind a name.
_DOES = re.compile(
    r",? (?:who\b|said|says|told|asked|rang|called|phoned|came|explained|helped|answered|wrote|promised|replied"
    r"|sorted|signed"
    r"|apologi[sz]ed|(?:is|was) (?:so|very|really|super|just)? ?(?:kind|nice|lovely|rude|helpful|patient|great"
    r"|brilliant|friendly))\b"
)
_SMALL = re.compile(r"(?<!\w)[a-zà-ÿ]{3,}(?!\w)")
# Signs in place of a name that somebody took out before.
_TAKEN_OUT = re.compile(r"(?<!\w)(\w)\1{2,}(?!\w)", re.IGNORECASE)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_WRITTEN = re.compile(rf"(?:{INITIAL} )*{CAP}(?: (?:{INITIAL} )?{BETWEEN}{CAP}){{0,3}}(?: [A-Z]\.)?")
# What a text must have for an entity in it to count (:func:`_by_entity`): spaCy takes most of the time of all.
_ENTITY = re.compile(rf"{INITIAL} {CAP}|{CAP} (?:{INITIAL} )?{BETWEEN}{CAP}|{CAP} [A-Z]\.|{CAP}{_DOES.pattern}")
_SAINT = re.compile(r"(?:\bSt|\bSaint|\bSan|\bSanta|\bSankt)\.? $")
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Words:
    """``words.toml``: given names, those that are words as well, brands, things called by names, nobody, and places."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    brands: frozenset[str]
    things: frozenset[str]
    nobody: frozenset[str]
    places: frozenset[str]


@cache
def words() -> Words:
    """Read ``words.toml``."""
    found = tomllib.loads((resources.files("voc.redaction") / "words.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(value if name == "brands" else value.split()) for name, value in found.items()}
    return Words(**sets | {"given": sets["given"] - sets["ambiguous"]})


def names(text: str, entities: Sequence[tuple[int, int]], keep: Collection[str] = ()) -> Iterator[Span]:
    """Names of people in a text, the surest first; ``entities`` are spaCy's people, ``keep`` words that are no names.

    Spans may overlap.
    """
    for rule in (_by_cue(text), _by_given_name(text), _by_entity(text, entities)):
        for start, end in rule:
            if (span := _trimmed(text, start, end, keep)) is not None:
                yield span


def may_name(text: str) -> bool:
    """Whether what spaCy takes for people in a text could count.

    >>> may_name("The lock of my bike is broken"), may_name("Then Uzo said no"), may_name("by Uzo Eze")
    (False, True, True)
    """
    return _ENTITY.search(text) is not None


def written_small(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in some texts in small letters: of such no name is made that spaCy alone finds."""
    return frozenset(word for text in texts for word in _SMALL.findall(text))


def plausible(text: str, entities: Iterable[tuple[int, int]], small: Collection[str]) -> list[tuple[int, int]]:
    """Those of spaCy's people that may be some: "Club Suite" and "London Heathrow" are none.

    A given name first is enough; else no word of it may be a place, or be written small elsewhere.
    """
    known = words()
    return [
        (start, end)
        for start, end in entities
        if (parts := text[start:end].casefold().split())
        and (
            parts[0] in known.given
            or parts[0] in known.ambiguous
            or not any(part in known.places or part in small for part in parts)
        )
    ]


def _by_cue(text: str) -> Iterator[tuple[int, int]]:
    for pattern in CUES:
        yield from (match.span(1) for match in pattern.finditer(text))


def _by_given_name(text: str) -> Iterator[tuple[int, int]]:
    """Words that are given names, with the surname that follows; the ambiguous ones only with a surname."""
    known = words()
    for match in _WORD.finditer(text):
        word = match[0]
        low = _POSSESSIVE.sub("", word).casefold()
        first = low.split("-")[0]
        if low in known.given or first in known.given:
            rest = _REST.match(text, match.end()) if word[0].isupper() else None
            yield match.start(), rest.end() if rest else match.end()


def _by_entity(text: str, entities: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What spaCy takes for people, if it is written like a name; one word alone only where it does what people do."""
    for first, last in entities:
        for match in _LINE.finditer(text, first, last):
            start, end = match.span()
            whole = _WRITTEN.fullmatch(match[0])
            if whole and (" " in match[0] or _DOES.match(text, end)):
                yield start, end


def _trimmed(text: str, start: int, end: int, keep: Collection[str]) -> Span | None:
    """The range without what is no name at its ends; ``None`` where nothing of a name is left."""
    known = words()
    while (parts := list(re.finditer(r"\S+", text[start:end]))) and _is_plain(parts[0][0], known, keep, first=True):
        start += parts[1].start() if len(parts) > 1 else end - start
    while (parts := list(re.finditer(r"\S+", text[start:end]))) and _is_plain(parts[-1][0], known, keep):
        end = start + (parts[-2].end() if len(parts) > 1 else 0)
    said = text[start:end]
    said = _POSSESSIVE.sub("", said).rstrip(",;:!?")
    end = start + len(said)
    if not any(sign.isalpha() for sign in said) or len(said) < 2 or _is_thing(text, start, end, known):
        return None
    if any(sign.isdigit() for sign in said) or (said.isupper() and "." not in said) or _TAKEN_OUT.search(said):
        return None
    return Span(start, end, "name", said)


def _is_plain(word: str, known: Words, keep: Collection[str], *, first: bool = False) -> bool:
    """Whether a word is none of a name; a verb or a little word may be a surname, but no name begins with it."""
    low = word.strip(".,;:!?()'\"’").casefold()
    if low in known.nobody or low in keep or not low:
        return True
    if not first or low in known.given or low in known.ambiguous:
        return False
    little = lexicon()
    return low in little.words or low in little.bases or _POSSESSIVE.sub("", low.split("'")[0]) in ("i", "he", "she")


def _is_thing(text: str, start: int, end: int, known: Words) -> bool:
    """Whether a name is a brand's, or a place's or a thing's by the word behind it or the saint before."""
    said = text[start:end].casefold()
    first = said.split()[0]
    if said in known.brands or said in known.places or (first in known.places and first not in known.given):
        return True
    around = text[max(0, start - 24) : end + 24].casefold()
    if any(said in brand and brand in around for brand in known.brands if " " in brand or "-" in brand):
        return True
    after = re.match(r"(?:['’]s)? ?(\w+)", text[end:])
    last = said.split()[-1]
    return bool(
        (after is not None and text[end : end + 1] in (" ", "'", "’") and after[1].casefold() in known.things)
        or (last in known.things and len(said.split()) > 1)
        or _SAINT.search(text[:start])
    )
