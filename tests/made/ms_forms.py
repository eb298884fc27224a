"""Microsoft Forms gives a workbook: a quiz of which some took part without a name."""

from __future__ import annotations

from pathlib import Path

from made._office import workbook

# Excel's days since 1900: 27 July 2026, about seven in the evening.
_DAY = 46230.79
_SHEET = (
    (
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Total points",
        "Quiz feedback",
        "Last modified time",
        "How\u00a0satisfied are you with the lunch? (10 is the highest)",
        "Points - How satisfied are you with the lunch?",
        "Feedback - How satisfied are you with the lunch?",
        "Which corner do you go to?",
        "Please explain",
        "Please explain2",
        "Name2",
    ),
    (
        1,
        _DAY,
        _DAY + 0.01,
        "anonymous",
        None,
        3,
        None,
        None,
        8,
        1,
        None,
        "Grill;",
        "The soup was cold.",
        "No",
        "Ada Okafor",
    ),
    (
        2,
        _DAY + 1,
        _DAY + 1.01,
        "kim@example.org",
        "Kim",
        1,
        "Well done",
        None,
        2,
        0,
        "Think again",
        "Grill;Salad;",
        "The queue took my whole break.",
        "More to drink, please.",
        "Kim Reed",
    ),
    (
        3,
        _DAY + 2,
        _DAY + 2.01,
        "anonymous",
        None,
        2,
        None,
        None,
        10,
        1,
        None,
        "Salad;",
        None,
        "Open earlier.",
        "Bo Lind",
    ),
    (
        4,
        _DAY + 3,
        _DAY + 3.01,
        "bo@example.org",
        "Bo",
        2,
        None,
        None,
        5,
        1,
        None,
        "Grill;Salad;",
        "It is fine as it is.",
        None,
        "Cy Dahl",
    ),
)


def make(folder: Path) -> None:
    (folder / "quiz.xlsx").write_bytes(workbook({"Lunch": _SHEET}))
