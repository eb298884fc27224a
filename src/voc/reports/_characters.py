"""Text that any XML or JSON file can hold: what is forbidden there is shown as a sign, so that places stay."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, UUID, uuid5

# XML 1.0, section 2.2: no control characters but tab and line end, no half of a pair, no U+FFFE and U+FFFF.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OURS = uuid5(NAMESPACE_URL, "https://github.com/voc-toolkit/voc")


def sound(text: str) -> str:
    r"""The text sign for sign, with U+FFFD for each one that no XML file may hold and ``\n`` for line ends.

    >>> sound("a\x00b\r\nc")
    'a�b \nc'
    """
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def name(text: object, *, empty: str = "unnamed") -> str:
    r"""A name on one line.

    >>> name("Late\nagain "), name(" ")
    ('Late again', 'unnamed')
    """
    return " ".join(sound(str(text)).split()) or empty


def cut(text: str, most: int = 60) -> str:
    """The first words, with a sign that there are more.

    >>> cut("abc", 3), cut("abcd", 3)
    ('abc', 'ab…')
    """
    line = name(text, empty="")
    return line if len(line) <= most else f"{line[: most - 1]}…"


def identifier(*parts: object) -> UUID:
    """An identifier that depends on nothing but these parts: two runs give the same.

    >>> identifier("code", "a") == identifier("code", "a") != identifier("code", "b")
    True
    """
    return uuid5(_OURS, sound("\x1f".join(map(str, parts))))
