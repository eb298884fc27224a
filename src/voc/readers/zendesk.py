"""Zendesk tickets as JSON: the API's lists with users beside them, or the full export with one ticket a line.

    {"id", "created_at", "subject", "description", "status", "priority", "type", "via": {"channel"}, "requester_id",
     "submitter_id", "satisfaction_rating": {"score", "comment"}, "requester": {"id", "email"},
     "comments": [{"id", "author_id", "body", "html_body", "public", "created_at"}]}

Only the requester's words are evidence. The first comment is the description once more: it is kept once. What an agent
wrote down of a phone call is the agent's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from voc.quotes import Passage, Role
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.html import plain
from voc.reading.json import get, records, word
from voc.reading.people import signed
from voc.reading.posts.objects import Record, is_lines, named, objects, top
from voc.reading.scales import Scale
from voc.reading.source import Source
from voc.reading.tables import chat as _chat
from voc.reading.tables import mail as _mail

_LISTS = ("tickets", "ticket", "results", "data")
# Whether these channels bring what an agent typed, if she and not the requester submitted the ticket.
_TYPED_BY_AGENT = ("web", "phone", "voice", "phone_call_inbound", "phone_call_outbound", "voicemail")
_CHATS = ("chat", "native_messaging", "messaging", "sunshine_conversations_api", "line", "whatsapp", "facebook")
_BODIES = ("body", "plain_body", "html_body")
# Two texts of so many letters do not begin the same by chance.
_LONG = 40
_SATISFACTION = "satisfaction"


def sniff(source: Source) -> Guess | None:
    """A requester, and a channel under "via"; or an address of Zendesk's API."""
    if '"requester' not in source.head or '"via"' not in source.head:
        return None
    for _, ticket in islice(objects(source, *_LISTS), 5):
        channel = get(ticket, "via.channel")
        if _requester(ticket) is None or channel is None:
            continue
        if "/api/v2/tickets/" in str(ticket.get("url")):
            return Guess(0.99, ("url of Zendesk's API", f"via.channel {channel!r}"))
        return Guess(0.98, ("requester_id", f"via.channel {channel!r}"))
    return None


def read(source: Source) -> Iterator[Passage]:
    """Yield what was written in each ticket, with who wrote it."""
    people = {word(user.get("id")): user for user in records(top(source).get("users"))}
    beside: dict[str | None, list[Record]] = {}
    for comment in records(top(source).get("comments")):
        beside.setdefault(word(comment.get("ticket_id")), []).append(comment)
    for place, ticket in named(source, "ticket", *_LISTS):
        comments = records(ticket.get("comments")) or beside.get(word(ticket.get("id")), [])
        yield from _Ticket(source, ticket, place, people, comments).passages()
    source.scales[_SATISFACTION] = Scale("csat", levels=("bad", "good"), reason="Zendesk's satisfaction_rating")


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the keys of the first ticket become."""
    becomes = {
        "subject": "question of the quotes",
        "description": "quotes, unless an agent wrote it",
        "comments": "quotes of the requester; agent's words; private notes (never evidence)",
        "requester_id": "participant",
        "requester": "participant",
        "created_at": "timestamp",
        "via": "channel",
        "id": "id of the record",
        "satisfaction_rating": "attribute of the participant: scale; its comment: quotes",
        "priority": "attribute of the participant",
        "type": "attribute of the participant",
    }
    first = next((ticket for _, ticket in objects(source, *_LISTS)), {})
    shape = "one ticket a line" if is_lines(source) else "one document"
    return [("(the file)", shape), *((name, becomes.get(name, "left out")) for name in first)]


def _requester(ticket: Record) -> str | None:
    """Who asks, by the number that Zendesk gives her."""
    return word(ticket.get("requester_id")) or word(get(ticket, "requester.id"))


@dataclass
class _Ticket:
    """One ticket and what is known beside it."""

    source: Source
    ticket: Record
    place: str
    people: Mapping[str | None, Record]
    comments: list[Record]

    def passages(self) -> Iterator[Passage]:
        made = [*self._description(), *self._written(), *self._remark()]
        if not made:
            yield Passage("", self.place, key=word(self.ticket.get("id")))
        for passage in made:
            yield from self._told_apart(passage)

    def _told_apart(self, passage: Passage) -> Iterator[Passage]:
        """A message without the words of others that stand in it."""
        turns = None
        if passage.role == "participant" or passage.channel in _CHATS:
            customer = [word(user.get("name")) or "" for user in (self._person(_requester(self.ticket)),)]
            asked = replace(passage, speaker=self._speaker(_requester(self.ticket)))
            turns = _chat.turns(asked, customer=customer, given=self.source.roles)
        if turns is not None:
            yield from turns
        elif passage.role == "participant":
            yield from _mail.split(passage)
        else:
            yield passage

    def _description(self) -> Iterator[Passage]:
        text = _text(self.ticket, "description")
        if text is None or self._is_repeated(text):
            return
        submitter = word(self.ticket.get("submitter_id"))
        typed = get(self.ticket, "via.channel") in _TYPED_BY_AGENT and submitter not in (None, _requester(self.ticket))
        if not typed:
            yield self._passage(text, "description", _requester(self.ticket), "participant")
        else:
            yield self._passage(text, "description, written down by an agent", submitter, "agent")

    def _is_repeated(self, text: str) -> bool:
        """Whether a comment says it, too; descriptions lose the mark-up that comments keep, and may be cut."""
        bare = "".join(text.split())
        bodies = ["".join((_text(comment, *_BODIES) or "").split()) for comment in self.comments]
        cut = len(bare) >= _LONG and any(body.startswith(bare) or bare.startswith(body) for body in bodies[:1] if body)
        return cut or bare in bodies

    def _written(self) -> Iterator[Passage]:
        for number, comment in enumerate(self.comments, 1):
            text = _text(comment, *_BODIES)
            if text is None:
                continue
            author = word(comment.get("author_id")) or word(get(comment, "author.id"))
            role, reason = self._role(author)
            made = self._passage(text, f"comment {number}", author, role, comment)
            if comment.get("public") is False:
                made = replace(made, role="agent", speaker=None, excluded="private note")
            yield made if made.excluded or reason is None else replace(made, excluded=reason)

    def _role(self, author: str | None) -> tuple[Role, str | None]:
        if author is not None and author == _requester(self.ticket):
            return "participant", None
        # A colleague of the requester's, say, who was in copy.
        is_customer = self._person(author).get("role") == "end-user"
        return ("participant", "not the requester") if is_customer else ("agent", None)

    def _remark(self) -> Iterator[Passage]:
        remark = word(get(self.ticket, "satisfaction_rating.comment"))
        if remark is not None:
            yield self._passage(remark, "satisfaction comment", _requester(self.ticket), "participant")

    def _passage(self, text: str, what: str, author: str | None, role: Role, record: Record | None = None) -> Passage:
        ticket = self.ticket
        number = word((record or {}).get("id")) or (what if record is None and what != "description" else None)
        return Passage(
            text,
            f"{self.place}, {what}",
            speaker=self._speaker(author) if role == "participant" else None,
            role=role,
            question=word(ticket.get("subject")) if role == "participant" else None,
            channel=word(get(record, "via.channel")) or word(get(ticket, "via.channel")),
            timestamp=parse_date(word((record or ticket).get("created_at"))),
            attributes=self._attributes() if role == "participant" and author == _requester(ticket) else {},
            excluded="deleted" if ticket.get("status") == "deleted" else None,
            key=" / ".join(filter(None, (word(ticket.get("id")), number))) or None,
        )

    def _person(self, identity: str | None) -> Record:
        """What is said of somebody, in the ticket or beside the tickets."""
        inside = self.ticket.get("requester")
        if isinstance(inside, Mapping) and identity is not None and identity == word(inside.get("id")):
            return inside
        return self.people.get(identity, {})

    def _speaker(self, identity: str | None) -> str:
        return signed(word(self._person(identity).get("email")) or identity, self.place)

    def _attributes(self) -> dict[str, str]:
        score = str(get(self.ticket, "satisfaction_rating.score") or "").lower()
        rated = next((level for level in ("good", "bad") if score.startswith(level)), None)
        known = {
            _SATISFACTION: rated,
            "priority": word(self.ticket.get("priority")),
            "ticket type": word(self.ticket.get("type")),
        }
        return {name: value for name, value in known.items() if value is not None}


def _text(record: Record, *names: str) -> str | None:
    """The first text under these keys; HTML to its text."""
    for name in names:
        found = word(record.get(name))
        if found is not None:
            return (plain(found) or None) if name == "html_body" else found
    return None


READER = Reader(
    "zendesk",
    "Zendesk tickets (JSON)",
    "ticket",
    (".json", ".jsonl", ".ndjson"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
