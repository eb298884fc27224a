"""Turns of a conversation to passages: who asks, who answers, and what each answer answers.

The interviewer's words are never evidence; they become the ``question`` of the answers that follow. Who the
interviewer is, is found in this order: what the study, the participants file or the head of the transcript says;
names that say so ("Interviewer", "Q"); names that mark participants ("P1", "Participant"), which makes the others
interviewers; the speaker who asks most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voc.quotes import Passage, Role
from voc.readers._segments import is_filler

INTERVIEWER = re.compile(
    r"^(interviewer|moderator|researcher|facilitator|host|ux ?researcher|i|q|int|mod|note ?taker|observer)"
    r"( ?#?\d+)?$",
    re.IGNORECASE,
)
PARTICIPANT = re.compile(
    r"^(participant|interviewee|respondent|customer|user|guest|subject|tester|[paurs](?= ?#?\d))( ?#?\d+[a-z]?)?$",
    re.IGNORECASE,
)
# One letter is a participant only where somebody is "Q" or "I"; "A" and "B" are just two people.
LETTER = re.compile(r"^[paurs]$", re.IGNORECASE)
UNKNOWN = re.compile(r"^unknown speaker$|^speaker unknown$|^$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until another spoke: ``place`` is where it begins in the file.

    ``role`` is what the file itself says of the speaker, if it does.
    """

    speaker: str | None
    text: str
    place: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Each speaker's role and the reason for it."""

    roles: dict[str, tuple[Role, str]]

    def role(self, speaker: str | None) -> Role:
        """The role of a speaker; someone unnamed counts as a participant."""
        return self.roles[speaker][0] if speaker in self.roles else "participant"


def merge(turns: Sequence[Turn], *, gap: str = " ") -> list[Turn]:
    """Join consecutive turns of one speaker, as recorders cut one turn into many cues."""
    merged: list[Turn] = []
    for turn in turns:
        if merged and merged[-1].speaker == turn.speaker:
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text}{gap}{turn.text}")
        else:
            merged.append(turn)
    return merged


def cast(turns: Sequence[Turn], *, interviewer: str | None = None, given: Mapping[str, Role] | None = None) -> Cast:
    """Find who interviews and who takes part, with the reason for each.

    ``interviewer`` is the study's word, ``given`` the roles of the participants file by name in lower case.
    """
    names = [name for name in dict.fromkeys(turn.speaker for turn in turns) if name and not UNKNOWN.match(name)]
    told = _told(turns, interviewer, given or {})
    asks = {name for name in names if told.get(name.casefold()) == "interviewer"}
    labelled = {name for name in names if INTERVIEWER.match(name)}
    answers = {name for name in names if told.get(name.casefold()) in ("participant", "staff")}
    marked = answers | (_marked(names) - labelled)
    if asks:
        return _split(names, asks, "said to be the interviewer", "the other")
    if labelled:
        return _split(names, labelled, "its name", "not named as interviewer")
    if marked and len(marked) < len(names):
        return _split(names, set(names) - marked, "not named as participant", "its name")
    return _by_questions(turns, names)


def _told(turns: Sequence[Turn], interviewer: str | None, given: Mapping[str, Role]) -> dict[str, Role]:
    """What is said of each speaker's role, by name in lower case; the study's word goes first."""
    told: dict[str, Role] = {turn.speaker.casefold(): turn.role for turn in turns if turn.speaker and turn.role}
    told |= given
    if interviewer is not None:
        told[interviewer.casefold()] = "interviewer"
    return told


def _marked(names: Sequence[str]) -> set[str]:
    """The names that mark participants; "A1" beside "P1" is none."""
    marked = {name for name in names if PARTICIPANT.match(name)}
    return {name for name in marked if name.lower().startswith("p")} or marked


def _split(names: Sequence[str], interviewers: set[str], why: str, why_not: str) -> Cast:
    return Cast({n: ("interviewer", why) if n in interviewers else ("participant", why_not) for n in names})


def _by_questions(turns: Sequence[Turn], names: Sequence[str]) -> Cast:
    """Make the one who asks most, for each word said, the interviewer, if that is clear."""
    words: Counter[str | None] = Counter()
    asked: Counter[str | None] = Counter()
    for turn in turns:
        words[turn.speaker] += len(turn.text.split())
        asked[turn.speaker] += turn.text.count("?")
    roles: dict[str, tuple[Role, str]] = dict.fromkeys(names, ("participant", "asks less"))
    if len(names) >= 2:
        rate = {name: asked[name] / (words[name] + 20) for name in names}
        first, second = sorted(names, key=lambda name: (-rate[name], name))[:2]
        if asked[first] >= 2 and rate[first] >= 1.5 * rate[second]:
            roles[first] = ("interviewer", f"asks {asked[first]} questions, {second} {asked[second]}")
    return Cast(roles)


def passages(
    turns: Sequence[Turn], *, interviewer: str | None = None, given: Mapping[str, Role] | None = None
) -> Iterator[Passage]:
    """Yield each turn with its role; a participant's turn carries the last question that the interviewer put.

    A sound of listening ("Mm-hm.") is no question: the answer goes on.
    """
    who = cast(turns, interviewer=interviewer, given=given)
    question: str | None = None
    for number, turn in enumerate(turns, 1):
        role = who.role(turn.speaker)
        if role == "interviewer" and not is_filler(turn.text, spoken=True):
            question = turn.text
        yield Passage(
            turn.text,
            f"turn {number}, {turn.place}",
            speaker=turn.speaker,
            role=role,
            question=question if role == "participant" else None,
        )


def preview(
    turns: Sequence[Turn], *, interviewer: str | None = None, given: Mapping[str, Role] | None = None
) -> list[tuple[str, str]]:
    """Say who is taken for what and why."""
    who = cast(turns, interviewer=interviewer, given=given)
    said: Counter[str] = Counter(turn.speaker or "(nobody named)" for turn in turns)
    return [
        (name, f"{who.role(name)}, {count} turns — {who.roles.get(name, ('', 'no name'))[1]}")
        for name, count in said.items()
    ]
