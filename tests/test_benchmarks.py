"""The files that quality is measured with say what they must; the measuring itself needs data that is not here."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from voc.codebook import Codebook

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
CASES = tomllib.loads((BENCHMARKS / "quality" / "checklist.toml").read_text(encoding="utf-8"))["case"]
GROUPS = tomllib.loads((BENCHMARKS / "codebooks" / "groups.toml").read_text(encoding="utf-8"))
SENTIMENTS = {"negative", "neutral", "positive"}
FACETS = {"pain", "delight", "need", "question", "expectation"}
KEYS = {"id", "text", "capability", "expect", "stronger_than", "same_as", "clauses", "facet"}


def allowed(case: dict) -> set[str]:
    expect = case.get("expect", [])
    return {expect} if isinstance(expect, str) else set(expect)


def test_the_check_list_is_long_and_has_ten_cases_of_each_capability():
    assert len(CASES) >= 240
    assert min(Counter(case["capability"] for case in CASES).values()) >= 10
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_states_what_must_hold(case):
    assert set(case) <= KEYS
    assert re.fullmatch(rf"{case['capability']}_\d\d", case["id"])
    assert case["text"].strip() == case["text"] != ""
    assert allowed(case) or case.get("clauses")
    assert allowed(case) <= SENTIMENTS
    assert len(allowed(case)) < 3
    assert case.get("facet", "pain") in FACETS
    for clause in case.get("clauses", []):
        assert clause["text"] in case["text"]
        assert clause["sentiment"] in SENTIMENTS


def test_cases_that_are_compared_agree_in_what_they_expect():
    by_id = {case["id"]: case for case in CASES}
    for case in CASES:
        if "same_as" in case:
            assert allowed(case) == allowed(by_id[case["same_as"]])
        if "stronger_than" in case:
            (sentiment,) = allowed(case)
            assert sentiment != "neutral"
            assert sentiment in allowed(by_id[case["stronger_than"]])


@pytest.mark.parametrize("name", sorted(path.stem for path in (BENCHMARKS / "codebooks").glob("*.toml")))
def test_a_codebook_of_the_benchmarks_has_its_groups(name):
    if name == "groups":
        return
    book = Codebook.load(BENCHMARKS / "codebooks" / f"{name}.toml")
    assert book.bare == []
    assert all(len(stage.examples) <= 2 for stage in book.stages)
    if name in GROUPS:
        assert [stage.name for stage in book.stages] == list(GROUPS[name])
        grouped = [label for labels in GROUPS[name].values() for label in labels]
        assert len(set(grouped)) == len(grouped)


def test_the_groups_are_as_many_as_they_say():
    assert (len(GROUPS["banking10"]), sum(map(len, GROUPS["banking10"].values()))) == (10, 77)
    ten, nine = ({label for labels in GROUPS[name].values() for label in labels} for name in ("banking10", "banking"))
    assert ten == nine
    assert len(GROUPS["cfpb"]) == 15
