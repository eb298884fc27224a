"""The language of a quote, by py3langid, offline. Short texts are not judged: one or two words fail everywhere."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

# The languages a customer of these studies may write in; fewer candidates, fewer mistakes on short texts.
_CANDIDATES = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "cs", "tr", "ru", "ja", "zh"]
_WORDS = 5
_SURE = 0.97


@cache
def _known() -> dict[str, str]:
    """The code of each code and name in ``languages.toml``."""
    data = tomllib.loads((resources.files("voc.reading") / "languages.toml").read_text(encoding="utf-8"))
    codes = {word: word for word in data["codes"].split()}
    return codes | {name: word for word, names in data["names"].items() for name in names.split()}


def code(word: str) -> str | None:
    """Give the ISO 639-1 code that a source means, or ``None`` for what names no language.

    >>> code("en-GB"), code("Spanish"), code("English (US)"), code("und")
    ('en', 'es', 'en', None)
    """
    first = next(iter(re.findall(r"[^\W\d_]+", word.lower())), "")
    return _known().get(first)


@cache
def _identifier() -> Any:
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier


def language(text: str) -> str | None:
    """Give the ISO 639-1 code, or ``None`` below five words or .97 certainty."""
    words = _words(text)
    if len(words) < _WORDS:
        return None
    found, probability = _identifier().classify(" ".join(words))
    return str(found) if probability >= _SURE else None


def nearest(text: str) -> str | None:
    """Give the language that a text of any length looks most like; of a short one this alone says little."""
    words = _words(text)
    return str(_identifier().classify(" ".join(words))[0]) if words else None


def _words(text: str) -> list[str]:
    """The words of a text, without addresses and handles."""
    return re.findall(r"[^\W\d_]+", re.sub(r"https?://\S+|[@#]\w+", " ", text))


def with_codes(quotes: pd.DataFrame) -> pd.DataFrame:
    """The same quotes table with ``lang`` as ISO 639-1 codes; what names no language becomes missing."""
    import pandas as pd

    codes = [code(word) if isinstance(word, str) else None for word in quotes["lang"]]
    return quotes.assign(lang=pd.Series(codes, index=quotes.index, dtype="str"))


def unlabelled(quotes: pd.DataFrame, *, most: int = 2000) -> str | None:
    """Say how many of the first rows without a language seem to be in another than English; ``None`` if none are.

    They are read as English all the same: a table says by its ``lang`` column what it wants otherwise.
    """
    rows = quotes[quotes["lang"].isna() & quotes["excluded"].isna()]["text"].head(most)
    found = Counter(guess for text in rows if (guess := language(str(text))) not in (None, "en"))
    if not found:
        return None
    told = ", ".join(f"{count} {guess}" for guess, count in found.most_common())
    return f"read as English, though they look otherwise: {told} of {len(rows)} rows; say it in a column named lang"
