"""A participant of a study: the names she has in the sources, and which passages are hers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from voc.errors import StudyError
from voc.quotes import Passage
from voc.readers import Reading
from voc.redaction import PLACEHOLDER
from voc.redaction.cast import is_personal, parts
from voc.redaction.key import plain
from voc.redaction.names import words

REMOVED = "[removed]"
# Said by many: a single word, or one as short as "no, no", is nobody's own.
_OWN_WORDS, _OWN_LETTERS = 2, 8


@dataclass(frozen=True)
class Person:
    """``names`` tell her anywhere, ``calls`` are what she is called among those who know her; ``quote_ids`` are hers.

    ``participants`` are her pseudonyms: who speaks in two talks has two, as nothing but her name says that she is one.
    ``speakers`` is what each source calls her, ``locators`` the places of her quotes there.
    """

    participants: tuple[str, ...]
    names: tuple[str, ...]
    calls: tuple[str, ...]
    speakers: dict[str, frozenset[str]]
    quote_ids: frozenset[str]
    texts: tuple[str, ...]
    locators: dict[str, frozenset[str]]

    def said(self, source: str, passage: Passage) -> bool:
        """Whether a passage of a source is hers."""
        if passage.locator in self.locators.get(source, ()):
            return True
        called = plain(passage.speaker or "")
        return passage.role in ("participant", "staff") and called in self.speakers.get(source, ())

    @property
    def sources(self) -> frozenset[str]:
        """The sources that she is in."""
        return frozenset((*self.speakers, *self.locators))

    @property
    def needles(self) -> tuple[str, ...]:
        """What must be found nowhere any more: her names, and her words where they are enough to be hers."""
        return (*self.names, *(text for text in self.texts if _is_own(text)))


def _is_own(text: str) -> bool:
    return len(text.split()) >= _OWN_WORDS and len(text) >= _OWN_LETTERS


def person(reading: Reading, called: str) -> Person:
    """The participant of a pseudonym or a name, with all who have the same whole name; ``StudyError`` for nobody."""
    names = reading.names[reading.names["participant"].notna()]
    found = _found(reading, called)
    told = _names(names, found)
    who = found | set(
        names.loc[names["name"].map(plain).isin([plain(one) for one in told if _tells(one)]), "participant"]
    )
    told = _names(names, who)
    quotes = reading.quotes[reading.quotes["participant"].isin(list(who))]
    sources = {str(source): frozenset(rows["locator"]) for source, rows in quotes.groupby("source")}
    own = names[names["participant"].isin(list(who))]
    return Person(
        tuple(sorted(who)),
        tuple(dict.fromkeys(name for name in told if _tells(name))),
        tuple(dict.fromkeys(call for name in told for call in (name, *parts(name)) if len(call) > 2)),
        {str(source): frozenset(map(plain, rows["name"])) for source, rows in own.groupby("source")},
        frozenset(quotes["quote_id"]),
        _only_hers(reading, quotes),
        sources,
    )


def _only_hers(reading: Reading, quotes: pd.DataFrame) -> tuple[str, ...]:
    """Her texts; what others say in the same words, as "Nothing to add.", stays theirs and tells nobody of her."""
    others = reading.quotes.loc[~reading.quotes["quote_id"].isin(quotes["quote_id"]), "text"]
    said = {plain(text) for text in others}
    return tuple(text for text in dict.fromkeys(quotes["text"]) if plain(text) not in said)


def _names(names: pd.DataFrame, who: set[str]) -> list[str]:
    """What some participants are called, but what many are: "Participant 1"."""
    own = names.loc[names["participant"].isin(list(who)), "name"]
    return [str(name) for name in own if is_personal(str(name))]


def _found(reading: Reading, called: str) -> set[str]:
    """The participants of a pseudonym or a name."""
    known = set(reading.participants["participant"])
    if re.fullmatch(r"[Pp]\d+", called):
        who = f"P{int(called[1:]):03d}"
        if who in known:
            return {who}
        raise StudyError(f"no participant {called} in this study; participants.csv of its map lists those there are")
    same = reading.names["name"].map(plain) == plain(called)
    found = set(reading.names.loc[same, "participant"].dropna())
    if found and (len(found) == 1 or _tells(called)):
        return {str(one) for one in found}
    if found:
        raise StudyError(f"{called!r} is {', '.join(sorted(found))}; say which of them")
    names = [str(name) for name in reading.names["name"] if is_personal(str(name))]
    near = difflib.get_close_matches(called, names, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "; give a pseudonym of participants.csv, like P007"
    raise StudyError(f"nobody in this study is called {called!r}{hint}")


def _tells(name: str) -> bool:
    """Whether a name is hers alone wherever it stands: of two words, an account, or a word that is no given name."""
    low = name.casefold()
    if PLACEHOLDER.fullmatch(name) or len(name) < 4:
        return False
    single = " " not in name and not re.search(r"[@_\d.]", name)
    return not single or (low not in words().given and low not in words().ambiguous and len(name) > 6)


def scrubbed(text: str, names: tuple[str, ...]) -> str:
    """A text without some names, in any case of letters."""
    for pattern in _patterns(names):
        text = pattern.sub(REMOVED, text)
    return text


def _patterns(names: tuple[str, ...]) -> Iterator[re.Pattern[str]]:
    for name in sorted(names, key=len, reverse=True):
        for form in dict.fromkeys((name, _escaped(name))):
            yield re.compile(rf"(?<!\w)@?{re.escape(form)}(?!\w)", re.IGNORECASE)


def _escaped(name: str) -> str:
    r"""A name as JSON may write it: "No\u00e9mie"."""
    return name.encode("ascii", "backslashreplace").decode("ascii").replace("\\x", "\\u00")


def called(text: str, calls: tuple[str, ...]) -> bool:
    """Whether a text says one of the names that several people may have, as it is written."""
    return any(re.search(rf"(?<!\w){re.escape(call)}(?!\w)", text) for call in calls)
