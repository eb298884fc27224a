"""Jira issues (CSV): what the reporter describes, and the comments below, a column each.

A comment is ``12/Mar/21 9:30 AM;who;what she wrote``. The reporter's are hers; of who is assigned an issue of the table
they are the company's; others are people of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from voc.quotes import Passage
from voc.reading.dates import parse_date
from voc.reading.source import Source
from voc.reading.tables.layout import Layout, table_reader

_COMMENT = re.compile(r"(?P<when>[^;\n]{6,40}\d[^;\n]{0,10});(?P<who>[^;\n]{1,80});(?P<said>.*)", re.DOTALL)
# A comment's own column, and what a time has in any language: more than one number.
_COLUMN = re.compile(r"column '[Cc]omment[^']*'$")
_NUMBERS = re.compile(r"\d\D+\d")
_LAYOUT = Layout(
    must=(("issue key",), ("issue id", "project key"), ("summary",)),
    text=(("description",), ("comment",), ("comment *",)),
    context=("summary",),
    speaker=("reporter id", "reporter"),
    when=("created",),
    key=("issue key",),
    satisfaction=("satisfaction rating", "custom field (satisfaction)"),
    attributes=("issue type", "priority", "status"),
)
_TABLE = table_reader("jira", "Jira issues (CSV)", "ticket", _LAYOUT, grade="layout from documentation", score=0.97)


def read(source: Source) -> Iterator[Passage]:
    """Yield each description, and each comment as its writer's: it answers what the company wrote before it."""
    assigned = {
        name for index in _LAYOUT.all(source.table, ("assignee", "assignee id")) for name in source.table.column(index)
    }
    asked: tuple[str | None, str | None] = None, None
    for passage in _TABLE.read(source):
        if not isinstance(passage, Passage):
            continue
        said = _comment(passage, assigned)
        if said is None:
            yield passage
        else:
            yield replace(said, question=asked[1] if asked[0] == said.key and said.role == "participant" else None)
            asked = (said.key, said.text) if said.role == "agent" else asked


def _comment(passage: Passage, assigned: Collection[str]) -> Passage | None:
    """What a comment says, by whom and when, as far as that can be read; ``None`` where the passage is no comment."""
    found = _COMMENT.fullmatch(passage.text)
    if found is None:
        return None
    when = parse_date(found["when"].strip())
    if when is None and not (_COLUMN.search(passage.locator) and _NUMBERS.search(found["when"])):
        return None
    who = found["who"].strip()
    made = replace(passage, text=found["said"].strip(), speaker=who, timestamp=when)
    if who != passage.speaker and who not in passage.known_as:
        made = replace(made, attributes={}, known_as=())
    return replace(made, role="agent") if who in assigned and who != passage.speaker else made


READER = replace(_TABLE, read=read)
