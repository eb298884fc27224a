"""How well themes are told apart, and where the constants of :mod:`voc.journey.themes` come from.

    python -m benchmarks.theme_quality DATA_FOLDER [EVERY]

First themes that people made: answers to open questions, interviews and research findings with the codes of those who
read them, several a text. The texts are cut into quotes and grouped as in a map, at no touchpoint, by their words and
by the vectors of both encoders (a map has the fast one's). Printed is for each kind of set how well the themes fit the
codes: of each code of four texts and more the best F1 of any theme, by texts, as a mean weighted by texts; and how many
themes are found. Beside them texts put together of one to three intents (Banking77, Bitext), which is what reviews are
like, and the same with whole texts in place of quotes.

Then mixes of one to four intents of one subject (Banking77, CLINC150), and of 8 to 20 of all subjects, one intent a
text; of them every EVERYth (default 3). Printed are the mean number of themes found, the adjusted Rand index against
the intents (Hubert & Arabie 1985), and what is in no theme, with several constants. Last strangers, texts of other
subjects, are mixed in, one to three; printed is who stays in a theme under each least cosine.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from voc import encoder
from voc.clauses import cut
from voc.journey import themes
from voc.language import Words, words_of

HERE = Path(__file__).parent
SETS = {"banking": "banking77/banking77.csv", "clinc": "clinc150/clinc150.csv"}
MIXES = ((3, 30), (2, 40), (4, 25), (1, 80))
LARGE = ((8, 40), (12, 50), (20, 45)) * 3
COSINES = {"words": (0.0, 0.2, 0.3, 0.4), "meaning": (0.3, 0.4, 0.5, 0.6)}
TRIED = [(0.1, 0.0), (0.1, 0.005), (0.1, 0.02), (0.1, 0.08), (0.08, 0.005), (0.05, 0.005)]
# Of larger sets so many texts are drawn.
MOST = 400
# Intents, texts, intents a text, sentences an intent.
BUILT = {
    "one intent, one sentence": (5, 60, 1, 1),
    "one intent, two or three": (6, 60, 1, 3),
    "one to three intents": (6, 80, 3, 2),
    "one to three of many": (12, 300, 3, 2),
}


@dataclass
class Coded:
    """Texts cut into quotes, and the codes of each text."""

    kind: str
    text_of: list[int]
    quotes: list[str]
    codes: list[set[str]]

    @classmethod
    def of(cls, kind: str, texts: Sequence[str], codes: Sequence[Iterable[str]]) -> Coded:
        parts = [[text[start:end] for start, end in ranges] for text, ranges in zip(texts, cut(texts), strict=True)]
        text_of = [number for number, quotes in enumerate(parts) for _ in quotes]
        return cls(kind, text_of, [quote for quotes in parts for quote in quotes], [set(some) for some in codes])

    def whole(self) -> Coded:
        """The same with each text as one quote."""
        joined = [" ".join(q for q, of in zip(self.quotes, self.text_of, strict=True) if of == n) for n in self.texts]
        return Coded(self.kind, list(self.texts), joined, self.codes)

    @property
    def texts(self) -> range:
        return range(len(self.codes))


def coded(data: Path) -> Iterator[Coded]:
    """Sets that people coded, and texts put together of intents, drawn with fixed seeds."""
    survey = pd.read_csv(data / "jupyter_ux_2015/open_ended_themes.csv").dropna(subset=["text"])
    for _, rows in survey.drop_duplicates(["question", "respondent"]).groupby("question"):
        few = rows.sample(min(MOST, len(rows)), random_state=0)
        texts = few["text"].astype(str).str.replace(" || ", ". ", regex=False)
        yield Coded.of(
            "survey answers", list(texts), [set(filter(None, t.split("|"))) for t in few["themes"].fillna("")]
        )
    for path, text, by, code in (
        ("transcripts_serdif_usability/coded_quotes.csv", "content", "valence_hint", "tag"),
        ("va_research_quotes/quotes.csv", "quote", "study", "finding_no"),
        ("chaoss_challenges_2023/coded_challenges.csv", "quote", None, "category"),
    ):
        table = pd.read_csv(data / path).astype(str)
        for _, rows in [("", table)] if by is None else table.groupby(by):
            codes = rows.groupby(text)[code].agg(set)
            codes = codes.sample(min(MOST, len(codes)), random_state=0)
            often = pd.Series([one for some in codes for one in some]).value_counts()
            if len(codes) >= 25 and (often >= 4).sum() >= 2:
                yield Coded.of(path.split("/")[0], list(codes.index), list(codes))
    for path, text in (("banking77/banking77.csv", "text"), ("bitext_support/bitext_support.csv", "instruction")):
        table = pd.read_csv(data / path)
        for kind, shape in BUILT.items():
            for seed in range(2):
                yield built(kind, table.rename(columns={text: "text"}), seed, *shape)


def built(kind: str, table: pd.DataFrame, seed: int, intents: int, texts: int, most: int, sentences: int) -> Coded:
    """Texts of up to ``most`` intents, each in up to ``sentences`` sentences (where it is one intent, two at least)."""
    draw = np.random.default_rng(seed)
    chosen = draw.choice(table["intent"].unique(), intents, replace=False)
    pools = {one: list(draw.permutation(table[table["intent"] == one]["text"].unique())) for one in chosen}
    weight = draw.dirichlet(np.ones(intents) * 2)
    least = 2 if most == 1 < sentences else 1
    said, codes = [], []
    for _ in range(texts):
        about = draw.choice(chosen, draw.integers(1, most + 1), replace=False, p=weight)
        times = [draw.integers(least, sentences + 1) for _ in about]
        parts = [pools[one].pop() for one, many in zip(about, times, strict=True) for _ in range(many) if pools[one]]
        said.append(" ".join(re.sub(r"[.?! ]*$", ".", str(part)) for part in parts))
        codes.append(set(about))
    return Coded.of(kind, said, codes)


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
    """How texts are read: by their words, or by an encoder."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.own = themes.WORDS if name == "words" else themes.MEANING
        self.read: dict[str, Words] = {}
        self.vectors: dict[str, themes.Vectors] = {}

    def learn(self, texts: Iterable[str]) -> System:
        """Read these texts once, for all that follows."""
        new = list(dict.fromkeys(texts))
        if self.name == "words":
            self.read |= dict(zip(new, words_of(new), strict=True))
        else:
            self.vectors |= dict(zip(new, encoder.load(self.name).encode(new).vectors, strict=True))
        return self

    def group(self, quotes: Sequence[str], text_of: Sequence[int], space: themes.Space) -> list[list[int]]:
        """The themes as positions in the quotes, each text by a person of its own, at no touchpoint."""
        themes.WORDS = themes.MEANING = space
        lemmas = [self.read[quote].lemmas if self.read else () for quote in quotes]
        around: dict[int, tuple[str, ...]] = {}
        for own, text in zip(lemmas, text_of, strict=True):
            around[text] = around.get(text, ()) + own
        mentions = [
            themes.Mention(f"q{row}", ("", str(text)), f"P{text}", lemmas[row], (), (), around[text], ())
            for row, text in enumerate(text_of)
        ]
        meaning = np.array([self.vectors[quote] for quote in quotes], dtype=float) if self.vectors else None
        return themes.group(mentions, least=3, seed=0, meaning=meaning)


def fit(one: Coded, system: System) -> tuple[float, int]:
    """How well the themes fit the codes, and how many there are."""
    found = [{one.text_of[row] for row in members} for members in system.group(one.quotes, one.text_of, system.own)]
    codes = {code: {n for n in one.texts if code in one.codes[n]} for code in set().union(*one.codes)}
    known = [texts for texts in codes.values() if len(texts) >= 4]
    best = [
        max((2 * len(theirs & ours) / (len(theirs) + len(ours)) for ours in found), default=0.0) for theirs in known
    ]
    return float(np.average(best, weights=[len(texts) for texts in known])), len(found)


def people_made(sets: Sequence[Coded], system: System) -> None:
    """Print how well the themes of quotes, and of whole texts, fit what people made."""
    rows = [
        {"kind": one.kind, "of": of, "F1": fitted[0], "themes": fitted[1]}
        for one in sets
        for of, fitted in (("quotes", fit(one, system)), ("whole texts", fit(one.whole(), system)))
    ]
    means = pd.DataFrame(rows).pivot_table(index="kind", columns="of", values=["F1", "themes"], sort=False)
    print(f"{system.name}\n{means.round(2).to_string()}", flush=True)


def strangers(drawn: list[pd.DataFrame], system: System) -> None:
    """Print what share of a mix's own texts and of the strangers stands in a theme."""
    everything = pd.concat(drawn)
    for least in COSINES["words" if system.name == "words" else "meaning"]:
        kept: list[tuple[float, float]] = []
        for mix in drawn:
            others = everything[~everything["intent"].isin(mix["intent"])].sample(len(mix) // 3, random_state=1)
            texts = [*mix["text"], *others["text"]]
            inside = np.zeros(len(texts), dtype=bool)
            space = themes.Space(system.own.clear, system.own.near, least)
            for members in system.group(texts, range(len(texts)), space):
                inside[members] = True
            kept.append((inside[: len(mix)].mean(), inside[len(mix) :].mean()))
        own, strange = np.mean(kept, axis=0)
        print(f"{system.name}, least cosine {least}: {own:.0%} of a mix's own texts, {strange:.0%} of the strangers")


def found(drawn: list[pd.DataFrame], system: System, space: themes.Space) -> None:
    """Print what is found with these constants."""
    rows = []
    for mix in drawn:
        labels = np.full(len(mix), -1)
        groups = system.group(list(mix["text"]), range(len(mix)), space)
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
    """Group every set and every mix in every way."""
    data = Path(sys.argv[1])
    sets = list(coded(data))
    drawn = list(mixes(data))[:: int(sys.argv[2]) if len(sys.argv) > 2 else 3]
    texts = [quote for one in sets for whole in (one, one.whole()) for quote in whole.quotes]
    texts += [text for one in drawn for text in one["text"]]
    systems = [System(name).learn(texts) for name in ("words", *encoder.TIERS)]
    for system in systems:
        people_made(sets, system)
    for system in systems:
        for clear, near in TRIED:
            found(drawn, system, themes.Space(clear, near, system.own.together))
        strangers(drawn, system)


if __name__ == "__main__":
    main()
