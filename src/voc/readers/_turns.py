"""Turns of a conversation to passages: who asks, who answers, and what each answer answers.

The interviewer's words are never evidence; they become the ``question`` of the answers that follow. Who the
interviewer is, is found in this order: what the study says; names that say so ("Interviewer", "Q"); names that
mark participants ("P1", "Participant"), which makes the others interviewers; the speaker who asks most.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voc.quotes import Passage, Role

INTERVIEWER = re.compile(
    r"^(interviewer|moderator|researcher|facilitator|host|ux ?researcher|i|q|int|mod|note ?taker|observer)"
    r"( ?#?\d+)?$",
    re.IGNORECASE,
)
PARTICIPANT = re.compile(
    r"^(participant|interviewee|respondent|customer|user|guest|subject|tester|p|a|u|r|s)( ?#?\d+)?[a-z]?$",
    re.IGNORECASE,
)
UNKNOWN = re.compile(r"^unknown speaker$|^speaker unknown$|^$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until another spoke: ``place`` is where it begins in the file."""

    speaker: str | None
    text: str
    place: str


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


def cast(turns: Sequence[Turn], *, interviewer: str | None = None) -> Cast:
    """Find who interviews and who takes part, with the reason for each."""
    words: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for turn in turns:
        if turn.speaker is not None:
            words[turn.speaker] += len(turn.text.split())
            asked[turn.speaker] += turn.text.count("?")
    names = [name for name in words if not UNKNOWN.match(name)]
    named = {name for name in names if interviewer and name.casefold() == interviewer.casefold()}
    by_label = {name for name in names if INTERVIEWER.match(name)}
    # "A" answers only where somebody is "Q"; "A1" beside "P1" is no participant.
    marked = {name for name in names if PARTICIPANT.match(name)} - by_label
    if any(name.lower().startswith("p") for name in marked):
        marked = {name for name in marked if name.lower().startswith("p")}
    roles: dict[str, tuple[Role, str]] = {}
    for name in names:
        if named:
            roles[name] = ("interviewer", "named by the study") if name in named else ("participant", "the other")
        elif by_label:
            is_one = name in by_label
            roles[name] = ("interviewer", "its name") if is_one else ("participant", "not named as interviewer")
        elif marked and len(marked) < len(names):
            is_one = name in marked
            roles[name] = ("participant", "its name") if is_one else ("interviewer", "not named as participant")
        else:
            roles[name] = ("participant", "asks less")
    if names and not (named or by_label or (marked and len(marked) < len(names))):
        _by_questions(names, asked, words, roles)
    return Cast(roles)


def _by_questions(
    names: list[str], asked: Counter[str], words: Counter[str], roles: dict[str, tuple[Role, str]]
) -> None:
    """Make the one who asks most, for each word said, the interviewer, if that is clear."""
    if len(names) < 2:
        return
    rate = {name: asked[name] / (words[name] + 20) for name in names}
    first, second = sorted(names, key=lambda name: (-rate[name], name))[:2]
    if asked[first] >= 2 and rate[first] >= 1.5 * rate[second]:
        roles[first] = ("interviewer", f"asks {asked[first]} questions, {second} {asked[second]}")


def passages(turns: Sequence[Turn], *, interviewer: str | None = None) -> Iterator[Passage]:
    """Yield each turn with its role; a participant's turn carries the last thing the interviewer said."""
    who = cast(turns, interviewer=interviewer)
    question: str | None = None
    counts: dict[str, int] = defaultdict(int)
    for number, turn in enumerate(turns, 1):
        role = who.role(turn.speaker)
        counts[role] += 1
        if role == "interviewer":
            question = turn.text
        yield Passage(
            turn.text,
            f"turn {number}, {turn.place}",
            speaker=turn.speaker,
            role=role,
            question=question if role == "participant" else None,
        )


def preview(turns: Sequence[Turn], *, interviewer: str | None = None) -> list[tuple[str, str]]:
    """Say who is taken for what and why."""
    who = cast(turns, interviewer=interviewer)
    said: Counter[str] = Counter(turn.speaker or "(nobody named)" for turn in turns)
    return [
        (name, f"{who.role(name)}, {count} turns — {who.roles.get(name, ('', 'no name'))[1]}")
        for name, count in said.items()
    ]
