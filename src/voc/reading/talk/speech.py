"""Speaker names in front of what is said: ``Anna: well …``, accepted only when the file bears it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from voc.reading.talk import stamps as _stamps
from voc.reading.talk.roles import said_role, says_who

# Bullets, bold and italic of Markdown may stand around the name or the colon, ">>" and brackets, too.
_MARK = r"[*_]{0,3}"
FRONT = rf"(?:#{{1,6}}\s+|[-*•]\s+|>{{1,3}}\s*)?{_MARK}"
_NAMED = re.compile(
    rf"(?!https?:|mailto:){FRONT}\[?(?P<name>[^:：\n]{{1,60}}?)\]?{_MARK}\s{{0,9}}"
    rf"(?:{_stamps.BRACKETED}\s{{0,9}})?{_MARK}[:：]{_MARK}(?P<gap>\s*)"
)
# Function words that begin a clause, not a name: "One thing I noticed: it is slow".
_CLAUSE = re.compile(r"\b(i|it|is|was|the|this|that|thing|and|but|like|because)\b", re.IGNORECASE)
# These are also syllables of names; "So Yeon" is one, "so far" is none.
_CLAUSE_OR_NAME = re.compile(r"\b(so|my|we|you|they)\b", re.IGNORECASE)
# What people write in front of a colon that is nobody's name: remarks, the head of an interview or a mail, the
# headings of research notes. From general knowledge.
_NOBODY = re.compile(
    r"(notes?|n\.?b\.?|p\.?s\.?|examples?|for example|e\.?g|results?|summary|edit|update|date|datum|time|zeit|place"
    r"|location|duration|length|topic|title|project|warning|hint|file|recording|(\w+ )?transcript(ion)?"
    r"|(user )?interview( \w+)?|version|attendees|keywords|language|age|job|from|to|cc|bcc|re|fwd?|sent|subject"
    r"|e-?mail|tel|phone|url|link|source|task( \w+)?"
    r"|step( \w+)?|part( \w+)?|chapter( \w+)?|section( \w+)?|scene( \w+)?|page( \w+)?|observations?|insights?"
    r"|findings?|pain ?points?|opportunit(y|ies)|quotes?|action( items?)?|next steps?|pros?|cons?|goals?|themes?"
    r"|issues?|ideas?|comments?|product|app|scenario|prototype|conclusions?|overview|context|background|expected|actual|todo|fyi|ok|yes|no)",
    re.IGNORECASE,
)
# What stands in no name; a full stop only after an initial or a title ("Dr. Ruiz").
_NO_NAME = re.compile(r"[?!;=<>{}\"“”„»«\\]|\d{5}|\.\s+\w+\s+\w+\s+\w")
# What stands beside a name: "(she/her)", "[Company]".
_BESIDE = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")
# Small words inside names.
# fmt: off
_PARTICLES = frozenset((
    "van", "von", "de", "la", "le", "der", "den", "da", "dos", "das", "del", "della", "di", "du", "el", "al", "bin",
    "ibn", "y", "e", "af", "av", "zu", "zum", "te", "ter",
))
# fmt: on
# From this share of lines with a known speaker on, a name that stands there once is a speaker too.
_MOST = 0.6
_LONGEST_NAME = 5
# A name in small letters of several words ("my first point") has to stand in front of so many of the lines.
_OFTEN, _SHARE = 3, 0.1
# "Respondent (R)".
_SIGNED = re.compile(r"(\w[^()]{0,40}?)\s?\((\w{1,3})\)")
_NUMBERED = re.compile(r"([qa])\s?\.?#?\d{1,3}")


class Begin(NamedTuple):
    """A possible speaker in front of a line, where her words begin, and the time that stands there."""

    name: str
    end: int
    time: str | None = None


def heading(line: str) -> Begin | None:
    """The possible speaker in front of a line; her words may also follow on the next line.

    >>> heading("[00:12:03] Anna: hello"), heading("Anna (0:12): [0:13] hi"), heading("at 10:30 we left")
    (Begin(name='Anna', end=17, time='00:12:03'), Begin(name='Anna', end=20, time='0:12'), None)
    """
    if ":" not in line and "：" not in line:
        return None
    stamp = _stamps.lead(line)
    offset = stamp.end if stamp else 0
    match = _NAMED.match(line, offset)
    if match is None:
        return None
    name, end = _cleaned(match["name"]), match.end()
    if not name or (not match["gap"] and end < len(line) and not says_who(name) and "：" not in match[0]):
        return None
    time = match["start"] or match["counted"] or match["hashed"] or (stamp.time if stamp else None)
    behind = _stamps.lead(line[end : end + 60])
    if behind is not None and behind.bracketed:
        time, end = time or behind.time, end + behind.end
    return Begin(name, end, time)


def _cleaned(name: str) -> str:
    bare = name.strip().strip("*_").strip()
    return f"{bare}]" if bare.count("[") > bare.count("]") else bare


def like_name(name: str) -> bool:
    """Five words at most beside what stands in brackets, and no clause.

    >>> like_name("So Yeon"), like_name("so far"), like_name("One thing I noticed"), like_name("Anna (she/her)")
    (True, False, False, True)
    """
    if said_role(name):
        return True
    bare = _BESIDE.sub("", name)
    words = bare.split() if any(map(str.isalnum, bare)) else []
    if not words or len(words) > _LONGEST_NAME or _CLAUSE.search(bare) or _NO_NAME.search(name):
        return False
    return not _CLAUSE_OR_NAME.search(bare) or (len(words) > 1 and not _small(words))


def like_proper_name(name: str) -> bool:
    """A label or three capitalised words at most: enough to trust a name that stands there once.

    >>> like_proper_name("Tom"), like_proper_name("Open at"), like_proper_name("Note"), like_proper_name("Eva de Vries")
    (True, False, False, True)
    """
    words = _own_words(name)
    return says_who(name) or (
        like_name(name) and 1 <= len(words) <= 3 and not _small(words) and not _NOBODY.fullmatch(name)
    )


def _own_words(name: str) -> list[str]:
    """The words of a name, without what stands beside it and the small ones inside it."""
    return [word for word in _BESIDE.sub("", name).split() if word.lower() not in _PARTICLES]


def _small(words: Iterable[str]) -> bool:
    """Whether any word begins with a small letter, or with no letter at all; "(Guest)" begins with a G."""
    firsts = [word.lstrip("([\"'")[:1] for word in words]
    return any(first.islower() or not first.isalpha() for first in firsts)


def speakers(lines: Iterable[str], *, named: bool = False) -> dict[str, str]:
    """The prefixes that are speakers, in lower case, each with the name as it is first written.

    Label words are, and names in front of two lines or more; once most lines have such a speaker, every proper
    name is one. The numbered questions and answers "Q1", "A1", "Q2" … are of one who asks and one who answers.
    ``named``: the lines are a recorder's cues; where most of them begin with a proper name, each is a speaker.

    >>> sorted(speakers(["Anna: hi", "TOM: hi", "Anna: One thing I noticed: slow", "Tom: ok"]).values())
    ['Anna', 'TOM']
    >>> speakers(["One thing I noticed: it is slow"])
    {}
    """
    begins = [heading(line) for line in lines]
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for found in begins:
        if found is not None:
            counts[found.name.casefold()] += 1
            spelled.setdefault(found.name.casefold(), found.name)
    known = _accepted(counts, spelled, len(begins), named=named)
    names = {key: name for key, name in spelled.items() if key in known} | _numbered(counts)
    return names | _signed(names)


def _signed(names: Mapping[str, str]) -> dict[str, str]:
    """Those who are named with their sign, and then by the sign alone: "Respondent (R)", "R"."""
    found = ((key, _SIGNED.fullmatch(name)) for key, name in names.items())
    signed = [(key, match) for key, match in found if match is not None and match[2].casefold() in names]
    return {one: match[1] for key, match in signed for one in (key, match[2].casefold())}


def _accepted(counts: Mapping[str, int], spelled: Mapping[str, str], lines: int, *, named: bool) -> set[str]:
    """Which of the names that stand in front of so many of all ``lines`` are speakers, by their lower case."""
    asked = any(said_role(spelled[key]) == "interviewer" for key in counts)
    known = {key for key, count in counts.items() if _known(spelled[key], count, lines, asked=asked)}
    proper = {key for key in counts if like_proper_name(spelled[key])}
    sure = known | proper if named else known
    if known and sum(counts[key] for key in known) >= _MOST * lines:
        known |= proper
    elif named and len(sure) >= 2 and sum(counts[key] for key in sure) >= _MOST * lines:
        known = sure
    return known


def _known(name: str, count: int, lines: int, *, asked: bool) -> bool:
    """One letter is a speaker where somebody is "Q" or "I"; a clause never; a heading of notes never."""
    if says_who(name) or (asked and len(name) == 1 and name.isalpha()):
        return True
    if count < 2 or not like_name(name) or _NOBODY.fullmatch(name):
        return False
    words = [word for word in _own_words(name) if not word.isdigit()]
    return len(words) < 2 or not _small(words) or (count >= _OFTEN and count >= _SHARE * lines)


def _numbered(counts: Mapping[str, int]) -> dict[str, str]:
    """The numbers of questions and answers, where there are two of each and none comes again."""
    kinds: dict[str, set[str]] = {"q": set(), "a": set()}
    for key, count in counts.items():
        match = _NUMBERED.fullmatch(key)
        if match is not None and count == 1:
            kinds[match[1]].add(key)
    if min(map(len, kinds.values())) < 2:
        return {}
    return {key: kind.upper() for kind, keys in kinds.items() for key in keys}
