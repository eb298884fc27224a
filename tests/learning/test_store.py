"""Versions are plain data, written whole; one can go back to any."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from voc.errors import StudyError
from voc.learning import Kind, Read, Step, Version, store


def version(number: int) -> Version:
    scale, bias, weights = store.rounded(Step(1.25, np.array([0.1, -0.1]), np.array([[1 / 3, 0], [0, -2]])))
    kind = Kind(
        learned_in=number,
        how="prototypes 90%",
        labels=("buy", "use"),
        corrections={"buy": 9, "": 2},
        participants=5,
        before={"macro_f1": 0.5, "accuracy": 0.5},
        after={"macro_f1": 0.75, "accuracy": 0.5},
        scale=scale,
        bias=bias,
        weights=weights,
        near=0.5,
        quotes=("q1", "q2"),
    )
    return Version(
        version=number, made="2025-01-01T00:00:00+00:00", encoder="e@1", codebook="c1", kinds={"stage": kind}
    )


def test_a_round_trip_is_the_same_and_plain_json(tmp_path: Path) -> None:
    path = store.save(tmp_path, version(1))
    assert sorted(file.name for file in path.parent.iterdir()) == ["1.json", "current"]
    assert json.loads(path.read_text(encoding="utf-8"))["kinds"]["stage"]["weights"] == [[0.333333, 0.0], [0.0, -2.0]]
    assert store.current(tmp_path) == version(1)
    step = version(1).kinds["stage"].step
    read = Read(np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]]))
    assert step.near == 0.5
    assert np.allclose(step(read), [[1.25 + 0.1 + 1, 2.5 - 0.1 - 2]], atol=1e-5)


def test_back_and_forth(tmp_path: Path) -> None:
    assert (store.current(tmp_path), store.current(None), store.numbers(tmp_path)) == (None, None, [])
    for number in (1, 2, 10):
        store.save(tmp_path, version(number))
    assert store.numbers(tmp_path) == [1, 2, 10]
    for number in (1, 0, 10):
        store.go_back(tmp_path, number)
        assert store.current_number(tmp_path) == number
    with pytest.raises(StudyError, match=r"7\.json: no such version; there are: 1, 2, 10; go back to another with"):
        store.go_back(tmp_path, 7)
    assert store.current_number(tmp_path) == 10


@pytest.mark.parametrize("fails_at", ["2.json", "current"])
def test_killed_half_way_the_old_version_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str) -> None:
    store.save(tmp_path, version(1))
    real = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if Path(target).name == fails_at:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        store.save(tmp_path, version(2))
    assert store.current(tmp_path) == version(1)
    assert not [file for file in (tmp_path / "learned").iterdir() if file.name.startswith(".")]


def test_a_version_fits_one_encoder_and_one_codebook(tmp_path: Path) -> None:
    store.save(tmp_path, version(3))
    assert store.usable(tmp_path, "e@1", "c1") == (version(3), None)
    assert store.usable(None, "e@1", "c1") == (None, None)
    for encoder, book, other in (
        ("e@2", "c1", "another encoder"),
        ("e@1", "c2", "another codebook"),
        ("e@2", "c2", "another encoder and another codebook"),
    ):
        found, note = store.usable(tmp_path, encoder, book)
        assert found is None
        assert note == f"what was taught (version 3) belongs to {other} and is not used; teach again with voc teach"


BROKEN = {
    "half": ('{"version": 1, "made"', r"not a learned version"),
    "no numbers": ('{"version": 1}', r"not a learned version: made: Field required"),
    "another number": (version(2).model_dump_json(), r"says that it is version 2"),
    "a row too few": (
        version(1).model_dump_json().replace('"bias":[0.1,-0.1]', '"bias":[0.1]'),
        r"bias and weights need a row for each label",
    ),
    "no number": (version(1).model_dump_json().replace("1.25", "-1"), r"kinds\.stage\.scale"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
def test_a_damaged_version_is_one_line_with_the_cure(tmp_path: Path, content: str, said: str) -> None:
    store.save(tmp_path, version(1))
    (tmp_path / "learned" / "1.json").write_text(content, encoding="utf-8")
    with pytest.raises(StudyError, match=said) as raised:
        store.current(tmp_path)
    assert "--back N" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_damaged_current_is_told(tmp_path: Path) -> None:
    store.save(tmp_path, version(1))
    (tmp_path / "learned" / "current").write_text("one", encoding="utf-8")
    with pytest.raises(StudyError, match=r"current: 'one' is no version; go back to one with"):
        store.current(tmp_path)
