"""Themes as the researcher wants them: those that ``themes.toml`` names or merges, the rest as they were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voc.errors import StudyError, did_you_mean
from voc.journey.themes import Mention
from voc.theme_file import FILE_NAME, NamedTheme


@dataclass(frozen=True, slots=True)
class Theme:
    """Mentions that go together, the most typical first, at the stage where most of its people speak.

    ``made_of`` is empty where the theme and its label are the tool's own.
    """

    stage: str
    mentions: tuple[Mention, ...]
    label: str = ""
    made_of: tuple[str, ...] = ()

    @property
    def quote_ids(self) -> tuple[str, ...]:
        """The quotes of all mentions."""
        return tuple(mention.quote_id for mention in self.mentions)

    @property
    def people(self) -> set[str]:
        """Who raises it."""
        return {mention.person for mention in self.mentions}


def as_told(
    found: Sequence[Theme], lone: Mapping[str, Theme], told: Sequence[NamedTheme], stages: Sequence[str], *, least: int
) -> list[Theme]:
    """The themes found, with those of the researcher in place of what they are made of.

    ``lone`` are the mentions in no theme, by quote id. Raises ``StudyError`` for what is not on the map, for a theme
    that two entries claim, and for one that fewer than ``least`` people raise.
    """
    claimed: dict[int, str] = {}
    made = []
    for entry in told:
        parts = _parts(entry, found, lone)
        for part in parts:
            if (other := claimed.setdefault(id(part), entry.name)) != entry.name:
                raise StudyError(f"{FILE_NAME}: {other!r} and {entry.name!r} both claim the theme {part.label!r}")
        made.append(_merged(entry, parts, stages))
        if (people := len(made[-1].people)) < least:
            raise StudyError(
                f"{FILE_NAME}: {entry.name!r} is raised by {people} of the {least} people that a theme needs to be "
                "shown; add to it or take it out"
            )
    return [*made, *(theme for theme in found if id(theme) not in claimed)]


def _parts(entry: NamedTheme, found: Sequence[Theme], lone: Mapping[str, Theme]) -> list[Theme]:
    """What an entry is made of, each once, in its order."""
    by_quote = {quote_id: theme for theme in found for quote_id in theme.quote_ids}
    by_label: dict[str, list[Theme]] = defaultdict(list)
    for theme in found:
        by_label[theme.label].append(theme)
    parts: dict[int, Theme] = {}
    for name in entry.of:
        named = [by_quote[name]] if name in by_quote else [lone[name]] if name in lone else by_label.get(name, [])
        if len(named) > 1:
            where = " and ".join(theme.stage for theme in named)
            raise StudyError(
                f"{FILE_NAME}: {entry.name!r}: two themes are called {name!r}, at {where}; give a quote's id"
            )
        if not named:
            raise StudyError(
                f"{FILE_NAME}: {entry.name!r}: no {entry.kind} theme and no quote in one is called {name!r}; "
                f"{did_you_mean(name, by_label)}. Quotes' ids stay when labels change"
            )
        parts[id(named[0])] = named[0]
    return list(parts.values())


def _merged(entry: NamedTheme, parts: Sequence[Theme], stages: Sequence[str]) -> Theme:
    """One theme of several, the larger first."""
    at: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        at[part.stage] |= part.people
    ordered = sorted(parts, key=lambda part: -len(part.people))
    return Theme(
        stage=max(sorted(at, key=stages.index), key=lambda stage: len(at[stage])),
        mentions=tuple(mention for part in ordered for mention in part.mentions),
        label=entry.name,
        made_of=tuple(part.label or part.quote_ids[0] for part in ordered),
    )
