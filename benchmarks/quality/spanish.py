"""How well valence is read in Spanish, by the list that voc ships and by what else was weighed.

python -m benchmarks.quality.spanish DATA_FOLDER

Two sets. Survey answers about R (``r_community_survey``, Apache-2.0): "like best" is taken for good, "like least" and
"difficult" for bad; suggested choices, answers of one word and answers in English are left out. Held out are two of
twenty respondents, as in ``training/data.py``. And ``spanish.tsv``: sentences about services, written and labelled by
the list's author (an upper bound); there 0 counts as neutral, though the tagger abstains where no word is known. The
character model learns from the survey alone; what it knows of services shows whether it learnt valence or topics.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline

from voc.reading.lang import language
from voc.taggers import spanish, vader
from voc.taggers._poles import POLE, label

GOOD, BAD = ("like_best",), ("like_least", "difficult")
SERVICES = Path(__file__).with_suffix(".tsv")
_MIXED = 0.3  # weight of the character model beside the list
_DRAWS = 2000


def survey(data: Path) -> pd.DataFrame:
    """Spanish answers with ``text``, ``good`` and ``held`` out."""
    table = pd.read_csv(data / "r_community_survey" / "open_ended.csv", keep_default_na=False)
    table = table[(table["lang"] == "es") & (table["coded_difficulty"] == "") & table["slug"].isin(GOOD + BAD)]
    words = table["text"].map(lambda text: len(text.split()) >= 2)
    table = table[words & (table["text"].map(language) != "en")]
    part = table["respondent"].map(lambda who: zlib.crc32(str(who).encode()) % 20)
    return table.assign(good=table["slug"].isin(GOOD), held=part.isin([0, 10]))


def services() -> pd.DataFrame:
    """The benchmark's own sentences with ``label``, ``words`` (rated or plain) and ``text``."""
    return pd.read_csv(SERVICES, sep="\t", comment="#", names=["label", "words", "domain", "text"])


def characters(table: pd.DataFrame) -> Any:
    """A ridge on character n-grams, learnt from the answers of those not held out; +1 is good, -1 bad."""
    known = table[~table["held"]]
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    return make_pipeline(grams, Ridge(1.0)).fit(known["text"], np.where(known["good"], 1.0, -1.0))


def auc(table: pd.DataFrame, values: Any) -> str:
    """The area under the curve with its 95 % bootstrap interval over respondents' answers."""
    good, draw = table["good"].to_numpy(), np.random.default_rng(0)
    found = []
    for _ in range(_DRAWS):
        rows = draw.integers(0, len(good), len(good))
        if 0 < good[rows].sum() < len(rows):
            found.append(roc_auc_score(good[rows], values[rows]))
    low, high = np.quantile(found, [0.025, 0.975])
    return f"AUC {roc_auc_score(good, values):.3f} [{low:.3f}, {high:.3f}]"


def show(name: str, table: pd.DataFrame, own: pd.DataFrame, values: Any, other: Any) -> None:
    """One line a way: the survey, then the sentences by how they are worded."""
    labels = np.array([label(value) for value in values])
    said = labels != "neutral"
    right = ((labels == "positive") == table["good"].to_numpy())[said].mean()
    hit = own.assign(ok=np.array([label(value) for value in other]) == own["label"].to_numpy())
    parts: Any = hit.groupby(["words", "label"])["ok"].mean()
    print(f"{name}: survey {auc(table, values)}, says {said.mean():.0%}, right of these {right:.1%}")
    told = ", ".join(f"{words} {kind} {share:.0%}" for (words, kind), share in parts.items())
    print(f"    services: right {hit['ok'].mean():.1%} of {len(hit)} ({told})")


def calibrate(table: pd.DataFrame) -> None:
    """The logistic fit of confidence to strength, on the respondents that are not held out, and its error on others."""
    values = table["text"].map(spanish.valence).to_numpy()
    right = (values > 0) == table["good"].to_numpy()
    said, held = np.abs(values) >= POLE, table["held"].to_numpy()
    fit = LogisticRegression(C=1e6).fit(np.abs(values[said & ~held])[:, None], right[said & ~held])
    print(f"confidence: {fit.intercept_[0]:+.2f} {fit.coef_[0, 0]:+.2f} × strength")
    sure = np.array([spanish.confidence(value) for value in values])[said & held]
    print(f"held out: mean confidence {sure.mean():.3f}, right {right[said & held].mean():.3f}, n {len(sure)}")


def main() -> None:
    """Print the figures of each way, on held-out respondents and on the sentences."""
    table, own = survey(Path(sys.argv[1])), services()
    model, held = characters(table), table[table["held"]]
    print(f"{len(table)} answers, {len(held)} held out; {len(own)} sentences")
    ways = {"list": spanish.valence, "VADER (English)": vader.valence}
    read = {
        name: [np.array([way(text) for text in part["text"]]) for part in (held, own)] for name, way in ways.items()
    }
    read["characters"] = [model.predict(part["text"]) for part in (held, own)]
    read["both"] = [(1 - _MIXED) * a + _MIXED * b for a, b in zip(read["list"], read["characters"], strict=True)]
    for name, (answers, sentences) in read.items():
        show(name, held, own, answers, sentences)
    show("list, all respondents", table, own, table["text"].map(spanish.valence).to_numpy(), read["list"][1])
    calibrate(table)


if __name__ == "__main__":
    main()
