"""The slides of the pain points: the ranking, then each of the worst with what people say, word for word."""

from __future__ import annotations

from typing import Any

from voc.journey.model import Journey, PainPoint
from voc.reports import _facts
from voc.reports._cells import share
from voc.reports._corrected import of_pain
from voc.reports._measure import holds
from voc.reports._slides.curve import described
from voc.reports._slides.deck import (
    BAD,
    BAD_TINT,
    HEIGHT,
    INK,
    MARGIN,
    RULE,
    SOFT,
    WHITE,
    WIDTH,
    Box,
    Deck,
    Text,
    height,
    room,
)
from voc.reports._slides.table import Cell, Row, head, table
from voc.reports._text import cut, one_line, percent, shown

TOP = 5
_QUOTES = 6
_LEFT = 4.3
"""Inches of the column of figures."""
_LONGEST = 1800
"""Letters of a quote on slides; the whole of a longer one stands in the notes."""
_SAID = 15.0
"""Points of a quote."""
_ROOM = Box(MARGIN + _LEFT + 0.35, 1.2, WIDTH - 2 * MARGIN - _LEFT - 0.35, HEIGHT - 1.2 - 0.5)


def pains(deck: Deck, journey: Journey) -> None:
    """All the slides on pains; one that says so where there is none."""
    if not journey.pain_points:
        slide = deck.slide("Pain points")
        least = journey.settings.get("min_participants", "enough")
        says = f"No theme of what hurts that {least} people raise."
        deck.text(slide, Box(MARGIN, 1.2, 12, 0.5), [Text(says, 16, SOFT)])
        return
    _ranking(deck, journey)
    for pain in journey.pain_points[:TOP]:
        _one(deck, pain, journey)


def _ranking(deck: Deck, journey: Journey) -> None:
    names = ("#", "Rank in 95 %", "Pain point", "Where", "People", "Severity", "95 % interval", "Quotes", "Corrected")
    rows: list[Row] = [
        [
            Cell(str(pain.rank), BAD, bold=True),
            Cell(f"{pain.rank_low}–{pain.rank_high}"),
            Cell(one_line(pain.label), bold=True),
            Cell(_facts.where(pain.stage, pain.touchpoint, journey)),
            Cell(share(pain.prevalence)),
            Cell(f"{pain.severity:.3f}"),
            Cell(_reach(pain)),
            Cell(str(len(pain.quote_ids))),
            Cell(_short(of_pain(pain))),
        ]
        for pain in journey.pain_points
    ]
    table(deck, "Pain points, ranked", head(*names), rows, (0.5, 1.0, 3.0, 2.8, 1.6, 0.9, 1.3, 0.7, 1.6))


def _short(told: str) -> str:
    """The numbers; or that there are none, since why stands on the pain's own slide."""
    return told.removeprefix("corrected: ") if told.startswith("corrected") else "uncorrected"


def _reach(pain: PainPoint) -> str:
    return "–" if pain.severity_low is None else f"{pain.severity_low:.3f} … {pain.severity_high:.3f}"


def _one(deck: Deck, pain: PainPoint, journey: Journey) -> None:
    """A pain point: figures on the left, quotes on the right, on as many slides as the quotes need."""
    ids = _facts.telling([pain.best_quote_id, *pain.quote_ids], pain.stage, journey, first=1)[:_QUOTES]
    waiting = [part for i in ids for part in _said(i, journey)]
    number = 0
    while waiting or not number:
        number += 1
        slide = deck.slide(f"{pain.rank}. {one_line(pain.label)}{' (continued)' if number > 1 else ''}")
        _figures(deck, slide, pain, journey)
        now = _fit(waiting)
        waiting = waiting[len(now) :]
        deck.text(slide, _ROOM, now)
    more = len(pain.quote_ids) - len(ids)
    if more > 0:
        says = f"{more} more quotes: their ids stand in the notes"
        deck.text(slide, Box(_ROOM.left, HEIGHT - 0.42, _ROOM.width, 0.25), [Text(says, 10, SOFT)])
    for quote_id in (i for i in ids if len(journey.quotes[i].text) > _LONGEST):
        deck.note(slide, f"In full [{quote_id}]: {journey.quotes[quote_id].text}")
    deck.note(slide, f"All {len(pain.quote_ids)} quotes: {' '.join(pain.quote_ids)}")


def _said(quote_id: str, journey: Journey) -> list[Text]:
    """A quote and where it stands; one longer than a slide in parts."""
    text = journey.quotes[quote_id].text
    words, parts = f"“{text[: cut(text, _LONGEST)] + ' …' if len(text) > _LONGEST else text}”", []
    words = shown(words)
    while words:
        end = holds(words, room(_ROOM.width, _SAID), 15)
        at = len(words) if end >= len(words) else cut(words, max(12, end - 1))
        parts.append(Text(words[:at] + (" …" if at < len(words) else ""), _SAID, INK))
        words = words[at:]
    return [*parts, Text(_facts.reference(quote_id, journey), 10, SOFT, after=12)]


def _fit(texts: list[Text]) -> list[Text]:
    """As many as fill the slide; a quote's place never stands without a word of the quote."""
    count = len(texts)
    while count > 1 and height(texts[:count], _ROOM.width) > _ROOM.height:
        count -= 1
    if 1 < count < len(texts) and texts[count].size < _SAID:
        count -= 1
    return texts[:count]


def _figures(deck: Deck, slide: Any, pain: PainPoint, journey: Journey) -> None:
    tied = "its place is told from every other" if not pain.tied_with else f"cannot be told from {_spans(pain)}"
    deck.block(slide, Box(MARGIN, 1.15, _LEFT, HEIGHT - 1.15 - 0.45), BAD_TINT)
    told = [
        Text(_facts.where(pain.stage, pain.touchpoint, journey), 13, SOFT, after=8),
        Text(f"{pain.prevalence.n:,} of {pain.prevalence.of:,} people", 26, INK, bold=True),
        Text(f"raise it: {100 * pain.prevalence.share:.1f} %{_between(pain)}", 13, INK, after=12),
        Text(f"Severity {pain.severity:.3f}", 20, BAD, bold=True),
    ]
    place = Box(MARGIN + 0.2, 1.35, _LEFT - 0.4, 2.2)
    deck.text(slide, place, told)
    _bar(deck, slide, Box(MARGIN + 0.25, 3.65, _LEFT - 0.5, 0.2), pain, journey)
    rest = [
        Text(f"share × intensity {pain.intensity:.2f}; 95 % interval {_reach(pain)}", 12, INK, after=10),
        Text(f"Rank {pain.rank}, in 95 % of the draws {pain.rank_low}–{pain.rank_high}; {tied}.", 12, INK, after=10),
        Text(f"Chance of the top 3: {percent(pain.p_top3)}.", 12, INK, after=10),
        Text(
            f"{_facts.counted(len(pain.quote_ids), 'quote')} in {_facts.counted(pain.n_sources, 'file')}.",
            12,
            INK,
            after=10,
        ),
        Text(f"Reviews: {of_pain(pain)}", 12, SOFT),
    ]
    deck.text(slide, Box(MARGIN + 0.2, 4.0, _LEFT - 0.4, 2.7), rest)


def _between(pain: PainPoint) -> str:
    low, high = pain.prevalence.low, pain.prevalence.high
    return "" if low is None or high is None else f" ({100 * low:.1f} … {100 * high:.1f} %)"


def _spans(pain: PainPoint) -> str:
    return ", ".join(f"#{rank}" for rank in pain.tied_with[:8]) + (" …" if len(pain.tied_with) > 8 else "")


def _bar(deck: Deck, slide: Any, box: Box, pain: PainPoint, journey: Journey) -> None:
    """The severity and its interval, on the scale of the worst."""
    worst = max((p.severity_high or p.severity for p in journey.pain_points), default=0.0) or 1.0
    deck.block(slide, box, WHITE, line=RULE)
    bar = deck.block(
        slide, Box(box.left, box.top, max(0.01, box.width * min(1.0, pain.severity / worst)), box.height), BAD
    )
    described(bar, f"Severity {pain.severity:.3f}, 95 % interval {_reach(pain)}")
    if pain.severity_low is not None and pain.severity_high is not None:
        left, right = (box.left + box.width * min(1.0, end / worst) for end in (pain.severity_low, pain.severity_high))
        deck.block(slide, Box(left, box.top + box.height / 2, max(0.01, right - left), 0.0), "", line=INK)
        for end in (left, right):
            deck.block(slide, Box(end, box.top + 0.03, 0.0, box.height - 0.06), "", line=INK)
