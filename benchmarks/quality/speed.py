"""Quotes a second, side by side: both tiers, VADER, a tokenizer, plain ONNX, three ``transformers`` pipelines.

Quotes have about twenty tokens. Each round runs everyone once, one after the other, so that what else the machine does
falls on all alike; printed are the median of the rounds and their range. A tier's time is end to end: tokens, network,
calibrated valence, sentiment, emotions, facets, evidence words, and the similarity to a codebook's stages. The
pipelines are as users build them: sentiment, emotions and zero-shot over the same stages, one after the other, of
MiniLM's size with random weights, which take the same time as trained ones.
"""

from __future__ import annotations

import csv
import os
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.readers import FOLDERS, say, tier

ROUNDS = 5
TOKENS = range(18, 23)
# Quotes a round: enough for a second or so of each.
MANY, SOME, FEW = 8000, 768, 32
BOOK = Path(__file__).parents[2] / "src" / "voc" / "codebooks" / "bank.toml"
SHAPE = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}
Run = Callable[[list[str]], Any]


@dataclass
class Runner:
    """One to be timed: its name, what it does with texts, how many it is given a round, and its rates so far."""

    name: str
    run: Run
    count: int
    rates: list[float]


def report(data: Path, base: Path | None) -> str:
    """The table, and what could not be measured and why."""
    texts, missing = _texts(data), []
    runners = [Runner(name, run, count, []) for name, run, count in _runners(base, missing)]
    for runner in runners:
        say(f"  warming up: {runner.name}")
        runner.run(texts[: min(runner.count, 64)])
    for number in range(ROUNDS):
        say(f"  round {number + 1} of {ROUNDS}")
        for runner in runners:
            some = [texts[row % len(texts)] for row in range(runner.count)]
            begin = time.perf_counter()
            runner.run(some)
            runner.rates.append(runner.count / (time.perf_counter() - begin))
    return "\n".join([*_lines(runners), "", *missing])


def _lines(runners: list[Runner]) -> Iterator[str]:
    """Each one's rate, and how many times that of the faster chain."""
    medians = {runner.name: statistics.median(runner.rates) for runner in runners}
    chains = [value for name, value in medians.items() if name.startswith("three pipelines")]
    yield f"{_cores()} cores; {ROUNDS} rounds; quotes of {TOKENS[0]} to {TOKENS[-1]} tokens."
    yield ""
    yield "| what | quotes a second | range | times the faster chain |"
    yield "|---|---:|---:|---:|"
    for runner in runners:
        own, times = medians[runner.name], "–"
        if chains:
            times = f"{own / max(chains):.1f}"
        yield f"| {runner.name} | {own:,.0f} | {min(runner.rates):,.0f} to {max(runner.rates):,.0f} | {times} |"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _texts(data: Path) -> list[str]:
    """Real sentences of about twenty tokens, in random order."""
    found = []
    tokenizer = _tokenizer(_any_tokenizer())
    for name in ("amazon", "movies", "nyt", "tweets"):
        with (data / "vader_groundtruth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found += [row["text"] for row in csv.DictReader(file)]
    kept = [text for text, one in zip(found, tokenizer.encode_batch(found), strict=True) if len(one.ids) in TOKENS]
    np.random.default_rng(0).shuffle(kept)
    return kept


def _any_tokenizer() -> Path:
    return next(folder / "tokenizer.json" for folder in FOLDERS.values() if folder.is_dir())


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return made


def _runners(base: Path | None, missing: list[str]) -> Iterator[tuple[str, Run, int]]:
    """Everyone that can be run here."""
    for name in FOLDERS:
        reader = tier(name)
        if reader is None:
            missing.append(f"ours {name}: not there ({FOLDERS[name].name} is not in models/)")
        else:
            yield f"ours {name}, end to end", _ours(reader), SOME if name == "accurate" else MANY
    try:
        yield "VADER", _vader(), MANY
    except ImportError as error:
        missing.append(f"VADER: {error}")
    yield "tokenizer alone", _tokenizer(_any_tokenizer()).encode_batch, MANY
    if base is None:
        missing.append("plain ONNX of MiniLM: not there (give its folder with --base)")
    for path in sorted(base.glob("*.onnx")) if base else []:
        yield (
            f"plain ONNX of MiniLM, vectors alone: {path.name} ({path.stat().st_size / 1e6:.0f} MB)",
            _onnx(path),
            SOME,
        )
    try:
        yield from _chains()
    except ImportError as error:
        missing.append(f"three pipelines of transformers: not there ({error})")
    try:
        yield from _whole()
    except ImportError as error:
        missing.append(f"voc tag as a whole: not there ({error})")


def _stages() -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = tomllib.loads(BOOK.read_text(encoding="utf-8"))["stage"]
    return stages


def _ours(reader: Any) -> Run:
    """Everything that the encoder gives a tagger."""
    prototypes = reader.encode([stage["meaning"] for stage in _stages()]).vectors.T
    lexicon = _vader() if reader.heads.needs_lexicon else None

    def run(texts: list[str]) -> None:
        read = reader.encode(texts)
        scores = np.array(lexicon(texts), dtype=np.float32) if lexicon else None
        reader.heads.moods(read, scores)
        reader.heads.emotion_chances(read)
        reader.heads.facet_chances(read)
        (read.vectors @ prototypes).argmax(axis=1)

    return run


def _vader() -> Run:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores
    return lambda texts: [scores(text)["compound"] for text in texts]


def _onnx(path: Path) -> Run:
    """A plain export, as one writes it: batches of 32 of like length."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    tokenizer = _tokenizer(path.parent / "tokenizer.json")

    def run(texts: list[str]) -> None:
        ids = sorted((one.ids for one in tokenizer.encode_batch(texts)), key=len)
        for start in range(0, len(ids), 32):
            part = ids[start : start + 32]
            tokens = np.zeros((len(part), len(part[-1])), dtype=np.int64)
            for row, some in enumerate(part):
                tokens[row, : len(some)] = some
            mask = (tokens > 0).astype(np.int64)
            session.run(["vector"], {"input_ids": tokens, "attention_mask": mask})

    return run


def _chains() -> Iterator[tuple[str, Run, int]]:
    """Three pipelines, called as they come, and in batches of 32."""
    import torch  # noqa: F401
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    labels = [stage.get("label", stage["name"]) for stage in _stages()]
    with tempfile.TemporaryDirectory() as folder:
        moods, feelings, zero = (
            _pipeline(transformers, Path(folder) / name, task, count)
            for name, task, count in (
                ("sentiment", "text-classification", 3),
                ("emotions", "text-classification", 28),
                ("zero-shot", "zero-shot-classification", 3),
            )
        )

    def chain(texts: list[str], **batches: int) -> None:
        moods(texts, **batches)
        feelings(texts, top_k=None, **batches)
        zero(texts, candidate_labels=labels, **batches)

    name = f"three pipelines of transformers, torch fp32, {len(labels)} stages"
    yield f"{name}: default call", chain, FEW
    yield f"{name}: batch_size=32", lambda texts: chain(texts, batch_size=32), FEW


def _pipeline(transformers: Any, folder: Path, task: str, labels: int) -> Any:
    """A pipeline from a folder, as of a downloaded checkpoint; of MiniLM's shape, weights random."""
    named = {0: "contradiction", 1: "neutral", 2: "entailment"} if task.startswith("zero") else None
    rest = {"id2label": named, "label2id": {name: place for place, name in named.items()}} if named else {}
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=_tokenizer(_any_tokenizer()),
        pad_token="[PAD]",  # noqa: S106
        unk_token="[UNK]",  # noqa: S106
        cls_token="[CLS]",  # noqa: S106
        sep_token="[SEP]",  # noqa: S106
        mask_token="[MASK]",  # noqa: S106
        model_max_length=512,
    )
    config = transformers.BertConfig(vocab_size=len(tokenizer), num_labels=labels, **SHAPE, **rest)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return transformers.pipeline(task, model=str(folder), tokenizer=str(folder), device="cpu")


def _whole() -> Iterator[tuple[str, Run, int]]:
    """All taggers with the words of spaCy, as ``voc tag`` runs them."""
    import pandas as pd
    import spacy  # noqa: F401

    from voc.codebook import Codebook
    from voc.quotes import complete
    from voc.taggers import tag_quotes

    book = Codebook.load(BOOK.stem)
    for choice in (*(name for name in FOLDERS if FOLDERS[name].is_dir()), "cues,vader"):

        def run(texts: list[str], choice: str = choice) -> None:
            tag_quotes(complete(pd.DataFrame({"text": texts})), book, tagger=choice)

        yield f"voc tag as a whole, --tagger {choice}", run, SOME
