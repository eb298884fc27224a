"""How much of what tells who somebody is is found, and how much else is taken for it.

    python -m benchmarks.redaction [--misses] [--json FILE]

Two halves of invented texts in the layouts of interviews, tickets, posts, reviews, surveys and chats, marked by hand:
``tuned.tsv``, on which the rules were written, and ``held_out.tsv``, on whose errors nothing was changed. Both were
written before the rules, by the same person. Nothing of a study (speakers, handles) helps here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from voc.redaction import KINDS, Span, find

HALVES = ("tuned", "held_out")
_MARK = re.compile(r"\{([a-z-]+)\|([^}]*)\}")
_CALLED = {"order": "number", "ip": "IP address"}


@dataclass(frozen=True)
class Case:
    """A text, its layout, and what is to be found in it."""

    layout: str
    text: str
    spans: tuple[Span, ...]


def cases(half: str) -> list[Case]:
    """The marked texts of one half."""
    lines = (Path(__file__).parent / f"{half}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [_case(*line.split("\t")) for line in lines]


def _case(layout: str, marked: str) -> Case:
    marked = marked.replace("\\n", "\n")
    text, spans, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        kind = _CALLED.get(match[1], match[1])
        spans.append(Span(len(text), len(text) + len(match[2]), kind, match[2]))
        text, last = text + match[2], match.end()
    return Case(layout, text + marked[last:], tuple(spans))


def covered(span: Span, others: list[Span] | tuple[Span, ...], *, share: float) -> bool:
    """Whether so much of a span's letters and digits lies within others."""
    places = [at for at in range(span.start, span.end) if span.text[at - span.start].isalnum()]
    inside = sum(any(one.start <= at < one.end for one in others) for at in places)
    return bool(places) and inside / len(places) >= share


@dataclass
class Tally:
    """What was to be found, was found whole, was taken, and was rightly taken, by kind."""

    wanted: Counter[str]
    found: Counter[str]
    taken: Counter[str]
    right: Counter[str]
    misses: list[str]
    on_negatives: int = 0
    negatives: int = 0


def measure(half: str) -> Tally:
    """Compare what is found with what is marked: recall counts whole spans, precision those that are half a mark."""
    tally = Tally(Counter(), Counter(), Counter(), Counter(), [])
    given = cases(half)
    for case, spans in zip(given, find(case.text for case in given), strict=True):
        for mark in case.spans:
            tally.wanted[mark.kind] += 1
            if covered(mark, spans, share=1):
                tally.found[mark.kind] += 1
            else:
                tally.misses.append(f"missed {mark.kind} {mark.text!r} in {case.text!r}")
        for span in spans:
            tally.taken[span.kind] += 1
            if covered(span, case.spans, share=0.5):
                tally.right[span.kind] += 1
            else:
                tally.misses.append(f"took {span.kind} {span.text!r} in {case.text!r}")
        if case.layout == "negative":
            tally.negatives += 1
            tally.on_negatives += bool(spans)
    return tally


def _rows(tally: Tally) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        wanted, found, taken, right = (
            sum(counts[one] for one in kinds) for counts in (tally.wanted, tally.found, tally.taken, tally.right)
        )
        rows.append(
            {
                "kind": kind,
                "n": wanted,
                "recall": round(found / wanted, 3) if wanted else None,
                "precision": round(right / taken, 3) if taken else None,
            }
        )
    return rows


def main() -> int:
    """Measure both halves and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redaction", description="Who is found, who is not?")
    parser.add_argument("--misses", action="store_true", help="show the errors on the tuned half")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    given = parser.parse_args()
    figures = {}
    for half in HALVES:
        tally = measure(half)
        figures[half] = {"kinds": _rows(tally), "negatives": tally.negatives, "hit": tally.on_negatives}
        print(f"\n{half}: {len(cases(half))} texts\n\n| kind | n | recall | precision |\n|---|---|---|---|")
        for row in _rows(tally):
            print("| " + " | ".join("–" if cell is None else str(cell) for cell in row.values()) + " |")
        print(f"\nsomething taken in {tally.on_negatives} of {tally.negatives} texts that tell nothing")
        if given.misses and half == "tuned":
            print("\n".join(tally.misses), file=sys.stderr)
    if given.json is not None:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
