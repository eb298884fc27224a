"""A survey archive of LimeSurvey: structure and answers as XML in a zip archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

SURVEY = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language></languages>"
QUESTIONS = (
    # qid, parent, type, title, other, words
    ("10", "0", "M", "CHAN", "Y", "<p>Which of our <b>channels</b> did you use?</p><script>a = '<b>';</script>"),
    ("11", "0", "L", "DELIV", "Y", "Where was it delivered?"),
    ("12", "0", "A", "ROOM", "N", "Please rate"),
    ("13", "0", "T", "WHY", "N", "<p>What happened &amp; why?</p>"),
    ("14", "0", "X", "INTRO", "N", "Welcome"),
)  # fmt: skip
ROWS = (
    ("20", "10", "T", "SQ001", "N", "App"),
    ("21", "10", "T", "SQ002", "N", "Shop"),
    ("22", "12", "T", "SQ001", "N", "the driver"),
)
ANSWERS = (("1", "11", "AO02", "2", "To a <b>shop</b>"), ("2", "11", "AO01", "1", "To my home"))
FIRST = {
    "id": "1", "submitdate": "2026-04-01 10:04:11", "lastpage": "3", "startlanguage": "en", "_61X1X10SQ001": "Y",
    "_61X1X11": "AO02", "_61X1X12SQ001": "4", "_61X1X13": "The parcel came a day early, and the driver rang.",
}  # fmt: skip
SECOND = {
    "id": "2", "startlanguage": "en", "_61X1X10SQ002": "Y", "_61X1X10other": "my neighbour's kiosk",
    "_61X1X11": "-oth-",
}  # fmt: skip


def row(cells: Mapping[str, str]) -> str:
    inner = "".join(f"<{name}><![CDATA[{words}]]></{name}>" for name, words in cells.items())
    return f"<row>{inner}</row>"


def table(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    return f"<{name}><rows>{''.join(map(row, rows))}</rows></{name}>"


def lss(questions: Sequence[Sequence[str]] = QUESTIONS, rows: Sequence[Sequence[str]] = ROWS) -> str:
    """A structure file of these questions and their rows."""
    names = ("qid", "parent_qid", "type", "title", "other")
    order = [[dict(zip(names, one, strict=False)) | {"question_order": str(i)} for i, one in enumerate(given)]
             for given in (questions, rows)]  # fmt: skip
    answers = [{"aid": a, "qid": q, "code": c, "sortorder": n, "scale_id": "0"} for a, q, c, n, _ in ANSWERS]
    return "".join(
        (
            SURVEY,
            table("questions", order[0]),
            table("subquestions", order[1]),
            table(
                "question_l10ns", [{"qid": one[0], "question": one[5], "language": "en"} for one in (*questions, *rows)]
            ),
            table("answers", answers),
            table("answer_l10ns", [{"aid": one[0], "answer": one[4], "language": "en"} for one in ANSWERS]),
            "</document>",
        )
    )


def lsr(rows: Sequence[Mapping[str, str]] = (FIRST, SECOND)) -> str:
    """The answers of an archive."""
    return f"<document><LimeSurveyDocType>Responses</LimeSurveyDocType>{table('responses', rows)}</document>"


def archive(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return buffer.getvalue()


def make(folder: Path) -> None:
    files = {"survey_61.lss": lss(), "survey_61_responses.lsr": lsr(), "survey_61_timings.lsi": "<document/>"}
    (folder / "survey_61.lsa").write_bytes(archive(files))
