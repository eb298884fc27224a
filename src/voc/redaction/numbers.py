"""Account numbers, by their checksums where they have one, and numbers of orders, tickets and customers.

IBAN: ISO 13616 (mod 97); payment cards: ISO/IEC 7812 (Luhn); postal items: UPU S10; US social security numbers by their
shape and the areas never given out, UK national insurance numbers by their shape; all others by the words before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.redaction.base import Span, spans

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w-])[3-6](?:[ -]?\d){12,18}(?![\w-])")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NINO = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_BANK = re.compile(
    r"\b(?:sort code|routing(?: number| no\.?)?|(?:bank )?account(?: number| no\.?)?|iban|bic"
    r"|passport(?: number| no\.?)?"
    r"|tax id|licen[cs]e (?:number|no\.?))\s*(?:is|:|#)?\s*(\d{2}-\d{2}-\d{2}|[A-Z]{0,2}\d{7,12})(?![\w-])",
    re.IGNORECASE,
)

_THING = (
    r"(?:order|ticket|case|reference|ref|booking|reservation|customer|client|member(?:ship)?|policy|contract"
    r"|invoice|tracking"
    r"|consignment|shipment|parcel|package|request|pnr|account|confirmation|complaint|claim|incident"
    r"|subscription|serial)"
)
_CALLED = r"(?:\s+(?:numbers?|no\.?|nr\.?|nº|id|code))?\s*(?:is|:|\()?\s*"
_VALUE = (
    r"([A-Z]{1,4} \d{3,}(?: \d{3,})*|#?(?=[\w./-]*\d)[A-Z0-9](?:[A-Z0-9]|[./-](?=[A-Z0-9])){3,}(?: \d{3,})*)(?![\w-])"
)
_IN_CONTEXT = re.compile(rf"\b(?i:{_THING}{_CALLED}){_VALUE}")
_ALONE = re.compile(
    r"(?<!\w)(#(?:[A-Z]{1,4}-?)?\d{4,}|1Z[A-Z0-9]{16}|[A-Z]{1,4}-\d{2,}-\d{3,}|[A-Z]{1,4}-\d{5,}"
    r"|JD\d{14,18})(?![\w-])"
)
_POSTAL = re.compile(r"\b[A-Z]{2}\d{9}[A-Z]{2}\b")


def accounts(text: str) -> Iterator[Span]:
    """Numbers of bank accounts, cards, and of people with the state."""
    yield from spans("account", text, (m.span() for m in _IBAN.finditer(text) if is_iban(m[0])))
    yield from spans("account", text, (m.span() for m in _CARD.finditer(text) if is_card(m[0])))
    for pattern in (_SSN, _NINO):
        yield from spans("account", text, (match.span() for match in pattern.finditer(text)))
    yield from spans("account", text, (match.span(1) for match in _BANK.finditer(text)))


def references(text: str) -> Iterator[Span]:
    """Numbers of orders, tickets, customers and parcels."""
    for match in _IN_CONTEXT.finditer(text):
        if _is_reference(match[1]):
            yield Span(match.start(1), match.end(1), "number", match[1])
    yield from spans("number", text, (match.span(1) for match in _ALONE.finditer(text)))
    yield from spans("number", text, (m.span() for m in _POSTAL.finditer(text) if is_postal(m[0])))


def is_iban(word: str) -> bool:
    """Whether the check digits are right: letters are 10 … 35, the first four signs go last, and mod 97 is 1.

    >>> is_iban("GB29 NWBK 6016 1331 9268 19"), is_iban("GB28 NWBK 6016 1331 9268 19")
    (True, False)
    """
    plain = word.replace(" ", "")
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_card(word: str) -> bool:
    """Whether Luhn's sum is right, for 13 to 19 digits.

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(sign) for sign in word if sign.isdigit()][::-1]
    total = sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return 13 <= len(digits) <= 19 and total % 10 == 0 and len(set(digits)) > 1


def is_postal(word: str) -> bool:
    """Whether the check digit of a postal item is right: weights 8 6 4 2 3 5 9 7, modulo 11.

    >>> is_postal("RR473124829GB"), is_postal("RR473124828GB")
    (True, False)
    """
    weighed = sum(int(sign) * weight for sign, weight in zip(word[2:10], (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = 11 - weighed % 11
    return int(word[10]) == {10: 0, 11: 5}.get(check, check)


def _is_reference(word: str) -> bool:
    """A number long enough to be one of many, or a booking's six signs."""
    digits = sum(sign.isdigit() for sign in word)
    return digits >= 4 or bool(re.fullmatch(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,7}", word))
