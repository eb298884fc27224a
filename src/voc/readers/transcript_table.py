"""A conversation as a table, one utterance a row: calls, chats and interviews, as recorders and call centres write it.

Who speaks stands in a column: a name, a label ("Agent", "Customer"), or the channel of the recording, of which 0 is
the agent's and 1 the customer's by custom. Where a file holds several conversations, roles are found for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from voc.errors import ReadError
from voc.quotes import Passage, Role
from voc.reading.base import Guess, Reader
from voc.reading.dates import date_reader
from voc.reading.source import Source
from voc.reading.tables import sender as _sender
from voc.reading.tables.judging import first_cells, own_words
from voc.reading.tables.layout import plain
from voc.reading.tables.table import TABLES, Row, Table
from voc.reading.talk import grid as _grid
from voc.reading.talk import stamps
from voc.reading.talk import turns as _turns
from voc.reading.talk.cast import cast
from voc.reading.talk.roles import is_unknown, is_voice, said_role
from voc.reading.talk.turns import Turn

_TEXT = (
    "text", "transcript", "transcription", "utterance", "utterance text", "said", "what was said", "sentence", "phrase",
    "dialogue", "dialog", "words", "segment text", "segment", "caption", "spoken text", "texte", "texto", "testo",
)  # fmt: skip
_SPEAKER = (
    "speaker", "speaker name", "speaker label", "speaker role", "speaker id", "participant role", "participantrole",
    "speaker tag", "sprecher", "sprecherin", "locuteur", "hablante", "orador", "parlante",
)  # fmt: skip
# A chat's words, where a column says who sent them.
_MESSAGE = ("message", "message text", "message body", "body", "content", "nachricht", "mensaje", "messaggio")
_SENDER = ("sender", "sender name", "absender", "expéditeur", "remitente", "mittente")
# These may be the speaker, or something else: their cells have to say so.
_PERHAPS = (
    "role", "channel", "channel id", "channel tag", "audio channel", "who", "participant", "party", "side", "name",
    "author", "from", "person",
)  # fmt: skip
_TIME = (
    "start", "start time", "starttime", "begin", "begin time", "start ms", "start s", "start (s)", "start (ms)",
    "start sec", "start seconds", "start offset", "begin offset millis", "beginoffsetmillis", "timecode", "time code",
    "time", "timestamp", "time stamp", "offset", "in", "beginn", "zeit", "début", "inicio",
)  # fmt: skip
_END = ("end", "end time", "endtime", "end ms", "end (s)", "end (ms)", "duration", "out", "end offset", "ende", "fin")
_NUMBER = (
    "turn", "turn id", "turn number", "turn index", "utterance id", "utterance index", "utterance number", "segment id",
    "sequence", "seq", "line", "line number", "index",
)  # fmt: skip
_CONVERSATION = (
    "conversation id", "conversation", "call id", "callid", "call", "call sid", "contact id", "session id", "session",
    "dialog id", "dialogue id", "interaction id", "chat id", "recording id", "recording", "transcript id",
    "interview id", "interview", "transcript", "file", "file name", "filename",
)  # fmt: skip
_DAY = ("call date", "date", "call start", "call start time", "created at", "datetime", "timestamp", "datum", "fecha")
_CLOCK = re.compile(stamps.CLOCK)
_CHANNEL = re.compile(r"(?:channel|ch|kanal)?[ _-]?([01])(?:\.0)?|(left|right)", re.IGNORECASE)
# The custom of call recorders (Amazon Connect, Genesys, Twilio's dual channels): the agent is on the first.
_BY_CHANNEL: dict[str, Role] = {"0": "agent", "1": "participant", "left": "agent", "right": "participant"}
# What stands in place of a speaker where a task is read out: what the participant answers.
_PROMPT = re.compile(r"tasks?|prompt|question|instructions?|scenario|stimulus|aufgabe|tâche|tarea", re.IGNORECASE)
# "P12" is a number in a study; "Customer" or "Speaker 1" is somebody else in each conversation.
_NUMBERED = re.compile(r"[a-z][ _]?#?\d{1,4}[a-z]?", re.IGNORECASE)


@dataclass(frozen=True)
class _Columns:
    """The position of each column that a transcript needs; missing where the table has none."""

    text: int
    speaker: int | None
    time: int | None
    number: int | None
    conversation: int | None
    day: int | None
    channels: bool

    @classmethod
    def of(cls, table: Table) -> _Columns | None:
        """The columns of a table; ``None`` where none can hold what was said."""
        # "transcript" holds what was said, or which transcript it is of.
        sender = _find(table, _SENDER)
        words = _TEXT if sender is None else (*_TEXT, *_MESSAGE)
        texts = [index for word in words if (index := _find(table, (word,))) is not None]
        text = next((index for index in texts if own_words(table, [index])), texts[0] if texts else None)
        if text is None:
            return None
        speaker = next((index for index in (_find(table, _SPEAKER), sender) if index is not None), None)
        if speaker is None:
            perhaps = [_find(table, (word,)) for word in _PERHAPS]
            speaker = next((index for index in perhaps if index is not None and _are_labels(table, index)), None)
        channels = speaker is not None and all(_CHANNEL.fullmatch(cell) for cell in _cells(table, speaker))
        time = _find(table, (*_TIME, *_END))
        conversations = (_find(table, (word,)) for word in _CONVERSATION)
        conversation = next((index for index in conversations if index not in (None, text)), None)
        return cls(text, speaker, time, _find(table, _NUMBER), conversation, _day(table), channels)


def _find(table: Table, words: Sequence[str]) -> int | None:
    keys = [plain(word) for word in table.keys]
    return next((keys.index(plain(word)) for word in words if plain(word) in keys), None)


def _day(table: Table) -> int | None:
    """The column that says when: a "timestamp" may as well be the time in the recording."""
    found = _find(table, _DAY)
    return None if found is None or all(map(_CLOCK.fullmatch, _cells(table, found))) else found


def _cells(table: Table, index: int) -> list[str]:
    return first_cells(table, [index])[0]


def _are_labels(table: Table, index: int) -> bool:
    """Whether a column says of every row on which side it was spoken."""
    cells = set(_cells(table, index))
    return len(cells) >= 2 and all(_CHANNEL.fullmatch(cell) or _role(cell) or is_voice(cell) for cell in cells)


def _role(name: str) -> Role | None:
    return said_role(name) or _sender.role(name)


def sniff(source: Source) -> Guess | None:
    """A text with a speaker, who comes again, and a time or number; or an utterance's number in its conversation."""
    table = source.table
    found = _Columns.of(table)
    if found is None or not own_words(table, [found.text]):
        return None
    around = found.time if found.time is not None else found.number if found.number is not None else found.conversation
    if found.speaker is None:
        numbered = found.conversation is not None and found.number is not None
        return Guess(0.8, _named(table, found.text, found.conversation, found.number)) if numbered else None
    said = _cells(table, found.speaker)
    if len(said) > 4 and len(set(said)) > 0.5 * len(said):
        return None
    if plain(table.keys[found.text]) in _MESSAGE:
        # Help desks have such columns, too; they know more of them.
        return Guess(0.65, _named(table, found.text, found.speaker, around)) if around is not None else None
    if around is not None:
        return Guess(0.97, _named(table, found.text, found.speaker, around))
    return Guess(0.85, _named(table, found.text, found.speaker)) if len(table.header) <= 4 else None


def _named(table: Table, *columns: int | None) -> tuple[str, ...]:
    return tuple(f"column {table.header[index]!r}" for index in columns if index is not None)


def read(source: Source) -> Iterator[Passage]:
    """Yield each utterance with its role, conversation by conversation."""
    table = source.table
    columns = _Columns.of(table)
    if columns is None:
        raise ReadError(
            f"{source.name}: no column of what was said; call it one of {', '.join(_TEXT[:4])}, or take the format out"
        )
    moment = date_reader(source, columns.day)
    unclear = nobody = 0
    for conversation, rows in groupby(table.rows(), key=lambda pair: _cell(pair[1], columns.conversation)):
        every = list(rows)
        given = [(number, row) for number, row in every if row[columns.text]]
        yield from (Passage("", _place(table, columns, *pair)) for pair in every if not pair[1][columns.text])
        turns = _spoken(source, table, columns, given)
        who = cast(turns, interviewer=source.rule.interviewer, given=source.roles)
        nobody += bool(turns) and not any(turn.speaker for turn in turns)
        unclear += who.unclear
        days = _days(given, columns, moment, table)
        for passage in _turns.passages(turns, interviewer=source.rule.interviewer, given=source.roles):
            place = passage.locator.split(", ", 1)[1]
            yield replace(passage, speaker=_person(passage, conversation), timestamp=days.get(place))
    _tell(source, columns, unclear, nobody)


def _cell(row: Row, index: int | None) -> str:
    return row[index] if index is not None else ""


def _place(table: Table, columns: _Columns, number: int, row: Row) -> str:
    time = _cell(row, columns.time)
    return f"{table.row_place(number)} at {time}" if time else table.row_place(number)


def _spoken(source: Source, table: Table, columns: _Columns, rows: Sequence[tuple[int, Row]]) -> list[Turn]:
    if columns.speaker is None:
        # The text may name the speaker itself: "Agent: How can I help?".
        return _grid.turns(
            [(_place(table, columns, number, row), (row[columns.text],)) for number, row in rows], source.name
        )
    turns = []
    current: str | None = None
    for number, row in rows:
        current = row[columns.speaker].rstrip(": ") or current
        current = None if current and is_unknown(current) else current
        # What a name like "P1" or "Agent" says is weighed against the others' names, in the cast.
        name, role = current, None if current is None or said_role(current) else _sender.role(current)
        if current and _PROMPT.fullmatch(current):
            role = "interviewer"
        channel = _CHANNEL.fullmatch(current) if current and columns.channels else None
        if channel is not None:
            side = (channel[1] or channel[2]).lower()
            name = f"channel {side}"
            role = None if source.rule.interviewer or name in source.roles else _BY_CHANNEL[side]
        turns.append(Turn(name, row[columns.text], _place(table, columns, number, row), role))
    return turns


def _days(
    rows: Sequence[tuple[int, Row]], columns: _Columns, moment: Callable[[str | None], datetime | None], table: Table
) -> dict[str, datetime]:
    """When each utterance was made, by its place, where the table says the day."""
    if columns.day is None:
        return {}
    known = ((_place(table, columns, number, row), moment(row[columns.day])) for number, row in rows)
    return {place: when for place, when in known if when is not None}


def _person(passage: Passage, conversation: str) -> str | None:
    """Who speaks: "Customer" and "Speaker 1" are another person in each conversation."""
    name = passage.speaker
    if passage.role != "participant" or not conversation or (name is not None and _NUMBERED.fullmatch(name)):
        return name
    if name is None or _role(name) is not None or is_voice(name) or name.startswith("channel "):
        return f"{conversation}, {name or 'somebody'}"
    return name


def _tell(source: Source, columns: _Columns, unclear: int, nobody: int) -> None:
    several = " conversations" if columns.conversation is not None else ""
    if nobody:
        count = f"in {nobody:,}{several} " if several else ""
        source.note(f"{count}no column says who speaks: all words are taken for the customers'")
    if unclear:
        count = f"in {unclear:,}{several} " if several else ""
        source.note(f"{count}it is not clear who asks or serves: all who speak are taken for participants")
    if columns.channels and not source.rule.interviewer:
        source.note(
            "channel 0 is taken for the agent and channel 1 for the customer; if it is the other way round, set "
            'interviewer = "channel 1" under [[source]] in study.toml'
        )


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    table = source.table
    found = _Columns.of(table)
    if found is None:
        return []
    becomes = {
        found.day: "timestamp",
        found.conversation: "which conversation",
        found.number: "left out",
        found.time: "part of the place",
        found.speaker: "who speaks: the customer's words are evidence, the agent's and interviewer's are not",
        found.text: "quotes",
    }
    return [(name, becomes.get(index, "left out")) for index, name in enumerate(table.header)]


READER = Reader(
    "transcript_table",
    "Conversations as a table, one utterance a row (CSV, XLSX)",
    "interview",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
