"""Who asks and who answers in a conversation, with the reason for each.

The interviewer's words are never evidence, so this is told in the preview and can be set. Found in this order: what
the study, the participants file or the head of the transcript says; names that say so ("Interviewer", "Q"); names that
mark participants ("P1", "Participant"), which makes the others interviewers; the speaker who asks most for what she
says, and whoever asks beside her.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voc.quotes import Role
from voc.reading.talk.roles import is_unknown, is_voice, said_role

if TYPE_CHECKING:
    from voc.reading.talk.turns import Turn

# How a question begins where a recogniser writes no question mark. From general knowledge.
_BEGINS = re.compile(
    r"\W*(?:(?:and|so|okay|ok|um|right|then|but|now|und|also|dann|et|alors|y|entonces),?\s+){0,3}"
    r"(?:what|how|why|when|where|who|which|do you|did you|does|have you|can you|could you|would you|will you|are you"
    r"|were you|is there|was there|tell me|walk me|describe"
    r"|was|wie|warum|wieso|wann|wo|wer|welche[rs]?|haben sie|können sie|erzählen sie|comment|pourquoi|quand|qu'est"
    r"|est-ce|pouvez-vous|qué|cómo|por qué|cuándo|dónde|quién|puede|podría)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!…？؟]+[.?!…？؟]?")
_SIGNS = "?？؟"
# What may stand behind the sign at the end of a turn: quotation marks, and what is heard, "[laughs]".
_BEHIND = re.compile(r"(?:\s|[\"'»”’]|[(\[][^()\[\]]{0,40}[)\]])+$")
_TAIL = 200
# Fewer words ("right?", "you know?") ask nothing, unless they are the end of a turn.
_REAL = 4
# To be the one who asks: so many questions, and this many times the other's tendency to ask; fewer times will do for
# who speaks first and says less.
_LEAST, _CLEARLY, _LEADING = 2, 2.0, 1.5
# Of her turns, so many end in a question; of ten real interviews the lowest share was 0.25, and in a session where
# the participant is guided through a task, hers is the higher one.
_ENDING = 0.2
# Who asks beside the interviewer: in this share of her turns, and with no more than this share of all words.
_ASKING, _SAYS = 0.3, 0.25
_SAID = "said to be"


@dataclass(frozen=True, slots=True)
class Cast:
    """Each speaker's role and the reason for it; ``unclear`` where nobody could be told to be the interviewer.

    ``unknown`` are voices (``None`` is nobody named) of which it is not known whether they are somebody else.
    """

    roles: dict[str, tuple[Role, str]]
    unclear: bool = False
    unknown: frozenset[str | None] = frozenset()

    def role(self, speaker: str | None) -> Role:
        """The role of a speaker; someone unnamed counts as a participant."""
        return self.roles[speaker][0] if speaker in self.roles else "participant"


@dataclass(slots=True)
class _Talk:
    """What one speaker did: turns, words, questions, turns with a question, turns that end in one."""

    turns: int = 0
    words: int = 0
    questions: int = 0
    asking: int = 0
    ends: int = 0

    @property
    def tendency(self) -> float:
        """How much of what she says asks: questions for each word, times the share of turns that end in one.

        Those who answer ask, too ("and why is it slow?"), but seldom leave the word to the other with it. The added
        numbers keep one short question from making an interviewer.
        """
        return (self.questions + 0.5) / (self.words + 40) * (self.ends + 0.5) / (self.turns + 1)


def cast(turns: Sequence[Turn], *, interviewer: str | None = None, given: Mapping[str, Role] | None = None) -> Cast:
    """Find who interviews and who takes part, with the reason for each.

    ``interviewer`` is the study's word (several are parted by ";"), ``given`` the roles of the participants file by
    name in lower case.
    """
    names = [name for name in dict.fromkeys(turn.speaker for turn in turns) if name and not is_unknown(name)]
    told = _told(turns, interviewer, given or {})
    sure = {name: (told[name.casefold()], _SAID) for name in names if name.casefold() in told}
    stated = {name: role for name in names if name not in sure and (role := said_role(name)) is not None}
    asking = {name: (role, "its name") for name, role in stated.items() if role in ("interviewer", "agent")}
    # Where the study names another than "Interviewer", and nobody else is left, it is the label that is wrong.
    if not sure or len(sure) + len(asking) < len(names) or any(role != "interviewer" for role, _ in sure.values()):
        sure |= asking
    sure |= {name: ("participant", "its name") for name in _marked(stated) if name not in sure}
    found = _others(turns, names, sure)
    return replace(found, unknown=_unknown(turns, found.roles))


def _unknown(turns: Sequence[Turn], roles: Mapping[str, tuple[Role, str]]) -> frozenset[str | None]:
    """The voices without a name beside an interviewer and one participant with a name: they may be either.

    None where they say more than she does: then she may not be the one who is interviewed.
    """
    named = [name for name, (role, _) in roles.items() if role in ("participant", "staff") and not is_voice(name)]
    if len(named) != 1 or all(role != "interviewer" for role, _ in roles.values()):
        return frozenset()
    words: Counter[str | None] = Counter()
    for turn in turns:
        words[turn.speaker] += len(turn.text.split()) if turn.speaker or turn.role is None else 0
    told = {name for name, (role, why) in roles.items() if role != "participant" or why == _SAID or not is_voice(name)}
    loose = words.keys() - told
    return frozenset(loose) if sum(words[voice] for voice in loose) < words[named[0]] else frozenset()


def interviewers(named: str) -> list[str]:
    """The names that the study's ``interviewer`` gives.

    >>> interviewers("Dana"), interviewers("Dana; Smith, Kim")
    (['Dana'], ['Dana', 'Smith, Kim'])
    """
    return [name.strip() for name in named.split(";") if name.strip()]


def _told(turns: Sequence[Turn], interviewer: str | None, given: Mapping[str, Role]) -> dict[str, Role]:
    """What is said of each speaker's role, by name in lower case; the study's word goes first."""
    told: dict[str, Role] = {turn.speaker.casefold(): turn.role for turn in turns if turn.speaker and turn.role}
    told |= given
    for name in interviewers(interviewer or ""):
        told[name.casefold()] = "interviewer"
    return told


def _marked(stated: Mapping[str, str]) -> list[str]:
    """The names that mark participants; "A1" beside "P1" is none, and "P1" beside "Interviewee" is none.

    Other letters mark nobody where all have them: "S1" and "S2" may be just two speakers.
    """
    marked = [name for name, role in stated.items() if role == "participant"]
    worded = [name for name in marked if len(name.rstrip("0123456789 #_")) > 1]
    lettered = [name for name in marked if name[0] in "pP"]
    return worded or lettered or (marked if len(stated) > len(marked) else [])


def _others(turns: Sequence[Turn], names: Sequence[str], sure: Mapping[str, tuple[Role, str]]) -> Cast:
    """Give those a role whose names and whom nobody gave one."""
    roles = dict(sure)
    rest = [name for name in names if name not in roles]
    asks = [name for name, (role, _) in sure.items() if role == "interviewer"]
    serves = any(role == "agent" for role, _ in sure.values())
    answers = [name for name, (role, _) in sure.items() if role in ("participant", "staff")]
    if asks or serves:
        return Cast(roles | dict.fromkeys(rest, ("participant", "not named as interviewer")))
    if not answers or not rest:
        return _by_questions(turns, names, roles) if rest else Cast(roles)
    talk = _talk(turns)
    for name in rest:
        # A recorder's "Speaker 2" beside people with names is one of them whom it did not know.
        if is_voice(name) and talk[name].asking < 0.5 * talk[name].turns:
            roles[name] = ("participant", "a voice that was not recognised, and asks little")
        else:
            roles[name] = ("interviewer", "not named as participant")
    return Cast(roles)


def _talk(turns: Sequence[Turn]) -> dict[str, _Talk]:
    """What each speaker did. Where no turn has a question mark, the words at the beginning tell a question."""
    marked = any(sign in turn.text for turn in turns for sign in _SIGNS)
    found: dict[str, _Talk] = {}
    for turn in turns:
        if turn.speaker is not None:
            one = found.setdefault(turn.speaker, _Talk())
            if turn.excluded is not None:
                continue
            last = _BEHIND.sub("", turn.text[-_TAIL:])[-1:]
            ends = last in _SIGNS and last != "" if marked else _BEGINS.match(turn.text) is not None
            asked = (one for one in _SENTENCE.findall(turn.text) if one[-1] in _SIGNS)
            real = sum(len(question.split()) >= _REAL for question in asked)
            one.turns += 1
            one.words += len(turn.text.split())
            one.questions += max(real, int(ends))
            one.asking += bool(real or ends)
            one.ends += ends
    return found


def _by_questions(turns: Sequence[Turn], names: Sequence[str], sure: Mapping[str, tuple[Role, str]]) -> Cast:
    """Of the two who speak most often, the one who clearly asks more is the interviewer; then who asks beside her."""
    if len(names) < 2:
        return Cast(dict.fromkeys(names, ("participant", "nobody else speaks")) | dict(sure))
    talk = _talk(turns)
    pair = sorted(names, key=lambda name: (-talk[name].turns, names.index(name)))[:2]
    first, second = sorted(pair, key=lambda name: -talk[name].tendency)
    one, other = talk[first], talk[second]
    leads = first == names[0] and one.words < other.words
    seldom = one.questions < _LEAST or one.ends < _ENDING * one.turns
    if seldom or one.tendency < (_LEADING if leads else _CLEARLY) * other.tendency:
        return Cast(dict.fromkeys(names, ("participant", "not clear who asks")) | dict(sure), unclear=True)
    share = 100 * one.words // max(1, sum(talk[name].words for name in names))
    why = f"{'speaks first, ' if first == names[0] else ''}ends {one.ends} of {one.turns} turns with a question"
    why += f", {second} {other.ends} of {other.turns}; says {share} of 100 words"
    roles: dict[str, tuple[Role, str]] = dict.fromkeys(names, ("participant", f"asks less than {first}"))
    roles[first] = ("interviewer", why)
    for name in names:
        if name not in pair and _asks_beside(talk, name, second):
            roles[name] = ("interviewer", f"asks {talk[name].questions} questions beside {first}")
    return Cast(roles | dict(sure))


def _asks_beside(talk: Mapping[str, _Talk], name: str, answers: str) -> bool:
    """Whether someone interviews, too: asks again and again, says little, and more of it asks than of the answers."""
    one = talk[name]
    return (
        one.questions >= _LEAST
        and one.asking >= _ASKING * one.turns
        and one.words <= _SAYS * sum(each.words for each in talk.values())
        and one.tendency >= _CLEARLY * talk[answers].tendency
    )
