"""Reviews and posts as a table: any store, site or listening tool that no reader of its own knows, one text a row."""

from __future__ import annotations

from dataclasses import replace

from voc.readers._base import Guess
from voc.readers._judging import own_words
from voc.readers._layout import Layout, table_reader
from voc.readers._source import Source
from voc.readers._survey_layout import Condition

# Words that name a review and nothing else; the others are said of other texts, too.
_REVIEW = (
    "review", "review text", "review content", "review body", "reviewtext", "review comment", "review description",
    "customer review", "rezension", "rezensionstext", "bewertungstext", "texte de l'avis", "avis", "reseña",
    "recensione",
)  # fmt: skip
_TEXT = (
    *_REVIEW, "full text", "content", "body", "text", "message", "post", "tweet", "tweet text", "comment", "comments",
    "hit sentence", "snippet", "caption", "feedback", "kommentar", "commentaire", "comentario", "opinión", "opinion",
)  # fmt: skip
_AUTHOR = (
    "reviewer id", "reviewerid", "reviewer", "reviewer name", "author id", "author", "author name", "username",
    "user", "user id", "userid", "user name", "screen name", "handle", "profile name", "profilename", "influencer",
    "review username", "review consumer user id", "customer id", "from", "nickname", "autor", "verfasser", "auteur",
)  # fmt: skip
_RATING = (
    "rating", "stars", "review stars", "star rating", "score", "overall", "overall rating", "review rating",
    "reviews rating", "note", "sterne", "bewertung", "calificación", "puntuación", "étoiles", "valutazione",
)  # fmt: skip
_AROUND = (
    "verified", "verified purchase", "verified buyer", "trip verified", "helpful votes", "helpfulness", "thumbs up",
    "thumbsup", "likes", "retweets", "app version", "would recommend", "recommended",
)  # fmt: skip
_THING = ("asin", "product id", "app id", "business id")
_WHEN = (
    "date", "created at", "created", "review created (utc)", "published", "published at", "timestamp", "review date",
    "at", "time", "review time", "unixreviewtime", "submitted at", "posted at", "datum", "fecha", "data",
)  # fmt: skip
_PROS = ("pros", "positive review", "positive comment", "vorteile")
_CONS = ("cons", "negative review", "negative comment", "nachteile")
_REPLY = (
    "developer reply text", "business reply", "owner response", "reply", "reply content", "response", "company reply",
)  # fmt: skip
_LAYOUT = Layout(
    must=((*_TEXT, *_PROS, *_CONS), (*_AUTHOR, *_RATING, *_AROUND, *_THING)),
    text=(_TEXT, _PROS, _CONS),
    title=("title", "review title", "headline", "summary", "review summary", "titel", "titre", "título"),
    agent=_REPLY,
    speaker=_AUTHOR,
    when=_WHEN,
    channel=("source", "platform", "network", "source of review", "page type", "domain", "store", "site"),
    lang=("language", "lang", "reviewer language", "sprache", "langue", "idioma"),
    key=("review id", "reviewid", "post id", "tweet id", "comment id", "message id", "id"),
    ratings=_RATING,
    attributes=("country", "version", "app version name", "app version", "device", "segment", "plan", *_AROUND),
    excluded=(Condition(("is retweet", "retweet", "is repost"), "true|yes|1", "repost"),),
    rest=True,
)


def _sniff(source: Source) -> Guess | None:
    """A text with who wrote it or how many stars it gives; a column that is called a review is enough by itself."""
    table = source.table
    if not own_words(table, [index for words in _LAYOUT.text for index in _LAYOUT.all(table, words)]):
        return None
    for must, score in ((_LAYOUT.must, 0.8), ((_REVIEW,), 0.7)):
        reasons = replace(_LAYOUT, must=must).fits(table)
        if reasons is not None:
            return Guess(score, reasons)
    return None


READER = replace(
    table_reader("reviews_table", "Reviews and posts (CSV, XLSX)", "review", _LAYOUT, grade="real file seen"),
    sniff=_sniff,
)
