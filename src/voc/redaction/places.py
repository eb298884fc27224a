"""Street addresses and postcodes, as they are written in English, German, the Romance languages and some more.

A street without a number and the name of a town say where something is, not where somebody lives: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.redaction.base import Span, spans

_CAP = r"[A-ZÀ-Þ][\w'’.-]*"
_KINDS = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Place|Pl|Square|Sq|Terrace|Way"
    r"|Walk|Gardens|Grove"
    r"|Parade|Hill|Row|Mews|Rise|View|Green|Quay|Boulevard|Blvd|Highway|Parkway|Circle|Trail|Yard|Wharf|Park)\b\.?"
)
_UK = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
_US = r"[A-Z]{2} \d{5}(?:-\d{4})?\b"
_CODE = rf"(?:{_UK}|{_US})"
_TOWN = rf"(?:(?:[A-Z]-)?\d{{2}}-?\d{{2,3}} {_CAP}(?: {_CAP})?|(?:{_CAP} ){{0,2}}{_CAP},? {_CODE}|{_CODE})"
_TAIL = rf"(?:,? (?:Apt|Unit|Suite|Flat) \w+)?(?:,\s?{_CAP}(?: {_CAP})?(?=,\s?{_CODE}))?(?:,?\s{_TOWN})?"
_LEAD = r"(?:(?:Flat|Apartment|Apt|Unit|Suite|Room) \w+,? )?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 14 Elmfield Road; Flat 3, 22 Canal Street, Leeds LS1 4AP; 742 Evergreen Terrace, Portland, OR 97205
        rf"(?<![\w.,/-]){_LEAD}\d{{1,5}}[a-z]?,? (?:{_CAP} ){{1,3}}{_KINDS}{_TAIL}",
        # 5 The Crescent
        rf"(?<![\w.,/-]){_LEAD}\d{{1,5}}[a-z]? The {_CAP}{_TAIL}",
        # Hauptstraße 112, 50667 Köln
        rf"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|allee|weg|platz|gasse|damm|ufer|ring|gracht|straat|laan"
        rf"|gatan|vej|gata)"
        rf" \d+[a-z]?\b{_TAIL}",
        # Via Garibaldi 14, 20121 Milano; Calle de Alcalá 45; ul. Nowa 7
        rf"\b(?:Via|Viale|Piazza|Corso|Rue|Calle|Plaza|Paseo|Avenida|Rua|Praça|[Uu]l\.|Straße|Am"
        rf"|An der) (?:(?:de|del|della|la|los|das|do|da"
        rf"|des|du|les) )*(?:{_CAP} ){{1,3}}\d+[a-z]?\b{_TAIL}",
        # 9 Rue des Lilas, 75011 Paris
        rf"\b\d+(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin) (?:(?:de|des|du|la|le|les"
        rf"|l['’]) ?)*"
        rf"{_CAP}(?: {_CAP}){{0,2}}{_TAIL}",
        # Ermou 25, 10563 Athens
        rf"\b{_CAP}(?: {_CAP})? \d{{1,4}}[a-z]?, (?:[A-Z]-)?\d{{2}}-?\d{{2,3}} {_CAP}",
        rf"(?<![\w-])(?:[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}|{_UK}(?=[\s.,;!?)]|$))(?!\w)",
    )
)


def addresses(text: str) -> Iterator[Span]:
    """Street addresses with their town, and postcodes."""
    for pattern in _PATTERNS:
        yield from spans("address", text, (match.span() for match in pattern.finditer(text)))
