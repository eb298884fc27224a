"""Turns of a conversation to passages: who asks, who answers, and what each answer answers.

The interviewer's words are never evidence; they become the ``question`` of the answers that follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voc.quotes import Passage, Role
from voc.reading.segments import is_filler
from voc.reading.talk.cast import Cast, cast

# What a transcript says of what is heard or done, in brackets: "(laughs)", "[inaudible]", "(reads the text aloud)".
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{0,300})[)\]]")
_SOUND = re.compile(
    r"\b(music|musique|musik|música|applau(se|s)|aplausos|laugh(s|ter|ing)?|lach(t|en)|rires?|rit|risas|inaudible"
    r"|unintelligible|unverständlich|ininteligible|cross ?talk|overlapping|silence|stille|pause|noise|cough(s|ing)?"
    r"|sigh(s|ing)?|background|blank_audio|no audio|foreign|beep|phone rings?|clears throat)\b|^笑",
    re.IGNORECASE,
)
_UNNAMED = {False: "(nobody named)", True: "(printed question)"}
# Why the words of a voice that may be another's are left out.
UNKNOWN_VOICE = "unknown voice beside one participant"
# A remark of so many words in round brackets describes what somebody does.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until another spoke: ``place`` is where it begins in the file.

    ``role`` is what the file itself says of the speaker, or of an unnamed turn, if it does; ``excluded`` why it says
    that the turn is no evidence, ``timestamp`` at which moment it was said, and ``key`` what knows it again in a longer
    version of the file. ``known_as`` is what else the file calls the speaker. An unnamed agent's turn is the tool's.
    """

    speaker: str | None
    text: str
    place: str
    role: Role | None = None
    excluded: str | None = None
    timestamp: datetime | None = None
    key: str | None = None
    known_as: tuple[str, ...] = ()

    @property
    def is_persons(self) -> bool:
        """Whether it is somebody's, and not what the tool itself wrote."""
        return self.speaker is not None or self.role != "agent"


def merge(turns: Sequence[Turn], *, gap: str = " ") -> list[Turn]:
    """Join consecutive turns of one speaker, as recorders cut one turn into many cues."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if runs and (runs[-1][0].speaker, runs[-1][0].excluded) == (turn.speaker, turn.excluded):
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return [replace(run[0], text=gap.join(turn.text for turn in run)) for run in runs]


def is_remark(text: str) -> bool:
    """Whether a turn holds nothing that was said, only what was heard or done.

    A name that was taken out, "[Company]", is an answer.

    >>> is_remark("[Music]"), is_remark("(reads the text aloud)"), is_remark("[Company]"), is_remark("(laughs) Yes.")
    (True, True, False, False)
    """
    bare = text.strip(" .,;♪♫\n")
    if not bare:
        return True
    remarks = _BRACKETS.findall(bare)
    return (
        bool(remarks)
        and not _BRACKETS.sub("", bare).strip(" .,;♪♫\n")
        and all(_SOUND.search(remark) or len(remark.split()) >= _TELLING for remark in remarks)
    )


def _said(text: str) -> str:
    """The words of a turn, without what is heard beside them: "Mm-hmm. [laughs]"."""
    return _BRACKETS.sub(lambda remark: " " if _SOUND.search(remark[1]) else remark[0], text)


def passages(
    turns: Sequence[Turn],
    *,
    interviewer: str | None = None,
    given: Mapping[str, Role] | None = None,
    who: Cast | None = None,
) -> Iterator[Passage]:
    """Yield each turn with its role; a participant's turn carries the last question that she was asked.

    ``who`` is the cast, where it is known already. A sound of listening ("Mm-hm.") is no question: the answer goes on.
    """
    who = who or cast(turns, interviewer=interviewer, given=given)
    question: str | None = None
    for number, turn in enumerate(turns, 1):
        role = turn.role if turn.speaker is None and turn.role else who.role(turn.speaker)
        remark = is_remark(turn.text)
        excluded = turn.excluded
        if turn.role is None and turn.speaker in who.unknown:
            excluded = excluded or UNKNOWN_VOICE
        elif remark and role in ("participant", "staff"):
            excluded = excluded or "remark, nothing said"
        if (
            role in ("interviewer", "agent")
            and turn.excluded is None
            and not remark
            and not is_filler(_said(turn.text), spoken=True)
        ):
            question = turn.text
        yield Passage(
            turn.text,
            f"turn {number}, {turn.place}",
            speaker=turn.speaker,
            role=role,
            question=question if role == "participant" else None,
            timestamp=turn.timestamp,
            key=turn.key,
            known_as=turn.known_as,
            excluded=excluded,
        )


def preview(
    turns: Sequence[Turn], *, interviewer: str | None = None, given: Mapping[str, Role] | None = None
) -> list[tuple[str, str]]:
    """Say who is taken for what and why."""
    who = cast(turns, interviewer=interviewer, given=given)
    persons = [turn for turn in turns if turn.is_persons]
    said: Counter[str] = Counter(
        turn.speaker if turn.speaker in who.roles else _UNNAMED[turn.role == "interviewer"] for turn in persons
    )
    aside = {_UNNAMED[True]: ("interviewer", "numbered on"), _UNNAMED[False]: ("participant", "no name")}
    told = aside | who.roles
    for voice in who.unknown:
        told[voice if voice in who.roles else _UNNAMED[False]] = ("participant", f"{UNKNOWN_VOICE}: left out")
    return [(name, f"{told[name][0]}, {count} turns — {told[name][1]}") for name, count in said.items()]
