"""What the store gives and takes, as frozen records fit for JSON; missing is ``None``, never ``""`` or 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["coder", "adjudicator"]
What = Literal["judge", "undo", "redo", "import"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A row of the quotes table (:mod:`voc.quotes`); ``timestamp`` is ISO 8601.

    ``parent`` is the quote that this is a part of, ``parts`` are the parts that it was split into.
    """

    quote_id: str
    text: str
    source: str
    source_sha256: str | None
    source_kind: str
    locator: str
    start: int | None
    end: int | None
    participant: str | None
    role: str
    question: str | None
    channel: str | None
    timestamp: str | None
    lang: str | None
    excluded: str | None
    copies: int | None
    wave: str | None = None
    parent: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tagger said, or a coding from another program (:mod:`voc.tags`)."""

    kind: str
    label: str | None
    value: float | None
    confidence: float | None
    by: str
    start: int | None
    end: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One label that a person gave; of a memo its words.

    ``value`` is the valence in [-1, 1]; ``start`` and ``end`` are the words meant, in code points of the quote's text.
    """

    label: str | None
    value: float | None = None
    start: int | None = None
    end: int | None = None
    reason: str | None = None


Decisions = Mapping[str, Sequence[Answer] | None]


@dataclass(frozen=True, slots=True)
class Given:
    """A person's answer that stands, of one quote and kind; no ``answers`` say "none of these"."""

    kind: str
    answers: tuple[Answer, ...]
    coder: str
    role: Role
    at: str
    uid: str
    act: str
    probability: float | None
    mode: str | None
    blind: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What one person says of one quote, by kind; ``None`` for a kind takes her answer back.

    ``expect`` is the revision that she saw; missing where it does not matter.
    """

    quote_id: str
    decisions: Decisions
    expect: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the act, its quotes with their revisions for that person, the kinds, the parts of a split."""

    act: str
    what: What
    coder: str
    quote_ids: tuple[str, ...]
    revisions: Mapping[str, int]
    kinds: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a quote's history. ``withdrawn``: an answer was taken back; ``undone``: this act does not stand now."""

    at: str
    coder: str
    role: Role
    what: What
    kind: str
    answers: tuple[Answer, ...]
    withdrawn: bool
    undone: bool
    act: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of quotes."""

    quote: Quote
    tags: tuple[Tag, ...]
    given: tuple[Given, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin; ``next`` is missing on the last page."""

    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class View:
    """Everything about one quote that a person needs to judge it; ``tags`` and ``others`` are empty if she is blind.

    ``revision`` counts what she did to the quote, ``everyone`` what anybody did: an adjudicator goes by that.
    """

    quote: Quote
    before: tuple[Quote, ...]
    after: tuple[Quote, ...]
    tags: tuple[Tag, ...]
    mine: Mapping[str, Given]
    others: tuple[Given, ...]
    starred: bool
    memo: str | None
    offtopic: bool
    revision: int
    everyone: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which quotes; what is ``None`` does not matter, and everything that is given must hold.

    ``text``: words, "a phrase"; the last word may be unfinished. ``kind`` and ``label``: the tag that counts, a
    person's before a machine's; label "" is none of them. ``by`` with ``kind``: a tag whose maker begins so.
    ``labels``: tags that count, by kind, as ``kind`` and ``label``. ``unsure``: the machine's confidence of ``kind``
    (stage, where missing) is below, ``sure``: not below. ``judged``: by ``coder``, else by anyone. ``excluded``: with
    what is no evidence. ``among``: one of these ids.
    """

    text: str | None = None
    source: str | None = None
    participant: str | None = None
    source_kind: str | None = None
    question: str | None = None
    lang: str | None = None
    role: str | None = None
    channel: str | None = None
    wave: str | None = None
    kind: str | None = None
    label: str | None = None
    by: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    unsure: float | None = None
    sure: float | None = None
    coder: str | None = None
    judged: bool | None = None
    starred: bool | None = None
    offtopic: bool | None = None
    memo: bool | None = None
    disagree: bool | None = None
    adjudicated: bool | None = None
    excluded: bool = False
    among: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is: quotes judged, acts, and when she began and last did something."""

    coder: str
    quotes: int
    acts: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """People who differ on a quote and kind; ``settled`` is the adjudicator's answer, if there is one."""

    quote_id: str
    kind: str
    given: tuple[Given, ...]
    settled: Given | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different answers of one person; ``other`` stands in the copy of the study at ``source``."""

    quote_id: str
    kind: str
    ours: Given
    theirs: Given
    source: str
