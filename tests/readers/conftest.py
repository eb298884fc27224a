"""What the tests of the readers share: reading files made on the spot, and the Office formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from made import _office

from voc.readers import Reading, all_readers, read_paths
from voc.study import Study

Files = Mapping[str, str | bytes]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Write files into an empty folder and read the folder."""

    def reading(files: Files, **settings: Any) -> Reading:
        for name, content in files.items():
            path = tmp_path / "given" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_paths([tmp_path / "given"], Study.model_validate(settings), all_readers())

    return reading


@pytest.fixture(scope="session")
def document() -> Callable[..., bytes]:
    """Make a Word document of paragraphs and then one table."""
    return _office.document


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Make a spreadsheet of sheets, by name."""
    return _office.workbook
