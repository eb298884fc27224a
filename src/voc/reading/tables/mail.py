"""An e-mail as somebody's own words: what she quotes, signs with and what her mail server adds is told apart.

A message is cut at line ends into parts, each an exact piece of it; together they hold all of it. When in doubt, words
are her own: a rule takes lines away only where two signs agree (a quote header has an address or a date with a
time, a name block is short). The reply parsers on PyPI were tried: mail-parser-reply strips lines and takes lists
for signatures, quotequail knows no Outlook headers and no signatures, and neither gives places in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voc.quotes import Passage
from voc.reading.tables import mail_signs as signs

QUOTED = "quoted reply"
SIGNATURE = "signature"
DISCLAIMER = "disclaimer"
HEADER = "mail header"
AUTOMATIC = "automatic message"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
# A name block has so many lines at most, none longer than an address.
_BLOCK_LINES = 9
_BLOCK_WORDS = 9
# A closing formula or "Sent from my …" is no longer than this.
_LONGEST_SIGN = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message, as it stands; ``excluded`` says why it is not her own words of this message."""

    text: str
    excluded: str | None = None


def parts(text: str) -> list[Part]:
    r"""Cut a message into its parts, in order; joined, they are the message.

    >>> [part.excluded for part in parts("It broke again.\n\nKind regards\nMila\n\n> Did you restart it?")]
    [None, 'signature', 'quoted reply']
    """
    if "\n" not in text and "\r" not in text:
        return _one_line(text)
    lines = [line for line in _LINE.findall(text) if line]
    marks = _quotes(lines)
    for start, end in _runs(marks):
        _mark_signature(lines, marks, start, end)
    for start, end in _runs(marks):
        _mark_disclaimers(lines, marks, start, end)
        if signs.MACHINE.match(_first_words(lines[start:end])):
            marks[start:end] = [AUTOMATIC] * (end - start)
    return _joined(lines, marks)


def split(passage: Passage) -> Iterator[Passage]:
    """Give a message as passages: her own words at its place, the other parts beside them with the reason."""
    seen: dict[str, int] = {}
    for part in parts(passage.text):
        text = part.text.strip()
        if not text:
            continue
        name = part.excluded or "part"
        seen[name] = seen.get(name, 0) + 1
        if part.excluded is None and seen[name] == 1:
            yield passage if text == passage.text else replace(passage, text=text)
            continue
        place = f"{passage.locator}, {name}{f' {seen[name]}' if seen[name] > 1 else ''}"
        # Whom she answers is the help desk; her own earlier words stand in their own place.
        role = "agent" if part.excluded == QUOTED else passage.role
        speaker = None if part.excluded == QUOTED else passage.speaker
        reason = passage.excluded or part.excluded
        yield replace(passage, text=text, locator=place, role=role, speaker=speaker, excluded=reason)


def _one_line(text: str) -> list[Part]:
    if signs.MACHINE.match(text):
        return [Part(text, AUTOMATIC)]
    found = signs.TAIL.search(text)
    return [Part(text[: found.start()]), Part(text[found.start() :], SIGNATURE)] if found else [Part(text)]


def _joined(lines: Sequence[str], marks: Sequence[str | None]) -> list[Part]:
    made: list[Part] = []
    for line, mark in zip(lines, marks, strict=True):
        # A blank line belongs to what is before it.
        if made and (made[-1].excluded == mark or not line.strip()):
            made[-1] = Part(made[-1].text + line, made[-1].excluded)
        else:
            made.append(Part(line, mark))
    return made


def _runs(marks: Sequence[str | None]) -> list[tuple[int, int]]:
    """The runs of lines that are her own so far."""
    runs: list[tuple[int, int]] = []
    for index, mark in enumerate(marks):
        if mark is None and runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        elif mark is None:
            runs.append((index, index + 1))
    return runs


def _quotes(lines: Sequence[str]) -> list[str | None]:
    """Which lines are another's: marked with ">", or everything below a header of the message that is answered."""
    marks: list[str | None] = [QUOTED if _is_marked(lines, index) else None for index in range(len(lines))]
    for index, line in enumerate(lines):
        if marks[index] is not None or not line.strip():
            continue
        height = _introduction(lines, index)
        if height and _marked_below(marks, lines, index + height):
            marks[index : index + height] = [QUOTED] * height
        elif (height and _is_sure(lines[index : index + height])) or signs.ORIGINAL.match(line):
            return marks[:index] + [QUOTED] * (len(lines) - index)
        elif rows := _header(lines, index):
            above = any(text.strip() for text in lines[:index])
            if above:
                return marks[:index] + [QUOTED] * (len(lines) - index)
            marks[index : index + rows] = [HEADER] * rows
    return marks


def _is_marked(lines: Sequence[str], index: int) -> bool:
    if not signs.MARKED.match(lines[index]):
        return False
    beside = (lines[at] for at in (index - 1, index + 1) if 0 <= at < len(lines))
    return not signs.COMPARISON.match(lines[index]) or any(
        signs.MARKED.match(line) and not signs.COMPARISON.match(line) for line in beside
    )


def _introduction(lines: Sequence[str], index: int) -> int:
    """How many lines "On …, … wrote:" takes from here on: mail programs break it after 72 signs."""
    for height in (1, 2, 3):
        given = lines[index : index + height]
        if len(given) < height or not given[-1].strip():
            return 0
        # Most lines are none: a look at the end spares the pattern.
        if given[-1].rstrip().endswith(":") and signs.INTRODUCTION.match("".join(given)):
            return height
    return 0


def _is_sure(lines: Sequence[str]) -> bool:
    """Whether it is written by a mail program: an address, or a date with the time of day."""
    text = "".join(lines)
    return bool(signs.ADDRESS.search(text) or signs.DATE_AND_TIME.search(text))


def _marked_below(marks: Sequence[str | None], lines: Sequence[str], index: int) -> bool:
    below = (at for at in range(index, len(lines)) if lines[at].strip())
    return next((marks[at] == QUOTED for at in below), False)


def _header(lines: Sequence[str], index: int) -> int:
    """How many lines an Outlook header takes, if one begins here. A form may ask "From:" and "To:", too."""
    start = index + 1 if signs.RULE.match(lines[index]) else index
    if start == index and ":" not in lines[index]:
        return 0
    if start >= len(lines) or not signs.WHO.match(lines[start]):
        return 0
    end = start
    found = dict.fromkeys((signs.WHO, signs.WHEN, signs.TO, signs.ABOUT), False)
    for end, line in enumerate(lines[start : start + 8], start):
        which = next((pattern for pattern in found if pattern.match(line)), None)
        if which is None:
            end -= 1
            break
        found[which] = True
    enough = found[signs.ABOUT] or (
        found[signs.WHEN] and found[signs.TO] and signs.ADDRESS.search("".join(lines[start : end + 1]))
    )
    return end + 1 - index if enough and (found[signs.WHEN] or found[signs.TO]) else 0


def _mark_signature(lines: Sequence[str], marks: list[str | None], start: int, end: int) -> None:
    """Mark how a run of own lines ends: after "-- ", a closing formula or "Sent from my …"."""
    for index in range(start, end):
        line = lines[index].rstrip("\r\n")
        if len(line) > _LONGEST_SIGN:
            continue
        if signs.SENT_FROM.match(line):
            marks[index] = SIGNATURE
        elif index == start or not line.strip():
            continue
        elif signs.DASHES.match(line) and (line != "--" or end - index <= _BLOCK_LINES + 3):
            marks[index:end] = [SIGNATURE] * (end - index)
            return
        elif signs.CLOSING.match(line) or (
            signs.CLOSING_OR_NOT.match(line) and _bare_name(lines[index + 1 : min(end, index + 6)], end - index)
        ):
            stop = _block_end(lines, index, end)
            marks[index:stop] = [SIGNATURE] * (stop - index)
            if stop > index:
                return


def _bare_name(below: Sequence[str], rest: int) -> bool:
    """Whether one or two lines with a name, and nothing else, are left of her words."""
    filled = [line.strip() for line in below if line.strip()]
    return (
        rest <= 6
        and 1 <= len(filled) <= 2
        and all(signs.NAME_LINE.match(line) and line[0].isupper() for line in filled)
    )


def _block_end(lines: Sequence[str], index: int, end: int) -> int:
    """Where the name block below a closing formula ends: at a postscript or a disclaimer; nowhere if she goes on."""
    filled = 0
    for at in range(index + 1, end):
        line = lines[at].strip()
        if signs.POSTSCRIPT.match(line) or signs.DISCLAIMER.match(line):
            return at
        filled += bool(line)
        if filled > _BLOCK_LINES or len(line.split()) > _BLOCK_WORDS:
            return index
    return end


def _mark_disclaimers(lines: Sequence[str], marks: list[str | None], start: int, end: int) -> None:
    """Mark the paragraphs below her words that a mail server adds."""
    at = start
    while at < end:
        stop = next((index for index in range(at, end) if not lines[index].strip()), end)
        if (at > start or start > 0) and signs.DISCLAIMER.match("".join(lines[at:stop])):
            marks[at:stop] = [DISCLAIMER] * (stop - at)
        at = max(stop, at) + 1


def _first_words(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip()), "")
