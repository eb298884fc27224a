"""The quotes of the page and its lists of them, as JSON that the script reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from voc.journey.model import Journey
from voc.reports._facts import labels, touchpoints
from voc.reports._page.filters import Filter
from voc.reports._page.lists import Lists
from voc.reports._page.marks import units

MOST = 8000
"""So many quotes are embedded: some three megabytes."""
_FIRST = (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2)


def embedded(journey: Journey, lists: Lists) -> Journey:
    """The map with the quotes that the page holds: all, or of a large study the most telling of each list."""
    if len(journey.quotes) <= MOST:
        return journey
    best = {theme.best_quote_id for theme in (*journey.pain_points, *journey.delight_points)}
    for first in _FIRST:
        held = best | {quote_id for _, _, ids in lists.values() for quote_id in ids[:first]}
        if len(held) <= MOST:
            break
    return replace(journey, quotes={i: quote for i, quote in journey.quotes.items() if i in held})


def evidence(journey: Journey, lists: Lists, narrowed: Sequence[Filter]) -> Markup:
    """Quotes and lists as JSON that cannot end its script element; a text or source stands once, by its number.

    A list has its title, what it says, the numbers of its quotes that are embedded, and how many it has.
    """
    texts: dict[str, int] = {}
    sources: dict[tuple[str, str, str], int] = {}
    names, stages = touchpoints(journey), labels(journey)

    def text(words: str | None) -> int:
        return -1 if words is None else texts.setdefault(words, len(texts))

    quotes = [
        [
            *(quote.text, quote_id, text(quote.participant)),
            sources.setdefault((quote.source, quote.source_kind, quote.source_sha256[:12]), len(sources)),
            *(text(quote.locator), text(quote.question), text(stages.get(quote.stage or "", quote.stage))),
            *(text(quote.stage_by), quote.stage_confidence, quote.valence),
            [text(names.get(name, name)) for name in quote.touchpoints],
            [text(name) for name in quote.facets],
            *(units(quote), quote.start, quote.end, int(quote.role != "participant")),
        ]
        for quote_id, quote in journey.quotes.items()
    ]
    numbers = {quote_id: number for number, quote_id in enumerate(journey.quotes)}
    opens = {
        key: [title, says, [numbers[i] for i in ids if i in numbers], len(ids)]
        for key, (title, says, ids) in lists.items()
    }
    chosen = [[one.name, [[label, [numbers[i] for i in ids]] for label, ids in one.options]] for one in narrowed]
    page = {"quotes": quotes, "texts": list(texts), "sources": list(sources), "lists": opens, "filters": chosen}
    plain = json.dumps(page, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(plain.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))  # noqa: S704
