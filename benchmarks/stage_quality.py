"""How well stages are found with codebooks never seen before, and where the weights of the tagger come from.

    python -m benchmarks.stage_quality DATA_FOLDER [--tier accurate|fast] [--chains | --absent]

DATA_FOLDER holds bitext_support, banking77, cfpb_complaints and clinc150 as CSV (text, label; see
``benchmarks/README.md`` for where each is had). A third of the texts are CLINC150's out-of-scope ones, which no stage
fits. Weights are fitted with one set left out and measured on that one; the last lines fit on all: those are the
constants of ``voc.taggers._match``. With ``--tier`` an encoder takes part; CLINC150's intents, which our encoder was
trained on, are then left out.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from sklearn.metrics import f1_score

from voc import encoder
from voc.codebook import Codebook
from voc.encoder import Encoder
from voc.evaluation import metrics
from voc.language import words_of
from voc.taggers import _context, _match, _meaning
from voc.taggers.stage import THRESHOLD

HERE = Path(__file__).parent
SETS = {
    "bitext": ("bitext_support/bitext_support.csv", "instruction", "category"),
    "banking": ("banking77/banking77.csv", "text", "intent"),
    "cfpb": ("cfpb_complaints/complaints.csv", "consumer_complaint_narrative", "issue"),
    "clinc": ("clinc150/clinc150.csv", "text", "intent"),
}
OUTSIDE_FILE = SETS["clinc"][0]
TRAINED_ON = ("clinc",)
# What consumers tick on a form is no coding: one complaint fits several of its issues. Measured, never fitted on, since
# the weights would take the noise of the labels for doubt about the texts.
NOISY = ("cfpb",)
# A cue is the researcher's own word for the thing. Beside an encoder the likelihood is nearly the same for weights from
# .5 to 1.6 (.415 to .424 a text), so the weight is set, not fitted.
CUE = 1.2
TEXTS, OUTSIDE = 900, 450
# A complaint is told over many lines; a quote is a sentence or two.
LONGEST = 400


@dataclass(frozen=True)
class Measured:
    """Similarity and cue weights of each text to each stage, and the right stage (-1: none)."""

    similarity: _match.Array
    cues: _match.Array
    alike: _match.Array | None
    right: np.ndarray

    def logits(self, weights: np.ndarray) -> _match.Array:
        """Evidence of each stage under (similarity, cue, meaning, base)."""
        return _match.evidence(_match.Weights(*weights), self.similarity, self.cues, self.alike)


def labelled(data: Path, name: str) -> tuple[list[str], list[str]]:
    """Texts and stage names of one set, drawn with a fixed seed, each text once."""
    path, text, label = SETS[name]
    table = pd.read_csv(data / path)
    groups = tomllib.loads((HERE / "codebooks" / "groups.toml").read_text(encoding="utf-8")).get(name)
    stage = table[label]
    if groups is not None:
        stage = stage.map({intent: group for group, intents in groups.items() for intent in intents})
    texts = table[text].astype(str).str.slice(0, LONGEST)
    rows = pd.DataFrame({"text": texts, "stage": stage}).dropna().drop_duplicates("text")
    drawn = rows.sample(min(TEXTS, len(rows)), random_state=1)
    return list(drawn["text"]), list(drawn["stage"])


def measure(data: Path, name: str, reader: Encoder | None) -> Measured:
    """Run the matcher over one set and the texts that belong to none."""
    book = Codebook.load(HERE / "codebooks" / f"{name}.toml")
    names = [stage.name for stage in book.stages]
    texts, stages = labelled(data, name)
    clinc = pd.read_csv(data / OUTSIDE_FILE)
    outside = clinc.loc[clinc["intent"] == "oos", "text"].sample(OUTSIDE, random_state=2)
    mixed = [*texts, *outside]
    words = list(words_of(mixed))
    shape = _match.profiles(book.stages, book)
    lemmas = [item.lemmas for item in words]
    right = np.array([names.index(stage) for stage in stages] + [-1] * OUTSIDE)
    cues = _match.cue_weights(_match.cue_hits(words, shape), len(shape))
    alike = None
    if reader is not None:
        vectors = reader.encode(mixed).vectors
        alike = vectors @ _meaning.studied(_meaning.prototypes(book.stages, reader), vectors).T
    return Measured(_match.Similarity(lemmas, shape).studied()(lemmas), cues, alike, right)


def chances(weights: np.ndarray, measured: Measured) -> np.ndarray:
    """Probabilities of the stages."""
    return _match.softmax_with_none(measured.logits(weights), _match.NONE)


def fit(sets: list[Measured]) -> np.ndarray:
    """The weights with the highest likelihood, each set counting the same; "none" keeps its logit."""
    meant = sets[0].alike is not None
    start = [10.0, 10.0, -1.0] if meant else [20.0, 1.0]

    def whole(some: np.ndarray) -> np.ndarray:
        return np.array([some[0], CUE, some[1], some[2]] if meant else [some[0], some[1], 0.0, 0.0])

    def loss(some: np.ndarray) -> float:
        total = 0.0
        for measured in sets:
            given = chances(whole(some), measured)
            full = np.hstack([given, 1 - given.sum(axis=1, keepdims=True)]).clip(1e-9)
            total -= np.log(full[np.arange(len(full)), measured.right]).mean()
        return total

    return whole(minimize(loss, start, method="Nelder-Mead", options={"maxiter": 4000, "maxfev": 4000}).x)


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width."""
    return metrics.calibration_error(*metrics.reliability(confidence, right, metrics.equal_width()))


def report(weights: np.ndarray, name: str, measured: Measured) -> None:
    """Print one set's figures."""
    given = chances(weights, measured)
    confidence, best = given.max(axis=1), given.argmax(axis=1)
    inside = measured.right >= 0
    f1 = f1_score(measured.right[inside], best[inside], average="macro")
    tagged = confidence >= THRESHOLD
    print(
        f"{name:8}  macro-F1 {f1:.3f}  ECE {calibration_error(confidence, best == measured.right):.3f}  "
        f"tagged {tagged[inside].mean():.0%} of texts with a stage, {tagged[~inside].mean():.0%} of those without; "
        f"right among tagged {(best == measured.right)[tagged].mean():.1%}"
    )


def chains(name: str, measured: Measured, weights: _match.Weights, runs: int = 60) -> None:
    """Print how much of strung-together texts is given a stage, alone and in context."""
    draw = np.random.default_rng(0)
    inside, outside = np.flatnonzero(measured.right >= 0), np.flatnonzero(measured.right < 0)
    rows: list[int] = []
    going_on: list[bool] = []
    kinds: list[str] = []
    for _ in range(runs):
        stage = draw.choice(measured.right[inside])
        same = inside[measured.right[inside] == stage]
        plan = (
            (["of a stage"] * 4, draw.choice(same, 4)),
            (["of none"] * 8, draw.choice(outside, 8)),
            (["stage, then none"] * 3 + ["none after stage"] * 4, [*draw.choice(same, 3), *draw.choice(outside, 4)]),
        )
        for kind, texts in plan:
            rows += list(texts)
            kinds += kind
            going_on += [False] + [True] * (len(kind) - 1)
    own = measured.logits(np.array(weights))[rows]
    right, labels = measured.right[rows], np.array(kinds)
    for how, stay in (("alone", np.zeros(len(rows))), ("in context", 0.8 * np.array(going_on))):
        given = _context.in_context(own, stay)
        tagged = given.max(axis=1) >= THRESHOLD
        correct = tagged & (given.argmax(axis=1) == right)
        shares = [
            f"{kind}: {tagged[labels == kind].mean():.0%} tagged, {correct[labels == kind].mean():.0%} right"
            for kind in dict.fromkeys(kinds)
        ]
        print(f"{name:8}  {how:10}  {'; '.join(shares)}")


def absent(data: Path) -> None:
    """Print what share of the texts goes to the right stage, to one that is not in the data, to a wrong one."""
    books = {name: Codebook.load(HERE / "codebooks" / f"{name}.toml") for name in SETS}
    for name, book in books.items():
        texts, stages = labelled(data, name)
        words = list(words_of(texts))
        weights = _match.WEIGHTS[None]
        for other in sorted(set(SETS) - {name}):
            strange = [stage.model_copy(update={"name": f"other_{stage.name}"}) for stage in books[other].stages]
            codes = [*book.stages, *strange]
            shape = _match.profiles(codes, book)
            similarity = _match.Similarity([item.lemmas for item in words], shape).studied()
            cues = _match.cue_weights(_match.cue_hits(words, shape), len(shape))
            near = similarity([item.lemmas for item in words])
            given = _match.softmax_with_none(_match.evidence(weights, near, cues), _match.NONE)
            tagged = given.max(axis=1) >= THRESHOLD
            best = np.array([codes[code].name for code in given.argmax(axis=1)])
            right = tagged & (best == np.array(stages))
            gone = tagged & np.char.startswith(best, "other_")
            wrong = (tagged & ~right & ~gone).mean()
            print(f"{name:8} beside {other:8}  right {right.mean():.0%}  absent {gone.mean():.0%}  wrong {wrong:.0%}")


def main() -> None:
    """Fit, leave one out, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tier", choices=encoder.TIERS)
    parser.add_argument("--chains", action="store_true")
    parser.add_argument("--absent", action="store_true")
    asked = parser.parse_args()
    if asked.absent:
        absent(asked.data)
        return
    reader = None if asked.tier is None else encoder.load(asked.tier)
    names = [name for name in SETS if reader is None or name not in TRAINED_ON]
    measured = {name: measure(asked.data, name, reader) for name in names}
    in_use = _match.WEIGHTS[asked.tier]
    if asked.chains:
        for name, one in measured.items():
            chains(name, one, in_use)
        return
    for name in names:
        weights = fit([other for key, other in measured.items() if key not in (name, *NOISY)])
        report(weights, name, measured[name])
    whole = [other for key, other in measured.items() if key not in NOISY]
    print("fitted on all:", _match.Weights(*np.round(fit(whole), 2).tolist()))
    print("in use:       ", in_use)


if __name__ == "__main__":
    main()
