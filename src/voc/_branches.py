"""Words by which people call the branches of their code trees, and what the codes in them stand for on a map.

Written from general knowledge of how journeys are coded, in English, German, French, Spanish and Portuguese; other
words are the researcher's own themes.
"""

from __future__ import annotations

import re
import unicodedata

from voc.tags import FACETS

_STAGES = (
    "stage, stages, phase, phases, journey stage, journey stages, journey phase, journey phases, journey, "
    "customer journey, user journey, phasen, etape, etapes, etapa, etapas, fase, fases"
)
_TOUCHPOINTS = (
    "touchpoint, touchpoints, touch point, touch points, kontaktpunkt, kontaktpunkte, beruhrungspunkt, "
    "beruhrungspunkte, point de contact, points de contact, punto de contacto, puntos de contacto, ponto de contato, "
    "pontos de contato"
)
_SENTIMENTS = "emotion, emotions, sentiment, sentiments, feeling, feelings, valence, emotionen, emociones, emocoes"
_FACET_BRANCHES = "facet, facets, facette, facetten"
# What each branch makes of the codes in it.
_BRANCHES = {
    word.strip(): kind
    for kind, words in (
        ("stage", _STAGES),
        ("touchpoint", _TOUCHPOINTS),
        ("sentiment", _SENTIMENTS),
        ("facet", _FACET_BRANCHES),
    )
    for word in words.split(",")
}
_MORE_FACETS = {"pain": "pain point, painpoint, frustration", "delight": "delighter, gain", "need": "user need"}
_POLES = {
    "negative": "negative, very negative, moderately negative, negativ, negatif, negativo",
    "neutral": "neutral, neutre, neutro",
    "positive": "positive, very positive, moderately positive, positiv, positif, positivo",
}


def plain(name: str) -> str:
    """A name to compare by: no case, no accents, spaces for what divides words.

    >>> plain("Sign-up_and  PURCHASE"), plain("Étapes")
    ('sign up and purchase', 'etapes')
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\s_\-–]+", " ", bare).split())


_FACET_OF = {
    plural: facet
    for facet in FACETS
    for word in (facet, *_MORE_FACETS.get(facet, "").split(","))
    if word.strip()
    for plural in (word.strip(), f"{word.strip()}s")
}
_POLE_OF = {word.strip(): pole for pole, words in _POLES.items() for word in words.split(",")}


def branch(name: str) -> str | None:
    """The kind of tag that a branch of this name holds: stage, touchpoint, sentiment or facet.

    >>> branch("Journey Stages"), branch("Touchpoints"), branch("Coke")
    ('stage', 'touchpoint', None)
    """
    return _BRANCHES.get(plain(name))


def facet(name: str) -> str | None:
    """The facet that a code of this name is.

    >>> facet("Pain points"), facet("needs"), facet("Coke")
    ('pain', 'need', None)
    """
    return _FACET_OF.get(plain(name))


def sentiment(name: str) -> str | None:
    """The sentiment that a code of this name is.

    >>> sentiment("Negative"), sentiment("Very positive"), sentiment("happy")
    ('negative', 'positive', None)
    """
    return _POLE_OF.get(plain(name))
