"""E-mails as mail programs save them: one (``.eml``), or a box of them (``.mbox``).

Of each message the plain text is read, else what its HTML shows; attachments are not. What others wrote stands apart,
and so do signatures. Who writes from the address to which most of the box was written, or from its domain, is the
company. The subject is what a message answers; the place is the number of the message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.html import plain
from voc.reading.source import WHOLE, Source
from voc.reading.tables.mail import AUTOMATIC, split

_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version):", re.IGNORECASE
)
# "From mo@post.example Sat May 02 09:00:00 2026": a paragraph may begin with the word, too.
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S+ [^\r\n]{0,60}\d{4}[^\r\n]{0,8}\r?\n")
# Whoever got so many of the messages of a box is who was written to.
_MOST, _BOX = 0.5, 3
# Everybody has an address there: it is no company's.
_PUBLIC = re.compile(
    r"(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|gmx|web|aol|proton|protonmail|mail)\.\w+(\.\w+)?"
)
# In a box a line of words that begins with "From " is escaped: else the next mail would begin there.
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, MessageError)
# Python takes quadratic time for a field of the head; no address, subject or date is longer.
_LONGEST = 2000


class _Short(EmailPolicy):
    """Reads the beginning of a field of the head, however long the field is."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value if hasattr(value, "name") else value[:_LONGEST])


_POLICY = _Short()


def sniff(source: Source) -> Guess | None:
    """Lines of a message's head at the top."""
    head = source.magic
    if source.suffix == ".mbox":
        return Guess(0.97, ("begins with the 'From ' of a mailbox",)) if head.startswith(b"From ") else None
    match = _HEADER.match(head.lstrip())
    return Guess(0.97, (f"begins with {match[0].decode()!r}, as a mail does",)) if match else None


def read(source: Source) -> Iterator[Passage]:
    """Yield each message, without what others wrote in it."""
    messages = _messages(source)
    company = _company(messages)
    for number, message in enumerate(messages, 1):
        yield from _passages(message, f"message {number}", company)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say who writes, and as what."""
    messages = _messages(source)
    company = _company(messages)
    counts = Counter(_address(message, "From") or "(nobody)" for message in messages)
    told = {who: "agent" if _is_of(who, company) else "participant" for who in counts}
    return [(who, f"{told[who]}, {count} messages") for who, count in counts.most_common(20)]


def _messages(source: Source) -> list[EmailMessage]:
    """The messages of a file; raises ``ReadError`` where there are none."""
    if source.path.stat().st_size > WHOLE:
        raise ReadError(f"{source.name}: over {WHOLE // 2**20} MiB; export the mails in parts")
    data = source.path.read_bytes()
    boxed = source.suffix == ".mbox"
    parts = [_ESCAPED.sub(rb"\1", part) for part in _FROM.split(data) if part.strip()] if boxed else [data]
    found = [_message(part) for part in parts]
    messages = [message for message in found if message is not None]
    if not messages:
        raise ReadError(f"{source.name}: no mail in it that can be read; export it again")
    if lost := len(found) - len(messages):
        source.note(f"{lost} {'mail' if lost == 1 else 'mails'} that cannot be read: left out")
    return messages


def _message(data: bytes) -> EmailMessage | None:
    """A mail; ``None`` for what has no head, and for parts within parts that are too deep for Python."""
    try:
        message = message_from_bytes(data, policy=_POLICY)
    except _BROKEN:
        return None
    return message if isinstance(message, EmailMessage) and message.keys() else None


def _passages(message: EmailMessage, place: str, company: str) -> Iterator[Passage]:
    address, name = _address(message, "From"), parseaddr(_header(message, "From"))[0]
    role = "agent" if _is_of(address, company) else "participant"
    automatic = _header(message, "Auto-Submitted").lower() not in ("", "no")
    made = Passage(
        _text(message),
        place,
        address or place,
        role="agent" if automatic else role,  # type: ignore[arg-type]
        question=_header(message, "Subject") or None,
        channel="email",
        timestamp=parse_date(_header(message, "Date")),
        excluded=AUTOMATIC if automatic else None,
        key=_header(message, "Message-ID") or None,
        known_as=(name,) if name and role == "participant" else (),
    )
    if made.text:
        yield from split(made)
    else:
        yield Passage("", place)


def _text(message: EmailMessage) -> str:
    """The words of a message: its plain text, else its HTML as it is seen; nothing of what cannot be decoded."""
    try:
        body = message.get_body(preferencelist=("plain", "html"))
        text = _decoded(body) if body is not None else ""
        html = body is not None and body.get_content_subtype() == "html"
    except _BROKEN:
        return ""
    return (plain(text) if html else text.replace("\r\n", "\n")).strip()


def _decoded(part: MIMEPart) -> str:
    """The text of a part; what is not in the encoding that it names, if it does, is UTF-8 or Windows' of the West."""
    data: Any = part.get_payload(decode=True)
    named = part.get_content_charset() or "ascii"
    for encoding in (named, "utf-8"):
        try:
            return str(data.decode(encoding))
        except (LookupError, UnicodeError):
            continue
    return str(data.decode("utf-8" if named == "utf-8" else "cp1252", "replace"))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except _BROKEN:
        return ""


def _address(message: EmailMessage, name: str) -> str:
    return parseaddr(_header(message, name))[1].lower()


def _company(messages: list[EmailMessage]) -> str:
    """The address to which most messages of a box went; ``""`` where none stands out."""
    to = Counter(address for message in messages if (address := _address(message, "To")))
    if not to or len(messages) < _BOX:
        return ""
    address, count = to.most_common(1)[0]
    return address if count >= _MOST * len(messages) else ""


def _is_of(address: str, company: str) -> bool:
    """Whether an address is the company's, or another of its domain."""
    if not company or not address:
        return False
    domain = company.rpartition("@")[2]
    return address == company or (_PUBLIC.fullmatch(domain) is None and address.rpartition("@")[2] == domain)


READER = Reader(
    "mail",
    "E-mails (.eml, .mbox)",
    "ticket",
    (".eml", ".mbox"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
