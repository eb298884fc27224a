"""Every notebook runs from top to bottom, and is kept without outputs."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def beside_a_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for notebooks beside a part of the sample, the whole of which is read elsewhere (``test_sample.py``)."""
    root = tmp_path_factory.mktemp("root")
    left_out = shutil.ignore_patterns(
        "staff_[dw]*", "social", "support", "interview_0[3-9]*", "interview_1*", "study.db*"
    )
    shutil.copytree(ROOT / "corpora" / "sample", root / "corpora" / "sample", ignore=left_out)
    (root / "notebooks").mkdir()
    return root / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, beside_a_sample: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbclient
        import nbformat

        notebook = nbformat.read(path, as_version=4)
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(beside_a_sample)}}).execute()
    assert "text/html" in str([cell.get("outputs") for cell in notebook.cells])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_outputs_and_no_functions(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert not any(line.startswith("def ") for cell in cells for line in cell["source"])
