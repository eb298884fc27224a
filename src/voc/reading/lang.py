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
# In this order: Japanese is written with Chinese signs, too.
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
}
_KANA = re.compile(r"[\u3041-\u30fa]")
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
    """Give the ISO 639-1 code, or ``None`` below five words or .97 certainty; some scripts tell it by themselves.

    >>> language("特になし"), language("客服等了很久"), language("Kino"), language("Tokyo 東京")
    ('ja', 'zh', None, None)
    """
    if (found := _by_script(text)) is not None:
        return found
    words = _words(text)
    if len(words) < _WORDS:
        return None
    found, probability = _identifier().classify(" ".join(words))
    return str(found) if probability >= _SURE else None


def _by_script(text: str) -> str | None:
    """The language of a text most letters of which are of a script that tells it; kana stand beside Han signs."""
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text))
    for name, script in _SCRIPTS.items():
        if len(script.findall(text)) > letters / 2 and (name != "ja" or _KANA.search(text)):
            return name
    return None


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
