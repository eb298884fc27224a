"""JSON documents and records, refused in one line where they are broken."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from voc.errors import ReadError

# Half a pair: what is left where a tool cuts a text by 16-bit units. No file in UTF-8 can hold it.
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def parse(text: str, *, where: str) -> Any:
    """Parse one JSON document; raises ``ReadError`` that says where it breaks and how to cure it."""
    try:
        # Speech recognisers write NaN for a score that they do not know: it is missing.
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        cut = "it ends too early, as a file does that was not fully saved" if _at_end(error) else "it is no JSON there"
        raise ReadError(
            f"{where}, line {error.lineno}, column {error.colno}: {cut} ({error.msg}); export it again"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of over 4,300 digits is a ValueError, too
        raise ReadError(f"{where}: not JSON that can be read ({str(error).split(';')[0]}); export it again") from error


def _at_end(error: json.JSONDecodeError) -> bool:
    return not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")


def get(record: Any, path: str) -> Any:
    """What stands under a dotted path; ``None`` where any part of it is missing.

    >>> get({"user": {"name": "Mila"}}, "user.name"), get({"user": 7}, "user.name")
    ('Mila', None)
    """
    value = record
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def word(value: Any) -> str | None:
    """A string or number as text, without half characters; anything else, and what is blank, is missing.

    >>> word(" hi "), word(7), word(""), word(True), word(["a"])
    (' hi ', '7', None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        return None
    return _LONE_SURROGATE.sub("\ufffd", str(value))


def records(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; what is no list has none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
