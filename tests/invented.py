"""An invented study with a database, of any size, made in no time: no file is read and no tagger asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from voc import quotes as quotes_table
from voc import store
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.store.runs import RunRecord
from voc.study import Study

BOOK = """\
title = "Parcels"

[[stage]]
name = "ordering"
meaning = "Choosing what to send and paying for it."

[[stage]]
name = "delivery"
meaning = "From the depot to the door."

[[stage]]
name = "returns"
meaning = "Sending something back."

[[touchpoint]]
name = "courier"
meaning = "The person who brings it."
stages = ["delivery"]

[[touchpoint]]
name = "website"
meaning = "The pages where one orders."
"""
STAGES, POINTS = ("ordering", "delivery", "returns"), ("courier", "website")
WORDS = (
    *("the courier never came", "paying was easy", "nobody answered", "it arrived a day early", "the label was torn"),
    *("I had to go to the depot", "they sent my money back at once", "the page froze twice", "he was friendly"),
)


def study(folder: Path, size: int = 60, *, people: int = 12, seed: int = 7) -> Path:
    """Make a study of ``size`` quotes; the folder holds all that a study has, but no source."""
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(
        'title = "Parcels"\ncodebook = "codebook.toml"\nresamples = 200\n', encoding="utf-8"
    )
    (folder / "codebook.toml").write_text(BOOK, encoding="utf-8")
    (folder / "sources").mkdir()
    quotes, tags = _quotes(size, people, seed), _tags(size, seed)
    book = Codebook.parse(BOOK.encode(), where="codebook.toml")
    with store.open(folder) as db:
        db.runs.add(
            RunRecord(
                voc="0",
                tagger="cues",
                seed=0,
                settings=Study.load(folder).model_dump(mode="json", exclude={"root"}),
                codebook=book,
                toml=BOOK,
                quotes=quotes,
                tags=tags,
                account={"read": size},
                journey="{}",
            )
        )
    return folder


def name(number: int) -> str:
    """The id of a quote by its number."""
    return f"{number:016x}"


def _quotes(size: int, people: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    texts = [f"{WORDS[one]}, {WORDS[two]} ({number})" for number, (one, two) in enumerate(_pairs(rng, size))]
    spoken = np.arange(size) < size // 2
    return quotes_table.frame(
        {
            "quote_id": name(number),
            "text": text,
            "source": "sources/talks.vtt" if spoken[number] else "sources/survey.csv",
            "source_sha256": "ab" * 32,
            "source_kind": "interview" if spoken[number] else "survey",
            "locator": f"row {number}",
            "start": 0,
            "end": len(text),
            "participant": f"P{number * people // size:05d}",
            "role": "participant",
            "question": None if spoken[number] else "What happened?",
            "lang": "en",
        }
        for number, text in enumerate(texts)
    )


def _pairs(rng: np.random.Generator, size: int) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in rng.integers(0, len(WORDS), (size, 2))]


def _tags(size: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed + 1)
    stage, point = rng.integers(0, 4, size), rng.integers(0, 3, size)
    value, sure = rng.normal(0, 0.5, size), rng.random(size)
    rows = []
    for number in range(size):
        own = {"quote_id": name(number), "by": "model:invented@1", "confidence": round(0.3 + 0.7 * sure[number], 3)}
        label = STAGES[stage[number]] if stage[number] < 3 else None
        rows.append(own | {"kind": "stage", "label": label, "reason": None if label else "too little to go by"})
        if point[number] < 2:
            rows.append(own | {"kind": "touchpoint", "label": POINTS[point[number]]})
        v = float(np.clip(value[number], -1, 1))
        feeling = "negative" if v < -0.1 else "positive" if v > 0.1 else "neutral"
        rows.append(own | {"kind": "sentiment", "label": feeling, "value": round(v, 3), "start": 0, "end": 5})
        if v < -0.3:
            rows.append(own | {"kind": "facet", "label": "pain"})
    return tags_table.frame(rows)
