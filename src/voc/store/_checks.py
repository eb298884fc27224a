"""What an answer may be: the kinds, and the labels of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voc.codebook import Codebook
from voc.errors import TableError, did_you_mean
from voc.store.records import Answer, Decisions
from voc.tags import FACETS, SENTIMENTS, SINGLE_KINDS

# What is said of a quote's content; these become rows of a tags table.
KINDS = ("stage", "touchpoint", "sentiment", "facet", "emotion", "channel", "theme")
# From other programs and from taggers; they are taken from a file, but nobody is asked for them.
OTHERS = ("code", "asked")
# What is said of the quote itself.
OFFTOPIC, STAR, MEMO = "offtopic", "star", "memo"
MARKS = (OFFTOPIC, STAR, MEMO)
# In SQL: what judges a quote's content, by whomever it stands.
CONTENT = "kind NOT IN ('star', 'memo', 'split')"
YES = "yes"
# Kinds that an off-topic quote has nothing of.
BARE = ("stage", "touchpoint", "facet")
_LONGEST = {MEMO: 20_000}
_LONG = 200


def labels(kind: str, book: Codebook | None) -> Sequence[str] | None:
    """The labels that a kind may have; ``None`` where any word will do."""
    if kind in ("stage", "touchpoint"):
        if book is None:
            return None
        return [code.name for code in (book.stages if kind == "stage" else book.touchpoints)]
    return {"sentiment": SENTIMENTS, "facet": FACETS, OFFTOPIC: (YES,), STAR: (YES,)}.get(kind)


def checked(given: Decisions, text: str, book: Codebook | None, where: str) -> Mapping[str, Sequence[Answer] | None]:
    """The decisions if they can be; raises ``TableError`` that names the quote, what is wrong and the choices."""
    if not given:
        raise TableError(f"{where}: no decision; give at least one kind of {', '.join((*KINDS, *MARKS))}")
    for kind, answers in given.items():
        if kind not in (*KINDS, *MARKS, *OTHERS):
            raise TableError(f"{where}: no kind {kind!r}; {did_you_mean(kind, (*KINDS, *MARKS))}")
        _check_answers(kind, answers or (), text, labels(kind, book), where)
    return given


def _check_answers(kind: str, answers: Sequence[Answer], text: str, known: Sequence[str] | None, where: str) -> None:
    if len(answers) > 1 and kind in (*SINGLE_KINDS, *MARKS):
        raise TableError(f"{where}: {len(answers)} answers of kind {kind}, which has one at most")
    for one in answers:
        if not one.label or not one.label.strip():
            raise TableError(f"{where}: a {kind} without a label; none of these is an empty list")
        if known is not None and one.label not in known:
            raise TableError(f"{where}: no {kind} {one.label[:_LONG]!r}; {did_you_mean(one.label[:_LONG], known)}")
        if len(one.label) > _LONGEST.get(kind, _LONG):
            raise TableError(f"{where}: a {kind} of {len(one.label)} signs; the most is {_LONGEST.get(kind, _LONG)}")
        if one.value is not None and not -1 <= one.value <= 1:
            raise TableError(f"{where}: the value {one.value:g} of its {kind} is outside -1 … 1")
        if (one.start is None) != (one.end is None):
            raise TableError(f"{where}: words of its {kind} need a start and an end, or neither")
        if one.start is not None and one.end is not None and not 0 <= one.start < one.end <= len(text):
            raise TableError(f"{where}: signs {one.start} to {one.end} of its {kind} are not in a text of {len(text)}")
