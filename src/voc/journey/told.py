"""Themes as the researcher wants them: those that ``themes.toml`` names or merges, the rest as they were found."""

from __future__ import annotations

import logging
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

    ``lone`` are the mentions in no theme, by quote id. Labels change as more is read, and a map that is made by a
    schedule has to go on: what is not on the map, and an entry that fewer than ``least`` people raise, is left out and
    told in one line. Raises ``StudyError`` for a theme that two entries claim.
    """
    claimed: dict[int, str] = {}
    made = []
    for entry in told:
        parts, faults = _parts(entry, found, lone)
        for fault in faults:
            _left_out(entry, fault)
        if not parts:
            _left_out(entry, "nothing of it is on the map, so that the entry is left out")
            continue
        merged = _merged(entry, parts, stages)
        if (people := len(merged.people)) < least:
            _left_out(
                entry,
                f"it is raised by {people} of the {least} people that a theme needs to be shown and is left out; add "
                "to it or take it out",
            )
            continue
        for part in parts:
            if (other := claimed.setdefault(id(part), entry.name)) != entry.name:
                raise StudyError(f"{FILE_NAME}: {other!r} and {entry.name!r} both claim the theme {part.label!r}")
        made.append(merged)
    return [*made, *(theme for theme in found if id(theme) not in claimed)]


def _left_out(entry: NamedTheme, why: str) -> None:
    logging.getLogger("voc").warning("voc: %s: %r: %s", FILE_NAME, entry.name, why)


def _parts(entry: NamedTheme, found: Sequence[Theme], lone: Mapping[str, Theme]) -> tuple[list[Theme], list[str]]:
    """What an entry is made of, each once, in its order; and a line on each name that says nothing, or not what."""
    by_quote = {quote_id: theme for theme in found for quote_id in theme.quote_ids}
    by_label: dict[str, list[Theme]] = defaultdict(list)
    for theme in found:
        by_label[theme.label].append(theme)
    parts: dict[int, Theme] = {}
    faults = []
    for name in entry.of:
        named = [by_quote[name]] if name in by_quote else [lone[name]] if name in lone else by_label.get(name, [])
        if len(named) == 1:
            parts[id(named[0])] = named[0]
        elif named:
            where = " and ".join(theme.stage for theme in named)
            faults.append(f"two themes are called {name!r}, at {where}, so that it is left out; give a quote's id")
        else:
            near = did_you_mean(name, by_label, show=repr)  # labels hold commas
            faults.append(
                f"no {entry.kind} theme and no quote in one is called {name!r}, so that it is left out; {near}. "
                "Quotes' ids stay when labels change"
            )
    return list(parts.values()), faults


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
