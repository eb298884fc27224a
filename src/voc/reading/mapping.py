"""A mapping: what each column of a table is, where no format is known. Proposed by ``voc sniff``, edited by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from voc._toml import parse
from voc.errors import ReadError, did_you_mean
from voc.quotes import Kind
from voc.reading.source import Source
from voc.reading.surveys.columns import Role, classify
from voc.reading.tables.table import Table, key

SUFFIX = ".mapping.toml"
# What tools themselves say of their columns; the readers of these tools know it.
_STRUCTURES = (".lss", ".lsg", ".lsq", ".xlsx", ".json")
Meaning = Literal[
    "text", "title", "agent", "participant", "time", "channel", "language", "attribute", "key", "left out"
]
MEANINGS: tuple[str, ...] = get_args(Meaning)
_GUESSED: Mapping[Role, Meaning] = {
    "open": "text",
    "closed": "attribute",
    "multi": "attribute",
    "nps": "attribute",
    "scale": "attribute",
    "person": "participant",
    "time": "time",
}
_HEAD = """\
# How voc reads {name}. Say of each column what it is:
#   text         people's own words: they become quotes
#   title        what those words are about: the question of the quotes
#   agent        the company's words: never evidence
#   participant  who wrote: becomes a pseudonym
#   time, channel, language
#   attribute    what is known of the person: a plan, a score, a choice
#   key          what the tool calls the row: its id
#   left out
kind = {kind}   # survey, review, social, ticket, interview, note or other

[columns]
"""


class ColumnMapping(BaseModel):
    """What each column of a table is, by its header. ``kind`` is that of the quotes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = "survey"
    columns: Annotated[dict[str, Meaning], Field(min_length=1)]

    def indexes(self, table: Table, where: str) -> dict[str, list[int]]:
        """The columns of each meaning, by position; raises ``ReadError`` for a column that the table does not have."""
        keys = list(table.keys)
        found: dict[str, list[int]] = {meaning: [] for meaning in MEANINGS}
        for name, meaning in self.columns.items():
            if key(name) not in keys:
                raise ReadError(f"{where}: no column {name!r} in the table; {did_you_mean(name, table.header)}")
            found[meaning].append(keys.index(key(name)))
        if not found["text"]:
            raise ReadError(f'{where}: no column is "text"; say which holds people\'s own words')
        return found


def mapping_path(source: Source) -> Path | None:
    """The mapping of a file: the one that the study names, or ``NAME.mapping.toml`` beside it."""
    if source.rule.mapping is not None and not source.rule.mapping.lower().endswith(_STRUCTURES):
        return Path(source.rule.mapping)
    path = source.origin or source.path
    beside = (path.with_name(path.name + SUFFIX), path.with_name(path.stem + SUFFIX))
    return next((candidate for candidate in beside if candidate.is_file()), None)


def load(path: Path) -> ColumnMapping:
    """Read a mapping; raises ``ReadError`` in one line."""
    if not path.is_file():
        raise ReadError(f"{path}: no such mapping; make one with: voc sniff FILE --mapping {path.name}")
    return parse(ColumnMapping, path.read_bytes(), where=path.name, error=ReadError)


def propose(source: Source) -> str:
    """A mapping of a file filled with the best guesses, as TOML to be edited."""
    table = source.table
    guessed = {column.index: _GUESSED.get(column.role, "left out") for column in classify(table)}
    if "text" not in guessed.values():
        guessed[max(guessed, key=lambda index: sum(len(cell.split()) for cell in table.column(index)))] = "text"
    names = [json.dumps(name, ensure_ascii=False) for name in table.header]
    lines = [f"{name} = {json.dumps(guessed[index])}" for index, name in enumerate(names)]
    kind = source.rule.kind if source.rule.kind not in (None, "figures") else "survey"
    return _HEAD.format(name=source.path.name, kind=json.dumps(kind)) + "\n".join(lines) + "\n"
