"""Chats that WhatsApp exports as text, of Android and iOS, and lines copied out of WhatsApp Web.

    12/03/2025, 09:20 - +44 7700 900123: The slot moved twice.          Android
    [12/03/2025, 09:20:11] ~ Nadia: It came late.                       iOS; "~" stands before who is no contact
    [09:20, 12/03/2025] Jo Marsh: Which slot?                           Web

Each message is a turn, with the lines that follow; the sender is all that stands before the colon, be it a number. What
WhatsApp writes itself (``reading/talk/whatsapp.toml``) is nobody's words: it stays in the table with its reason. Files
seen, all of iOS: Smirsi/burpeechallenge, Aerospacerr/ChatbotWP, GabrielGabes/PegaPlantao, umbertomuscillo-blip/Fanta-Ai
and Luthfianazzalea/UMS-L200220052.github.io on GitHub; of Android the samples of mlomb/chat-analytics.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from voc.errors import ReadError
from voc.quotes import Role
from voc.reading.base import Guess
from voc.reading.dates import dates_of
from voc.reading.source import Source
from voc.reading.talk.transcript import transcript_reader
from voc.reading.talk.turns import Turn

# Signs that say in which direction is written: WhatsApp puts the first before its own words, others around numbers.
_MARK = "\u200e"
_MARKS = "\u200e\u200f\ufeff"
_AROUND = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DAY = r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?"
_GAP = r",?\s(?:(?:at|um|à|às|a las|klo|kl\.)\s)?"
_HEAD = re.compile(
    rf"[{_MARKS}]*(?:\[(?P<day>{_DAY}){_GAP}(?P<clock>{_CLOCK})\]|\[(?P<clock2>{_CLOCK}),\s(?P<day2>{_DAY})\]"
    rf"|(?P<day3>{_DAY}){_GAP}(?P<clock3>{_CLOCK})\s[-–])\s",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?P<name>[^:\n]{1,80}?)\s?:(?:[ \u00a0\u202f]|$)", re.MULTILINE)
_HALF = re.compile(r"\s?([ap])\.?\s?m\.?$", re.IGNORECASE)
# What stands for a file in any language: "<attached: 00000012-PHOTO.jpg>", "IMG-20260414-WA0007.jpg (file attached)",
# "stops.pdf • 6 pages"; and where it makes a whole message: "<Media omitted>".
_FILE = re.compile(r"<[^<>:]{2,30}: ?\d{5,}-[^<>]+>|\w{3}-\d{8}-wa\d+\.\w+ \([^()]+\)|.+\.\w{2,5} • \d+ \w+")
_PLACEHOLDER = re.compile(r"<[^<>\n]{3,40}>")
# A chat has two messages at least, and in front of this share of its lines a sender.
_LEAST, _SHARE = 2, 0.2
# Nothing that WhatsApp writes is longer.
_LONGEST = 500
_SOMEBODY = "[^:]{1,80} "
# Stands for the sender's name where a text is compared with what WhatsApp tells of people.
_HER = "\0"
_REASONS = {"media": "media, no words", "deleted": "deleted", "system": "system message"}


@dataclass(frozen=True, slots=True)
class _Message:
    """The number of the line on which a message begins, its day and time of day, and its lines without them."""

    line: int
    day: str
    clock: str
    lines: list[str] = field(default_factory=list)

    @property
    def moment(self) -> str:
        """Day and time in a shape that dates are read in."""
        day = self.day
        if re.match(r"\d{4}", day):
            day = "-".join(part.zfill(2) for part in re.split(r"[./-]", day))
        return f"{day} {self.clock}"

    @property
    def said(self) -> str:
        """All that stands behind the time."""
        return "\n".join(self.lines).strip()


def sniff(source: Source) -> Guess | None:
    """Day, time and sender in front of many lines, the first among them."""
    lines = [line for line in source.head.split("\n") if line.strip()]
    if not lines or not _HEAD.match(lines[0]):
        return None
    heads = [(line, head.end()) for line in lines if (head := _HEAD.match(line)) is not None]
    sent = sum(_SENDER.match(line, end) is not None for line, end in heads)
    if sent < max(_LEAST, _SHARE * len(lines)):
        return None
    return Guess(0.98, (f"{sent} lines begin with day, time and sender",))


def turns(source: Source) -> list[Turn]:
    """Make a turn of each message; raises ``ReadError`` for a text without any."""
    messages, above = _messages(source)
    if not messages:
        raise ReadError(f"{source.name}: no line begins with day, time and sender; export the chat again")
    if above:
        source.note(f"lines above the first turn, not read: {above}")
    group = _group(messages)
    when = dates_of(source, [message.moment for message in messages], "times of the messages")
    made: list[Turn] = []
    marks = 0
    for message in messages:
        speaker, text, reason, marked = _judged(message.said, group)
        marks += marked
        place = f"line {message.line} at {message.clock}"
        role: Role | None = "agent" if speaker is None else None
        key = f"{message.moment} {speaker}"
        made.append(Turn(speaker, text, place, role, reason, when(message.moment), key))
    if marks:
        source.note(f"messages from which a mark of WhatsApp (edited, attached) was taken off: {marks}")
    return made


def _messages(source: Source) -> tuple[list[_Message], int]:
    """The messages with all their lines, and how many lines stand above the first."""
    found: list[_Message] = []
    above = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        head = _HEAD.match(line)
        if head is not None:
            clock = " ".join((head["clock"] or head["clock2"] or head["clock3"]).split())
            clock = _HALF.sub(lambda half: f" {half[1].upper()}M", clock)
            found.append(_Message(number, head["day"] or head["day2"] or head["day3"], clock, [line[head.end() :]]))
        elif found:
            found[-1].lines.append(line)
        else:
            above += bool(line.strip())
    return found, above


def _group(messages: list[_Message]) -> str | None:
    """The name of a group that iOS lets tell what happened to it: its messages are all of WhatsApp's making."""
    sent = [sender for message in messages if (sender := _SENDER.match(message.said)) is not None]
    if not sent or _kind(sent[0].string[sent[0].end() :]) != "system":
        return None
    told = (sender.string[sender.end() :] for sender in sent if sender["name"] == sent[0]["name"])
    return sent[0]["name"] if all("system" in (_kind(text), _kind(text, named=True)) for text in told) else None


def _judged(said: str, group: str | None) -> tuple[str | None, str, str | None, bool]:
    """Sender and words of a message, why they are no evidence, and whether a mark was taken off them."""
    sender = _SENDER.match(said)
    if sender is None or _kind(said.split("\n")[0], named=True) == "system":
        return None, _stripped(said), _REASONS["system"], False
    name = _bare(sender["name"]).removeprefix("~").strip()
    given = said[sender.end() :].strip()
    text = _stripped(given)
    kind = _kind(text)
    of_group = sender["name"] == group and _kind(text, named=True) == "system"
    if kind is None and (of_group or _tells_of(text, name)):
        kind = "system"
    elif kind is None and _PLACEHOLDER.fullmatch(text):
        kind = "media"
    if kind is None:
        own = _own(given)
        if own:
            # What begins with the mark and is none of the words that are known is WhatsApp's, too.
            unknown = given.startswith(_MARK) and own == text
            return (None, text, _REASONS["system"], False) if unknown else (name or None, own, None, own != text)
        kind = "media" if text else None
    if kind == "system" or not name:
        return None, text, _REASONS["system"], False
    return name, text, _REASONS.get(kind or ""), False


def _tells_of(text: str, name: str) -> bool:
    """Whether a text tells what its sender did or what was done to her, as iOS does ("Bo: Ann added Bo")."""
    if not name or len(text) > _LONGEST:
        return False
    told = re.sub(rf"(?<!\w)(?:~ ?)?{re.escape(name)}(?!\w)", _HER, _bare(text))
    return _HER in told and _words()["told"].fullmatch(_plain(told)) is not None


def _own(text: str) -> str:
    """What the sender wrote: without the lines and ends that stand for files or say that it was edited."""
    lines = text.split("\n")
    while lines and _kind(lines[0]) == "media":
        lines.pop(0)
    while lines:
        kept = _without_end(lines[-1])
        if kept == lines[-1]:
            break
        lines[-1:] = [kept] if kept else []
    return _stripped("\n".join(lines))


def _without_end(line: str) -> str:
    """A line without the last thing on it that stands for a file or says that it was edited."""
    if _kind(line) in ("media", "edited"):
        return ""
    for sign in (_MARK, "<"):
        before, found, behind = line.rpartition(sign)
        if found and _kind(behind if sign == _MARK else sign + behind) in ("media", "edited"):
            return before.rstrip(f" {_MARKS}")
    return line


def _stripped(text: str) -> str:
    return text.strip(f"{_MARKS} \t\n\u00a0\u202f")


def _kind(text: str, *, named: bool = False) -> str | None:
    """What of WhatsApp's own words a text is, if it is some; ``named``: with somebody's name in front."""
    if len(text) > _LONGEST:
        return None
    bare = _plain(_bare(text))
    if named:
        return "system" if _words()["named"].fullmatch(bare) else None
    if "\n" not in text.strip() and _FILE.fullmatch(bare):
        return "media"
    return next((kind for kind in ("media", "deleted", "edited", "system") if _words()[kind].fullmatch(bare)), None)


def _plain(bare: str) -> str:
    """What is compared with the lists."""
    return bare.replace("’", "'").casefold().rstrip(".")


def _bare(text: str) -> str:
    """A text on one line, without signs that are not seen."""
    return " ".join(_AROUND.sub("", text).split())


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """The lists of ``whatsapp.toml``: ``named`` begin with a name, ``told`` tell what the sender did or was done to."""
    data = tomllib.loads((resources.files("voc.reading.talk") / "whatsapp.toml").read_text(encoding="utf-8"))
    kinds = ("media", "deleted", "edited", "system", "named", "told")
    return {kind: re.compile("|".join(_patterns(data, kind))) for kind in kinds}


def _patterns(data: Mapping[str, Mapping[str, list[str]]], kind: str) -> Iterator[str]:
    for lists in data.values():
        for phrase in lists["system" if kind in ("named", "told") else kind]:
            begins = phrase.startswith("* ") and kind in ("system", "named", "told")
            if begins != (kind in ("named", "told")):
                continue
            rest = phrase[2:] if begins else phrase
            if kind != "told":
                yield (_SOMEBODY if begins else "") + _pattern(rest)
                continue
            yield f"{_HER} {_pattern(rest)}"
            verb, done_to, end = rest.partition(" *")
            if done_to:
                yield f"{_SOMEBODY}{_pattern(verb)} {_HER}{_pattern(end)}"


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", ".{0,300}")


READER = transcript_reader(
    "whatsapp",
    "WhatsApp chats (text)",
    (".txt", ".md"),
    sniff,
    turns,
    grade="real file seen",
)
