"""The check list (``checklist.toml``): what a tagger of customers' words must get right, by capability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from benchmarks.quality import intervals, sets
from benchmarks.quality.bench import Bench
from benchmarks.quality.readers import Remembering
from benchmarks.quality.table import Row
from voc.codebook import Codebook
from voc.quotes import complete
from voc.taggers import Tag, Texts, choose

BAR = 0.90
CHOICES = {"accurate": "accurate", "fast": "fast", "vader": "cues,vader"}
_KINDS = {"sentiment", "facet"}
_NOTE = "A case passes if all that it states holds. Clauses count only where the tagger judges clauses."
Verdict = dict[str, bool]


@dataclass(frozen=True)
class Given:
    """What one tagger said of a text."""

    label: str | None
    value: float
    facets: frozenset[str]
    clauses: tuple[tuple[int, int, str | None], ...]  # start, end, label; none where the text is one clause


def rows(bench: Bench) -> Iterator[Row]:
    """Pass rates by capability, over all, and of each kind of statement."""
    cases = sets.checklist()
    judged = {key: _judge(cases, run(cases, key, bench)) for key in CHOICES if key in bench.systems}
    bench.failures += _failures(cases, judged)
    by = defaultdict(list)
    for case in cases:
        by[case["capability"]].append(case["id"])
    by["all capabilities"] = [case["id"] for case in cases]
    for name, ids in by.items():
        cells = {key: _rate([all(given[one].values()) for one in ids if given[one]]) for key, given in judged.items()}
        yield Row(name, len(ids), cells, BAR if name == "all capabilities" else None, note=_NOTE)
    for part in ("sentiment", "stronger_than", "same_as", "facet", "clauses"):
        cells = {key: _rate([one[part] for one in given.values() if part in one]) for key, given in judged.items()}
        stated = sum(part in case or (part == "sentiment" and "expect" in case) for case in cases)
        yield Row(f"… statements on {part}", stated, cells)


def _rate(passed: list[bool]) -> intervals.Figure | None:
    return intervals.mean(passed) if passed else None


def run(cases: list[dict[str, Any]], key: str, bench: Bench) -> dict[str, Given]:
    """Run the taggers of a choice over the cases."""
    table = complete(pd.DataFrame({"text": [case["text"] for case in cases]}))
    reader: Remembering | None = bench.systems[key].reader
    texts = Texts.of(table, encoder=reader)
    book = Codebook.load("service")
    taggers = [tagger for tagger in choose(CHOICES[key]).taggers if tagger.language == "en"]
    tags = _by_quote(tag for tagger in taggers if _KINDS & set(tagger.kinds) for tag in tagger.tag(texts, book))
    mood = next(tagger for tagger in taggers if "sentiment" in tagger.kinds)
    clauses = defaultdict(list)
    for part, tag in zip(texts.parts.quotes, mood.tag(texts.parts, book), strict=True):
        clauses[part.quote_id].append((part.start, part.end, tag.label))
    quotes = zip(cases, table["quote_id"], strict=True)
    return {case["id"]: _given(tags[quote], clauses[quote]) for case, quote in quotes}


def _by_quote(tags: Iterable[Tag]) -> dict[str, list[Tag]]:
    made = defaultdict(list)
    for tag in tags:
        made[tag.quote_id].append(tag)
    return made


def _given(tags: list[Tag], clauses: list[tuple[int, int, str | None]]) -> Given:
    (whole,) = [tag for tag in tags if tag.kind == "sentiment"]
    facets = frozenset(tag.label for tag in tags if tag.kind == "facet" and tag.label)
    return Given(whole.label, whole.value or 0.0, facets, tuple(clauses) if len(clauses) > 1 else ())


def _judge(cases: list[dict[str, Any]], given: dict[str, Given]) -> dict[str, Verdict]:
    """For each case which of its statements hold; those on what the tagger does not give at all are left out."""
    clauses = any(one.clauses for one in given.values())
    made = {}
    for case in cases:
        own = given[case["id"]]
        verdict: Verdict = {}
        if "expect" in case:
            verdict["sentiment"] = own.label in (wanted if isinstance(wanted := case["expect"], list) else [wanted])
        if "stronger_than" in case:
            verdict["stronger_than"] = _stronger(case, own, given[case["stronger_than"]])
        if "same_as" in case:
            verdict["same_as"] = own.label == given[case["same_as"]].label
        if "facet" in case:
            verdict["facet"] = case["facet"] in own.facets
        if "clauses" in case and clauses:
            verdict["clauses"] = all(_told(case["text"], clause, own.clauses) for clause in case["clauses"])
        made[case["id"]] = verdict
    return made


def _stronger(case: dict[str, Any], own: Given, other: Given) -> bool:
    return own.value > other.value if case["expect"] == "positive" else own.value < other.value


def _told(text: str, clause: dict[str, str], judged: tuple[tuple[int, int, str | None], ...]) -> bool:
    """Whether a judgement that covers more than half of the clause is the right one."""
    start = text.index(clause["text"])
    end = start + len(clause["text"])
    over = [label for first, last, label in judged if 2 * (min(end, last) - max(start, first)) > end - start]
    return over == [clause["sentiment"]]


def _failures(cases: list[dict[str, Any]], judged: dict[str, dict[str, Verdict]]) -> list[str]:
    """One line a case and tagger that fails it."""
    lines = []
    for key, given in judged.items():
        for case in cases:
            failed = [part for part, held in given[case["id"]].items() if not held]
            if failed:
                wanted = "; ".join(f"{part} {case.get('expect' if part == 'sentiment' else part)}" for part in failed)
                lines.append(f"{key} | {case['id']} | {case['text']} | not: {wanted}")
    return lines
