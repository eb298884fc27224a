"""Columns of a participants table that say who somebody is."""

from __future__ import annotations

import re

import pandas as pd

from voc.redaction.key import Key, plain

# Header words and the kind of what stands below them.
_HEADERS = {
    "name": re.compile(
        r"(?:(?:full|first|last|given|family|middle|contact|sur|customer|user|nick) ?names?|names?)", re.I
    ),
    "e-mail": re.compile(r"(?:your |customer |contact )?e-?mail(?: ?address)?", re.I),
    "phone": re.compile(r"(?:your |contact )?(?:phone|mobile|telephone|cell)(?: ?(?:number|no\.?))?", re.I),
    "address": re.compile(
        r"(?:street|postal|home|delivery|billing)? ?address(?: ?line ?\d)?|post ?code|zip(?: ?code)?", re.I
    ),
    "IP address": re.compile(r"ip(?: ?address)?", re.I),
    "handle": re.compile(r"user ?name|handle|screen ?name|twitter|instagram", re.I),
    "number": re.compile(
        r"(?:customer|client|account|order|member|employee|response|user|ticket) ?(?:id|no\.?|number)", re.I
    ),
    "link": re.compile(r"(?:profile )?(?:url|link|linkedin)", re.I),
}


def kind_of(header: str) -> str | None:
    """What a column holds that tells who somebody is; ``None`` if nothing.

    >>> kind_of("First name"), kind_of("E-mail address"), kind_of("Plan name"), kind_of("Country")
    ('name', 'e-mail', None, None)
    """
    said = " ".join(header.replace("_", " ").removesuffix(" (answer)").split())
    return next((kind for kind, pattern in _HEADERS.items() if pattern.fullmatch(said)), None)


def anonymous(participants: pd.DataFrame, key: Key) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table with pseudonyms or placeholders in such columns, and the placeholder of each value that stood there."""
    made: dict[str, str] = {}
    table = participants.copy()
    for header in table.columns:
        if (kind := kind_of(str(header))) is not None:
            cells = [_placeholder(cell, kind, key, made) for cell in table[header]]
            table[header] = pd.Series(cells, index=table.index, dtype=table[header].dtype)
    return table, made


def _placeholder(cell: object, kind: str, key: Key, made: dict[str, str]) -> object:
    if not isinstance(cell, str) or not cell.strip():
        return cell
    return made.setdefault(plain(cell), key.placeholder(kind, cell))
