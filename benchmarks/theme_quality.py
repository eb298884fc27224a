"""How well themes are told apart, and where the constants of :mod:`voc.journey.themes` come from.

    python benchmarks/theme_quality.py DATA_FOLDER

Mixes of one to four intents of one subject (Banking77, CLINC150) are grouped without touchpoints; printed are the
mean number of themes found, and the adjusted Rand index against the intents (Hubert & Arabie 1985). Then strangers,
texts of other subjects, are mixed in, one to three; printed is who stays in a theme under each least cosine.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from voc.journey import themes
from voc.language import Words, words_of

HERE = Path(__file__).parent
SETS = {"banking": "banking77/banking77.csv", "clinc": "clinc150/clinc150.csv"}
MIXES = ((3, 30), (2, 40), (4, 25), (1, 80))
COSINES = (0.0, 0.2, 0.3, 0.4)
TRIED = [(0.1, 0.0), (0.1, 0.03), (0.1, 0.08), (0.1, 0.12), (0.2, 0.08)]


def mixes(data: Path) -> Iterator[pd.DataFrame]:
    """Texts of a few intents of one subject, drawn with a fixed seed."""
    groups = tomllib.loads((HERE / "codebooks" / "groups.toml").read_text(encoding="utf-8"))
    for name, path in SETS.items():
        table = pd.read_csv(data / path)
        for intents in groups[name].values():
            for seed, (number, each) in enumerate(MIXES):
                draw = np.random.default_rng(seed)
                chosen = draw.choice(intents, min(number, len(intents)), replace=False)
                parts = [table[table["intent"] == one].sample(each, random_state=seed) for one in chosen]
                yield pd.concat(parts)[["text", "intent"]].astype(str)


def strangers(drawn: list[pd.DataFrame], words: dict[str, Words]) -> None:
    """Print what share of a mix's own texts and of the strangers stands in a theme."""
    everything = pd.concat(drawn)
    for least in COSINES:
        themes._TOGETHER = least
        kept: list[tuple[float, float]] = []
        for mix in drawn:
            others = everything[~everything["intent"].isin(mix["intent"])].sample(len(mix) // 3, random_state=1)
            mentions = as_mentions([*mix["text"], *others["text"]], words)
            inside = np.zeros(len(mentions), dtype=bool)
            for members in themes.group(mentions, least=3, seed=0):
                inside[members] = True
            kept.append((inside[: len(mix)].mean(), inside[len(mix) :].mean()))
        own, strange = np.mean(kept, axis=0)
        print(f"least cosine {least}: {own:.0%} of a mix's own texts in a theme, {strange:.0%} of the strangers")


def as_mentions(texts: list[str], words: dict[str, Words]) -> list[themes.Mention]:
    """Each text as a mention of a person of its own, at no touchpoint."""
    return [
        themes.Mention((f"q{row}",), f"P{row}", words[text].lemmas, words[text].tags, words[text].lemmas, ())
        for row, text in enumerate(texts)
    ]


def main() -> None:
    """Group every mix under each pair of constants."""
    drawn = list(mixes(Path(sys.argv[1])))
    texts = list(dict.fromkeys(text for mix in drawn for text in mix["text"]))
    words = dict(zip(texts, words_of(texts), strict=True))
    strangers(drawn, words)
    for clear, near in TRIED:
        themes._CLEAR, themes._NEAR = clear, near
        rows = []
        for mix in drawn:
            mentions = as_mentions(list(mix["text"]), words)
            labels = np.full(len(mentions), -1)
            found = themes.group(mentions, least=3, seed=0)
            for label, members in enumerate(found):
                labels[members] = label
            rows.append((mix["intent"].nunique(), len(found), adjusted_rand_score(mix["intent"], labels)))
        means = pd.DataFrame(rows, columns=["intents", "found", "rand"]).groupby("intents").mean()
        shown = "; ".join(f"{n} intents: {row.found:.1f} themes, Rand {row.rand:.2f}" for n, row in means.iterrows())
        print(f"clear {clear}, near {near}: {shown}")


if __name__ == "__main__":
    main()
