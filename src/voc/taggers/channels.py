"""The channels that a quote mentions: telephone, e-mail, chat, app …, by words matched as lemmas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from voc.codebook import Codebook
from voc.language import Words
from voc.taggers._base import Tag, Tagger, Texts

# General English; the lemma of a word, so that "phoned" and "phones" count too. Of words that mean much else, a slash
# says as what they count: the beginning of a Penn tag (N a noun, V a verb, VBD one in the past). Pronouns are in the
# nominative: "call they" is "called them". Where phrases begin at one word, the longest counts.
CHANNELS: dict[str, tuple[str, ...]] = {
    "app": ("app", "app store", "play store", "notification", "push"),
    "chat": ("chat", "chatbot", "bot", "whatsapp", "messenger"),
    "e-mail": ("email", "e-mail", "mail", "inbox", "newsletter"),
    "in person": ("door", "doorstep", "face to face", "technician", "driver", "courier"),
    "letter": ("letter", "postcard", "leaflet", "flyer"),
    "shop": (
        *("shop/N", "store/N", "branch/N", "showroom", "dealer"),
        *("at the counter", "to the counter", "behind the counter", "service counter", "check in counter"),
    ),
    "social media": ("instagram", "facebook", "twitter", "mastodon", "tiktok", "reddit", "linkedin", "youtube"),
    "telephone": (
        *("phone", "telephone", "hotline", "voicemail", "call/N", "call centre", "call center", "on hold"),
        *("i call/VBD", "we call/VBD", "i have call/VBN", "call/V back", "call/V twice", "call/V again"),
        *("try to call", "try call/V", "keep call/V", "stop call/V", "start call/V"),
        *(
            f"{verb} {whom}"
            for verb in ("call/V", "ring/V")
            for whom in (
                *("i", "we", "you", "he", "she", "they", "my", "support", "customer"),
                *("the shop", "the store", "the bank", "the company", "the office", "the number"),
            )
        ),
    ),
    "text message": ("sms", "text"),
    "website": (
        *("website", "site", "webpage", "page", "online", "browser"),
        *("online shop/N", "online store/N", "web shop/N", "web store/N"),
    ),
}
# What holds a channel's word and names none: names that are given, programs, and figures of speech.
NONE = (
    *("what i call", "what we call", "be call/VBN", "we call/VBD it", "we call/VBD this", "we call/VBD that"),
    *("function call", "call graph", "call tree", "call stack", "call path", "api call", "system call", "close call"),
    *("data store", "feature branch", "git branch"),
)


def _parts(phrase: str) -> tuple[tuple[str, str], ...]:
    """Lemma and beginning of the tag of each word of a phrase."""
    return tuple((word.partition("/")[0], word.partition("/")[2]) for word in phrase.split())


def _by_first_word() -> dict[str, list[tuple[tuple[tuple[str, str], ...], str | None]]]:
    """The phrases that begin with each lemma, the longest first, with their channel."""
    owner = {_parts(phrase): channel for channel, phrases in CHANNELS.items() for phrase in phrases}
    found = defaultdict(list)
    for parts, channel in (owner | dict.fromkeys(map(_parts, NONE))).items():
        found[parts[0][0]].append((parts, channel))
    return {lemma: sorted(phrases, key=lambda one: -len(one[0])) for lemma, phrases in found.items()}


_PHRASES = _by_first_word()


def find(words: Words) -> dict[str, tuple[int, int]]:
    """Each channel with the offsets of the first words that name it."""
    seen: dict[str, tuple[int, int]] = {}
    said = list(zip(words.lemmas, words.tags, strict=True))
    at = 0
    while at < len(said):
        size = 1
        for parts, channel in _PHRASES.get(words.lemmas[at], ()):
            here = said[at : at + len(parts)]
            if len(here) == len(parts) and all(
                lemma == wanted and tag.startswith(begin)
                for (lemma, tag), (wanted, begin) in zip(here, parts, strict=True)
            ):
                size = len(parts)
                if channel is not None:
                    seen.setdefault(channel, (words.starts[at], words.ends[at + size - 1]))
                break
        at += size
    return seen


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each channel that a quote names."""
    for quote, words in zip(texts.quotes, texts.words, strict=True):
        for channel, (start, end) in sorted(find(words).items()):
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
