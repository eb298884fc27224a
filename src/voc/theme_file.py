"""``themes.toml`` of a study: themes that the researcher named, merged or put together, kept from run to run.

::

    [[theme]]
    name = "Couriers who do not come"              # what it is called on the map
    of = ["courier, door", "3f0c5be21a7d9e40"]     # labels of themes on the map, and ids of quotes
    kind = "pain"                                  # or "delight"; pain if not given

A label stands for the theme that the tool calls so, a quote's id for the theme that has the quote, or, where it is in
none, for what was said there alone. Ids stay when more is read; labels may change with the words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from voc._toml import parse
from voc.errors import StudyError

FILE_NAME = "themes.toml"


class NamedTheme(BaseModel):
    """One theme of the researcher."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1)]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    kind: Literal["pain", "delight"] = "pain"


class ThemeFile(BaseModel):
    """The researcher's themes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    themes: Annotated[tuple[NamedTheme, ...], Field(alias="theme")] = ()

    @classmethod
    def load(cls, folder: Path | None) -> ThemeFile:
        """Read the file of a study's folder, if it has one; raises ``StudyError`` in one line."""
        path = (folder or Path()) / FILE_NAME
        if folder is None or not path.is_file():
            return cls()
        return parse(cls, path.read_bytes(), where=str(path), error=StudyError)
