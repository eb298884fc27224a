"""What the page gets: frozen records, one for each kind of thing; their fields are the JSON's keys.

``None`` is unknown. All texts are strangers': they leave as JSON strings and are shown as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc.review.jobs import Job


@dataclass(frozen=True, slots=True)
class Sentiment:
    """A sentiment's label, and its valence in [-1, 1]."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder says of a quote. ``judged``: the kinds she said; the fields of the others are the machines'."""

    coder: str
    revision: int
    at: str | None
    judged: Sequence[str]
    stage: str | None
    touchpoints: Sequence[str]
    sentiment: Sentiment | None
    facets: Sequence[str]
    off_topic: bool
    memo: str
    star: bool
    blind: bool
    adjudicates: bool
    queue: str | None
    probability: float | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The tags that the form starts with."""

    stage: str | None
    touchpoints: Sequence[str]
    sentiment: Sentiment | None
    facets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Confidence:
    """The machines' probability in [0, 1] that each of their tags is right."""

    stage: float | None
    touchpoints: Mapping[str, float | None]
    sentiment: float | None
    facets: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Tag:
    """A machine's tag; ``start`` and ``end`` (code points of the quote's text) are the words it went by."""

    kind: str
    label: str | None
    value: float | None
    confidence: float | None
    by: str
    start: int | None
    end: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands before or after a quote in its source."""

    quote_id: str
    text: str
    role: str
    participant: str | None
    question: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with its place, what stands around it, and all that was said of it."""

    quote_id: str
    text: str
    lang: str | None
    participant: str | None
    role: str
    channel: str | None
    timestamp: str | None
    source: str
    source_kind: str
    locator: str
    question: str | None
    before: Sequence[Turn]
    after: Sequence[Turn]
    split_from: str | None
    parts: Sequence[str]
    excluded: str | None
    tags: Sequence[Tag]
    proposed: Proposed | None
    confidence: Confidence | None
    judgement: Judgement | None
    revision: int
    others: Sequence[Judgement]


@dataclass(frozen=True, slots=True)
class Draw:
    """How a quote came up: of which draw, with which probability; ``blind``: nobody's tags are shown."""

    id: int
    queue: str
    probability: float | None
    blind: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The next quote of a queue, how many are left of its draw, or the reason why there is none."""

    quote: Quote | None
    draw: Draw | None
    left: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a judgement; it is on disk."""

    judgement: Judgement | None
    revision: int
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class SplitUp:
    """The parts of a quote that was split."""

    parts: Sequence[Quote]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Action:
    """What was undone or done again."""

    kind: str
    quote_ids: Sequence[str]
    said: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """An undo or redo: the action (``None``: there was none) and its quote as it is now, where it is one."""

    action: Action | None
    quote: Quote | None
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A quote as a row of the table; the tags are those that count."""

    quote_id: str
    text: str
    source: str
    participant: str | None
    timestamp: str | None
    stage: str | None
    stage_confidence: float | None
    touchpoints: Sequence[str]
    sentiment: str | None
    value: float | None
    facets: Sequence[str]
    judged_by: Sequence[str]
    mine: bool
    revision: int
    star: bool
    memo: str
    off_topic: bool
    disagreed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the table."""

    total: int
    page: int
    size: int
    pages: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Bulk:
    """A change of several quotes at once."""

    changed: int
    revisions: Mapping[str, int]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder, and how many quotes she judged."""

    coder: str
    judged: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Coders:
    """Everybody who coded."""

    coders: Sequence[Coder]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The last jobs, newest first; and a line, if there is one, on what happened to the study beside the app.

    ``files``: sources that are not those of the tags any more; ``database``: another program wrote into it.
    """

    jobs: Sequence[Job]
    files: str | None
    database: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """Who codes in this browser."""

    coder: str | None
