"""The language of a quote, by py3langid, offline. Short texts are not judged: one or two words fail everywhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# The languages a customer of these studies may write in; fewer candidates, fewer mistakes on short texts.
_CANDIDATES = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "cs", "tr", "ru", "ja", "zh"]
_WORDS = 5
_SURE = 0.97


@cache
def _identifier() -> Any:
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier


def language(text: str) -> str | None:
    """Give the ISO 639-1 code, or ``None`` below five words or .97 certainty."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"https?://\S+|[@#]\w+", " ", text))
    if len(words) < _WORDS:
        return None
    code, probability = _identifier().classify(" ".join(words))
    return str(code) if probability >= _SURE else None
