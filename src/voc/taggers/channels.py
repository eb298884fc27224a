"""The channels that a quote mentions: telephone, e-mail, chat, app …, by words matched as lemmas."""

from __future__ import annotations

from collections.abc import Iterator

from voc.codebook import Codebook
from voc.taggers._base import Tag, Tagger, Texts

# General English; the lemma of a word, so that "called" and "calls" count too.
CHANNELS: dict[str, tuple[str, ...]] = {
    "app": ("app", "notification", "push"),
    "chat": ("chat", "chatbot", "bot", "whatsapp", "messenger"),
    "e-mail": ("email", "e-mail", "mail", "inbox", "newsletter"),
    "in person": ("door", "doorstep", "face to face", "technician", "driver", "courier"),
    "letter": ("letter", "postcard", "leaflet", "flyer"),
    "shop": ("shop", "store", "branch", "showroom", "counter", "dealer"),
    "social media": ("instagram", "facebook", "twitter", "mastodon", "tiktok", "reddit", "linkedin", "youtube"),
    "telephone": ("phone", "telephone", "call", "hotline", "ring", "voicemail", "hold"),
    "text message": ("sms", "text"),
    "website": ("website", "site", "webpage", "page", "online", "browser"),
}
_OWNER = {tuple(phrase.split()): channel for channel, phrases in CHANNELS.items() for phrase in phrases}


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each channel that a quote names."""
    for quote, words in zip(texts.quotes, texts.words, strict=True):
        lemmas = set(words.lemmas)
        places = [
            (place, channel)
            for phrase, channel in _OWNER.items()
            if phrase[0] in lemmas and (place := words.find(phrase))
        ]
        seen: dict[str, tuple[int, int]] = {}
        for place, channel in sorted(places):
            seen.setdefault(channel, place)
        for channel, (start, end) in sorted(seen.items()):
            yield Tag(
                quote.quote_id,
                "channel",
                channel,
                "cue:channels@1",
                start=start,
                end=end,
                reason=quote.text[start:end],
            )


TAGGER = Tagger("channels", "channels", ("channel",), tag)
