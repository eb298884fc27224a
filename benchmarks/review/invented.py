"""An invented study of any size in a folder, with a run in its database, to measure the store and the server on."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd

from voc import quotes as quotes_table
from voc import store
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.store.runs import RunRecord
from voc.study import create

KINDS = ("stage", "sentiment", "touchpoint", "facet", "emotion", "asked")
_WORDS = (
    *("the", "courier", "label", "parcel", "locker", "door", "never", "came", "late", "early", "invoice", "password"),
    *("refund", "helpful", "rude", "waited", "called", "screen", "button", "page", "nobody", "answered", "week"),
    *("money", "back", "driver", "station", "box", "broken", "wrong", "address", "asked", "again", "finally"),
)


def quotes(count: int, seed: int) -> pd.DataFrame:
    """Half of them turns of interviews of 40 quotes, half survey answers of 4 a person."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        spoken = number < count // 2
        text = " ".join(draw.choices(_WORDS, k=draw.randint(4, 40))) + "."
        group = number // (40 if spoken else 4)
        rows.append(
            {
                "quote_id": quotes_table.quote_id(f"{seed}", number, number + len(text)),
                "text": text,
                "source": f"sources/interview {group}.vtt" if spoken else "sources/survey.csv",
                "source_sha256": "0" * 64,
                "source_kind": "interview" if spoken else "survey",
                "locator": f"row {number}",
                "start": 0,
                "end": len(text),
                "participant": f"{'P' if spoken else 'S'}{group:05d}",
                "role": "participant",
                "question": None if spoken else f"Question {number % 4}?",
                "lang": "en",
                "copies": 0,
            }
        )
    return quotes_table.frame(rows)


def tags(table: pd.DataFrame, book: Codebook, seed: int) -> pd.DataFrame:
    """One tag of each kind for every quote, at random."""
    draw = np.random.default_rng(seed)
    labels = {
        "stage": [code.name for code in book.stages],
        "sentiment": list(tags_table.SENTIMENTS),
        "touchpoint": [code.name for code in book.touchpoints] or ["none"],
        "facet": list(tags_table.FACETS),
        "emotion": ["anger", "joy", "fear"],
        "asked": [code.name for code in book.stages],
    }
    frames = [
        pd.DataFrame(
            {
                "quote_id": table["quote_id"],
                "kind": kind,
                "label": draw.choice(labels[kind], len(table)),
                "value": draw.uniform(-1, 1, len(table)) if kind == "sentiment" else np.nan,
                "confidence": draw.uniform(0.2, 1, len(table)),
                "by": "model:invented@0",
            }
        )
        for kind in KINDS
    ]
    return tags_table.frame(pd.concat(frames).to_dict("records"))


def study(folder: Path, count: int, seed: int = 0) -> Path:
    """Make the study; gives its folder."""
    create(folder)
    toml = (folder / "codebook.toml").read_text(encoding="utf-8")
    book = Codebook.parse(toml.encode(), where="codebook.toml")
    table = quotes(count, seed)
    made = RunRecord(
        voc="0",
        tagger="cues,vader",
        seed=seed,
        settings={},
        codebook=book,
        toml=toml,
        quotes=table,
        tags=tags(table, book, seed),
        account={},
        journey="{}",
    )
    with store.open(folder) as db:
        db.runs.add(made)
    return folder
