"""SPSS files: a survey with labels, missing answers, a scale, a date and ticks; and one from Western Windows."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyreadstat

SKIPPED = 99.0
# SPSS keeps texts of over 255 bytes in pieces.
LONG = (
    "Überraschend schnell, and the box was whole, although the neighbour who took it in, a man from the third floor "
    "whom I had never met before and who was just on his way to the station, had put it under the stairs between two "
    "bicycles and a pram, where I only found it because the driver had written on a card where to look."
)
ANSWERS = {
    "RespID": [5001.0, 5002.0, 5003.0, 5004.0, 5005.0],
    "submitted": [datetime(2026, 3, day, 9, 30, tzinfo=UTC).replace(tzinfo=None) for day in (2, 2, 3, 4, 4)],
    "nps": [9.0, 3.0, SKIPPED, 10.0, 0.0],
    "delivery": [2.0, 1.0, 3.0, 2.0, None],
    "plan": ["A", "B", "A", "", "B"],
    "ch_app": [1.0, 0.0, 1.0, 0.0, None],
    "ch_shop": [1.0, 0.0, 0.0, 0.0, None],
    "ch_phone": [0.0, 1.0, 0.0, 0.0, None],
    "why": [
        "The driver rang twice and waited.   ",
        "Nobody told me that it comes a day later.",
        "",
        LONG,
        "I called three times about one parcel.",
    ],
}
LABELS = {
    "submitted": "When the answers were sent",
    "nps": "How likely are you to recommend us to a friend?",
    "delivery": "How was the delivery?",
    "plan": "Plan",
    "ch_app": "App",
    "ch_shop": "Shop",
    "ch_phone": "Phone",
    "why": "What happened on the day of the delivery?",
}
VALUES = {
    "nps": {0.0: "Not at all likely", 10.0: "Extremely likely", SKIPPED: "skipped"},
    "delivery": {1.0: "Late", 2.0: "In time", 3.0: "Early"},
    "plan": {"A": "Basic", "B": "Plus"},
}
SET = b"$channels=D1 1 27 Which channels did you use? ch_app ch_shop ch_phone\n"


def write(path: Path, columns: dict[str, list[object]] | None = None, *, compress: bool = False) -> bytes:
    """Write the survey, or other columns, and give its bytes."""
    pyreadstat.write_sav(
        pd.DataFrame(columns or ANSWERS),
        str(path),
        column_labels={name: LABELS[name] for name in columns or ANSWERS if name in LABELS},
        variable_value_labels={name: VALUES[name] for name in columns or ANSWERS if name in VALUES},
        missing_ranges={"nps": [SKIPPED]} if "nps" in (columns or ANSWERS) else {},
        variable_measure={"delivery": "ordinal"} if "delivery" in (columns or ANSWERS) else {},
        compress=compress,
    )
    return path.read_bytes()


def with_set(data: bytes, text: bytes = SET) -> bytes:
    """The file with a multiple-response set: record 7, subtype 7, before the end of the dictionary."""
    record = struct.pack("<4i", 7, 7, 1, len(text)) + text
    end = data.index(struct.pack("<2i", 999, 0))
    return data[:end] + record + data[end:]


def western(data: bytes) -> bytes:
    """The file as Windows wrote it in the West: a tilde stands for an "ü", and the encoding is told."""
    told = struct.pack("<4i", 7, 20, 1, 5) + b"UTF-8"
    assert told in data
    name = b"windows-1252"
    data = data.replace(told, struct.pack("<4i", 7, 20, 1, len(name)) + name)
    return data.replace(struct.pack("<i", 65001), struct.pack("<i", 1252)).replace(b"~", b"\xfc")


def make(folder: Path) -> None:
    path = folder / "survey.sav"
    path.write_bytes(with_set(write(path)))
    path = folder / "western.sav"
    texts = ["Das Paket war zur~ck im Lager.", "Die T~r war offen und niemand da.", "Alles lief gut und p~nktlich."]
    path.write_bytes(western(write(path, {"why": texts, "delivery": [1.0, 1.0, 2.0]})))
