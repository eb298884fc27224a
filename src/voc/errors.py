"""What can go wrong, as one small tree.

    VocError            anything a person can cure; its text is one line: what, where, choices, cure
    ├── ReadError       a source file cannot be read
    ├── CodebookError   a codebook is not as it must be
    ├── StudyError      a study folder or its study.toml is not as it must be
    ├── LockError       a voc.lock is missing, damaged or of a newer version
    ├── TableError      a quotes or tags table lacks what is needed
    └── MissingExtra    an optional package is not installed

The command line prints the text after ``voc: `` and exits with 2.
"""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Iterable


class VocError(Exception):
    """Base of every error that ``voc`` raises on purpose; ``str(error)`` is one line."""


class ReadError(VocError):
    """A source file cannot be read."""


class CodebookError(VocError):
    """A codebook is not as it must be."""


class StudyError(VocError):
    """A study folder or its ``study.toml`` is not as it must be."""


class LockError(VocError):
    """A ``voc.lock`` is missing, damaged or of a newer version."""


class TableError(VocError):
    """A quotes or tags table lacks what is needed."""


class MissingExtra(VocError):
    """An optional package is not installed; the text names the command that installs it."""


def to_run(*words: object) -> str:
    """A ``voc`` command that cures something, as it can be pasted into a shell.

    >>> to_run("map", "/my study", "--out", "map")
    "voc map '/my study' --out map"
    """
    return shlex.join(["voc", *map(str, words)])


def did_you_mean(word: str, choices: Iterable[str], *, show: Callable[[str], str] = str) -> str:
    """Name the nearest choice and all choices, as the tail of an error text; ``show`` writes each of all.

    >>> did_you_mean("meening", ["name", "meaning"])
    "did you mean 'meaning'? there are: meaning, name"
    >>> did_you_mean("zzz", ["name"])
    'there are: name'
    >>> did_you_mean("zzz", ["late, cold"], show=repr)
    "there are: 'late, cold'"
    """
    known = sorted(choices)
    near = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}there are: {', '.join(map(show, known))}"
