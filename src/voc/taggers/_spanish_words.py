"""The words of ``spanish.tsv`` in all their forms, for :mod:`voc.taggers.spanish`.

Forms are made by the regular rules of Spanish (general knowledge of its grammar); what is irregular stands in the list
as it is written. Accents and the tilde of ñ are taken off, as people leave them out when they type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

# Personal endings, without accents: present, past, imperfect, subjunctives, participles.
_AR = (
    "o as a amos ais an e aste o asteis aron aba abas abamos aban es emos en ara aras aran ase asen ando ado ada ados "
    "adas"
)
_ER = (
    "o es e emos imos en i iste io imos ieron ia ias iamos ian a as amos an iera ieran iese iesen iendo ido ida idos "
    "idas"
)
# Future and conditional hang on to the infinitive, pronouns on to it and the gerund.
_LATER = "e as a emos an ia ias iamos ian"
_PRONOUNS = ("me", "te", "se", "lo", "la", "le", "nos", "los", "las", "les")
# What may stand inside a phrase of the list: pronouns, articles and possessives.
_SMALL = frozenset((*_PRONOUNS, "os", "el", "un", "una", "mi", "mis", "su", "sus", "tu", "tus", "nuestro", "nuestra"))
_KEY = 3
_TOKEN = re.compile(r"\d+/\d+|\w+|[^\w\s]\ufe0f?")


def plain(text: str) -> str:
    """Lower case without accents, letter by letter, so that offsets stay.

    >>> plain("¡Pésimo, mañana NO!")
    '¡pesimo, manana no!'
    """
    return "".join(_plain(letter) for letter in text)


@cache
def _plain(letter: str) -> str:
    low = letter.lower()
    base = "".join(part for part in unicodedata.normalize("NFD", low) if not unicodedata.combining(part))
    return base if len(base) == 1 else low if len(low) == 1 else letter


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign without accents, and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and signs of a text."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(plain(text))]


@dataclass
class Entries:
    """Single words by form; phrases by the first letters of their first word, longest first (``*`` ends an open word).

    ``rules`` are the words of the rules: negation, stop, more, less.
    """

    words: dict[str, float] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], float]]] = field(default_factory=dict)
    rules: dict[str, frozenset[str]] = field(default_factory=dict)

    def at(self, given: list[Token], place: int) -> tuple[float, int] | None:
        """The value of the entry that begins at a word, and the place behind it; a phrase goes before a word."""
        word = given[place].word
        for phrase, value in self.phrases.get(word[:_KEY], ()):
            behind = _end(given, place, phrase)
            if behind is not None:
                return value, behind
        return (self.words[word], place + 1) if word in self.words else None


def _end(given: list[Token], place: int, phrase: tuple[str, ...]) -> int | None:
    """Where a phrase that begins here ends; small words may stand between ("no me funciona")."""
    at = place
    for number, wanted in enumerate(phrase):
        while number and at < len(given) and given[at].word in _SMALL and not _fits(given[at].word, wanted):
            at += 1
        if at >= len(given) or not _fits(given[at].word, wanted):
            return None
        at += 1
    return at


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


@cache
def entries() -> Entries:
    """The list with all forms; where two entries make one form, the first stands."""
    text = (resources.files("voc.taggers") / "spanish.tsv").read_text(encoding="utf-8")
    made = Entries()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        value, kind, words = plain(line).split("\t")
        if kind not in _FORMS:
            made.rules[kind] = frozenset(words.split(", "))
            continue
        for word in words.split(", "):
            for form in _FORMS[kind](word):
                _add(made, form, float(value))
    for phrases in made.phrases.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return made


def _add(made: Entries, form: str, value: float) -> None:
    parts = tuple(form.split(" "))
    if len(parts) > 1:
        made.phrases.setdefault(parts[0][:_KEY], []).append((parts, value))
    else:
        made.words.setdefault(form, value)


def _adjective(word: str) -> Iterator[str]:
    """Gender, number, adverb and superlative.

    >>> " ".join(_adjective("rico"))
    'rico rica ricos ricas ricamente riquisimo riquisima riquisimos riquisimas'
    """
    if word.endswith("o"):
        stem, feminine = word[:-1], word[:-1] + "a"
        yield from (word, feminine, word + "s", feminine + "s")
    else:
        stem, feminine = word.removesuffix("e"), word
        yield from (word, *_plural(word))
        if word.endswith(("or", "on", "an", "in")):
            yield from (word + "a", word + "as")
    yield feminine + "mente"
    for ending, other in (("bl", "bil"), ("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending) + other
            break
    yield from (f"{stem}isim{end}" for end in ("o", "a", "os", "as"))


def _plural(word: str) -> tuple[str, ...]:
    """The plural, unless the word is one.

    >>> _plural("error"), _plural("cola"), _plural("feliz")
    (('errores',), ('colas',), ('felices',))
    """
    if word.endswith("z"):
        return (word[:-1] + "ces",)
    return (word + "s",) if word[-1] in "aeiou" else (word + "es",)


def _verb(entry: str) -> Iterator[str]:
    """The regular forms of an infinitive, of each of its stems, with their pronouns.

    >>> {"fallo", "fallaron", "fallara", "fallarme", "fallado"} <= set(_verb("fallar"))
    True
    """
    infinitive, *stems = entry.split("/")
    kind, first = infinitive[-2:], infinitive[:-2]
    endings = (_AR if kind == "ar" else _ER).split()
    yield infinitive
    yield from (infinitive + end for end in [*_LATER.split(), *_PRONOUNS])
    for stem in (first, *stems):
        for end in endings:
            yield _spelled(stem, end, kind) + end
        yield from (stem + ("ando" if kind == "ar" else "iendo") + pronoun for pronoun in _PRONOUNS)


def _spelled(stem: str, end: str, kind: str) -> str:
    """The sound of a stem's last letter stays before e: toque, pague, cruce.

    >>> _spelled("bloc", "e", "ar"), _spelled("carg", "en", "ar"), _spelled("cruz", "e", "ar")
    ('bloqu', 'cargu', 'cruc')
    """
    if kind != "ar" or not end.startswith("e"):
        return stem
    for letter, other in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(letter):
            return stem[:-1] + other
    return stem


_FORMS: dict[str, Callable[[str], Iterator[str]]] = {
    "a": _adjective,
    "n": lambda word: iter((word, *_plural(word))),
    "v": _verb,
    "w": lambda word: iter((word,)),
}
