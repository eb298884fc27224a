"""One file's passages to rows of the quotes table: cut, named, judged; and what people coded in them to tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from voc.quotes import Passage, quote_id
from voc.reading import segments as _segments
from voc.reading.lang import language
from voc.reading.people import People
from voc.reading.repeats import Repeats
from voc.reading.talk.turns import UNKNOWN_VOICE
from voc.study import Study
from voc.wave_rules import by_column, wave_of

Row = dict[str, Any]
# How a project that voc wrote names those in it who are no people.
_MACHINES = ("model:", "cue:")
# Links, and the people a post is sent to.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|@\w+")


@dataclass
class Making:
    """What the making of one file's quotes needs to know, and what it leaves behind.

    ``copy_of`` is the file of which it is another rendition: the same people say the same words in it.
    """

    source: str
    sha256: str
    kind: str
    study: Study
    people: People
    repeats: Repeats
    copy_of: str | None = None
    codings: list[Row] = field(default_factory=list)
    of_models: int = 0
    _on_evidence: dict[tuple[object, ...], bool] = field(default_factory=dict)

    @property
    def uncoded(self) -> int:
        """How many codings lie on no words that are evidence."""
        return sum(not found for found in self._on_evidence.values())

    def rows(self, passages: Sequence[Passage], ids: Sequence[str]) -> Iterator[Row]:
        """Turn passages into rows; only a participant's or staff's words are cut."""
        cuts = _segments.cut(passage.text if passage.role in ("participant", "staff") else "" for passage in passages)
        for number, (passage, name, ranges) in enumerate(zip(passages, ids, cuts, strict=True), 1):
            made = list(self._of(passage, name, ranges or [_full(passage.text)], number))
            yield from made
            self._code(passage, made)

    def silent(self, passages: Sequence[Passage]) -> None:
        """Remember those who were asked and said nothing, and what else is known of them."""
        for passage in passages:
            asked = passage.question is not None
            self.people.pseudonym(
                str(passage.speaker),
                self.source,
                self.kind,
                passage.attributes,
                role=passage.role,
                asked=asked,
                known_as=passage.known_as,
            )

    def _of(self, passage: Passage, name: str, ranges: Sequence[tuple[int, int]], number: int) -> Iterator[Row]:
        person = None
        if passage.role in ("participant", "staff") and passage.excluded != UNKNOWN_VOICE:
            unsigned = "somebody" if self.kind in ("interview", "other") else f"row {number}"
            person = self.people.pseudonym(
                passage.speaker or unsigned,
                self.copy_of or self.source,
                self.kind,
                passage.attributes,
                role=passage.role,
                channel=passage.channel,
                known_as=passage.known_as,
            )
        else:
            for called in (passage.speaker, *passage.known_as):
                self.people.named(called, self.source)
        whole = self._not_evidence(passage, person, name)
        tongue = passage.lang or language(passage.text)
        for start, end in ranges:
            text = passage.text[start:end]
            lang = language(text) or tongue
            yield {
                "quote_id": quote_id(name, start, end),
                "text": text,
                "source": self.source,
                "source_sha256": self.sha256,
                "source_kind": self.kind,
                "locator": passage.locator,
                "start": start,
                "end": end,
                "participant": person,
                "role": passage.role,
                "question": passage.question,
                "channel": passage.channel,
                "timestamp": passage.timestamp,
                "lang": lang,
                "wave": self._wave(passage),
                "excluded": whole or self._too_little(text) or self.foreign(lang),
                "passage": name,
            }

    def _not_evidence(self, passage: Passage, person: str | None, name: str) -> str | None:
        """Why a whole passage is no evidence."""
        if passage.excluded == "repost":
            self.repeats.repost(passage.text)
        if passage.excluded is not None:
            return passage.excluded
        if passage.role in ("interviewer", "agent"):
            return f"{passage.role}'s words"
        if self.copy_of is not None:
            return f"the same interview as {self.copy_of}"
        if self.kind == "survey" and _segments.is_empty_answer(passage.text):
            return "empty answer"
        # Who says the same few words again in the next wave says them of another time.
        wave = self._wave(passage) or wave_of(self.study.waves, self.source, passage.timestamp) or ""
        asked = f"{wave}: {passage.question}" if wave else passage.question
        return self.repeats.reason(passage.text, person, self.kind, asked, name=name)

    def _wave(self, passage: Passage) -> str | None:
        """The wave that a column of the passage's table says."""
        return by_column(self.study.waves, self.source, passage.timestamp, passage.attributes)

    def _too_little(self, text: str) -> str | None:
        """Why a single quote is no evidence: it holds no word, or only fillers."""
        if not any(letter.isalpha() for letter in _ADDRESS.sub(" ", text)):
            return "no words"
        return "filler" if _segments.is_filler(text, spoken=self.kind == "interview") else None

    def foreign(self, lang: str | None) -> str | None:
        """Why a quote in a language is no evidence: the study does not read it."""
        return f"language {lang}" if lang is not None and lang not in self.study.languages else None

    def _code(self, passage: Passage, rows: Sequence[Row]) -> None:
        """Give each coding to the quotes whose words it covers; models' are only counted: they judge anew."""
        for coding in passage.codings:
            if coding.by.startswith(_MACHINES):
                self.of_models += 1
                continue
            covered = [row for row in rows if row["start"] < coding.end and coding.start < row["end"]]
            key = (coding.key or (passage.locator, coding.start, coding.end), coding.code, coding.by)
            found = any(row["excluded"] is None for row in covered)
            self._on_evidence[key] = self._on_evidence.get(key, False) or found
            self.codings += [
                {
                    "quote_id": row["quote_id"],
                    "kind": "code",
                    "label": coding.code,
                    "confidence": 1.0,
                    "by": f"human:{coding.by}",
                    "start": max(coding.start, row["start"]) - row["start"],
                    "end": min(coding.end, row["end"]) - row["start"],
                    "reason": coding.memo,
                }
                for row in covered
            ]


def with_role(passage: Passage, role: str | None, people: People, own: set[str]) -> Passage:
    """Set a participant's role by the participants file, the study's rule (``role``), or her being the company."""
    speaker = (passage.speaker or "").casefold().lstrip("@")
    if passage.role in ("participant", "interviewer") and (given := people.role(passage.speaker)):
        return replace(passage, role=given)
    if passage.role == "participant" and speaker and speaker in own:
        return replace(passage, role="agent", excluded="own account")
    if passage.role == "participant" and role is not None:
        return replace(passage, role=role)  # type: ignore[arg-type]
    return passage


def _full(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, len(text.rstrip())
