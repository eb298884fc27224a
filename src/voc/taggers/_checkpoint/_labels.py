"""What the names of a checkpoint's labels say it was trained for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from voc.taggers.emotion import emotions

# The places of the names of sentiments on [-1, 1]; of five steps the inner two lie half way.
_SIDES = {"negative": -1.0, "neg": -1.0, "neutral": 0.0, "neu": 0.0, "positive": 1.0, "pos": 1.0}
_NLI = ("entailment", "neutral", "contradiction", "not entailment")
# Names that public checkpoints use for emotions that GoEmotions calls otherwise, and for none.
_ALSO = {"happiness": "joy", "happy": "joy", "sad": "sadness"}
_NO_EMOTION = ("neutral", "others", "other", "no emotion", "none")


def plain(label: str) -> str:
    """A label in small letters, its words parted by one space.

    >>> plain("Not_Entailment")
    'not entailment'
    """
    return " ".join(re.split(r"[\s_-]+", label.strip().casefold()))


def are_nameless(labels: Sequence[str]) -> bool:
    """Whether the labels are mere numbers."""
    return all(re.fullmatch(r"(label )?\d+", plain(label)) for label in labels)


def entailment(labels: Sequence[str]) -> int | None:
    """Which output says that a text entails a hypothesis, if the labels are those of NLI.

    >>> entailment(["CONTRADICTION", "NEUTRAL", "ENTAILMENT"])
    2
    """
    names = [plain(label) for label in labels]
    is_nli = len(names) > 1 and set(names) <= set(_NLI) and "entailment" in names
    return names.index("entailment") if is_nli else None


def valences(labels: Sequence[str]) -> tuple[float, ...] | None:
    """The place of each label on [-1, 1], if they are sentiments.

    >>> valences(["1 star", "2 stars", "3 stars", "4 stars", "5 stars"])
    (-1.0, -0.5, 0.0, 0.5, 1.0)
    >>> valences(["POS", "NEG", "NEU"])
    (1.0, -1.0, 0.0)
    >>> valences(["Very Negative", "Negative", "Positive"])
    (-1.0, -0.5, 0.5)
    >>> valences(["spam", "positive"])
    """
    names = [plain(label) for label in labels]
    is_stepped = any(name.startswith("very ") for name in names)
    places = [_place(name, is_stepped) for name in names]
    found = [place for place in places if place is not None]
    if len(found) < len(places) or min(found, default=0) >= 0 or max(found, default=0) <= 0:
        return None
    return tuple(found)


def _place(name: str, is_stepped: bool) -> float | None:
    stars = re.fullmatch(r"([1-5]) ?stars?", name)
    if stars:
        return (int(stars[1]) - 3) / 2
    if name.startswith("very "):
        return _SIDES.get(name.removeprefix("very "))
    side = _SIDES.get(name)
    return side / 2 if side is not None and is_stepped else side


def emotion(label: str) -> str | None:
    """The emotion that a label names, as it stands in tags; none for "neutral" and the like.

    >>> emotion("Happiness"), emotion("pessimism"), emotion("Neutral")
    ('joy', 'pessimism', None)
    """
    name = plain(label)
    return None if name in _NO_EMOTION else _ALSO.get(name, name)


def valence_of(name: str) -> float | None:
    """Where an emotion lies on [-1, 1]: its own place, the mean of those it stands for on a journey map, or unknown.

    >>> valence_of("joy"), valence_of("delighted"), valence_of("pessimism")
    (1.0, 0.9166666666666666, None)
    """
    if name in emotions():
        return emotions()[name].valence
    places = [one.valence for one in emotions().values() if one.journey == name]
    return float(np.mean(places)) if places else None


def are_emotions(labels: Sequence[str]) -> bool:
    """Whether at least two labels, and half of them, name emotions that ``emotions.toml`` knows.

    Of eleven emotions (SemEval 2018) it lacks anticipation, pessimism and trust, of others none.
    """
    named = [name for name in map(emotion, labels) if name is not None]
    known = [name for name in named if valence_of(name) is not None]
    return len(known) >= 2 and 2 * len(known) >= len(named)
