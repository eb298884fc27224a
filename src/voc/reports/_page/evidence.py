"""The quotes of the page and its lists of them, as JSON that the script reads."""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from voc.journey.model import Journey
from voc.reports._facts import labels, touchpoints
from voc.reports._page.filters import Filter
from voc.reports._page.lists import Lists
from voc.reports._page.marks import units


def evidence(journey: Journey, lists: Lists, narrowed: Sequence[Filter]) -> Markup:
    """Quotes and lists as JSON that cannot end its script element; a text or source stands once, by its number."""
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
    opens = {key: [title, says, [numbers[i] for i in ids]] for key, (title, says, ids) in lists.items()}
    chosen = [[one.name, [[label, [numbers[i] for i in ids]] for label, ids in one.options]] for one in narrowed]
    page = {"quotes": quotes, "texts": list(texts), "sources": list(sources), "lists": opens, "filters": chosen}
    plain = json.dumps(page, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(plain.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))  # noqa: S704
