"""The models that ``voc`` runs: what they are, where they lie, and whether they are what they claim.

``models/manifest.toml`` lists each with its licence and the SHA-256 of every data file. A model whose bytes
differ is refused: a map must be able to say what made it. Our own models lie in a folder beside the manifest, the
others in the packages that bring them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from voc._files import sha256
from voc.errors import VocError


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of the manifest. ``sha256`` maps a file, relative to the model's data folder, to its hash.

    A model that ``voc`` ships has a ``home``, its folder; any other has ``packages``.
    """

    name: str
    title: str
    version: str
    licence: str
    packages: tuple[str, ...]
    origin: str
    sha256: dict[str, str]
    home: Path | None = None

    @property
    def by(self) -> str:
        """How tags name it: ``model:<name>@<hash>``, the hash over the hashes of its files."""
        digest = hashlib.sha256("".join(self.sha256[name] for name in sorted(self.sha256)).encode()).hexdigest()
        return f"model:{self.name}@{digest[:8]}"

    def package(self) -> str | None:
        """The first of its packages that is installed, or ``None``."""
        return next((name for name in self.packages if importlib.util.find_spec(name) is not None), None)

    def folder(self) -> Path:
        """Where its data files lie; raises ``VocError`` with the install command if it is not installed."""
        if self.home is not None:
            return self.home
        package = self.package()
        if package is None:
            wheel = self.packages[-1].replace("_", "-")
            raise VocError(
                f"the model {self.name} is not installed; install it with: pip install {wheel}=={self.version}"
            )
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise VocError(f"the package {package} is installed but has no files; install it again")
        home = Path(spec.origin).parent
        nested = home / f"{package}-{self.version}"
        return nested if nested.is_dir() else home

    def check(self) -> Path:
        """Compare every data file with the manifest; give the folder, or raise ``VocError`` naming the file."""
        folder = self.folder()
        for name, expected in self.sha256.items():
            path = folder / name
            if not path.is_file() or sha256(path) != expected:
                cure = f"{self.packages[-1].replace('_', '-')}=={self.version}" if self.packages else "voc"
                raise VocError(
                    f"{path}: not the file of {self.name} {self.version} (its SHA-256 differs); install {cure} again"
                )
        return folder


@cache
def manifest() -> dict[str, Model]:
    """All models by name."""
    here = Path(__file__).parent
    packed, checkout = here / "_models" / "manifest.toml", here.parents[1] / "models" / "manifest.toml"
    path = packed if packed.is_file() else checkout
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
    return {entry["name"]: _model(entry, path.parent) for entry in entries}


def _model(entry: dict[str, Any], beside: Path) -> Model:
    rest = {name: value for name, value in entry.items() if name not in ("packages", "folder")}
    home = beside / entry["folder"] if "folder" in entry else None
    return Model(**rest, packages=tuple(entry.get("packages", ())), home=home)
