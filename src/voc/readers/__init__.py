"""Station 1: files to quotes. One module is one format.

To add a format, add one module here that defines ``READER``, a :class:`~voc.reading.base.Reader`: a ``sniff``
that says how sure it is that a file is of its format and why, and a ``read`` that yields a
:class:`~voc.quotes.Passage` for each answer, turn or post with its place. A tool whose export is a table needs
only a :class:`~voc.reading.tables.layout.Layout`, the header words and what they are. Then add a golden pair in
``tests/golden/readers``. Nothing else changes: cutting into quotes, pseudonyms, duplicates, languages and the
account are done once for all formats, in ``_collect``.
"""

from __future__ import annotations

import sys
from functools import cache

from voc._plugins import discover
from voc.reading.archive import sources_of
from voc.reading.base import Guess, Reader
from voc.reading.collect import FileAccount, Reading, read_paths
from voc.reading.pseudonyms import Locked
from voc.reading.source import Source

__all__ = ["FileAccount", "Guess", "Locked", "Reader", "Reading", "Source", "all_readers", "read_paths", "sources_of"]


@cache
def all_readers() -> dict[str, Reader]:
    """Every reader by name."""
    return discover(sys.modules[__name__], "READER")
