"""``voc agree``: two tables in, coefficients and disagreements out; thresholds; what a person does wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from voc import _tables
from voc import quotes as quotes_table
from voc import tags as tags_table

Voc = Callable[..., tuple[int, str, list[str]]]
BOOK = """
title = "Parcels"
[[stage]]
name = "buy"
meaning = "Paying for a parcel."
[[stage]]
name = "use"
meaning = "Sending it."
"""


def tagged(by: str, stages: str, values: list[float | None], facets: list[str]) -> pd.DataFrame:
    """Quotes q0, q1 … with a stage by its first letter (``-``: none), a valence and facets joined by +, each judged."""
    names = {"b": "buy", "u": "use", "-": None}
    rows: list[dict[str, Any]] = []
    for place, (letter, value, facet) in enumerate(zip(stages, values, facets, strict=True)):
        own = {"quote_id": f"q{place}", "by": by}
        rows.append(own | {"kind": "stage", "label": names[letter]})
        label = None if value is None else "negative" if value < 0 else "positive"
        rows.append(own | {"kind": "sentiment", "label": label, "value": value})
        rows += [own | {"kind": "facet", "label": one or None} for one in facet.split("+")]
    return tags_table.frame(rows)


A = tagged("human:ann", "bbbuu-", [-0.5, -0.5, 0.5, 0.5, 0.5, 0.5], ["pain", "pain+need", "", "", "", ""])
B = tagged("human:ben", "bbuuu-", [-0.5, 0.5, 0.5, 0.5, 0.5, None], ["pain", "pain", "", "", "need", ""])
QUOTES = quotes_table.frame(
    {
        "quote_id": f"q{place}", "text": f"The van came late, {place}.", "source": "talk.txt", "source_sha256": "ab",
        "source_kind": "interview", "locator": f"line {place}", "start": 0, "end": 20,
        "participant": f"P{place // 2}", "role": "participant",
    }
    for place in range(6)
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, table in (("a", A), ("b", B), ("quotes", QUOTES)):
        _tables.dump(table, tmp_path / f"{name}.csv")
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def test_it_is_told_in_aligned_columns(voc: Voc, folder: Path) -> None:
    code, out, err = voc("agree", "a.csv", "b.csv", "--quotes", "quotes.csv")
    assert (code, err) == (0, [])
    lines = out.splitlines()
    assert lines[0] == "6 quotes in both a.csv and b.csv"
    assert lines[2].split()[:2] == ["kind", "quotes"]
    stage = lines[3].split()
    # Five labelled by both, one by neither; four agree.
    assert stage[:4] == ["stage", "5", "0/0/1", "0.80"]
    assert "stage, none as a label" in out
    assert "q2  stage  A: buy · B: use" in out
    assert "    “The van came late, 2.”" in out
    # One gave a sentiment and the other none; that neither gave a stage is no disagreement.
    assert "q5  sentiment  A: positive · B: (none)" in out
    assert "q5  stage" not in out
    assert "resamples of participants, seed 0" in out


def test_json_by_hand(voc: Voc, folder: Path) -> None:
    _, out, _ = voc("agree", "a.csv", "b.csv", "--json", "--resamples", "200", "--seed", "3")
    found = json.loads(out)
    assert (found["units"], found["resamples"], found["seed"], found["missed"]) == (6, 200, 3, [])
    stage, sentiment, facet = found["kinds"]
    # Rows buy, use: [[2, 1], [0, 2]]; p_e = (3·2 + 2·3) / 25.
    assert stage["measures"]["kappa"]["value"] == pytest.approx((0.8 - 0.48) / 0.52)
    # Ten labels, five each: D_e = 1 − 40/90.
    assert stage["measures"]["alpha"]["value"] == pytest.approx(1 - 0.2 / (50 / 90))
    assert stage["with_none"]["observed"]["value"] == pytest.approx(5 / 6)
    assert (sentiment["labelled"], sentiment["none_b"]) == (5, 1)
    # Two labels of six quotes: twelve decisions, of which two differ.
    assert facet["measures"]["observed"]["value"] == pytest.approx(10 / 12)
    assert [(one["label"], one["both"], one["only_a"], one["only_b"]) for one in facet["labels"]] == [
        ("need", 0, 1, 1),
        ("pain", 2, 0, 0),
    ]
    assert found["valence"]["units"] == 5
    assert found["valence"]["missing"] == 1
    assert found["valence"]["difference"]["value"] == pytest.approx(0.2)
    assert {one["quote_id"] for one in found["disagreements"]} == {"q1", "q2", "q4", "q5"}
    assert found["maps"] is None


@pytest.mark.parametrize("suffix", _tables.SUFFIXES)
def test_every_kind_of_file_gives_the_same(voc: Voc, folder: Path, suffix: str) -> None:
    for name, table in (("a", A), ("b", B)):
        _tables.dump(table, folder / f"{name}{suffix}")
    expected = json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])
    found = json.loads(voc("agree", f"a{suffix}", f"b{suffix}", "--json")[1])
    assert found["kinds"] == expected["kinds"]


def test_a_coder_agrees_with_herself(voc: Voc, folder: Path) -> None:
    found = json.loads(voc("agree", "a.csv", "a.csv", "--json")[1])
    assert {kind["measures"]["alpha"]["value"] for kind in found["kinds"]} == {1.0}
    assert found["disagreements"] == []


def test_two_coders_of_one_table(voc: Voc, folder: Path) -> None:
    _tables.dump(pd.concat([A, B.assign(by="model:m@1")]), folder / "both.csv")
    words = ("both.csv", "both.csv", "--by-a", "human:", "--by-b", "model:", "--json")
    assert (
        json.loads(voc("agree", *words)[1])["kinds"] == json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])["kinds"]
    )


def test_the_two_maps(voc: Voc, folder: Path) -> None:
    rows = [QUOTES.assign(quote_id=QUOTES["quote_id"] + str(n), participant=f"X{n}") for n in range(4)]
    _tables.dump(pd.concat(rows), folder / "quotes.csv")
    for name, table in (("a", A), ("b", B)):
        copies = [table.assign(quote_id=table["quote_id"] + str(n)) for n in range(4)]
        _tables.dump(pd.concat(copies), folder / f"{name}.csv")
    words = ("a.csv", "b.csv", "--quotes", "quotes.csv", "--codebook", "book.toml")
    maps = json.loads(voc("agree", *words, "--json")[1])["maps"]
    buy, use = maps["stages"]
    # Ann: (−0.5 − 0.5 + 0.5) / 3; Ben: (−0.5 + 0.5) / 2; all four people alike.
    assert (buy["a"], buy["b"], buy["difference"]) == (-16.7, 0.0, 16.7)
    assert (use["a"], use["b"], use["difference"]) == (50.0, 50.0, 0.0)
    assert maps["rho"] is None
    assert maps["reason"].startswith("refused: ")
    assert "score A" in voc("agree", *words)[1]


def test_thresholds(voc: Voc, folder: Path) -> None:
    assert voc("agree", "a.csv", "b.csv", "-q", "--fail-under", "stage=0.6") == (0, "", [])
    code, out, err = voc("agree", "a.csv", "b.csv", "-q", "--fail-under", "stage=0.9")
    assert (code, out, err) == (1, "", ["voc: stage: alpha is 0.640, below 0.9"])


def test_what_one_has_alone_is_said(voc: Voc, folder: Path) -> None:
    _tables.dump(B[(B["kind"] == "stage") & (B["quote_id"] != "q0")], folder / "b.csv")
    _, out, _ = voc("agree", "a.csv", "b.csv")
    assert out.splitlines()[0] == (
        "5 quotes in both a.csv and b.csv; 1 more in a.csv alone, 0 in b.csv alone, not compared"
    )
    assert "note: kinds of tag in a.csv alone: facet, sentiment" in out


def test_all_of_one_label_is_said(voc: Voc, folder: Path) -> None:
    for name in ("a", "b"):
        _tables.dump(A[A["kind"] == "stage"].assign(label="buy"), folder / f"{name}.csv")
    measures = json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])["kinds"][0]["measures"]
    assert measures["reason"] == "both gave one and the same label throughout"
    assert (measures["kappa"]["value"], measures["observed"]["value"]) == (None, 1.0)


def test_where_no_quote_has_a_label_from_both_nothing_is_defined(voc: Voc, folder: Path) -> None:
    for name, stages in (("a", "b-"), ("b", "-u")):
        _tables.dump(tagged(f"human:{name}", stages, [None, None], ["", ""]), folder / f"{name}.csv")
    stage = json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])["kinds"][0]
    assert (stage["labelled"], stage["none_a"], stage["none_b"]) == (0, 1, 1)
    assert (stage["measures"]["reason"], stage["measures"]["observed"]["value"]) == (
        "no quote that both labelled",
        None,
    )
    assert stage["with_none"]["observed"]["value"] == 0.0
    assert voc("agree", "a.csv", "b.csv", "-v")[0] == 0


def test_between_people_a_kind_that_one_did_not_judge_is_no_none(voc: Voc, folder: Path) -> None:
    """Ben judged the stage of q0 to q3, said "none" to that of q5, and the facets of q0 and q2."""
    not_judged = ((B["kind"] == "stage") & (B["quote_id"] == "q4")) | (
        (B["kind"] == "facet") & ~B["quote_id"].isin(["q0", "q2"])
    )
    _tables.dump(B[~not_judged], folder / "b.csv")
    found = json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])
    kinds = {kind["kind"]: kind for kind in found["kinds"]}
    assert [(kind, one["units"], one["none_b"]) for kind, one in kinds.items()] == [
        ("stage", 5, 0),
        ("sentiment", 6, 1),
        ("facet", 2, 0),
    ]
    assert ("q4", "stage") not in {(one["quote_id"], one["kind"]) for one in found["disagreements"]}
    # A tagger looks at all quotes: where it has no row, it found none.
    _tables.dump(B[~not_judged].assign(by="model:m@1"), folder / "b.csv")
    kinds = {one["kind"]: one for one in json.loads(voc("agree", "a.csv", "b.csv", "--json")[1])["kinds"]}
    assert [(one["units"], one["none_b"]) for one in kinds.values()] == [(6, 1), (6, 1), (6, 1)]


def test_a_kind_that_two_people_judged_of_no_quote_in_common_is_left_out(voc: Voc, folder: Path) -> None:
    _tables.dump(A[(A["kind"] == "stage") | (A["quote_id"] < "q3")], folder / "a.csv")
    _tables.dump(B[(B["kind"] == "stage") | (B["quote_id"] >= "q3")], folder / "b.csv")
    code, out, _ = voc("agree", "a.csv", "b.csv")
    assert (code, "note: facet: no quote of which both judged it" in out) == (0, True)


WRONG: Mapping[str, tuple[str, Mapping[str, str], tuple[str, ...]]] = {
    "one table": ("agree a.csv", {}, ("Missing argument 'TAGS_B'",)),
    "a missing file": ("agree a.csv c.csv", {}, ("c.csv: no such file",)),
    "quotes for tags": ("agree a.csv quotes.csv", {}, ("quotes.csv: no column named 'kind'",)),
    "tags of other quotes": (
        "agree a.csv c.csv",
        {"c.csv": "quote_id,kind,label,by\nz,stage,buy,human:cem\n"},
        ("a.csv and c.csv have no quote in common: 'q0' is in the one, 'z' in the other",),
    ),
    "no kind in common": (
        "agree a.csv c.csv",
        {"c.csv": "quote_id,kind,label,by\nq0,channel,phone,human:cem\n"},
        ("have no kind of tag in common: facet, sentiment, stage in the one, channel in the other",),
    ),
    "an empty table": ("agree a.csv c.csv", {"c.csv": "quote_id,kind,label,by\n"}, ("c.csv: no tag in it",)),
    "a maker there is not": (
        "agree a.csv b.csv --by-a human:an2",
        {},
        ("a.csv: no tag by 'human:an2'; did you mean 'human:ann'?",),
    ),
    "quotes that lack some": (
        "agree a.csv b.csv --quotes c.csv",
        {"c.csv": "quote_id,text\nq0,Late.\n"},
        ("c.csv: no quote 'q1', which a.csv and b.csv tag",),
    ),
    "a codebook without quotes": ("agree a.csv b.csv --codebook book.toml", {}, ("add --quotes QUOTES",)),
    "nothing judged in common": (
        "agree a.csv c.csv",
        {
            "a.csv": "quote_id,kind,label,by\nq0,stage,buy,human:ann\nq1,facet,pain,human:ann\n",
            "c.csv": "quote_id,kind,label,by\nq1,stage,buy,human:cem\nq0,facet,pain,human:cem\n",
        },
        ("a.csv and c.csv have judged nothing in common: of no quote the same kind of tag",),
    ),
    "a threshold of another kind": (
        "agree a.csv b.csv --fail-under stag=0.5",
        {},
        ("no kind 'stag' in both tables; did you mean 'stage'?",),
    ),
    "a threshold without a number": ("agree a.csv b.csv --fail-under stage", {}, ("--fail-under stage: no threshold",)),
}  # fmt: skip


@pytest.mark.parametrize(("command", "files", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use(voc: Voc, folder: Path, command: str, files: Mapping[str, str], words: tuple[str, ...]) -> None:
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    code, out, err = voc(*command.split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith("voc: ")
    assert [word for word in words if word not in err[0]] == []
