"""How true the probabilities of stages are for codebooks never seen before, and where the constants come from.

    python -m benchmarks.stage_calibration DATA_FOLDER [--tier accurate|fast]

DATA_FOLDER holds bitext_support, banking77, cfpb_complaints, clinc150, hwu64, multidogo, goemotions, r_community_survey
and transcripts_ensemble_interviews (``benchmarks/README.md``). ``voc.taggers._calibrated`` is fitted over several
hundred studies, each with a codebook of its own:

- made up: 3 to 30 intents, or groups of up to three, by their names, with up to two examples, with or without cues;
- chosen: some of the stages of a codebook that a person wrote.

Up to six in ten of their texts belong to no code: they are of other intents of the set, out of scope for CLINC150,
comments and survey answers, or of another set. Besides, there are the sets with a person's codebook

- whole: with a quarter of out-of-scope texts;
- talk: with as many sentences of interviews about something else (half of them for the fit, the others for "heard").

Every data set is left out in turn, and the expected calibration error on it is printed, before and after; of small
studies the mean (of 80 to 900 texts, where chance alone gives some .04). The last line is fitted on all but CFPB, whose
labels are what consumers ticked: ``CALIBRATION`` of ``voc.taggers._calibrated``. Of CLINC150, HWU64 and MultiDoGO only
texts that our encoder was not trained on take part.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from benchmarks.quality import sets
from benchmarks.stage_quality import calibration_error
from training import data as training
from voc import conformal, encoder
from voc.codebook import Codebook
from voc.language import Words, content, words_of
from voc.risk import by_probabilities, by_reviews
from voc.taggers import _calibrated, _match, _meaning
from voc.taggers._calibrated import Calibration, Neighbours
from voc.taggers.stage import THRESHOLD

# Books made of the intents of each set, and of the stages of each codebook of a person's; the latter, and the sets as
# they are, count more, since codebooks are written by people.
MADE, CHOSEN, WRITTEN = 60, 25, 4.0
# Texts of an intent, of a whole set, of none beside them, and of a study that count in the fit.
MOST, WHOLE, OUTSIDE, COUNTED = 60, 1500, 500, 120
SMALL = ("made up", "chosen")
FAMILY = {"banking10": "banking"}
NOISY = "cfpb"
ERROR, COVERAGE = 0.1, 0.9
NONE = ("oos", "comments", "answers")
BOOKS = ("bitext", "banking10", "clinc", "cfpb")
Pairs = list[tuple[str, int]]


@dataclass(frozen=True)
class Study:
    """One study as the matcher sees it: log odds, cosines to codes, vectors of texts, the right code (-1: none)."""

    name: str
    how: str
    own: np.ndarray
    alike: np.ndarray
    words: np.ndarray
    vectors: Any
    right: np.ndarray

    @property
    def family(self) -> str:
        """The data set it is of."""
        return FAMILY.get(self.name, self.name)


class Reader:
    """Words and vectors of texts, each read once."""

    def __init__(self, inner: encoder.Encoder | None) -> None:
        self.inner = inner
        self.words: dict[str, Words] = {}
        self.vectors: dict[str, np.ndarray] = {}

    def encode(self, texts: list[str]) -> Any:
        """Vectors, as an encoder gives them."""
        new = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        if new and self.inner is not None:
            self.vectors |= dict(zip(new, self.inner.encode(new).vectors, strict=True))
        return argparse.Namespace(vectors=np.stack([self.vectors[text] for text in texts]))

    def study(self, name: str, how: str, book: Codebook, pairs: Pairs) -> Study:
        """Run the matcher as over a study of these texts."""
        texts = [text for text, _ in pairs]
        new = [text for text in dict.fromkeys(texts) if text not in self.words]
        self.words |= dict(zip(new, words_of(new), strict=True))
        words = [self.words[text] for text in texts]
        shape = _match.profiles(book.stages, book)
        lemmas = [one.lemmas for one in words]
        similarity = _match.Similarity(lemmas, shape).studied()
        near, alike, vectors = similarity(lemmas), None, similarity.vectors(lemmas)
        if self.inner is not None:
            vectors = self.encode(texts).vectors
            alike = (vectors @ _meaning.studied(_meaning.prototypes(book.stages, self), vectors).T).astype(np.float64)
        cues = _match.cue_weights(_match.cue_hits(words, shape), len(shape))
        weights = _match.WEIGHTS[None if self.inner is None else self.inner.tier]
        own = _match.evidence(weights, near, cues, alike) - _match.NONE
        many = np.array([len(content(one)) for one in lemmas], dtype=np.float64)
        right = np.array([code for _, code in pairs])
        return Study(name, how, own, near if alike is None else alike, many, vectors, right)


def pools(data: Path) -> dict[str, dict[str, list[str]]]:
    """The texts of each intent of each set, and what belongs to none under ``oos``."""
    clinc, hwu = (pd.read_csv(data / name / f"{name}.csv") for name in ("clinc150", "hwu64"))
    dogo = pd.read_csv(data / "multidogo/multidogo_customer_turns.csv", keep_default_na=False)
    plain = ~dogo["intent"].isin(["outofdomain", "confirmation", "rejection"]) & ~dogo["intent"].str.contains("<")
    dogo = dogo[plain & (dogo["split"] != "train") & (dogo["utterance"].str.split().str.len() >= 4)]
    tables = {
        "clinc": clinc[(clinc["split"] == "test") & (clinc["intent"] != "oos")],
        "oos": clinc[clinc["intent"] == "oos"],
        "hwu": hwu[hwu["split"] == "test"],
        "multidogo": dogo.assign(
            text=dogo["utterance"], intent=dogo["domain"] + ": " + dogo["intent"].map(training.words)
        ),
        "banking": pd.read_csv(data / "banking77/banking77.csv"),
        "bitext": pd.read_csv(data / "bitext_support/bitext_support.csv").rename(columns={"instruction": "text"}),
    }
    tables |= {name: table.assign(intent=name) for name, table in talk(data).items()}
    found = {}
    for name, table in tables.items():
        groups = table.drop_duplicates("text").groupby("intent")["text"]
        drawn = {str(key): [*part.sample(min(len(part), MOST if name not in NONE else 1200), random_state=0)]
                 for key, part in groups if len(part) >= 8}  # fmt: skip
        found[name] = {key: [str(text) for text in texts] for key, texts in drawn.items()}
    return found


def talk(data: Path) -> dict[str, pd.DataFrame]:
    """What people say of other things: comments and survey answers, sentence by sentence, as quotes are."""
    comments = pd.read_csv(data / "goemotions/goemotions.csv", usecols=["text"])["text"].sample(800, random_state=0)
    survey = pd.read_csv(data / "r_community_survey/open_ended.csv")
    answers = survey.loc[survey["lang"] == "en", "text"].astype(str).sample(800, random_state=0)
    return {name: pd.DataFrame({"text": [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one]})
            for name, texts in (("comments", comments), ("answers", answers))}  # fmt: skip


def interviews(data: Path) -> list[str]:
    """Sentences of participants of the ensemble interviews, which are about none of the codebooks."""
    turns = pd.read_csv(data / "transcripts_ensemble_interviews/turns.csv")
    texts = turns.loc[turns["speaker"].str.startswith("P"), "text"].astype(str)
    sentences = [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one]
    return [str(one) for one in pd.Series(sentences).drop_duplicates().sample(frac=1, random_state=0)]


def said(intent: str) -> str:
    """An intent's name in words."""
    return training.words(intent).replace("?", "").strip().lower()


def mixed(draw: np.random.Generator, size: int, inside: Pairs, near: list[str], far: list[str], share: float) -> Pairs:
    """A study of some texts, codes unevenly frequent, with a share that belongs to none: near ones and far ones."""
    heavy = draw.gamma(1.5, size=1 + max(code for _, code in inside)) + 0.1
    weights = np.array([heavy[code] for _, code in inside])
    count = min(len(inside), round(size * (1 - share)))
    drawn = [inside[row] for row in draw.choice(len(inside), count, replace=False, p=weights / weights.sum())]
    none = round(count * share / (1 - share))
    close = min(len(near), round(none * draw.random() * draw.integers(0, 2)))
    for texts, most in ((near, close), (far, min(len(far), none - close))):
        drawn += [(texts[row], -1) for row in draw.choice(len(texts), most, replace=False)] if most else []
    return drawn


def beside(draw: np.random.Generator, pool: dict[str, dict[str, list[str]]], name: str) -> list[str]:
    """Texts of none: out of scope, talk, both, or of another set."""
    other = str(draw.choice(sorted(set(pool) - {name, *NONE})))
    chosen = [("oos",), ("comments", "answers"), NONE, (other,)][int(draw.integers(0, 4))]
    return [text for one in chosen for texts in pool[one].values() for text in texts]


def made_up(draw: np.random.Generator, pool: dict[str, dict[str, list[str]]], name: str) -> tuple[Codebook, Pairs]:
    """A codebook of some intents of a set, and a study of it."""
    intents = [str(one) for one in draw.permutation(list(pool[name]))]
    together = int(draw.choice([1, 1, 2, 3]))
    codes = min(int(draw.integers(5, 31)), int(len(intents) * 0.8) // together)
    groups = [intents[code * together : (code + 1) * together] for code in range(codes)]
    examples, cued = int(draw.choice([0, 0, 1, 2])), draw.random() < 0.6
    stages, inside = [], []
    for code, group in enumerate(groups):
        words = sorted({word for intent in group for word in said(intent).split() if len(word) > 3})
        given = [text for intent in group for text in pool[name][intent][:examples]]
        stages.append(
            {
                "name": f"s{code}",
                "label": said(group[0]),
                "meaning": "; ".join(map(said, group)) + ".",
                "examples": given,
                "cues": [str(word) for word in draw.permutation(words)[: 2 * cued]],
            }
        )
        inside += [(text, code) for intent in group for text in pool[name][intent][examples:]]
    near = [text for intent in intents[codes * together :] for text in pool[name][intent]]
    far = beside(draw, pool, name)
    share = float(draw.choice([0, 0.1, 0.25, 0.4, 0.6]))
    return (
        Codebook.model_validate({"title": "made up", "stage": stages}),
        mixed(draw, int(draw.integers(80, 700)), inside, near, far, share),
    )


def chosen(draw: np.random.Generator, book: Codebook, pairs: Pairs, far: list[str]) -> tuple[Codebook, Pairs]:
    """Some of the stages of a person's codebook, in a quarter of the cases without cues and examples."""
    size = len(book.stages)
    kept = [int(code) for code in draw.choice(size, int(draw.integers(max(3, size // 2), size + 1)), replace=False)]
    bare: dict[str, tuple[str, ...]] = {"cues": (), "examples": ()} if draw.random() < 0.25 else {}
    stages = tuple(book.stages[code].model_copy(update=bare) for code in kept)
    inside = [(text, kept.index(code)) for text, code in pairs if code in kept]
    near = [text for text, code in pairs if code not in kept]
    share = float(draw.choice([0, 0.1, 0.25, 0.4, 0.5]))
    size = int(draw.integers(100, 900))
    return book.model_copy(update={"stages": stages, "touchpoints": ()}), mixed(draw, size, inside, near, far, share)


def studies(data: Path, reader: Reader) -> Iterator[Study]:
    """All of them, the sets as they are last."""
    draw = np.random.default_rng(0)
    pool = pools(data)
    for name in sorted(set(pool) - set(NONE)):
        for _ in range(MADE):
            yield reader.study(name, "made up", *made_up(draw, pool, name))
    spoken = interviews(data)
    far = sets.outside(data).drawn(OUTSIDE).texts
    for name in BOOKS:
        book = sets.codebook(name)
        gold = sets.stages(data, name, book).drawn(WHOLE)
        pairs = list(zip(gold.texts, gold.gold.tolist(), strict=True))
        for _ in range(CHOSEN if name != NOISY else 0):
            yield reader.study(name, "chosen", *chosen(draw, book, pairs, beside(draw, pool, name)))
        none = [(text, -1) for text in far[: round(len(pairs) / 3)]]
        yield reader.study(name, "whole", book, pairs + none)
        for how, part in (("talk", spoken[::2]), ("heard", spoken[1::2])):
            yield reader.study(name, how, book, pairs + [(text, -1) for text in part])


@dataclass(frozen=True)
class Seen:
    """A study after its neighbours voted: log odds, signs, and whether the likeliest code is right."""

    study: Study
    own: np.ndarray
    signs: np.ndarray
    right: np.ndarray


def seen(study: Study, vote: float) -> Seen:
    """Let the neighbours vote and gather the signs, as ``_calibrated.calibrated`` does."""
    around = Neighbours.of(study.vectors)
    own = study.own + vote * around.votes(study.own)
    return Seen(
        study, own, _calibrated._signs(own, study.alike, study.words, around), own.argmax(axis=1) == study.right
    )


def fit(part: list[Seen], vote: float) -> Calibration:
    """The logistic regression; sets count the same, codebooks of people :data:`WRITTEN` times as much."""
    draw = np.random.default_rng(0)
    kinds = [(one.study.name, one.study.how) for one in part]
    signs, right, weights = [], [], []
    for one, kind in zip(part, kinds, strict=True):
        rows = draw.permutation(len(one.right))[: COUNTED if kind[1] in SMALL else 5 * COUNTED]
        signs.append(one.signs[rows])
        right.append(one.right[rows])
        weights.append(np.full(len(rows), (1.0 if kind[1] == "made up" else WRITTEN) / kinds.count(kind) / len(rows)))
    matrix, heavy = np.concatenate(signs), np.concatenate(weights)
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    line = LogisticRegression(C=100.0, max_iter=1000)
    line.fit((matrix - mean) / spread, np.concatenate(right), heavy / heavy.mean())
    slopes = line.coef_[0] / spread
    return Calibration(vote, *slopes.tolist(), float(line.intercept_[0] - slopes @ mean))


def error(one: Seen, how: Calibration | None) -> tuple[float, float]:
    """ECE of the likeliest code and mean confidence less the share that is right, before (``None``) or after."""
    own = one.study.own if how is None else _calibrated.moved(one.own, one.signs @ np.array(how[1:-1]) + how.constant)
    chances = _match.softmax_with_none(own, 0.0)
    sure, right = chances.max(axis=1), own.argmax(axis=1) == one.study.right
    return calibration_error(sure, right), float(sure.mean() - right.mean())


def promised(one: Seen, how: Calibration) -> str:
    """What becomes of a stated error and of sets at a stated coverage, 200 texts judged and the others measured."""
    own = _calibrated.moved(one.own, one.signs @ np.array(how[1:-1]) + how.constant)
    chances = _match.softmax_with_none(own, 0.0)
    sure, said = chances.max(axis=1), chances.max(axis=1) >= THRESHOLD
    draw = np.random.default_rng(0)
    rates = []
    for _ in range(50):
        known = np.zeros(len(own), dtype=bool)
        known[draw.permutation(len(own))[:200]] = True
        limits = [by_probabilities(sure[said], ERROR), by_reviews(sure[said & known], one.right[said & known],
                  np.flatnonzero(said & known).tolist(), ERROR)]  # fmt: skip
        for limit in limits:
            kept = said & ~known & (sure >= (2.0 if limit is None else limit.threshold))
            rates += [kept.sum() / (~known).sum(), (kept & ~one.right).sum() / (~known).sum()]
        full = np.hstack([chances, 1 - chances.sum(axis=1, keepdims=True)])
        right = one.study.right[:, None] % full.shape[1] == np.arange(full.shape[1])
        highest = conformal.limit(conformal.strangeness(full, right)[known], np.flatnonzero(known).tolist(), COVERAGE)
        held = conformal.sets(full, highest)[~known]
        rates += [(held & right[~known]).any(axis=1).mean(), held.sum(axis=1).mean()]
    mean = np.mean(np.reshape(rates, (50, -1)), axis=0)
    mean[[1, 3]] /= np.maximum(mean[[0, 2]], 1e-9)
    return (
        f"error {ERROR:.0%}: by probabilities says {mean[0]:.0%}, {mean[1]:.1%} wrong; by 200 reviews {mean[2]:.0%}, "
        f"{mean[3]:.1%} wrong; sets at {COVERAGE:.0%} hold {mean[4]:.1%} with {mean[5]:.1f} labels"
    )


def f1(one: Seen, own: np.ndarray) -> float:
    """Macro-F1 of the likeliest code, over texts that have one."""
    inside = one.study.right >= 0
    return float(f1_score(one.study.right[inside], own[inside].argmax(axis=1), average="macro"))


def main() -> None:
    """Make the studies, leave one set out, print, fit on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tier", choices=encoder.TIERS)
    given = parser.parse_args()
    vote = _calibrated.CALIBRATION[given.tier].vote
    reader = Reader(None if given.tier is None else encoder.load(given.tier))
    all_seen = [seen(study, vote) for study in studies(given.data, reader)]
    of: Callable[[str], list[Seen]] = lambda how: [one for one in all_seen if one.study.how == how]  # noqa: E731
    teach = [one for one in all_seen if one.study.family != NOISY and one.study.how != "heard"]
    for how in ("whole", "heard", "chosen", "made up"):
        for name in dict.fromkeys(one.study.name for one in of(how)):
            part = [one for one in of(how) if one.study.name == name]
            without = fit([one for one in teach if one.study.family != part[0].study.family], vote)
            before, after = (np.mean([error(one, line) for one in part], axis=0) for line in (None, without))
            scores = [np.mean([f1(one, own(one)) for one in part]) for own in (lambda x: x.study.own, lambda x: x.own)]
            print(
                f"{how:8} {name:10} ECE {before[0]:.3f} → {after[0]:.3f}   sure less right {before[1]:+.3f} → "
                f"{after[1]:+.3f}   macro-F1 {scores[0]:.3f} → {scores[1]:.3f}"
            )
            if how in ("whole", "heard"):
                print(" " * 20, promised(part[0], without))
    print("fitted on all:", Calibration(*np.round(fit(teach, vote), 3).tolist()))
    print("in use:       ", _calibrated.CALIBRATION[given.tier])


if __name__ == "__main__":
    main()
