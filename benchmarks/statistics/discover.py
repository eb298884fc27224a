"""What is found without a codebook: our themes, k-means on TF-IDF, BERTopic; each put to the nearest category.

BERTopic runs in an environment of its own, given by ``--bertopic``; its vectors are all-MiniLM-L6-v2's, from the folder
given by ``--base`` (``encoder.onnx``, ``tokenizer.json``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.statistics.studies import Ranked
from voc import encoder
from voc.journey import themes

Array = npt.NDArray[np.float64]

_BERTOPIC = """
import json, sys
import numpy as np
from bertopic import BERTopic
from umap import UMAP
texts, vectors = json.load(open(sys.argv[1])), np.load(sys.argv[2])
umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
topics, _ = BERTopic(umap_model=umap, embedding_model=None).fit_transform(texts, vectors)
json.dump([int(topic) for topic in topics], open(sys.argv[3], "w"))
"""


def labels(study: Ranked, given: argparse.Namespace) -> dict[str, list[set[str]]]:
    """The categories of each text, by each way to find themes."""
    found = {"our themes": by_themes(study), "k-means + TF-IDF": by_kmeans(study)}
    if given.bertopic is not None and given.base is not None:
        found["BERTopic"] = by_bertopic(study, given.bertopic, given.base)
    return found


def by_themes(study: Ranked) -> list[set[str]]:
    """Our themes over the encoder's vectors, each text one mention."""
    fast = encoder.load("fast")
    vectors = fast.encode(study.texts).vectors.astype(np.float64)
    mentions = [
        themes.Mention(str(row), ("", str(row)), person, (), (), (), (), ()) for row, person in enumerate(study.people)
    ]
    number = np.full(len(study.texts), -1)
    for theme, members in enumerate(themes.group(mentions, least=3, seed=0, meaning=vectors)):
        number[members] = theme
    return nearest(study, number, vectors, fast.encode(list(study.meanings.values())).vectors.astype(np.float64))


def by_kmeans(study: Ranked) -> list[set[str]]:
    """k-means on TF-IDF, as many clusters as there are categories."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    vectors = vectorizer.fit_transform(study.texts)
    number = KMeans(min(len(study.names), len(study.texts)), n_init=5, random_state=0).fit_predict(vectors)
    return nearest(study, number, vectors.toarray(), vectorizer.transform(study.meanings.values()).toarray())


def by_bertopic(study: Ranked, python: Path, base: Path) -> list[set[str]]:
    """BERTopic's topics; texts that it leaves out are in none."""
    from benchmarks.quality.readers import Frozen

    frozen = Frozen(base)
    vectors = frozen.encode(study.texts).vectors.astype(np.float64)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        script, texts, given, out = (folder / name for name in ("run.py", "texts.json", "vectors.npy", "topics.json"))
        script.write_text(_BERTOPIC, encoding="utf-8")
        texts.write_text(json.dumps(study.texts), encoding="utf-8")
        np.save(given, vectors)
        done = subprocess.run([python, script, texts, given, out], capture_output=True, text=True)
        # Of a few dozen texts it makes no topic, or breaks off.
        number = json.loads(out.read_text(encoding="utf-8")) if done.returncode == 0 else [-1] * len(study.texts)
    return nearest(study, np.array(number), vectors, frozen.encode(list(study.meanings.values())).vectors)


def nearest(study: Ranked, number: Sequence[int] | Array, vectors: Array, meanings: Array) -> list[set[str]]:
    """The category nearest to the middle of each text's theme; none for theme -1."""
    number = np.asarray(number)
    lengths = np.maximum(np.linalg.norm(meanings, axis=1), 1e-9)
    put: dict[int, set[str]] = {-1: set()}
    for theme in set(number[number >= 0].tolist()):
        likeness = meanings @ vectors[number == theme].mean(axis=0) / lengths
        put[theme] = {study.names[int(likeness.argmax())]} if likeness.max() > 0 else set()
    return [put[theme] for theme in number.tolist()]
