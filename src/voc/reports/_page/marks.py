"""The words of a quote that carried a tag: where they stand, for the template and for the browser."""

from __future__ import annotations

from voc.journey.model import ShownQuote


def places(quote: ShownQuote) -> list[tuple[int, int]]:
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


def marked(quote: ShownQuote) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it carried a tag."""
    parts, last = [], 0
    for start, end in places(quote):
        parts += [(quote.text[last:start], False), (quote.text[start:end], True)]
        last = end
    return [part for part in [*parts, (quote.text[last:], False)] if part[0]]


def units(quote: ShownQuote) -> list[int]:
    """The places as the browser counts them: in UTF-16 units, where an emoji is two."""

    def before(end: int) -> int:
        return sum(2 if letter > "\uffff" else 1 for letter in quote.text[:end])

    return [before(place) for span in places(quote) for place in span]
