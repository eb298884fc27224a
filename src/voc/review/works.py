"""What the child processes do (:mod:`voc.review.jobs`): each reads the study beside the server and gives its result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voc import store

if TYPE_CHECKING:
    from voc.api import Run
    from voc.journey.model import Journey
    from voc.review.effect import Compared
    from voc.review.worth import Worth

Progress = Callable[[str, int, int], None]
# The machines' own map by (folder, run, codebook): it stays what it is while people judge.
_BEFORE: dict[tuple[Path, int, int], Journey] = {}


def effect(folder: Path, *, progress: Progress) -> Compared:
    """The map with people's judgements beside that of the machines alone."""
    with store.open(folder, readonly=True) as study:
        from voc import stored
        from voc.review.effect import compared

        run = study.runs.last()
        key = (folder, 0 if run is None else run.number, study.codebooks.number() or 0)
        if key not in _BEFORE:
            _BEFORE.clear()
            progress("the machines' map", 0, 2)
            _BEFORE[key] = stored.journey(study, reviewed=False)
        progress("the map with your judgements", 1, 2)
        return compared(_BEFORE[key], stored.journey(study))


def worth(folder: Path, *, progress: Progress) -> Worth:
    """How much more judging would narrow the map's intervals."""
    from voc import stored
    from voc.codebook import Codebook
    from voc.review.worth import worth as weighed
    from voc.study import Study

    progress("worth", 0, 1)
    with store.open(folder, readonly=True) as study:
        book = Codebook.parse(study.codebooks.current().toml.encode("utf-8"), where="codebook.toml")
        return weighed(study.quotes.frame(), stored.tags(study, book), book, Study.load(folder))


def retagged(folder: Path, tagger: str, *, progress: Progress) -> Run:
    """The whole road anew, with what people judged; the server keeps it."""
    from voc.api import run

    return run([folder], tagger=tagger, progress=progress)


def taught(folder: Path, tagger: str, seed: int, *, progress: Progress) -> dict[str, Any]:
    """Learn from what people judged."""
    from voc.teach import teach

    return teach(folder, tagger=tagger, seed=seed, progress=progress).as_dict()
