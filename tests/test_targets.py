"""Targets of figures as they are written in study.toml."""

from __future__ import annotations

import pytest

from voc.errors import StudyError
from voc.study import Study
from voc.targets import Target


@pytest.mark.parametrize(
    ("said", "value", "met"),
    [(">= 80 %", 0.8, True), (">=80%", 0.79, False), ("<= 0.1", 0.1, True), ("<3", 4.0, False), ("> -5", 0.0, True)],
)
def test_targets(said, value, met):
    assert Target.parse(said).met(value) is met


@pytest.mark.parametrize("said", ["80 %", "= 3", "", "good", ">= a"])
def test_what_is_no_target_is_told(said, tmp_path):
    with pytest.raises(ValueError, match="a target is like"):
        Target.parse(said)
    (tmp_path / "study.toml").write_text(f'[targets]\nCSAT = "{said}"\n', encoding="utf-8")
    with pytest.raises(StudyError, match="a target is like"):
        Study.load(tmp_path)
