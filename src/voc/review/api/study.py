"""What the study is, who codes, and the long work beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc import tags as tags_table
from voc.review import records
from voc.review.api.codebook import Book, book_now
from voc.review.api.judging import Nothing
from voc.review.desk import Desk
from voc.review.jobs import Job
from voc.review.outside import database
from voc.review.queue import QUEUES
from voc.review.routes import Caller, Routes
from voc.review.wire import not_found
from voc.store import Filter

ROUTES = Routes()
# What each facet of a quote is, in the words that coders are shown.
FACETS: Mapping[str, str] = {
    "goal": "What she wants to reach",
    "action": "What she does",
    "question": "What she asks herself",
    "motivation": "Why she does it",
    "need": "What she needs for it",
    "expectation": "What she expects or expected",
    "pain": "What hurts, hinders or annoys her",
    "delight": "What pleases her",
    "hearsay": "What others went through, not she",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, with its help."""

    id: str
    label: str
    help: str


# What changes of the codebook leave to be judged again: no draw, since these quotes were drawn before.
AGAIN = Choice(
    "again",
    "Codes that changed",
    "Quotes that you judged as a code that was split or deleted since, to be judged again.",
)


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What the page needs to know once."""

    title: str
    quotes: int
    participants: int
    coders: Sequence[records.Coder]
    me: str | None
    codebook: Book
    queues: Sequence[Choice]
    facets: Sequence[Choice]
    sentiments: Sequence[str]
    sources: Sequence[str]
    models: Sequence[str]
    learned: int | None
    exposed: str | None
    command: str | None
    note: str | None


@ROUTES.add("GET", "/api/study", gives=StudyFacts)
def study(desk: Desk, caller: Caller) -> StudyFacts:
    """Say what the study is: its codebook, queues, coders and sources."""
    run = desk.db.runs.last()
    return StudyFacts(
        title=desk.title,
        quotes=desk.db.quotes.count(Filter()),
        participants=desk.db.quotes.participants(),
        coders=coded(desk),
        me=caller.name,
        codebook=book_now(desk, caller),
        queues=[*(Choice(name, label, help_) for name, (label, help_) in QUEUES.items()), AGAIN],
        facets=[Choice(name, name.capitalize(), FACETS[name]) for name in tags_table.FACETS],
        sentiments=tags_table.SENTIMENTS,
        sources=desk.db.quotes.sources(),
        models=() if run is None else run.models,
        learned=None if run is None else run.learned,
        exposed=desk.exposed,
        # Where others can come in, the folder is not theirs to know.
        command=desk.command if desk.exposed is None else None,
        note=desk.db.note,
    )


@ROUTES.add("GET", "/api/coders", gives=records.Coders)
def coders(desk: Desk, caller: Caller) -> records.Coders:
    """List who coded, and how many quotes."""
    return records.Coders(coded(desk))


def coded(desk: Desk) -> list[records.Coder]:
    """Everybody who coded."""
    return [records.Coder(one.coder, one.quotes, one.last) for one in desk.db.judgements.progress()]


@ROUTES.add("GET", "/api/jobs", gives=records.Jobs)
def jobs(desk: Desk, caller: Caller) -> records.Jobs:
    """List the last jobs, newest first, and say what happened to the study beside the app."""
    return records.Jobs(desk.jobs.all(), desk.outside.files(desk), database(desk))


@ROUTES.add("POST", "/api/retag", takes=Nothing, gives=Job, status=202)
def retag(desk: Desk, caller: Caller, given: Nothing) -> Job:
    """Read the sources and tag all quotes anew, as they are now; what people judged stays."""
    return desk.retag()


@ROUTES.add("GET", "/api/jobs/{number}", gives=Job)
def job(desk: Desk, caller: Caller, number: str) -> Job:
    """Say how far a job is."""
    found = desk.jobs.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if found is None:
        raise not_found("job")
    return found
