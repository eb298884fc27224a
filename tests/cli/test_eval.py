"""``voc eval``: files in, figures out; thresholds; what a person does wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from voc import _tables
from voc import tags as tags_table

Voc = Callable[..., tuple[int, str, list[str]]]
TAGS = tags_table.frame(
    [
        {"quote_id": "q1", "kind": "stage", "label": "buy", "confidence": 0.9, "by": "model:m@1"},
        {"quote_id": "q2", "kind": "stage", "label": "use", "confidence": 0.6, "by": "model:m@1"},
        {"quote_id": "q3", "kind": "stage", "label": None, "by": "model:m@1"},
        {
            "quote_id": "q1",
            "kind": "sentiment",
            "label": "positive",
            "value": 0.5,
            "confidence": 0.7,
            "by": "model:m@1",
        },
        {
            "quote_id": "q2",
            "kind": "sentiment",
            "label": "negative",
            "value": -0.5,
            "confidence": 0.7,
            "by": "model:m@1",
        },
    ]
)
GOLD = pd.DataFrame(
    {"quote_id": ["q1", "q2", "q3", "q9"], "stage": ["buy", "buy", "none", "use"], "valence": [1, 0, None, 0]}
)
QUOTES = pd.DataFrame({"quote_id": ["q1", "q2", "q3"], "text": ["Paid at once.", "It rides well.", "Hm."]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, table in (("tags", TAGS), ("gold", GOLD), ("quotes", QUOTES)):
        _tables.dump(table, tmp_path / f"{name}.csv")
    return tmp_path


def test_it_is_told_in_aligned_columns(voc: Voc, folder: Path) -> None:
    code, out, err = voc("eval", "tags.csv", "--gold", "gold.csv")
    assert (code, err) == (0, [])
    lines = out.splitlines()
    assert lines[:2] == [
        "3 of 4 gold rows match a quote by its quote_id",
        "not counted below: 1 gold row without a quote: 'q9'",
    ]
    heads, figures = (line.split() for line in lines[3:5])
    assert heads[:7] == ["kind", "gold", "none", "tagged", "abstained", "accuracy", "macro-F1"]
    # buy: q1 right, q2 missed: 2/3; use: given for nothing: 0.
    assert figures[:7] == ["stage", "3", "1", "2", "1", "0.667", "0.333"]
    assert "stage  gold  given  precision  recall" in out
    assert "valence  2 quotes: r 1.000" in out
    assert "mean absolute error 0.500" in out
    assert "[…]: 95 % of 1000 resamples of quotes, seed 0" in out


def test_verbose_adds_the_reliability_table_and_quiet_says_nothing(voc: Voc, folder: Path) -> None:
    assert "stage: confidence" not in voc("eval", "tags.csv", "--gold", "gold.csv")[1]
    assert "stage: confidence" in voc("eval", "tags.csv", "--gold", "gold.csv", "-v")[1]
    assert voc("eval", "tags.csv", "--gold", "gold.csv", "-q") == (0, "", [])


def rounded(out: str) -> dict[str, Any]:
    """The result, without the last digits that JSON lines do not keep."""
    return dict(json.loads(out, parse_float=lambda word: round(float(word), 9)))


@pytest.mark.parametrize("suffix", _tables.SUFFIXES)
@pytest.mark.parametrize("by", ["quote_id", "text"])
def test_every_kind_of_file_gives_the_same(voc: Voc, folder: Path, suffix: str, by: str) -> None:
    gold = GOLD.assign(text=[*QUOTES["text"], "Never said."])
    for name, table in (("t", TAGS), ("g", gold.drop(columns={"quote_id", "text"} - {by})), ("q", QUOTES)):
        _tables.dump(table, folder / f"{name}{suffix}")
    words = ("--quotes", "quotes.csv", "--json")
    _, expected, _ = voc("eval", "tags.csv", "--gold", "gold.csv", *words)
    code, out, _ = voc("eval", f"t{suffix}", "--gold", f"g{suffix}", "--quotes", f"q{suffix}", "--json")
    assert code == 0
    found, reference = rounded(out), rounded(expected)
    assert found["matching"]["matched"] == 3
    assert (found["kinds"], found["valence"]) == (reference["kinds"], reference["valence"])


def test_json_holds_everything_and_the_seed_counts(voc: Voc, folder: Path) -> None:
    _, out, _ = voc("eval", "tags.csv", "--gold", "gold.csv", "--json", "--seed", "7", "--resamples", "200")
    found = json.loads(out)
    assert set(found) == {"matching", "kinds", "valence", "resampled", "resamples", "seed", "notes", "missed"}
    assert (found["seed"], found["resamples"], found["missed"]) == (7, 200, [])
    assert len(found["kinds"][0]["calibration"]["bins"]) == 10
    assert found["kinds"][0]["labels"][1]["recall"] is None
    # Its rows are compared by their value.
    assert found["notes"] == []


BARS = [
    ("reached", ["stage=0.3"], 0, []),
    ("just", ["stage=0.3333333333333333"], 0, []),
    ("missed", ["stage=0.6"], 1, ["voc: stage: macro-F1 is 0.333, below 0.6"]),
    ("one of two", ["stage=0.6", "valence=0.9"], 1, ["voc: stage: macro-F1 is 0.333, below 0.6"]),
    ("both", ["stage=0.5", "valence = 1"], 1, ["voc: stage: macro-F1 is 0.333, below 0.5"]),
]


@pytest.mark.parametrize(("bars", "code", "said"), [case[1:] for case in BARS], ids=[case[0] for case in BARS])
def test_thresholds(voc: Voc, folder: Path, bars: list[str], code: int, said: list[str]) -> None:
    words = [word for bar in bars for word in ("--fail-under", bar)]
    found = voc("eval", "tags.csv", "--gold", "gold.csv", "-q", *words)
    assert found == (code, "", said)
    _, out, _ = voc("eval", "tags.csv", "--gold", "gold.csv", "--json", *words)
    assert [f"voc: {line}" for line in json.loads(out)["missed"]] == said


def test_what_is_unknown_reaches_no_threshold(voc: Voc, folder: Path) -> None:
    _tables.dump(GOLD.assign(emotion=None), folder / "gold.csv")
    code, _, err = voc("eval", "tags.csv", "--gold", "gold.csv", "-q", "--fail-under", "emotion=0")
    assert (code, err) == (1, ["voc: emotion: macro-F1 is unknown, below 0"])


EVAL = "eval tags.csv --gold gold.csv"
WRONG: Mapping[str, tuple[str, Mapping[str, str], tuple[str, ...]]] = {
    "no gold": ("eval tags.csv", {}, ("Missing option '--gold'",)),
    "a missing file": ("eval tags.csv --gold golds.csv", {}, ("golds.csv: no such file",)),
    "a missing table of tags": ("eval tag.csv --gold gold.csv", {}, ("tag.csv: no such file",)),
    "another kind of file": ("eval tags.csv --gold gold.xlsx", {}, ("gold.xlsx: a table ends in .csv, .jsonl",)),
    "quotes for tags": (
        "eval quotes.csv --gold gold.csv",
        {},
        ("quotes.csv: no column named 'kind'; a tags table has",),
    ),
    "tags for gold": ("eval tags.csv --gold tags.csv", {}, ("tags.csv: quote_id 'q1' stands in two rows; keep one",)),
    "gold without names": (
        EVAL,
        {"gold.csv": "id,stage\n1,buy\n"},
        ("gold.csv: no column named 'quote_id' or 'text'",),
    ),
    "gold without judgements": (
        EVAL,
        {"gold.csv": "quote_id,stag\nq1,buy\n"},
        ("gold.csv: no column holds judgements, it has quote_id, stag;", "did you mean 'stage'?"),
    ),
    "gold of other quotes": (
        EVAL,
        {"gold.csv": "quote_id,stage\n17,buy\n"},
        ("gold.csv: no row matches a quote by its quote_id: it has '17', tags.csv has 'q1'", "--quotes"),
    ),
    "gold by text alone": (
        EVAL,
        {"gold.csv": "text,stage\nHm.,buy\n"},
        ("gold.csv: names its quotes by text, and tags.csv has only quote ids; give", "--quotes QUOTES"),
    ),
    "quotes without text": (
        f"{EVAL} --quotes tags.csv",
        {},
        ("tags.csv: no column named 'text'; it has quote_id, kind",),
    ),
    "a sentiment that is none": (
        EVAL,
        {"gold.csv": "quote_id,sentiment\nq1,postive\n"},
        ("gold.csv, quote_id 'q1': no sentiment 'postive'; did you mean 'positive'? there are: negative",),
    ),
    "a valence in words": (
        EVAL,
        {"gold.csv": "quote_id,valence\nq1,high\n"},
        ("gold.csv, quote_id 'q1': valence is 'high'; write a number",),
    ),
    "a threshold without a number": (
        f"{EVAL} --fail-under stage",
        {},
        ("--fail-under stage: no threshold; write KIND=",),
    ),
    "a threshold in percent": (f"{EVAL} --fail-under stage=60", {}, ("--fail-under stage=60: no threshold",)),
    "a threshold of another kind": (
        f"{EVAL} --fail-under stages=0.6",
        {},
        ("--fail-under stages=0.6: gold.csv has no column 'stages'; did you mean 'stage'?",),
    ),
    "too few resamples": (f"{EVAL} --resamples 3", {}, ("--resamples",)),
}


@pytest.mark.parametrize(("command", "files", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use(voc: Voc, folder: Path, command: str, files: Mapping[str, str], words: tuple[str, ...]) -> None:
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    code, out, err = voc(*command.split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith("voc: ")
    assert [word for word in words if word not in err[0]] == []


def test_from_words_to_figures(voc: Voc, tmp_path: Path) -> None:
    """One table of texts that people coded, tagged and compared: nothing else is needed."""
    rows = ["text,sentiment", "The courier was wonderful and kind.,positive", "The app is terrible.,negative"]
    (tmp_path / "coded.csv").write_text("\n".join([*rows, "I took the bus.,neutral\n"]), encoding="utf-8")
    assert voc("tag", "coded.csv", "--codebook", "service", "--out", "tags.csv")[0] == 0
    words = ("--gold", "coded.csv", "--quotes", "coded.csv", "--fail-under", "sentiment=1", "--json")
    code, out, _ = voc("eval", "tags.csv", *words)
    assert code == 0
    assert json.loads(out)["kinds"][0]["accuracy"] == 1
