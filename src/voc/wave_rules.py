"""``[[wave]]`` in ``study.toml``: which quotes belong to which wave of a study, by file, by column or by date.

::

    [[wave]]
    name = "2026Q1"
    files = "sources/2026Q1/*"    # as voc add --wave writes it
    [[wave]]
    name = "2026Q2"
    from = 2026-04-01             # first and last day, in UTC; one of the two may be left out
    until = 2026-06-30
    [[wave]]
    name = "2026Q3"
    column = "Quarter"            # rows of tables that say 2026Q3 there; value = "…" where they call it otherwise

Waves stand in the order in which their names first come. A wave may have several tables. Where a column says which wave
a quote is of, files are not asked; where files do, dates are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from voc.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd


def matches(pattern: str, source: str) -> bool:
    """Whether a pattern of ``study.toml`` means a source: from the study's root, or from any folder in it.

    >>> matches("sources/q1/*", "sources/q1/a/talk.vtt"), matches("*.vtt", "sources/talk.vtt"), matches("q1/*", "q1")
    (True, True, False)
    """
    return fnmatch(source, pattern) or fnmatch(source, f"*/{pattern}")


class WaveRule(BaseModel):
    """Quotes of a wave: of some files, of rows with a value in a column, of some days (UTC, both included), or of all.

    ``value`` is the wave's name where it is not given; columns and values go by their letters alone, in any case.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=60)]
    files: Annotated[str | None, Field(min_length=1)] = None
    column: Annotated[str | None, Field(min_length=1)] = None
    value: Annotated[str | None, Field(min_length=1)] = None
    since: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None

    @model_validator(mode="after")
    def _says_which(self) -> WaveRule:
        if self.files is None and self.column is None and self.since is None and self.until is None:
            raise ValueError(
                f"wave {self.name!r} says neither files nor dates; give files, a column, or from and until"
            )
        if self.value is not None and self.column is None:
            raise ValueError(f"wave {self.name!r} has a value and no column; say in which column it stands")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise ValueError(f"wave {self.name!r} ends on {self.until}, before it begins on {self.since}")
        return self

    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.since or date.min, self.until or date.max

    @property
    def way(self) -> str:
        """By what it is told first of all: column, files or days."""
        return "column" if self.column is not None else "files" if self.files is not None else "days"

    def means(self, source: str, day: date | None, row: Mapping[str, Any] = MappingProxyType({})) -> bool:
        """Whether a quote of a source, a day (UTC, where known) and a row's other columns is of this wave."""
        if self.files is not None and not matches(self.files, source):
            return False
        if self.column is not None:
            said = {_letters(name): _letters(value) for name, value in row.items()}
            if said.get(_letters(self.column)) != _letters(self.value or self.name):
                return False
        since, until = self.days()
        return (self.since is None and self.until is None) or (day is not None and since <= day <= until)


def check_apart(rules: Sequence[WaveRule]) -> None:
    """Raise ``ValueError`` where the days of two waves overlap: a quote of such a day would be of both."""
    for one, other in combinations([rule for rule in rules if rule.way == "days"], 2):
        (since, until), (start, end) = one.days(), other.days()
        if one.name != other.name and since <= end and start <= until:
            raise ValueError(f"waves {one.name!r} and {other.name!r} overlap from {max(since, start)} on; part them")


def by_column(rules: Sequence[WaveRule], source: str, moment: datetime | None, row: Mapping[str, Any]) -> str | None:
    """The wave of a row of a table where a column says it; raises ``StudyError`` where two waves are the same."""
    return _wave([rule for rule in rules if rule.way == "column"], source, moment, row)


def wave_of(rules: Sequence[WaveRule], source: str, moment: datetime | None) -> str | None:
    """The wave of a quote by its file and day; raises ``StudyError`` where the files of two waves are the same."""
    return _wave([rule for rule in rules if rule.way != "column"], source, moment, {})


def _wave(rules: Sequence[WaveRule], source: str, moment: datetime | None, row: Mapping[str, Any]) -> str | None:
    day = None if moment is None else moment.astimezone(UTC).date()
    for way in ("column", "files", "days"):
        meant = [rule for rule in rules if rule.way == way and rule.means(source, day, row)]
        names = list(dict.fromkeys(rule.name for rule in meant))
        if len(names) > 1:
            raise StudyError(f"study.toml: waves {names[0]!r} and {names[1]!r} both claim {source}; give it to one")
        if names:
            return names[0]
    return None


def _letters(said: object) -> str:
    return " ".join(str(said).split()).casefold()


def with_waves(quotes: pd.DataFrame, rules: Sequence[WaveRule]) -> pd.DataFrame:
    """The quotes with their ``wave``, that of a column kept; raises ``StudyError`` where two claim a file."""
    if not rules:
        return quotes
    moments = quotes["timestamp"].astype(object).where(quotes["timestamp"].notna(), None)
    places = list(zip(quotes["source"].tolist(), moments.tolist(), strict=True))
    known = {place: wave_of(rules, *place) for place in set(places)}
    told = (
        quotes["wave"].astype(object).where(quotes["wave"].notna(), None) if "wave" in quotes else [None] * len(quotes)
    )
    waves: list[Any] = [one or known[place] for one, place in zip(told, places, strict=True)]
    return quotes.assign(wave=waves).astype({"wave": "str"})


def told(quotes: pd.DataFrame, rules: Sequence[WaveRule], now: datetime | None = None) -> Iterator[str]:
    """What one has to know of the waves, a line each: empty ones, quotes in none, and dates that are yet to come."""
    kept = quotes[quotes["excluded"].isna() & (quotes["role"] == "participant")]
    for name in dict.fromkeys(rule.name for rule in rules):
        if not (kept["wave"] == name).any():
            yield f"wave {name!r}: no quote is of it; see its files, column, from and until in study.toml"
    stray = kept[kept["wave"].isna()] if rules else kept.iloc[:0]
    by_days = any(rule.since or rule.until for rule in rules)
    if len(stray) and not by_days:
        yield (
            f"waves: {len(stray)} of {len(kept)} quotes are in none (such as {stray['source'].iloc[0]}); put their "
            "files into a wave with files = …"
        )
    elif len(stray):
        undated = stray[stray["timestamp"].isna()]
        example = f" (such as {undated['source'].iloc[0]})" if len(undated) else ""
        yield (
            f"waves: {len(stray)} of {len(kept)} quotes are in none: {len(undated)} have no date{example}, "
            f"{len(stray) - len(undated)} are of other days; put their files into a wave with files = …"
        )
    future = kept[kept["timestamp"] > (now or datetime.now(UTC))] if rules else kept.iloc[:0]
    if len(future):
        last = future.sort_values("timestamp").iloc[-1]
        yield (
            f"waves: {len(future)} quotes are dated in the future, up to {last['timestamp']:%Y-%m-%d} "
            f"({last['source']}): a clock was wrong, and so may be their wave; set it by files = …"
        )
