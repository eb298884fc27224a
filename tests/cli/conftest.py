"""What the tests of the command line share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from voc.cli import main

Voc = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def voc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Voc:
    """Run a command in an empty folder; give its exit code, its output and the lines of stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, list[str]]:
        code, said = _ended(monkeypatch, *words), capsys.readouterr()
        return code, said.out, said.err.splitlines()

    return run


def _ended(patch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command; give its exit code."""
    patch.setattr(sys, "argv", ["voc", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


MAP = ("map", "shop", "--out", "map", "--to", "json", "--tagger", "cues,vader")
"""Makes a map with the tagger that needs no model."""


@pytest.fixture(scope="module")
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study of what the module ``SAYS``, and its map, made once."""
    folder, said = tmp_path_factory.mktemp("made"), request.module.SAYS
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert _ended(patch, "init", "shop") == 0
        (folder / "shop" / "sources" / "says.csv").write_text(said, encoding="utf-8")
        assert _ended(patch, *MAP) == 0
    return folder


@pytest.fixture
def made(voc: Voc, shop: Path, tmp_path: Path) -> Path:
    """The folder in which the test runs, with a copy of the study and its map."""
    shutil.copytree(shop, tmp_path, dirs_exist_ok=True)
    return tmp_path
