"""E-mail addresses, phone numbers, handles, IP addresses, and links that lead to one person's page.

Shapes: RFC 5322 local parts as people use them, E.164 (7 to 15 digits), IPv4 and IPv6 by Python's ``ipaddress``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterator

from voc.redaction.base import Span, spans

_EMAIL = re.compile(r"[\w.+'%-]+(?<![.'])\s?(?:@|\(at\)|\[at\])\s?(?:[\w-]+\.)+[a-z]{2,}\b", re.IGNORECASE)

_PHONES = (
    re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}[\s.-]?(?:\(0\)\s?)?(?:\(?\d{1,5}\)?[\s./-]?){1,5}\d{2,4}(?!\w)"),
    re.compile(r"(?<![\w.,-])\(?0\d{2,5}\)?(?:[\s/-]?\d{2,4}){1,4}(?![\w-]|[.,]\d)"),
    re.compile(r"(?<![\w.,-])(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-.]\d{4}(?![\w-])"),
)
# Numbers that could be anything are phone numbers where the words before them say so.
_ASKED = re.compile(
    r"\b(?:phone|mobile|cell|tel|telephone|call|ring|text|sms|whatsapp|reach me|my (?:old "
    r"|new )?number)\b[^.!?\n]{0,24}?"
    r"(\d{3}[-. ]\d{3}[-. ]?\d{3,4}|\d{3}-\d{4}|\d{7,11})(?![\w-])",
    re.IGNORECASE,
)
_AFTER_MAIL = re.compile(r"@\S+\s*[/,;|]\s*(\d{3}[ -]?\d{3}[ -]?\d{3,4})(?!\w)")

_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z0-9_][\w.]{1,29}(?<!\.)(?!@)")
_REDDIT = re.compile(r"(?<!\w)/?u/([\w-]{3,20})")
_CALLED = re.compile(
    r"\b(?:user ?name|handle|login|nickname|screen name|insta(?:gram)?|telegram|skype)\b(?: is|:)?\s+"
    r"(@?(?=\w*[_\d])[A-Za-z]\w{3,29})",
    re.IGNORECASE,
)
# Accounts of firms say so themselves.
_COMPANY = re.compile(
    r"help|support|(?:care|cares|service|official|team|hq|_app|news|_?uk|_us|_de|airlines?)$", re.IGNORECASE
)

_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:versions?|firmware|release|build|update|\bv|ios|android|chrome|firefox|edge|app)[\s:.]*$", re.IGNORECASE
)

_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]+(?<![.,;:!?])", re.IGNORECASE)
_PERSONAL = re.compile(
    r"/~|/@|/(?:u|user|users|profile|profiles|people|member|members|in|id|author|channel|c)/[^/\s]+|/status/\d"
    r"|//(?:drive|docs|photos|onedrive|dropbox)\.|[?&](?:e?mail|user|uid|token|name|session)=|//[^/\s]*@",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also those that are written to be no e-mail address."""
    return spans("e-mail", text, (match.span() for match in _EMAIL.finditer(text)))


def links(text: str) -> Iterator[Span]:
    """Links to the page, the files or the session of one person; any other stays."""
    return spans("link", text, (m.span() for m in _LINK.finditer(text) if _PERSONAL.search(m[0])))


def handles(text: str, keep: Collection[str] = ()) -> Iterator[Span]:
    """Handles of people; ``keep`` are the accounts of the company, in lower case, and firms tell themselves."""
    for match in _HANDLE.finditer(text):
        name = match[0][1:].casefold()
        if name not in keep and not _COMPANY.search(name):
            yield Span(match.start(), match.end(), "handle", match[0])
    for pattern in (_REDDIT, _CALLED):
        yield from spans("handle", text, (match.span(1) for match in pattern.finditer(text)))


def addresses_of_machines(text: str) -> Iterator[Span]:
    """IP addresses; four numbers with dots may be a version of something."""
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            if _is_ip(match[0]) and not _VERSION.search(text[max(0, match.start() - 16) : match.start()]):
                yield Span(match.start(), match.end(), "IP address", match[0])


def _is_ip(word: str) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    # "4.12.0.1" is a version, "10:45::" a time.
    return len(word) >= 9 if address.version == 4 else sum(sign.isalnum() for sign in word) >= 6


def phones(text: str) -> Iterator[Span]:
    """Phone numbers: with a country's code, with a leading 0, as in North America, or called one."""
    for pattern in _PHONES:
        yield from spans("phone", text, (m.span() for m in pattern.finditer(text) if _is_phone(m[0])))
    for pattern in (_ASKED, _AFTER_MAIL):
        yield from spans("phone", text, (match.span(1) for match in pattern.finditer(text)))


def _is_phone(word: str) -> bool:
    digits = sum(sign.isdigit() for sign in word)
    return 9 <= digits <= 15 and not re.fullmatch(r"0\d[./-]\d\d[./-]\d{2,4}", word)
