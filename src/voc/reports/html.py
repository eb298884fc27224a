"""``journey.html``: the map as one page that needs nothing else, with the quotes behind every number.

The page loads nothing: styles and script stand in it and are allowed by their hash alone, so no quote can run code.
Without JavaScript it is the whole map; the script adds the panel that shows the quotes, which stand in the page once,
as JSON. A button names its list of quotes in ``data-e``; :func:`_lists` makes all of them.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voc.journey.model import Journey, Share, ShownQuote, Stage
from voc.reports._base import Report
from voc.reports._cells import score, share, signed
from voc.reports._curve import curve, side, steps

LANES = (
    ("goals", "Goals", "What they want to get done"),
    ("actions", "Actions", "What they do"),
    ("questions", "Questions", "What they ask"),
    ("motivations", "Motivations", "Why they do it"),
    ("needs", "Needs", "What they cannot do without"),
    ("expectations", "Expectations", "What they thought would happen"),
    ("delights", "Delights", "What they liked"),
)
"""The lanes of quotes: field of a stage, name, what it holds."""

_NO_REASON = "nobody raised it"
_EMPTY = {"not asked": "unasked", "too few people to show": "few"}


Lists = dict[str, tuple[str, str, Sequence[str]]]
"""The quotes behind each number: key → (title, what the number says, ids)."""


def render(journey: Journey) -> str:
    """Write the page."""
    style, script = _asset("journey.css"), _asset("journey.js")
    lists, said, lanes = _lists(journey), _said(journey).values(), _lanes(journey)
    return _template().render(
        journey=journey,
        account=journey.account,
        settings=journey.settings,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script),
        evidence=_evidence(journey, lists),
        lists=lists,
        curve=curve([stage.emotion for stage in journey.stages]),
        kinds=_kinds(journey),
        customers=len(said),
        staff=len(journey.quotes) - len(said),
        persons=_people(said),
        files=len({quote.source for quote in said}),
        lanes=lanes,
        hidden_lanes={key: is_empty for key, _, is_empty in lanes},
        empty_lanes=[name for _, name, is_empty in lanes if is_empty],
        quote_lanes=LANES,
        pains={stage.id: [p for p in journey.pain_points if p.stage == stage.id] for stage in journey.stages},
        worst=max((p.severity_high or p.severity for p in journey.pain_points), default=0.0) or 1.0,
        labels=_labels(journey),
        stage_order={stage.id: order for order, stage in enumerate(journey.stages, 1)},
        touchpoints=_touchpoints(journey),
        ids={quote_id: number for number, quote_id in enumerate(journey.quotes)},
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("voc.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = "{:,}".format
    environment.globals |= {
        **{"empty": _empty, "marked": _marked, "score": score, "share": share, "side": side},
        **{"signed": signed, "steps": steps, "spans": spans},
    }
    return environment.get_template("journey.html.jinja")


def _asset(name: str) -> str:
    return resources.files("voc.reports").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing but these two texts and images inside the page."""
    style_hash, script_hash = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def spans(numbers: Sequence[int]) -> str:
    """Numbers as people read them, runs drawn together.

    >>> spans([2, 3, 4, 6, 8, 9])
    '2–4, 6, 8 and 9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [
        word for run in runs for word in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _empty(reason: str | None) -> tuple[str, str]:
    """The look and the words of an empty cell: a lane of a stage that people spoke of has no reason of its own."""
    return _EMPTY.get(reason or "", "silent"), reason or _NO_REASON


def _places(quote: ShownQuote) -> list[tuple[int, int]]:
    """Where the words that carried a tag stand in the quote: ascending, apart, never inside a longer word."""
    text, hits = quote.text, []
    for word in quote.words:
        at = text.find(word) if word else -1
        while at >= 0:
            end = at + len(word)
            inside = text[at - 1 : at].isalnum() and word[0].isalnum()
            inside = inside or (text[end : end + 1].isalnum() and word[-1].isalnum())
            if not inside:
                hits.append((at, end))
            at = text.find(word, end)
    apart: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _marked(quote: ShownQuote) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it carried a tag."""
    parts, last = [], 0
    for start, end in _places(quote):
        parts += [(quote.text[last:start], False), (quote.text[start:end], True)]
        last = end
    return [part for part in [*parts, (quote.text[last:], False)] if part[0]]


def _units(quote: ShownQuote) -> list[int]:
    """The places as the browser counts them: in UTF-16 units, where an emoji is two."""

    def units(end: int) -> int:
        return sum(2 if letter > "\uffff" else 1 for letter in quote.text[:end])

    return [units(place) for span in _places(quote) for place in span]


def _person(quote: ShownQuote) -> str:
    """Who said it; who has no name is told apart by the place, as on the whole map."""
    return quote.participant or f"{quote.source} {quote.locator}"


def _people(quotes: Iterable[ShownQuote]) -> int:
    return len({_person(quote) for quote in quotes})


def _said(journey: Journey) -> dict[str, ShownQuote]:
    return {i: quote for i, quote in journey.quotes.items() if quote.role == "participant"}


def _kinds(journey: Journey) -> list[tuple[str, int, int, int]]:
    """Each kind of source of customers' quotes: name, quotes, people, files; kinds without a quote come last."""
    said = list(_said(journey).values())
    kinds = {quote.source_kind for quote in said} | set(journey.coverage.participants_by_kind)
    of = {kind: [quote for quote in said if quote.source_kind == kind] for kind in kinds}
    rows = [(kind, len(of[kind]), _people(of[kind]), len({q.source for q in of[kind]})) for kind in sorted(of)]
    return sorted(rows, key=lambda row: not row[1])


def _touchpoints(journey: Journey) -> dict[str, str]:
    return {cell.name: cell.label for stage in journey.stages for cell in stage.touchpoints}


def _labels(journey: Journey) -> dict[str, str]:
    return {stage.id: stage.label for stage in journey.stages}


def _lanes(journey: Journey) -> list[tuple[str, str, bool]]:
    """The lanes that can be switched off: key, name, whether there is nothing in any stage."""
    stages = journey.stages
    quotes = [(key, name, not any(getattr(stage, key).n_quotes for stage in stages)) for key, name, _ in LANES]
    return [
        ("heard", "Heard from", False),
        ("emotion", "Emotion", False),
        ("shares", "Pain and delight", not any(stage.pained or stage.delighted for stage in stages)),
        ("touchpoints", "Touchpoints", not any(stage.touchpoints for stage in stages)),
        ("channels", "Channels", not any(stage.channels for stage in stages)),
        *quotes,
        ("pains", "Pain points", not journey.pain_points),
        ("staff", "Behind the scenes", not any(lane.n_quotes for lane in journey.internal.values())),
    ]


def _lists(journey: Journey) -> Lists:
    """Every list of quotes that a number of the page opens; none is empty."""
    said = _said(journey)
    lists: Lists = {
        "all": ("Every quote on the map", "Of customers and of staff.", list(journey.quotes)),
        "customers": ("What customers say", "Every quote of a customer on the map.", list(said)),
    }
    for place, (kind, *_) in enumerate(_kinds(journey), 1):
        ids = [i for i, quote in said.items() if quote.source_kind == kind]
        lists[f"kind-{place}"] = (f"Source: {kind}", "Every quote of a customer from this kind of source.", ids)
        for order, stage in enumerate(journey.stages, 1):
            here = [i for i in stage.quote_ids if journey.quotes[i].source_kind == kind]
            lists[f"stage-{order}-kind-{place}"] = (f"{stage.label}: {kind}", "From this kind of source.", here)
    for order, stage in enumerate(journey.stages, 1):
        for key, label, says, found in _stage_lists(stage, journey):
            lists[f"stage-{order}{key}"] = (stage.label + label, says, found)
    for pain in journey.pain_points:
        says = f"Pain point {pain.rank}: {share(pain.prevalence)} raised it."
        lists[f"pain-{pain.rank}"] = (pain.label, says, pain.quote_ids)
    return {key: entry for key, entry in lists.items() if entry[2]}


def _stage_lists(stage: Stage, journey: Journey) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """The lists of one stage: end of the key, end of the title, what the number says, ids."""
    emotion = f" Emotion {score(stage.emotion)}." if stage.emotion.score is not None else ""
    yield "", "", f"All that customers say of this stage.{emotion}", stage.quote_ids
    yield "-pained", ": a pain", _of(stage.pained, "speak of a pain"), stage.pains.quote_ids
    yield "-delighted", ": a delight", _of(stage.delighted, "speak of a delight"), stage.delights.quote_ids
    for place, cell in enumerate(stage.touchpoints, 1):
        yield f"-touchpoint-{place}", f": {cell.label}", f"Touchpoint, emotion {score(cell.emotion)}.", cell.quote_ids
    for place, lane in enumerate(stage.channels, 1):
        yield f"-channel-{place}", f": {lane.label}", "This channel is named.", lane.quote_ids
    for name, label, about in LANES:
        yield f"-{name}", f": {label.lower()}", f"{about}.", getattr(stage, name).quote_ids
    if stage.id in journey.internal:
        ids = journey.internal[stage.id].quote_ids
        yield "-staff", ": behind the scenes", "What staff say of this stage.", ids


def _of(some: Share | None, what: str) -> str:
    return f"{share(some)} {what}." if some else ""


def _evidence(journey: Journey, lists: Lists) -> Markup:
    """Quotes and lists as JSON that cannot end its script element; a text or source stands once, by its number."""
    texts: dict[str, int] = {}
    sources: dict[tuple[str, str, str], int] = {}
    touchpoints, labels = _touchpoints(journey), _labels(journey)

    def text(words: str | None) -> int:
        return -1 if words is None else texts.setdefault(words, len(texts))

    quotes = [
        [
            *(quote.text, quote_id, text(quote.participant)),
            sources.setdefault((quote.source, quote.source_kind, quote.source_sha256[:12]), len(sources)),
            *(text(quote.locator), text(quote.question), text(labels.get(quote.stage or "", quote.stage))),
            *(text(quote.stage_by), quote.stage_confidence, quote.valence),
            [text(touchpoints.get(name, name)) for name in quote.touchpoints],
            [text(name) for name in quote.facets],
            *(_units(quote), quote.start, quote.end, int(quote.role != "participant")),
        ]
        for quote_id, quote in journey.quotes.items()
    ]
    numbers = {quote_id: number for number, quote_id in enumerate(journey.quotes)}
    opens = {key: [title, says, [numbers[i] for i in ids]] for key, (title, says, ids) in lists.items()}
    page = {"quotes": quotes, "texts": list(texts), "sources": list(sources), "lists": opens}
    plain = json.dumps(page, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(plain.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))  # noqa: S704


REPORT = Report("html", "The map as one page with the quotes behind every number", "journey.html", render)
