"""Every route against what it never expected: no answer but what the OpenAPI document promises, and never a 500."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from review.conftest import HOST, TOKEN
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

from voc import store
from voc.review.api import ROUTES
from voc.review.app import make_app
from voc.review.desk import Desk
from voc.review.jobs import Job, Jobs
from voc.review.routes import Route
from voc.review.sessions import Secret, Sessions

CHECKS = [not_a_server_error, content_type_conformance, response_headers_conformance, response_schema_conformance]
HEADERS = {"Authorization": f"Bearer {TOKEN}", "X-Voc-Coder": "ann", "Host": HOST}


MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture(scope="module")
def promised(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The app's own document; the work beside is not done, for it would take minutes."""
    folder = shutil.copytree(pattern, tmp_path_factory.mktemp("fuzzed") / "study")
    desk = Desk(folder, store.open(folder), Sessions(Secret.of("token", TOKEN)), "cues", "Parcels")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Jobs, "start", lambda self, kind, *given, **more: Job(1, kind))
        yield schemathesis.openapi.from_asgi("/api/openapi.json", make_app(desk), headers=HEADERS)
    desk.close()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_route_breaks(promised: Any, route: Route) -> None:
    """A few examples of each; VOC_FUZZ says how many of a longer run."""
    for mode in MODES if route.takes is not None or "{" in route.path else MODES[:1]:

        @settings(
            max_examples=int(os.environ.get("VOC_FUZZ", "2")),
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=promised[route.path][route.method].as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=HEADERS, checks=CHECKS)

        ask()
