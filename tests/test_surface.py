"""The public surface: short, written by hand, light to import."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

import voc

HEAVY = ("pandas", "numpy", "spacy", "sklearn", "scipy", "pyarrow", "pydantic", "jinja2", "vaderSentiment")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_the_names_are_these() -> None:
    assert voc.__all__ == [
        "Codebook",
        "Journey",
        "Study",
        "VocError",
        "build_journey",
        "evaluate",
        "map",
        "read",
        "tag",
    ]


@pytest.mark.parametrize("name", voc.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(voc, name).__doc__


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(AttributeError, match="build_journey"):
        voc.nothing  # noqa: B018


@pytest.mark.parametrize("module", ["voc", "voc.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    loaded = run(f"import sys, {module}; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_importing_is_quick() -> None:
    # The best of three: other work on the machine must not fail the test.
    assert min(_seconds("import voc") for _ in range(3)) <= 0.25


def test_help_is_quick() -> None:
    code = "import sys; sys.argv = ['voc', '--help']\nimport voc.cli\ntry: voc.cli.main()\nexcept SystemExit: pass"
    assert min(_seconds(code) for _ in range(3)) <= 0.5


def _seconds(code: str) -> float:
    begin = time.perf_counter()
    run(code)
    return time.perf_counter() - begin
