"""What a few corrections a label are worth: macro-F1 by the codebook alone, and after ``voc teach``.

    python -m benchmarks.quality.teach DATA [--tier fast] [--sets banking10,bitext,cfpb] [--a-label 4,16,32]

DATA is the folder of ``benchmarks/README.md``, with ``cfpb_complaints/complaints.csv`` besides. Up to 1,800 texts of a
set, or 50 a label, are one study (the first 600 signs of each). Half of them, another half for each seed, is never
corrected; macro-F1 is of the likeliest labels there, "told" counts a text as wrong where the tagger abstains.
Corrections are drawn at random from the other half, so many of each label as there are up to the number given; nobody
says two things, so each text is a person of its own. What ``voc teach`` refuses counts as no change.

``--sets clinc,hwu64,airline,fastfood,finance,industries`` are those that the constants of :mod:`voc.learning` were
chosen on; the encoder was trained on other texts of the same intents, so that gains are larger there. A set that nobody
wrote a codebook for gets one of its labels' names and two of its texts each, which are then left out.
"""

from __future__ import annotations

import argparse
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from voc import encoder, quotes
from voc.codebook import Codebook, Stage
from voc.learning import Figures
from voc.taggers import Teachable, Texts, teachable
from voc.teach import Pupil

BOOKS = Path(__file__).parents[1] / "codebooks"


class Source(NamedTuple):
    """Where the texts of a set are: a file, its columns of texts and labels, and which rows."""

    path: str
    text: str
    label: str
    rows: str = "index >= 0"


BANKING = Source("banking77/banking77.csv", "text", "intent")
CHATS = "multidogo/multidogo_customer_turns.csv"
UNSEEN = "split != 'train' and utterance.str.count(' ') >= 3 and not intent.str.contains('<div>')"
SETS = {
    "banking": BANKING,
    "banking10": BANKING,
    "banking77": BANKING,
    "bitext": Source("bitext_support/bitext_support.csv", "instruction", "category"),
    "cfpb": Source("cfpb_complaints/complaints.csv", "consumer_complaint_narrative", "issue"),
    "clinc": Source("clinc150/clinc150.csv", "text", "intent", "split == 'test'"),
    "hwu64": Source("hwu64/hwu64.csv", "text", "intent", "split != 'train'"),
    "industries": Source(CHATS, "utterance", "domain", UNSEEN),
} | {
    name: Source(CHATS, "utterance", "intent", f"{UNSEEN} and domain == '{name}'")
    for name in ("airline", "fastfood", "finance")
}
TEXTS, A_LABEL, SIGNS, LEAST = 1800, 50, 600, 10


def labelled(data: Path, name: str) -> pd.DataFrame:
    """Texts and labels of a set in an order drawn with a fixed seed, each text once."""
    source = SETS[name]
    table = pd.read_csv(data / source.path, keep_default_na=False).query(source.rows, engine="python")
    groups = tomllib.loads((BOOKS / "groups.toml").read_text(encoding="utf-8")).get(name)
    label = table[source.label]
    if groups is not None:
        label = label.map({one: group for group, several in groups.items() for one in several})
    rows = pd.DataFrame({"text": table[source.text].str.slice(0, SIGNS), "label": label})
    rows = rows[rows["text"].str.strip() != ""].dropna().drop_duplicates("text")
    return rows.sample(frac=1, random_state=1)


def made_up(rows: pd.DataFrame) -> tuple[Codebook, pd.DataFrame]:
    """A codebook of the labels' names and two texts each, and the other texts, labels named as in it."""
    rows = rows.assign(label=rows["label"].str.replace(r"\W+", "_", regex=True).str.strip("_"))
    rows = rows[rows.groupby("label")["text"].transform("size") >= LEAST]
    shown = rows.groupby("label").head(2)
    stages = [
        Stage(name=str(label), meaning=re.sub("_+", " ", str(label)), examples=tuple(part["text"]))
        for label, part in shown.groupby("label")
    ]
    book = Codebook.model_validate({"title": "made of labels", "stage": stages})
    return book, rows.drop(shown.index)


def study(data: Path, name: str, tier: str) -> tuple[Texts, Teachable, np.ndarray]:
    """A set as a study: its texts as read, the stage as it can be taught, and the number of each text's label."""
    rows, written = labelled(data, name), BOOKS / f"{name}.toml"
    book, rows = (Codebook.load(written), rows) if written.is_file() else made_up(rows)
    rows = rows.head(max(TEXTS, A_LABEL * len(book.stages)))
    texts = Texts.of(quotes.complete(rows[["text"]].reset_index(drop=True)), encoder=encoder.load(tier))
    made = teachable("stage", texts, book)
    assert made is not None
    return texts, made, np.array([made.labels.index(label) for label in rows["label"]])


def run(texts: Texts, made: Teachable, right: np.ndarray, count: int, seed: int) -> dict[str, Any]:
    """Teach with ``count`` corrections a label; figures in points on the texts that are never corrected."""
    order = np.random.default_rng(seed).permutation(len(right))
    test, pool = order[: len(order) // 2], order[len(order) // 2 :]
    drawn = np.sort(np.concatenate([pool[right[pool] == label][:count] for label in range(len(made.labels))]))
    targets = np.eye(len(made.labels), dtype=bool)[right]
    began = time.perf_counter()
    found = Pupil("stage", made, texts, drawn, targets[drawn]).learn(None, seed)
    seconds = time.perf_counter() - began
    after = found.step(made.quotes)
    figures: dict[str, Any] = {"way": "refused" if found.refused else found.how, "seconds": seconds}
    for when, evidence in (("before", made.quotes.evidence), ("after", after)):
        said = np.eye(len(made.labels), dtype=bool)[evidence[test].argmax(axis=1)]
        figures[f"f1 {when}"] = 100 * Figures.of(said, targets[test]).macro_f1
        figures[f"accuracy {when}"] = 100 * Figures.of(said, targets[test]).accuracy
        figures[f"told {when}"] = 100 * Figures.of(made.decide(evidence)[test], targets[test]).macro_f1
    return figures


def lines(name: str, count: int, runs: pd.DataFrame) -> Iterator[str]:
    """One line of figures: means over seeds, and the least gain of any."""
    gain = runs["f1 after"] - runs["f1 before"]
    yield (
        f"{name:10} {count:3} a label  macro-F1 {runs['f1 before'].mean():5.1f} → {runs['f1 after'].mean():5.1f} "
        f"({gain.mean():+.1f}; least {gain.min():+.1f})  "
        f"accuracy {(runs['accuracy after'] - runs['accuracy before']).mean():+5.1f}  "
        f"told {runs['told before'].mean():5.1f} → {runs['told after'].mean():5.1f}  "
        f"refused {(runs['way'] == 'refused').sum()} of {len(runs)}  {runs['seconds'].mean():.1f} s"
    )


def main() -> None:
    """Print a line for each set and number of corrections, and the mean gain over the sets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--tier", default="accurate")
    parser.add_argument("--sets", default="banking,banking10,banking77,bitext,cfpb")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--a-label", default="4,16,32")
    given = parser.parse_args()
    studies = {name: study(given.data, name, given.tier) for name in given.sets.split(",")}
    for count in map(int, given.a_label.split(",")):
        gains = []
        for name, made in studies.items():
            runs = pd.DataFrame([run(*made, count, seed) for seed in range(given.seeds)])
            gains.append((runs["f1 after"] - runs["f1 before"]).mean())
            print(*lines(name, count, runs), flush=True)
        print(f"{'mean':10} {count:3} a label  macro-F1 {np.mean(gains):+.1f}\n", flush=True)


if __name__ == "__main__":
    main()
