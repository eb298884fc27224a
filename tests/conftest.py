"""Fixtures that every test may use, and in which order the files run."""

import gc
import os
from pathlib import Path

import pytest

# There is a worker for each core: more threads of linear algebra would wait for each other. Set before NumPy loads.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# As the command line has it: to look for cycles at each 700 new objects takes a sixth of the tests' time.
gc.set_threshold(100_000)

# The files that take longest, the longest first: begun last, one of them would keep a single worker busy at the end.
LONGEST = (
    "test_sample.py",
    "test_notebooks.py",
    "journey/test_build.py",
    "reports/test_page_browser.py",
    "readers/test_properties.py",
    "readers/test_real_files.py",
    "learning/test_learn.py",
    "journey/test_themes.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; files are given to the workers in this order."""
    here = Path(__file__).parent
    rank = {here / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports that lies beside the checkout and is no part of it."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"no {folder}: the real exports are not part of the repository")
    return folder
