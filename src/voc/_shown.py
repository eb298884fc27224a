"""Texts of strangers as any screen can show them: nothing lost unseen, nothing that acts on its neighbours."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_UNSEEN = {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "\u2421"}
# What XML 1.0 cannot hold and UTF-8 cannot write, and controls that have no picture but that terminals obey.
_IMPOSSIBLE = re.compile("[\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_EMBEDDING, _ISOLATE = "\u202c", "\u2069"
_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", _EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _ISOLATE)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAK = 40
"""Letters before a cut in which a space is looked for."""


def shown(text: str) -> str:
    r"""A text that every program can show: control characters as their pictures, what cannot be written as �.

    Direction marks that a text leaves open are closed at its end, so that they do not turn what stands behind it.

    >>> shown("a\x00b\r\nc"), shown("\u202eabc") == "\u202eabc\u202c"
    ('a␀b\nc', True)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub(lambda found: _UNSEEN[ord(found[0])], text)
    text = _IMPOSSIBLE.sub("\ufffd", text)
    return text + "".join(reversed(_open(text)))


def _open(text: str) -> list[str]:
    """What would close the direction marks that a text leaves open, the outermost first."""
    waiting: list[str] = []
    for sign in _TURNS.findall(text):
        if sign in _OPENS:
            waiting.append(_OPENS[sign])
        elif sign == _ISOLATE and sign in waiting:
            # The end of an isolate ends what was opened inside it.
            del waiting[len(waiting) - 1 - waiting[::-1].index(sign) :]
        elif sign == _EMBEDDING and waiting[-1:] == [sign]:
            waiting.pop()
    return waiting


def percent(share: float) -> str:
    """A share in per cent; 0 and 100 are said of nothing and of all alone.

    >>> percent(0.0), percent(0.004), percent(0.114), percent(0.996), percent(1.0)
    ('0 %', '<1 %', '11 %', '>99 %', '100 %')
    """
    rounded = round(100 * share)
    if rounded == 0 < share:
        return "<1 %"
    return ">99 %" if rounded == 100 and share < 1 else f"{rounded} %"


def one_line(text: str) -> str:
    """The text without line ends and runs of spaces."""
    return " ".join(shown(text).split())


def short(text: str, most: int) -> str:
    """At most ``most`` letters, cut at a word where there is one; the cut is shown.

    >>> short("one two three", 9), short("one", 9)
    ('one two …', 'one')
    """
    text = one_line(text)
    if len(text) <= most:
        return text
    return f"{shown(text[: cut(text, most - 2)]).rstrip()} …"


def cut(text: str, most: int) -> int:
    """Where to cut: behind the last space of the first ``most`` letters, if there is one near their end."""
    space = max(text.rfind(" ", max(0, most - _BREAK), most + 1), text.rfind("\n", max(0, most - _BREAK), most + 1))
    return space + 1 if space > 0 else max(most, 1)
