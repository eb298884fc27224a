"""How well themes are told apart, and where the constants of :mod:`voc.journey.themes` come from.

    python -m benchmarks.theme_quality DATA_FOLDER [EVERY]

Mixes of one to four intents of one subject (Banking77, CLINC150), and of 8 to 20 of all subjects, are grouped without
touchpoints, by their words and by the vectors of both encoders; of the mixes every EVERYth (default 3). Printed are the
mean number of themes found, the adjusted Rand index against the intents (Hubert & Arabie 1985), and what is in no
theme, with several constants. Then strangers, texts of other subjects, are mixed in, one to three; printed is who stays
in a theme under each least cosine.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from voc import encoder
from voc.journey import themes
from voc.language import Words, words_of

HERE = Path(__file__).parent
SETS = {"banking": "banking77/banking77.csv", "clinc": "clinc150/clinc150.csv"}
MIXES = ((3, 30), (2, 40), (4, 25), (1, 80))
LARGE = ((8, 40), (12, 50), (20, 45)) * 3
COSINES = {"words": (0.0, 0.2, 0.3, 0.4), "meaning": (0.3, 0.4, 0.5, 0.6)}
TRIED = [(0.1, 0.0), (0.1, 0.02), (0.1, 0.03), (0.1, 0.08), (0.05, 0.02), (0.05, 0.0)]


def mixes(data: Path) -> Iterator[pd.DataFrame]:
    """Texts of a few intents of one subject, and of many of all subjects, drawn with fixed seeds."""
    groups = tomllib.loads((HERE / "codebooks" / "groups.toml").read_text(encoding="utf-8"))
    for name, path in SETS.items():
        table = pd.read_csv(data / path)
        for intents in groups[name].values():
            for seed, (number, each) in enumerate(MIXES):
                draw = np.random.default_rng(seed)
                chosen = draw.choice(intents, min(number, len(intents)), replace=False)
                yield mix(table, list(chosen), each, seed)
        for seed, (number, each) in enumerate(LARGE):
            chosen = np.random.default_rng(seed).choice(table["intent"].unique(), number, replace=False)
            yield mix(table, list(chosen), each, seed)


def mix(table: pd.DataFrame, intents: list[str], each: int, seed: int) -> pd.DataFrame:
    """So many texts of each intent."""
    parts = [table[table["intent"] == one].sample(each, random_state=seed) for one in intents]
    return pd.concat(parts)[["text", "intent"]].astype(str)


class System:
    """How texts are read: by their words, or by an encoder of which ``vectors`` has the vector of each text."""

    def __init__(self, name: str, words: dict[str, Words], vectors: dict[str, themes.Array] | None) -> None:
        self.name, self.words, self.vectors = name, words, vectors
        self.own = themes.WORDS if vectors is None else themes.MEANING

    def group(self, texts: list[str], space: themes.Space) -> list[list[int]]:
        """The themes as positions in the texts, each by a person of its own, at no touchpoint."""
        themes.WORDS = themes.MEANING = space
        mentions = [
            themes.Mention((f"q{row}",), f"P{row}", self.words[text].lemmas, (), self.words[text].lemmas, ())
            for row, text in enumerate(texts)
        ]
        meaning = None if self.vectors is None else np.array([self.vectors[text] for text in texts], dtype=float)
        return themes.group(mentions, least=3, seed=0, meaning=meaning)


def strangers(drawn: list[pd.DataFrame], system: System) -> None:
    """Print what share of a mix's own texts and of the strangers stands in a theme."""
    everything = pd.concat(drawn)
    for least in COSINES["words" if system.vectors is None else "meaning"]:
        kept: list[tuple[float, float]] = []
        for mix in drawn:
            others = everything[~everything["intent"].isin(mix["intent"])].sample(len(mix) // 3, random_state=1)
            inside = np.zeros(len(mix) + len(others), dtype=bool)
            space = themes.Space(system.own.clear, system.own.near, least)
            for members in system.group([*mix["text"], *others["text"]], space):
                inside[members] = True
            kept.append((inside[: len(mix)].mean(), inside[len(mix) :].mean()))
        own, strange = np.mean(kept, axis=0)
        print(f"{system.name}, least cosine {least}: {own:.0%} of a mix's own texts, {strange:.0%} of the strangers")


def found(drawn: list[pd.DataFrame], system: System, space: themes.Space) -> None:
    """Print what is found with these constants."""
    rows = []
    for mix in drawn:
        labels = np.full(len(mix), -1)
        groups = system.group(list(mix["text"]), space)
        for label, members in enumerate(groups):
            labels[members] = label
        rows.append(
            (mix["intent"].nunique(), len(groups), adjusted_rand_score(mix["intent"], labels), (labels < 0).mean())
        )
    table = pd.DataFrame(rows, columns=["intents", "found", "rand", "out"])
    several = table[table["intents"] > 1]["rand"].mean()
    means = table.groupby("intents").mean()
    shown = "; ".join(f"{n} intents: {row.found:.1f} themes, Rand {row.rand:.2f}" for n, row in means.iterrows())
    print(
        f"{system.name}, {space}: {shown}; Rand of several {several:.3f}, in none {table['out'].mean():.0%}", flush=True
    )


def main() -> None:
    """Group every mix in every way."""
    drawn = list(mixes(Path(sys.argv[1])))[:: int(sys.argv[2]) if len(sys.argv) > 2 else 3]
    texts = list(dict.fromkeys(text for one in drawn for text in one["text"]))
    words = dict(zip(texts, words_of(texts), strict=True))
    systems = [System("words", words, None)]
    for tier in encoder.TIERS:
        vectors = encoder.load(tier).encode(texts).vectors
        systems.append(System(tier, words, dict(zip(texts, vectors, strict=True))))
    print(f"{len(drawn)} mixes, {len(texts)} texts")
    for system in systems:
        for clear, near in TRIED:
            found(drawn, system, themes.Space(clear, near, system.own.together))
        strangers(drawn, system)


if __name__ == "__main__":
    main()
