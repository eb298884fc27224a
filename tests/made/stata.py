"""A survey as Stata keeps it: labels, a date, a missing answer and one given in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat

ANSWERS = {
    "caseid": [1.0, 2.0, 3.0, 4.0],
    "why": ["The boat was late again.", "The crew carried my bag.", "", "Überall stand Wasser in the cabin."],
    "happy": [1.0, 5.0, None, 1.0],
    "submitted": [date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 4), None],
}
LABELS = ["Number", "Why did you come?", "How happy are you?", "Date of the answers"]


def make(folder: Path) -> None:
    """Write the input."""
    pyreadstat.write_dta(
        pd.DataFrame(ANSWERS),
        str(folder / "survey.dta"),
        column_labels=LABELS,
        variable_value_labels={"happy": {1: "Unhappy", 5: "Happy"}},
    )
