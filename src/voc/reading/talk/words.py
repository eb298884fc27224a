"""Timed words or segments of a speech recogniser to turns.

A turn ends where the speaker changes, and at a pause after a sentence. Where the recogniser tells nobody apart, a
turn also ends with the first sentence that is over after half a minute: a place in the recording, not a person.
Several channels are one conversation: their sentences are put in the order in which they begin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from voc.errors import ReadError
from voc.reading import json as _json
from voc.reading.source import Source
from voc.reading.talk.turns import Turn

# Seconds. A pause within a sentence is thinking, unless it is a very long one.
_PAUSE = 2.0
_SILENCE = 10.0
_UNNAMED = 30.0
_LONGEST = 1e7
_SENTENCE_END = re.compile(r"[.?!…。？！]['\"”’»)\]]*$")
# Thai, Lao, Burmese, Khmer, kana and Han are written without spaces between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SPEAKER_NUMBER = re.compile(r"\d{1,3}|[A-Z]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a segment of many: where it stands in the file, and when it was said, in seconds.

    ``glued`` is punctuation: it follows the word before without a space, and is of the same speaker.
    """

    text: str
    place: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    glued: bool = False


@dataclass
class Shapes:
    """Takes records and texts out of a document, and counts what has another shape than the format prescribes."""

    source: Source
    what: str
    wrong: int = field(default=0, init=False)

    def records(self, value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The objects of a list with their numbers from 1; nothing at all (``null``) is an empty list."""
        if value is not None and not isinstance(value, list):
            self.wrong += 1
            return
        for number, item in enumerate(value or (), 1):
            if isinstance(item, Mapping):
                yield number, item
            else:
                self.wrong += 1

    def text(self, value: Any) -> str:
        """The words of a record, stripped; ``""`` where nothing was said."""
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            self.wrong += 1
        return (_json.word(value) or "").strip()

    def told(self, turns: Sequence[Turn]) -> list[Turn]:
        """The turns, with a note of what could not be read; raises ``ReadError`` where there are none."""
        if not turns:
            why = f"{self.wrong} parts of another shape than expected" if self.wrong else "nobody says a word in it"
            raise ReadError(f"{self.source.name}: recognised as {self.what}, but {why}; export it again")
        if self.wrong:
            self.source.note(f"{self.wrong} parts of {self.what} have another shape than expected: left out")
        return list(turns)


def seconds(value: Any, *, per: float = 1.0) -> float | None:
    """A time of a recording, from a number or its text; ``per`` is how many of its unit make a second.

    >>> seconds("13.5"), seconds(1500, per=1000), seconds(-1), seconds("soon"), seconds(True), seconds(None)
    (13.5, 1.5, None, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value) / per
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and 0 <= found < _LONGEST else None


def place(what: str, number: int | str, start: float | None) -> str:
    """Where something is said: "segment 12 at 00:02:33".

    >>> place("segment", 12, 153.4), place("word", 3, None)
    ('segment 12 at 00:02:33', 'word 3')
    """
    return f"{what} {number}" if start is None else f"{what} {number} at {clock(start)}"


def clock(moment: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> clock(3723.9)
    '01:02:03'
    """
    whole = int(moment)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def speaker(value: Any) -> str | None:
    """A recogniser's speaker; its bare numbers and letters are told as it tells them in its own transcripts.

    >>> speaker(0), speaker("A"), speaker("spk_1"), speaker("Dana"), speaker(None), speaker("UU")
    ('Speaker 0', 'Speaker A', 'spk_1', 'Dana', None, None)
    """
    name = (_json.word(value) or "").strip().removesuffix(".0")
    if name in ("", "UU", "?", "null", "None"):
        return None
    return f"Speaker {name}" if _SPEAKER_NUMBER.fullmatch(name) else name


def joined(words: Sequence[Word]) -> str:
    """The words as one text.

    >>> joined([Word("Hello", ""), Word(",", "", glued=True), Word("you", "")])
    'Hello, you'
    """
    parts: list[str] = []
    for word in words:
        if parts and not word.glued and not (_UNSPACED.match(parts[-1][-1]) and _UNSPACED.match(word.text)):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def turns(*channels: Sequence[Word]) -> list[Turn]:
    """Make turns of the words of a recording, or of each of its channels."""
    filled = [[word for word in words if word.text] for words in channels]
    named = any(word.speaker for words in filled for word in words)
    several = sum(1 for words in filled if words) > 1
    runs = [run for words in filled for run in _runs(words, named=named, sentences=several)]
    if several:
        runs = _in_order(runs)
    return [Turn(run.words[0].speaker, joined(run.words), run.words[0].place) for run in runs]


@dataclass(slots=True)
class _Run:
    """What one speaker says without a pause, the time at which it begins (or the last one known before), and ends."""

    words: list[Word]
    start: float
    until: float

    def add(self, word: Word) -> None:
        self.words.append(word)
        # Some recognisers let a full stop last as long as the pause after it.
        self.until = self.until if word.glued else _until(word, self.until)


def _until(word: Word, known: float) -> float:
    heard = word.end if word.end is not None else word.start
    return known if heard is None else heard


def _runs(words: Sequence[Word], *, named: bool, sentences: bool) -> list[_Run]:
    """Cut the words of a channel: at another speaker, a pause, or at each sentence."""
    punctuated = any(_SENTENCE_END.search(word.text) for word in words)
    over = partial(_over, punctuated=punctuated, named=named, sentences=sentences)
    runs: list[_Run] = []
    for word in words:
        run = runs[-1] if runs else None
        if run is not None and (word.glued or not over(run, word)):
            run.add(word)
        else:
            before = run.until if run is not None else 0.0
            start = before if word.start is None else word.start
            runs.append(_Run([word], start, _until(word, start)))
    return runs


def _over(run: _Run, word: Word, *, punctuated: bool, named: bool, sentences: bool) -> bool:
    """Whether a turn is over before a word: of another speaker, or after a pause."""
    if word.speaker != run.words[0].speaker:
        return True
    sentence = punctuated and bool(_SENTENCE_END.search(run.words[-1].text))
    if sentence and sentences:
        return True
    if word.start is None:
        return False
    gap = word.start - run.until
    long = sentence and not named and word.start - run.start >= _UNNAMED
    return gap >= _SILENCE or (gap >= _PAUSE and (sentence or not punctuated)) or long


def _in_order(runs: Sequence[_Run]) -> list[_Run]:
    """The sentences of all channels as they begin; those of one speaker in a row are one turn."""
    ordered: list[_Run] = []
    for run in sorted(runs, key=lambda run: run.start):
        last = ordered[-1] if ordered else None
        if last is not None and last.words[0].speaker == run.words[0].speaker and run.start - last.until < _PAUSE:
            last.words += run.words
            last.until = max(last.until, run.until)
        else:
            ordered.append(run)
    return ordered
