"""Which quotes: a filter as conditions on the table ``quotes AS q``, and a person's words as a full-text query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc.store._checks import CONTENT
from voc.store._read import these
from voc.store.records import Filter

Condition = tuple[str, tuple[object, ...]]
_COLUMNS = ("source", "participant", "source_kind", "question", "lang", "role", "channel", "wave")
_WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')
_IN = {True: "IN", False: "NOT IN"}
_ANSWERS = "FROM standing AS s LEFT JOIN answers AS a ON a.judgement = s.judgement"
# What machines say does not count where a person judged the same kind.
_COUNTING = (
    "q.quote_id IN (SELECT quote_id FROM tags AS a WHERE run = ? AND kind = ? AND {label} "
    "EXCEPT SELECT quote_id FROM standing WHERE kind = ? "
    f"UNION SELECT s.quote_id {_ANSWERS} WHERE s.kind = ? AND s.counts = 1 AND {{label}})"
)
_MADE_BY = (
    "q.quote_id IN (SELECT quote_id FROM tags AS a WHERE run = ? AND kind = ? "
    'AND instr("by", ?) = 1 AND {label} '
    f"UNION SELECT s.quote_id {_ANSWERS} WHERE s.kind = ? AND instr('human:' || s.coder, ?) = 1 AND {{label}})"
)
_UNSURE = (
    "q.quote_id IN (SELECT quote_id FROM tags WHERE run = ? AND kind = ? AND \"by\" NOT LIKE 'human:%' "
    "AND (confidence < ? OR label IS NULL))"
)
_SURE = (
    "q.quote_id IN (SELECT quote_id FROM tags WHERE run = ? AND kind = ? AND \"by\" NOT LIKE 'human:%' "
    "AND confidence >= ? AND label IS NOT NULL)"
)
_JUDGED = f"SELECT quote_id FROM standing WHERE coder = coalesce(?, coder) AND {CONTENT}"
_MARKED = f"SELECT s.quote_id {_ANSWERS} WHERE s.kind = ? AND a.label IS NOT NULL"
_DISAGREE = (
    f"SELECT quote_id FROM said AS d WHERE {CONTENT} AND role = 'coder' "
    "AND NOT EXISTS (SELECT 1 FROM standing AS s WHERE s.quote_id = d.quote_id AND s.kind = d.kind "
    "AND s.role = 'adjudicator') GROUP BY quote_id, kind HAVING count(DISTINCT labels) > 1"
)


# A code goes by its name of today, whatever it was called when it was given.
_CALLED = (
    "a.label IN (WITH RECURSIVE called(name) AS (VALUES (?) UNION SELECT r.old FROM renames AS r "
    "JOIN called ON r.new = called.name AND r.kind = ?) SELECT name FROM called)"
)


def conditions(asked: Filter, run: int | None) -> Iterator[Condition]:
    """SQL conditions with their values; ``run`` is the run whose tags count."""
    yield ("q.absent IS NULL", ())
    if not asked.excluded:
        yield ("q.excluded IS NULL AND q.role IN ('participant', 'staff')", ())
    for name in _COLUMNS:
        if (value := getattr(asked, name)) is not None:
            yield (f"q.{name} = ?", (value,))
    if asked.text is not None and asked.text.strip():
        found = query(asked.text)
        # Signs alone are in no word.
        yield ("q.id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)", (found,)) if found else ("0", ())
    if asked.among is not None:
        yield ("q.quote_id IN (SELECT value FROM json_each(?))", (these(asked.among),))
    yield from _tagged(asked, run)
    yield from _judged(asked)


def _tagged(asked: Filter, run: int | None) -> Iterator[Condition]:
    """By the label that counts, by one of a certain maker, or by how sure the machine is."""
    kind = asked.kind or "stage"
    label, which = _label(asked.label, kind)
    if asked.kind is not None and asked.by is not None:
        yield (_MADE_BY.format(label=label), (run, kind, asked.by, *which, kind, asked.by, *which))
    elif asked.kind is not None:
        yield (_COUNTING.format(label=label), (run, kind, *which, kind, kind, *which))
    for other, wanted in asked.labels.items():
        one, value = _label(wanted, other)
        yield (_COUNTING.format(label=one), (run, other, *value, other, other, *value))
    if asked.unsure is not None:
        yield (_UNSURE, (run, kind, asked.unsure))
    if asked.sure is not None:
        yield (_SURE, (run, kind, asked.sure))


def _label(label: str | None, kind: str) -> Condition:
    """Any answer where none is asked for; "" is the answer that there is none."""
    if label is None:
        return ("1", ())
    return (_CALLED, (label, kind)) if label else ("a.label IS NULL", ())


def _judged(asked: Filter) -> Iterator[Condition]:
    """By whom a quote was judged, and how it was marked."""
    if asked.judged is not None:
        yield (f"q.quote_id {_IN[asked.judged]} ({_JUDGED})", (asked.coder,))
    for wanted, kind in ((asked.starred, "star"), (asked.offtopic, "offtopic"), (asked.memo, "memo")):
        if wanted is not None:
            yield (f"q.quote_id {_IN[wanted]} ({_MARKED})", (kind,))
    if asked.adjudicated is not None:
        yield (f"q.quote_id {_IN[asked.adjudicated]} (SELECT quote_id FROM standing WHERE role = 'adjudicator')", ())
    if asked.disagree is not None:
        yield (f"q.quote_id {_IN[asked.disagree]} ({_DISAGREE})", ())


def query(words: str) -> str:
    r"""A person's words as a query of FTS5: each must be there, in any form; the last one may be unfinished.

    >>> query('late "no reply" deliv'), query("it's OR NEAR("), query("?!")
    ('"late" "no reply" "deliv"*', '"it\'s" "OR" "NEAR("*', '')
    """
    found = [(phrase or word, bool(word)) for phrase, word in _WORDS.findall(words)]
    told = [(text, loose) for text, loose in found if any(sign.isalnum() for sign in text)]
    quoted = [f'"{text}"' for text, _ in told]
    if told and told[-1][1]:
        quoted[-1] += "*"
    return " ".join(quoted)
