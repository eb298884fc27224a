"""Station 2: quotes to tags. One module is one tagger.

To add a tagger, add one module here that defines ``TAGGER``, a :class:`~voc.taggers._base.Tagger`: a name, the
kinds of tag it makes, and a function from the texts and the codebook to rows of the tags table. Then add a
table of cases in ``tests/taggers``. A tagger knows no file format and no report. It abstains where it does not
know, says which words made it judge, and gives a confidence.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from voc import tags as tags_table
from voc._plugins import discover
from voc.codebook import Codebook
from voc.errors import StudyError
from voc.learning import Version
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._choice import DEFAULT, Choice
from voc.taggers._choice import choose as _choose
from voc.taggers._codes import Judged, judge
from voc.taggers._teachable import TEACHABLE, Teachable, teachable
from voc.taggers._withheld import check_error, withheld

__all__ = [
    "DEFAULT",
    "TEACHABLE",
    "Choice",
    "Judged",
    "Tag",
    "Tagger",
    "Teachable",
    "Texts",
    "all_taggers",
    "check_error",
    "choose",
    "judge",
    "left_out",
    "reads",
    "tag_quotes",
    "teachable",
    "withheld",
]

# Decimals of values and confidences.
_DIGITS = 6


@cache
def all_taggers() -> dict[str, Tagger]:
    """Every tagger by name."""
    return discover(sys.modules[__name__], "TAGGER")


def choose(names: str = DEFAULT) -> Choice:
    """The encoder and taggers that a list of names stands for; see :mod:`voc.taggers._choice`."""
    return _choose(names, all_taggers())


def reads(chosen: Choice) -> str:
    """What reads the texts, as learned versions name it: the encoder's ``by``, or ``cue`` where there is none."""
    return "cue" if chosen.encoder is None else chosen.encoder.by


def left_out(chosen: Choice, kinds: Iterable[str]) -> dict[str, str]:
    """Which of some kinds of tag come from a tagger that does not learn, each with a line that says so."""
    given = {kind: one for one in chosen.taggers if one.language == "en" for kind in one.kinds}
    return {
        kind: f"{given[kind].title}: corrections of the {kind} are not used, since that tagger does not learn"
        for kind in kinds
        if kind in given and given[kind].name != kind
    }


def tag_quotes(
    quotes: pd.DataFrame,
    codebook: Codebook,
    *,
    tagger: str = DEFAULT,
    codings: pd.DataFrame | None = None,
    learned: Version | None = None,
    progress: Callable[[str, int, int], None] = lambda name, done, total: None,
) -> pd.DataFrame:
    """Run the chosen taggers over the evidence of a quotes table and give the tags table, in the order of the quotes.

    Excluded rows are not judged; what they were asked is, since "No." to a question shows that it was asked.
    ``tagger`` names who judges (:func:`choose`). ``codings`` is what people coded in another program, as a reading
    gives it: their tags stand behind the taggers' and go before them when the map is built (:func:`judge`).
    ``learned`` is what the researcher's corrections taught (``voc teach``); raises ``StudyError`` where it belongs to
    another encoder or codebook.
    """
    chosen = choose(tagger)
    if learned is not None and (why := learned.misfit(reads(chosen), codebook.digest)):
        raise StudyError(why)
    texts = replace(Texts.of(quotes, encoder=chosen.encoder, progress=progress), learned=learned)
    rows: list[Tag] = []
    for number, one in enumerate(chosen.taggers):
        progress(one.title, number, len(chosen.taggers))
        rows += one.tag(texts, codebook)
    progress("", len(chosen.taggers), len(chosen.taggers))
    if codings is not None:
        rows += judge(quotes, codings, codebook).tags
    place = {name: number for number, name in enumerate(quotes["quote_id"])}
    rows.sort(key=lambda row: place[row.quote_id])
    # The last digits of a sum depend on the processor and on how many threads share it; a map must not.
    return tags_table.frame(row.as_dict() for row in rows).round({"value": _DIGITS, "confidence": _DIGITS})
