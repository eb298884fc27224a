"""A study: a folder with ``study.toml`` that says how its files are to be read, and the settings of a run.

Files or folders given without a study are read with the defaults below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from voc._files import write_all
from voc._toml import parse as parse_toml
from voc.errors import StudyError, did_you_mean, to_run
from voc.quotes import Kind, Role
from voc.targets import Target
from voc.wave_rules import WaveRule, check_apart, matches

FILE_NAME = "study.toml"
# Languages that the taggers read: English, and of Spanish the valence alone.
TAGGED = ("en", "es")


class SourceRule(BaseModel):
    """How the files that match a pattern are read, where ``voc`` should not find out by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: Annotated[str, Field(description="pattern relative to the study, e.g. 'sources/staff/*'")]
    format: str | None = None
    kind: Kind | Literal["figures"] | None = None
    role: Role | None = None
    interviewer: str | None = None
    mapping: str | None = None
    dates: Literal["day first", "month first"] | None = None
    funnel: Literal["open", "closed"] | None = None

    def matches(self, name: str) -> bool:
        """Whether a source of this name is meant."""
        return matches(self.files, name)


class Study(BaseModel):
    """Settings of a run. ``root`` is the study folder, or missing for loose files.

    ``owner`` keeps the map, which is to be looked at again on ``review_by``, or once half of the evidence of a stage is
    older than ``stale_after`` days (``voc status``).
    ``error`` is the share of wrong stages and touchpoints that is accepted; where missing, taggers keep to their
    own thresholds. ``personas`` is an attribute of people that says of which persona each is; without it groups of
    people are looked for. With ``redact`` reports show placeholders in place of what tells who somebody is;
    ``not_people`` are words that look like names and stay: places, stations, products. ``figures`` says which stage a
    page, an event or a step of the business's figures belongs to, ``targets`` what a metric of theirs should be:
    ``"Completion rate" = ">= 80 %"``. Both go by pattern.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = "Customer journey"
    owner: str | None = None
    review_by: date | None = None
    stale_after: Annotated[int, Field(ge=1)] = 365
    codebook: str = "service"
    sources: str = "sources"
    participants: str | None = None
    languages: tuple[str, ...] = ("en",)
    own_accounts: tuple[str, ...] = ()
    min_participants: Annotated[int, Field(ge=1)] = 3
    min_persona: Annotated[int, Field(ge=2)] = 5
    personas: str | None = None
    resamples: Annotated[int, Field(ge=200, le=100_000)] = 2000
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0
    error: Annotated[float | None, Field(gt=0, lt=1)] = None
    redact: bool = False
    not_people: tuple[str, ...] = ()
    figures: Mapping[str, str] = {}
    targets: Mapping[str, str] = {}
    rules: Annotated[tuple[SourceRule, ...], Field(alias="source")] = ()
    waves: Annotated[tuple[WaveRule, ...], Field(alias="wave")] = ()
    root: Annotated[Path | None, Field(exclude=True)] = None

    @classmethod
    def load(cls, folder: Path) -> Study:
        """Read a study folder's ``study.toml``; raises ``StudyError`` in one line."""
        path = folder / FILE_NAME
        if not path.is_file():
            raise StudyError(f"{folder}: no {FILE_NAME}; make a study with: {to_run('init', folder)}")
        study = parse_toml(cls, path.read_bytes(), where=str(path), error=StudyError)
        return study.model_copy(update={"root": folder})

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Languages go by their ISO 639-1 codes, as quotes carry them."""
        lowered = tuple(language.strip().lower() for language in languages)
        strange = [language for language in lowered if not re.fullmatch("[a-z]{2}", language)]
        if strange or not lowered:
            raise ValueError(f"give two-letter codes like en, not {', '.join(strange) or 'nothing'}")
        return lowered

    @field_validator("personas")
    @classmethod
    def _some(cls, personas: str | None) -> str | None:
        """An empty name is no attribute's."""
        if personas is not None and not personas.strip():
            raise ValueError("it names no attribute; give one, or leave the line out to have groups looked for")
        return personas

    @field_validator("targets")
    @classmethod
    def _told(cls, targets: Mapping[str, str]) -> Mapping[str, str]:
        """A target that cannot be read is told when the study is."""
        for said in targets.values():
            Target.parse(said)
        return targets

    @field_validator("waves")
    @classmethod
    def _apart(cls, waves: tuple[WaveRule, ...]) -> tuple[WaveRule, ...]:
        """No day is of two waves."""
        check_apart(waves)
        return waves

    def check_tagged(self) -> None:
        """Raise ``StudyError`` for a language that no tagger reads: its texts would be judged as if English."""
        strange = [language for language in self.languages if language not in TAGGED]
        if strange:
            raise StudyError(
                f"languages: the taggers read {', '.join(TAGGED)}, not {', '.join(strange)}; leave it out of languages "
                "and its quotes are kept apart, or read them with voc read"
            )

    def with_seed(self, seed: int) -> Study:
        """The same study with another seed, checked like the rest."""
        return Study.model_validate(self.model_dump(by_alias=True) | {"seed": seed, "root": self.root})

    @property
    def wave_names(self) -> list[str]:
        """The waves in their order."""
        return list(dict.fromkeys(rule.name for rule in self.waves))

    def codebook_path(self) -> str:
        """The codebook to load: a file beside ``study.toml`` if there is one of that name, else a shipped name."""
        beside = (self.root or Path()) / self.codebook
        return str(beside) if self.root is not None and beside.is_file() else self.codebook

    def rule(self, name: str) -> SourceRule:
        """Give the rule for a source: of all that match, the last stated value of each key."""
        merged: dict[str, object] = {"files": name}
        for rule in self.rules:
            if rule.matches(name):
                merged |= rule.model_dump(exclude_none=True, exclude={"files"})
        return SourceRule.model_validate(merged)


_TEMPLATE = """\
# A study of voc: how its files are read and its map is made. Every key has a default; see README.md.
title = {title}
codebook = "codebook.toml"
languages = ["en"]
min_participants = 3      # below this no score is shown
min_persona = 5           # below this nothing is said of a persona
# personas = "Plan"       # an attribute whose values are your personas; without it groups of people are looked for
seed = {seed}
own_accounts = []         # the company's own handles: their posts are not evidence
redact = true             # names, addresses and numbers of people are replaced in every report
not_people = []           # names of places and things that are taken for people's: they stay

# How the files of a pattern are to be read, where voc should not find out by itself:
# [[source]]
# files = "sources/staff/*"
# role = "staff"          # staff speak for the internal lane
"""


_PRIVATE = """\
# Who is behind the pseudonyms and placeholders. Keep these files, and copy them with the study; never publish them.
pseudonyms.json
redaction-key.json
.forget/
"""


def create(folder: Path, *, codebook: str = "service", seed: int = 0) -> list[Path]:
    """Make a study folder and give what was written; raises ``StudyError`` if there is one already.

    ``codebook`` is a shipped one's name, or a file that has one: TOML, or the codes of another program.
    """
    from voc.codebook import Codebook, codebook_files

    if (folder / FILE_NAME).exists():
        raise StudyError(f"{folder}: there is a study already; edit {folder / FILE_NAME} or give another folder")
    shipped = codebook_files()
    if codebook not in shipped and not Path(codebook).exists():
        raise StudyError(f"no codebook {codebook!r}: give a file or a name; {did_you_mean(codebook, shipped)}")
    book = Codebook.load(codebook)
    given = shipped.get(codebook, Path(codebook))
    name = folder.resolve().name.replace("-", " ").replace("_", " ")
    title = name[:1].upper() + name[1:]
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    # What a person wrote as TOML keeps her remarks and order.
    contents: dict[str, str | bytes] = {
        "codebook.toml": given.read_bytes() if given.suffix == ".toml" else book.to_toml()
    }
    contents[FILE_NAME] = _TEMPLATE.format(title=json.dumps(title, ensure_ascii=False), seed=seed)
    if not (folder / ".gitignore").exists():
        contents[".gitignore"] = _PRIVATE
    return [*write_all(folder, contents), folder / "sources"]


def find_study(paths: list[Path]) -> Study | None:
    """Give the study if one study folder (or its ``study.toml``) is given.

    Raises ``StudyError`` where other paths stand beside it: its settings would be dropped for all of them.
    """
    folders = [path.parent if path.name == FILE_NAME else path for path in paths]
    studies = [folder for folder in folders if (folder / FILE_NAME).is_file()]
    if studies and len(paths) > 1:
        raise StudyError(
            f"{studies[0]}: a study is read alone; put the other files into its sources folder or leave the study out"
        )
    return Study.load(studies[0]) if studies else None
