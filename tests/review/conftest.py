"""A server over an invented study, and somebody who calls it as a program would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import invented
import pytest
from starlette.testclient import TestClient

from voc import store
from voc.review.app import make_app
from voc.review.desk import Desk
from voc.review.sessions import Secret, Sessions

TOKEN = "the token of this test"  # noqa: S105
HOST = "127.0.0.1:8420"
Call = Callable[..., Any]


@pytest.fixture(scope="session")
def token() -> str:
    return TOKEN


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.study(tmp_path_factory.mktemp("pattern") / "study")


@pytest.fixture
def folder(pattern: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pattern, tmp_path / "study")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(folder, store.open(folder), Sessions(Secret.of("token", TOKEN)), "cues", "Parcels")
    yield made
    made.close()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """The app; nobody is logged in."""
    return TestClient(make_app(desk), base_url=f"http://{HOST}")


@pytest.fixture
def call(client: TestClient) -> Call:
    """Call a route as a coder; give its JSON, or the error's where ``status`` is expected."""

    def made(method: str, path: str, given: Any = None, *, coder: str = "ann", status: int = 200) -> Any:
        headers = {"Authorization": f"Bearer {TOKEN}", "X-Voc-Coder": coder}
        answer: httpx.Response = client.request(method, path, json=given, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json() if status < 300 else answer.json()["error"]

    return made
