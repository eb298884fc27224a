"""The key: the same person has the same placeholder in every run."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from voc.errors import StudyError
from voc.redaction import Key
from voc.redaction.key import FILE


def test_a_key_is_kept_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = Key()
    assert [key.placeholder("name", name) for name in ("Sarah", "Tom", "sarah ")] == [
        "[name 1]",
        "[name 2]",
        "[name 1]",
    ]
    path = key.save(tmp_path)
    again = Key.load(tmp_path)
    assert again.placeholder("name", "Tom") == "[name 2]"
    assert again.placeholder("name", "Uta") == "[name 3]"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_forgotten_leaves_the_key() -> None:
    key = Key()
    key.placeholder("name", "Sarah")
    key.placeholder("phone", "0555 010 112")
    assert key.forget(["SARAH", "nobody"]) == 1
    assert key.entries == {"name": {}, "phone": {"0555 010 112": "[phone 1]"}}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"entries": {"name": {"a": "Sarah"}}}', '{"entries": 3}'])
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StudyError, match="not a redaction key"):
        Key.load(tmp_path)


def test_no_study_has_no_key(tmp_path: Path) -> None:
    assert Key.load(None).entries == Key.load(tmp_path).entries == {}
    assert "Sarah" not in json.dumps(Key().entries)
