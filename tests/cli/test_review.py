"""``voc review`` says in one line why it does not start."""

from __future__ import annotations

from pathlib import Path

import invented
import pytest

from voc import store


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return invented.study(tmp_path / "study", 10)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "no study.toml"),
        (["study", "--host", "0.0.0.0"], "needs a passphrase"),  # noqa: S104
        (["study", "--passphrase-file", "none.txt"], "none.txt: no such file"),
        (["study", "--passphrase-file", "empty.txt"], "put the passphrase into its first line"),
        (["study", "--coder", "<ann>"], "a coder's name has"),
        (["study", "--port", "99999"], "--port"),
    ],
)
def test_why_it_does_not_start(voc, study: Path, words: list[str], told: str):
    Path("empty.txt").write_text("\n")
    code, out, errors = voc("review", *words, "--no-open")
    assert (code, out, len(errors)) == (2, "", 1)
    assert errors[0].startswith("voc: ")
    assert told in errors[0]


def test_one_server_a_study(voc, study: Path):
    with store.open(study):
        code, _, errors = voc("review", "study", "--no-open")
    assert code == 2
    assert "study.db" in errors[0] or "study" in errors[0]
