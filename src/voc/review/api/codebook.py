"""The codebook: look, change, and who changed what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from voc import stored
from voc.codebook import Code, Touchpoint
from voc.review.desk import Desk
from voc.review.editing import Change, edited
from voc.review.jobs import Job
from voc.review.rewriting import rewritten
from voc.review.routes import Caller, Routes
from voc.review.wire import Given, Refused, invalid
from voc.store import Stale
from voc.store.codebooks import NAME
from voc.study import Study

ROUTES = Routes()


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A stage or touchpoint; ``n`` quotes have it by the machines, ``judged`` by people, in so many ``answers``."""

    name: str
    label: str
    title: str
    meaning: str
    examples: Sequence[str]
    cues: Sequence[str]
    stages: Sequence[str]
    n: int
    judged: int
    answers: int


@dataclass(frozen=True, slots=True)
class Book:
    """The codebook as it is; ``revision`` is to be sent with a change, ``retag`` the tagging that follows one.

    ``gone``: answers of people, and ``mine`` of this one, that name a code which is no more and have to be given again.
    """

    revision: int
    title: str
    digest: str
    stages: Sequence[CodeShown]
    touchpoints: Sequence[CodeShown]
    retag: Job | None
    gone: int
    mine: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed codebook, and the job that tags by it."""

    codebook: Book
    retag: Job | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the codebook."""

    revision: int
    at: str
    coder: str
    said: str
    digest: str


@dataclass(frozen=True, slots=True)
class History:
    """All versions, newest first."""

    changes: Sequence[Version]


class ChangeBook(Given):
    """A change of the codebook as it was seen."""

    revision: Annotated[int, Field(ge=0, lt=2**53)]
    change: Change


def book_now(desk: Desk, caller: Caller) -> Book:
    """The codebook as it is now, with how often each code was given."""
    version, book, said = desk.db.codebooks.current(), desk.book, desk.db.judgements
    counts = desk.db.runs.counts(kinds=("stage", "touchpoint")), said.counts(), said.answers()
    gone = said.gone()

    def shown(kind: str, codes: Sequence[Code]) -> list[CodeShown]:
        return [_shown(code, *(each.get((kind, code.name), 0) for each in counts)) for code in codes]

    return Book(
        version.number,
        book.title,
        book.digest,
        shown("stage", book.stages),
        shown("touchpoint", book.touchpoints),
        desk.jobs.now("retag"),
        len(gone),
        sum(coder == caller.name for _, coder, *_ in gone),
    )


def _shown(code: Code, *counts: int) -> CodeShown:
    stages = code.stages if isinstance(code, Touchpoint) else ()
    said = (code.name, code.label, code.title, code.meaning, code.examples, code.cues)
    return CodeShown(*said, stages, *counts)


@ROUTES.add("GET", "/api/codebook", gives=Book)
def codebook(desk: Desk, caller: Caller) -> Book:
    """Give the codebook with how often each code was given."""
    return book_now(desk, caller)


@ROUTES.add("POST", "/api/codebook", takes=ChangeBook, gives=Changed)
def change_codebook(desk: Desk, caller: Caller, given: ChangeBook) -> Changed:
    """Change the codebook; the machines tag by it anew in the background."""
    study = Study.load(desk.folder)
    said = study.codebook_path()
    if Path(said) != desk.folder / NAME:
        raise invalid("change", f"the study goes by the codebook {said}: write codebook = {NAME!r} into study.toml")
    toml = _as_it_lies(desk, study)
    if desk.db.codebooks.number() != given.revision:
        raise _conflict(desk, caller)
    made, kind = edited(desk.book, given.change), given.change.kind
    stages = {stage.name for stage in made.book.stages}
    for step, stage in study.figures.items():
        if stage not in stages:
            raise invalid(
                "change", f"study.toml, [figures]: {step!r} stands at the stage {stage!r}; change it there first"
            )
    try:
        desk.db.codebooks.change(
            rewritten(toml, desk.book, made),
            by=caller.coder,
            what=made.said,
            expect=given.revision,
            renamed={kind: made.renamed},
            dropped={kind: made.dropped},
        )
    except Stale as error:
        raise _conflict(desk, caller) from error
    job = desk.retag()
    return Changed(book_now(desk, caller), job)


def _as_it_lies(desk: Desk, study: Study) -> str:
    """The file's text; what was changed in it by hand while the app runs is a version, too, and tagged by."""
    before = desk.db.codebooks.number()
    toml = stored.keep_book(desk.db, study)
    if desk.db.codebooks.number() != before:
        desk.retag()
    return toml


def _conflict(desk: Desk, caller: Caller) -> Refused:
    book = book_now(desk, caller)
    told = f"somebody changed the codebook meanwhile, here or in {NAME}; look at it as it is now"
    return Refused(409, "conflict", told, codebook=book, revision=book.revision)


@ROUTES.add("GET", "/api/codebook/history", gives=History)
def codebook_history(desk: Desk, caller: Caller) -> History:
    """List every version, who made it and what she changed."""
    return History([Version(one.number, one.at, one.by, one.what, one.digest) for one in desk.db.codebooks.all()])
