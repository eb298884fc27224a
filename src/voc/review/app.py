"""The app: routes, page and guard put together as ASGI."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import cache
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from voc.errors import VocError
from voc.review import wire
from voc.review.admission import admitted
from voc.review.api import ROUTES
from voc.review.desk import Desk
from voc.review.guard import MAX_BODY, Guard
from voc.review.openapi import document
from voc.review.routes import Route
from voc.review.wire import Refused

_LOG = logging.getLogger(__name__)
Answer = Callable[[Request], Coroutine[Any, Any, Response]]
# What the page may be made of; a file of another kind is not given out.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


def make_app(desk: Desk, *, names: tuple[str, ...] = ()) -> Starlette:
    """The app over an open study. ``names``: hosts it answers to besides loopback."""
    api = [_starlette(route, desk) for route in ROUTES]
    openapi = StarletteRoute("/api/openapi.json", _openapi)
    guard = Middleware(Guard, exposed=desk.exposed is not None, names=names)
    return Starlette(
        routes=[*api, openapi, *page()],
        middleware=[guard],
        exception_handlers={HTTPException: _unrouted},
    )


async def _openapi(request: Request) -> Response:
    return Response(_document(), media_type="application/json")


@cache
def _document() -> bytes:
    return bytes(wire.json(document(ROUTES)).body)


def page() -> list[StarletteRoute]:
    """A route for each file of the page: they are read now, so no name from a browser ever becomes a path."""
    folder = resources.files("voc.review") / "static"
    found = []
    for name, data in sorted(_files(folder)):
        kind = TYPES[name[name.rindex(".") :]]
        paths = [f"/static/{name}", *(["/"] if name == "index.html" else [])]
        found += [StarletteRoute(path, _file(data, kind)) for path in paths]
    return found


def _files(folder: Any, before: str = "") -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir() if folder.is_dir() else ():
        if item.is_dir():
            found += _files(item, f"{before}{item.name}/")
        elif any(item.name.endswith(kind) for kind in TYPES):
            found.append((before + item.name, item.read_bytes()))
    return found


def _file(data: bytes, kind: str) -> Answer:
    async def give(request: Request) -> Response:
        return Response(data, headers={"Content-Type": kind})

    return give


def _starlette(route: Route, desk: Desk) -> StarletteRoute:
    """A route of ours as one of Starlette's; whatever goes wrong in it is told as JSON."""

    async def answer(request: Request) -> Response:
        try:
            return await _answered(route, desk, request)
        except Refused as why:
            return wire.refusal(why)
        except VocError as error:
            return wire.refusal(wire.told(error))
        except Exception:
            _LOG.exception("%s %s broke", route.method, route.path)
            return wire.refusal(Refused(500, "broken", "something unforeseen; what was confirmed before is safe"))

    return StarletteRoute(route.path, answer, methods=[route.method], name=route.name)


async def _answered(route: Route, desk: Desk, request: Request) -> Response:
    caller = admitted(desk, request, route)
    given: dict[str, Any] = {}
    if route.takes is not None and route.method == "GET":
        given["given"] = wire.query(request.query_params, route.takes)
    elif route.takes is not None:
        given["given"] = await wire.body(request, route.takes, MAX_BODY)
    found = await run_in_threadpool(route.work, desk, caller, **request.path_params, **given)
    return found if isinstance(found, Response) else wire.json(found, route.status, of=route.gives)


async def _unrouted(request: Request, error: Exception) -> Response:
    """No route, or not by this method."""
    if getattr(error, "status_code", 404) == 405:
        return wire.refusal(Refused(405, "bad_method", f"{request.method} is not for this address"))
    return wire.refusal(wire.not_found("address"))
