"""The redacted view of a run: every table and the map with placeholders for whoever could be told by them.

The run itself stays as it was. Quotes keep their ids and their places in the sources, so that ``voc verify`` can still
prove them: it takes placeholders as gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from voc.journey.model import Journey, ShownQuote
from voc.journey.summary import summary
from voc.redaction import KINDS, Cast, Change, Key, Known, Named, Span, changed, find, settled, words_in
from voc.redaction.attributes import anonymous
from voc.redaction.files import renamed
from voc.redaction.key import plain
from voc.redaction.records import with_texts

if TYPE_CHECKING:
    from voc.api import Run
    from voc.readers import FileAccount, Reading

# In talks one name is one person from beginning to end; of a table each row is a world of its own.
_TALKS = ("interview", "note", "other")


@dataclass(frozen=True)
class Redaction:
    """What was replaced: how many places of each kind, in how many quotes; ``key`` says what stands for what."""

    key: Key
    places: Mapping[str, int]
    quotes: int
    sources: int

    def as_dict(self) -> dict[str, Any]:
        """The record for the account, without the key."""
        return {"places": dict(self.places), "quotes": self.quotes, "sources": self.sources}

    def told(self) -> str:
        """The record in a sentence."""
        if not self.places:
            return "assisted: nothing found to replace; rules and models miss some, so read before you share"
        said = ", ".join(f"{self.places[kind]} × {kind}" for kind in KINDS if kind in self.places)
        return (
            f"assisted: {said} replaced in {self.quotes} quotes and their questions; rules and models miss some, so "
            "read before you share"
        )


def redacted(made: Run, key: Key | None = None) -> Run:
    """The same run as it may be shown; ``key`` keeps the placeholders of earlier runs and takes in the new ones."""
    view = _View(made, Key() if key is None else key)
    reading = view.reading()
    record = Redaction(view.cast.key, view.places(), len(view.texts_changed()), len(view.sources))
    return replace(made, reading=reading, tags=view.tags(made.tags), journey=view.journey(record), redaction=record)


class _View:
    """The changes of a run's texts, and everything in them."""

    def __init__(self, made: Run, key: Key) -> None:
        self.made, self.quotes = made, made.reading.quotes
        names = made.reading.names.itertuples(index=False, name=None)
        self.cast = Cast((Named(n, s, p if isinstance(p, str) else None) for n, s, p in names), key)
        self.known = Known(self.cast.everywhere(), _kept(made))
        self._phrases, self._called = _phrases(made.study.not_people), {*self.known.people, *self.cast.people()}
        self.changes: dict[str, Change] = {}
        self.questions: dict[str, Change] = {}
        self._said: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._read()
        key.people(self.cast.people())
        self.attributes, values = anonymous(made.reading.participants, key)
        self._said |= values
        self.sources = renamed(sorted(set(self.quotes["source"])), self.cast)
        self._files = self.sources | {_base(old): _base(new) for old, new in self.sources.items()}
        self._file_names = re.compile("|".join(map(re.escape, sorted(self._files, key=len, reverse=True))) or r"(?!)")
        everybody = self.cast.people() | {name: place for name, place in self._said.items() if len(name) > 2}
        self._all = Known(dict.fromkeys(everybody, "name"), _kept(made))
        self._everybody = everybody

    def _read(self) -> None:
        """Find the spans of every text once, then replace them row by row, as who is meant hangs on who speaks."""
        columns = ["quote_id", "text", "question", "source", "source_kind", "locator", "participant", "lang"]
        rows = self.quotes[columns].astype(object)
        records = rows.where(rows.notna(), None).to_dict("records")
        plainly = [{str(name): value for name, value in row.items()} for row in records]
        foreign = {row["text"] for row in plainly if row["lang"] not in (None, "en")}
        texts = list(dict.fromkeys(t for row in plainly for t in (row["text"], row["question"]) if t))
        spans = dict(zip(texts, find(texts, self.known, foreign=foreign), strict=True))
        worlds: dict[tuple[str, str], list[tuple[dict[str, Any], dict[str, list[Span]]]]] = {}
        for row in plainly:
            found = {name: self._spans(row, row[name], spans) for name in ("text", "question") if row[name]}
            world = (row["source"], "" if row["source_kind"] in _TALKS else row["locator"])
            worlds.setdefault(world, []).append((row, found))
        for members in worlds.values():
            self._replace(members)

    def _spans(self, row: Mapping[str, Any], text: str, spans: Mapping[str, list[Span]]) -> list[Span]:
        local = self.cast.local(row["source"], row["participant"])
        return settled([*self._people(text, spans[text]), *words_in(text, local)])

    def _people(self, text: str, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans without what the study calls nobody as a whole phrase, unless a source names somebody so."""
        nobody = [match.span() for match in self._phrases.finditer(text)]
        for span in spans:
            within = any(start <= span.start and span.end <= end for start, end in nobody)
            if span.kind != "name" or not within or plain(span.text) in self._called:
                yield span

    def _replace(self, members: list[tuple[dict[str, Any], dict[str, list[Span]]]]) -> None:
        """Replace in the texts of one world, where a first name is short for the only whole name it is part of."""
        whole = _whole(span for _, found in members for spans in found.values() for span in spans)
        for row, found in members:
            for name, spans in found.items():
                pairs = [(span, self._placeholder(span, row, whole)) for span in spans]
                change = changed(row[name], pairs)
                (self.changes if name == "text" else self.questions)[row["quote_id"]] = change

    def _placeholder(self, span: Span, row: Mapping[str, Any], whole: Mapping[str, str]) -> str:
        place = self.cast.placeholder(span, row["source"], row["participant"], whole.get(plain(span.text)))
        self._said.setdefault(plain(span.text), place)
        self._counts[span.kind] += 1
        return place

    def places(self) -> dict[str, int]:
        """How many places of each kind were replaced, in the order of the kinds."""
        return {kind: self._counts[kind] for kind in KINDS if self._counts[kind]}

    def texts_changed(self) -> set[str]:
        """The quotes in which, or in whose question, something was replaced."""
        both = (self.changes, self.questions)
        return {quote_id for changes in both for quote_id, change in changes.items() if change.ranges}

    def swap(self, text: str) -> str:
        """A label or note without the names that were found in texts, or in the names of files."""
        text = self._file_names.sub(lambda found: self._files[found[0]], text)
        pairs = [
            (span, self._everybody[plain(span.text)]) for span in settled(self._people(text, self._all.spans(text)))
        ]
        return changed(text, pairs).after if pairs else text

    def reading(self) -> Reading:
        """The tables of what was read."""
        given = self.made.reading
        ids = self.quotes["quote_id"]
        said = {quote_id: change.after for quote_id, change in self.changes.items()}
        asked = {quote_id: change.after for quote_id, change in self.questions.items()}
        quotes = self.quotes.assign(
            text=ids.map(said).fillna(self.quotes["text"]),
            question=ids.map(asked),
            source=self.quotes["source"].map(lambda name: self.sources.get(name, name)),
            locator=self.quotes["locator"].map(self.swap, na_action="ignore"),
        ).astype(self.quotes.dtypes.to_dict())
        return replace(
            given,
            quotes=quotes,
            participants=self._strings(self.attributes),
            attributes=self._strings(given.attributes),
            codings=self.tags(given.codings),
            files=[self._file(file) for file in given.files],
            notes=[self.swap(note) for note in given.notes],
            names=given.names.iloc[:0],
        )

    def _strings(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table with its source names and words changed."""
        words = {
            name: table[name].map(self._cell, na_action="ignore")
            for name in table.columns
            if name not in ("participant", "source_kind", "role") and any(isinstance(cell, str) for cell in table[name])
        }
        return table.assign(**words)

    def _cell(self, cell: Any) -> Any:
        return self.swap(cell) if isinstance(cell, str) else cell

    def _file(self, file: FileAccount) -> FileAccount:
        new = self.sources.get(file.source, file.source)
        path = type(file.path)(str(file.path).replace(_base(file.source), _base(new)))
        why, note, error = map(self.swap, (file.why, file.note, file.error))
        return replace(file, source=new, path=path, why=why, note=note, error=error)

    def tags(self, tags: pd.DataFrame) -> pd.DataFrame:
        """The tags with the offsets of their words moved, and these words as they stand now."""
        if tags.empty:
            return tags
        columns = [tags[name].astype(object) for name in ("quote_id", "start", "end", "reason", "label", "kind")]
        moved = [self._tag(*row) for row in zip(*columns, strict=True)]
        start, end, reason, label = zip(*moved, strict=True)
        return tags.assign(start=start, end=end, reason=reason, label=label).astype(tags.dtypes.to_dict())

    def _tag(
        self, quote_id: str, start: Any, end: Any, reason: Any, label: Any, kind: str
    ) -> tuple[Any, Any, Any, Any]:
        change = self.changes.get(quote_id)
        # What a person coded elsewhere may name people.
        label = self.swap(label) if kind == "code" and isinstance(label, str) else label
        if change is None or pd.isna(start) or pd.isna(end):
            return start, end, self.swap(reason) if isinstance(reason, str) else reason, label
        first, last = change.moved(int(start), int(end))
        whole = reason == change.before[int(start) : int(end)]
        said = change.after[first:last] if whole else self.swap(reason) if isinstance(reason, str) else reason
        return first, last, said, label

    def journey(self, record: Redaction) -> Journey:
        """The map."""
        given = with_texts(self.made.journey, self.swap, leave=("quotes", "settings"))
        quotes = {quote_id: self._shown(quote_id, quote) for quote_id, quote in given.quotes.items()}
        made = replace(given, quotes=quotes, settings=dict(given.settings) | {"redaction": record.told()})
        # It says quotes in their words: those of the redacted ones.
        return replace(made, summary=summary(made))

    def _shown(self, quote_id: str, quote: ShownQuote) -> ShownQuote:
        change = self.changes[quote_id]
        places = [(quote.text.find(word), len(word)) for word in quote.words]
        moved = [change.moved(at, at + length) for at, length in places if at >= 0]
        asked = self.questions.get(quote_id)
        return replace(
            quote,
            text=change.after,
            question=None if quote.question is None else asked.after if asked else self.swap(quote.question),
            source=self.sources.get(quote.source, quote.source),
            locator=self.swap(quote.locator),
            words=tuple(dict.fromkeys(change.after[start:end] for start, end in moved)),
        )


def _base(source: str) -> str:
    return source.rpartition("/")[2]


def _kept(made: Run) -> frozenset[str]:
    """Words that are no names: what the study says, its own title and accounts, its stages and touchpoints."""
    own = {account.casefold().lstrip("@") for account in made.study.own_accounts}
    codes = (*made.codebook.stages, *made.codebook.touchpoints)
    said = (
        *(name for name in made.study.not_people if len(name.split()) == 1),
        made.study.title,
        made.codebook.title,
        *(word for code in codes for word in (code.name, code.label)),
    )
    return frozenset(
        own | {word for text in said for word in text.casefold().replace("_", " ").split() if len(word) > 2}
    )


def _phrases(names: Iterable[str]) -> re.Pattern[str]:
    """What is nobody as a whole though its words may be names, in any case of letters: "Rose Street" is no Rose."""
    said = (r"\s+".join(map(re.escape, words)) for name in names if len(words := name.split()) > 1)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(said, key=len, reverse=True)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _whole(spans: Iterator[Span]) -> dict[str, str]:
    """Of each part of a whole name in some texts that whole name, if there is but one."""
    found: dict[str, set[str]] = {}
    for span in spans:
        words = plain(span.text).split()
        if span.kind == "name" and len(words) > 1:
            for word in words:
                found.setdefault(word, set()).add(span.text)
    return {word: min(names) for word, names in found.items() if len({plain(name) for name in names}) == 1}
