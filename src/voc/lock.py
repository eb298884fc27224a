"""``voc.lock``: the ingredients of a map, so that it can be made again byte for byte, or the one that changed be named.

It lies beside ``journey.json`` and holds hashes, versions and settings, no words of anybody.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from voc import __version__, _tables
from voc.errors import LockError
from voc.models import manifest
from voc.readers import Locked
from voc.reading.pseudonyms import FILE as PSEUDONYMS
from voc.reading.pseudonyms import listed, ranges

if TYPE_CHECKING:
    from voc.api import Run

FILE_NAME = "voc.lock"
VERSION = 1
# Packages whose arithmetic or word lists stand behind the numbers and the cutting of a map.
PACKAGES = (
    *("numpy", "scipy", "scikit-learn", "pandas", "onnxruntime", "tokenizers"),
    *("spacy", "nupunkt", "py3langid", "rensa", "vaderSentiment"),
)


class Lock(BaseModel):
    """What a map was made of. Each section maps an ingredient to a hash, a version or a setting.

    ``read`` holds the tables that came of the sources, ``corrections`` is what people judged, ``journey`` the map.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lock: Annotated[int, Field(ge=1)] = VERSION
    sources: Mapping[str, str]
    read: Mapping[str, str]
    settings: Mapping[str, str]
    codebook: str
    corrections: str
    models: Mapping[str, str]
    software: Mapping[str, str]
    journey: str
    # Pseudonyms in the order of appearance: 1-3 7. A copy of the study that does not know who is who gives them again.
    people: Annotated[str, Field(pattern=r"^(\d+(-\d+)? ?)*$")] = ""

    @classmethod
    def of(cls, made: Run, journey: str | None = None) -> Lock:
        """The ingredients of a run, and its ``journey``, if that was put into JSON before."""
        learned = "none" if made.learned is None else str(made.learned.version)
        settings = made.study.model_dump(mode="json", exclude={"root", "owner", "review_by", "stale_after"})
        return cls(
            sources={file.source: file.sha256 for file in made.reading.files},
            read={name: _digest(made.tables[f"{name}.csv"]) for name in ("quotes", "participants", "figures")},
            settings={name: json.dumps(value, ensure_ascii=False) for name, value in settings.items()}
            | {"learned version": learned, "themes": _themes(made.study.root)},
            codebook=made.codebook.digest,
            corrections=_digest(_tables.render(made.tags[made.tags["by"].str.startswith("human:", na=False)], ".csv")),
            models={name: model.by for name, model in manifest().items()} | _judges(made),
            software=_software(),
            journey=_digest((journey or made.journey.to_json()).encode()),
            people=ranges(made.reading.participants["participant"]),
        )

    @classmethod
    def load(cls, path: Path) -> Lock:
        """Read a lock; raises ``LockError`` in one line where there is none, it is damaged or of a newer voc."""
        if not path.is_file():
            raise LockError(f"{path}: there is no lock; make the map once without --locked, which writes it")
        try:
            given = json.loads(path.read_bytes())
            if isinstance(given, dict) and isinstance(given.get("lock"), int) and given["lock"] > VERSION:
                raise LockError(f"{path}: written by a newer voc; update voc, or make the map without --locked")
            return cls.model_validate(given)
        except ValueError as error:
            raise LockError(f"{path}: not a lock of voc; delete it and make the map without --locked") from error

    @property
    def locked(self) -> Locked | None:
        """The pseudonyms that its map has, where it says them."""
        return Locked(frozenset(self.sources.values()), tuple(listed(self.people))) if self.people else None

    def dump(self) -> str:
        """The text of the file, the same for the same ingredients."""
        return self.model_dump_json(indent=1) + "\n"

    def changed(self, now: Lock) -> list[str]:
        """Each ingredient that is another one now, a line each; the journey is none, it is what comes of them."""
        aside = {"lock", "journey", "people"}
        told = []
        if self.sources == now.sources and self.people and self.people != now.people:
            aside.add("read")
            told = [f"people: they are numbered otherwise; who is who says the study's {PSEUDONYMS}, get that map's"]
        was, new = self.model_dump(exclude=aside), now.model_dump(exclude=aside)
        return told + [line for section in was for line in _differences(section, was[section], new[section])]


def check(made: Run, folder: Path) -> list[str]:
    """What keeps a run from being the locked one, a line each: changed ingredients, or another map from the same ones.

    Raises ``LockError`` where there is no lock to hold it against.
    """
    locked, now = Lock.load(folder / FILE_NAME), Lock.of(made)
    if changed := locked.changed(now):
        return changed
    if locked.journey != now.journey:
        return ["the ingredients are the same and journey.json is not: another processor can round otherwise"]
    return []


def is_same(made: Run, folder: Path) -> bool:
    """Whether a run gave the map that the lock of a folder tells of; where there is no lock, it did not."""
    path, journey = folder / FILE_NAME, folder / "journey.json"
    if not path.is_file() or not journey.is_file():
        return False
    locked = Lock.load(path)
    return locked == Lock.of(made) and locked.journey == _digest(journey.read_bytes())


def _differences(section: str, was: object, now: object) -> Iterator[str]:
    if not isinstance(was, dict) or not isinstance(now, dict):
        if was != now:
            yield f"{section}: changed"
        return
    for name in sorted({*was, *now}):
        if name not in now:
            yield f"{section}: {name} is gone"
        elif name not in was:
            yield f"{section}: {name} is new"
        elif was[name] != now[name]:
            told = "" if section in ("sources", "read") else f", {was[name]} → {now[name]}"
            yield f"{section}: {name} changed{told}"


def _judges(made: Run) -> dict[str, str]:
    """Who judged, by name, as the journey tells it: checkpoints are in no manifest."""
    given = made.journey.settings.get("models")
    return {f"{name} (judged)": str(version) for name, version in given.items()} if isinstance(given, dict) else {}


def _software() -> dict[str, str]:
    versions = {name: metadata.version(name) for name in PACKAGES}
    return {"voc": __version__, "Python": platform.python_version(), "machine": platform.machine()} | versions


def _themes(root: Path | None) -> str:
    from voc.theme_file import FILE_NAME as THEMES

    path = None if root is None else root / THEMES
    return _digest(path.read_bytes()) if path is not None and path.is_file() else "none"


def _digest(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:16]
