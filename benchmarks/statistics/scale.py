"""How long a map of 200,000 quotes of 20,000 people takes after tagging, and how much memory.

Quotes and tags are invented: ten stages with five themes each, a third of the quotes on pains. Run in a process of its
own, with the encoder's vectors for themes, as ``voc map`` does it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.statistics.table import Row
from voc import quotes, tags
from voc.codebook import Codebook

QUOTES, PEOPLE, STAGES, THEMES = 200_000, 20_000, 10, 5
_WORDS = """\
battery range charger cold winter courier parcel door neighbour slot invoice fee refund payment deposit bank
website search filter price page password login code photo passport saddle brake light lock phone map route shop queue
ticket agent answer call wait letter form box label tyre chain pedal basket helmet contract clause notice pause cancel
renew reminder update crash screen button menu email spam link delay strike fog rain road bridge ramp stairs lift cellar
garage theft police insurance claim repair mechanic spare part bolt tool bag strap card limit points
"""


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """One run; seconds of the processor and of the clock, and the most memory."""
    size = QUOTES // 10 if given.quick else QUOTES
    command = [sys.executable, "-m", "benchmarks.statistics.scale", str(size)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1])
    what = f"map of {size:,} quotes of {size // 10:,} people"
    note = "Processor seconds, so that what else runs does not count; set OMP_NUM_THREADS=1 for one thread."
    yield Row(f"{what}, s", 1, told["cpu"], (None, 60.0), {"by the clock": told["wall"]}, note)
    note = "The most memory of the whole process, libraries and tables that were read included."
    beside = {"of it before the map": told["before"], "pains": str(told["pains"]), "delights": str(told["delights"])}
    yield Row(f"{what}, GB", 1, told["memory"], (None, 2.0), beside, note)


def book() -> Codebook:
    """Ten stages with two touchpoints each."""
    stages = [{"name": f"stage_{number}", "meaning": f"Step {number} of the way."} for number in range(STAGES)]
    places = [
        {"name": f"place_{number}", "meaning": f"Place {number}.", "stages": [f"stage_{number // 2}"]}
        for number in range(2 * STAGES)
    ]
    return Codebook.model_validate({"title": "Large", "stage": stages, "touchpoint": places})


def material(size: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Quotes and tags; each theme of a stage has six words of its own."""
    draw = np.random.default_rng(0)
    stage, theme = draw.integers(0, STAGES, size), draw.integers(0, THEMES, size)
    person = np.minimum(draw.exponential(size / 20, size).astype(int), size // 10 - 1)
    value = np.clip(draw.normal(0, 0.5, size), -1, 1).round(3)
    words = np.array(_WORDS.split())
    own = (stage * THEMES + theme)[:, None] * 2 + draw.integers(0, 6, (size, 4))
    text = [" ".join(row) for row in words[np.c_[own % len(words), draw.integers(0, len(words), (size, 4))]]]
    ids = np.array([f"{number:016x}" for number in range(size)])
    said = pd.DataFrame(
        {
            "quote_id": ids,
            "text": text,
            "source": np.char.add("survey_", (np.arange(size) % 5).astype(str)),
            "source_sha256": "ab" * 32,
            "source_kind": "survey",
            "locator": np.char.add("row ", (np.arange(size) // 2).astype(str)),
            "start": 0,
            "end": 40,
            "participant": np.char.add("P", np.repeat(person[::2], 2)[:size].astype(str)),
            "role": "participant",
        }
    ).reindex(columns=list(quotes.COLUMNS))
    return quotes.check(said), judged(draw, ids, stage, value)


def judged(draw: np.random.Generator, ids: np.ndarray, stage: np.ndarray, value: np.ndarray) -> pd.DataFrame:
    """The tags of all quotes: stage and sentiment of each, facets and touchpoints of some."""
    label = np.where(value < -0.05, "negative", np.where(value > 0.05, "positive", "neutral"))
    named = {"kind": "stage", "label": np.char.add("stage_", stage.astype(str)), "confidence": 0.8}
    parts = [pd.DataFrame({"quote_id": ids} | named)]
    parts.append(pd.DataFrame({"quote_id": ids, "kind": "sentiment", "label": label, "value": value}))
    for kind, names, share in (
        ("facet", ["pain", "delight", "need", "goal", "action", "expectation"], 0.3),
        ("touchpoint", [f"place_{number}" for number in range(2 * STAGES)], 0.4),
        ("channel", ["email", "phone", "shop"], 0.1),
    ):
        some = ids[draw.random(len(ids)) < share]
        parts.append(pd.DataFrame({"quote_id": some, "kind": kind, "label": draw.choice(names, len(some))}))
    table = pd.concat(parts, ignore_index=True).assign(by="model:synthetic@1")
    return tags.check(table.reindex(columns=list(tags.COLUMNS)))


def main() -> None:
    """Make the map in this process and print what it took."""
    from voc import encoder
    from voc.journey import build_journey

    said, marks = material(int(sys.argv[1]))
    encoder.load("fast")
    before, clock, processor = _memory(), time.perf_counter(), time.process_time()
    journey = build_journey(said, marks, book(), meaning=encoder.meanings)
    told = {
        "cpu": time.process_time() - processor,
        "wall": time.perf_counter() - clock,
        "memory": _memory(),
        "before": before,
        "pains": len(journey.pain_points),
        "delights": len(journey.delight_points),
    }
    print(json.dumps(told))


def _memory() -> float:
    """The most memory that this process had so far, GB (the kernel counts KiB, but bytes on macOS)."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


if __name__ == "__main__":
    main()
