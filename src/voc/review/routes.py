"""The table of routes: method, path, what goes in, what comes out. From it come the app and its OpenAPI document.

A route's function gets the desk, the caller, the parts of the path by name, and ``given`` (the checked body or query)
where it takes one. It is a plain function and runs in a thread of its own; it raises ``Refused`` for what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from voc.review.wire import invalid

Method = Literal["GET", "POST", "PUT", "DELETE"]
Work = TypeVar("Work", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the session's name (``None``: a program with the token), her name as a coder, and her address.

    ``cookie`` is what our cookie is called: browsers keep one jar for all ports of a host.
    """

    session: str | None
    name: str | None
    address: str
    cookie: str

    @property
    def coder(self) -> str:
        """Her name as a coder; refused where she has not said it."""
        if self.name is None:
            raise invalid("coder", "say first who codes: POST /api/session/coder")
        return self.name


@dataclass(frozen=True, slots=True)
class Route:
    """One route; ``status`` and ``media`` type of a good answer, ``open``: no session is asked for."""

    method: Method
    path: str
    work: Callable[..., Any]
    takes: type[BaseModel] | None
    gives: Any
    status: int
    open: bool
    media: str

    @property
    def name(self) -> str:
        """What the OpenAPI document calls it."""
        return self.work.__name__.strip("_")

    @property
    def about(self) -> str:
        """The first line of its function's docstring."""
        return (self.work.__doc__ or "").strip().split("\n")[0]


class Routes(list[Route]):
    """The routes of one area."""

    def add(
        self,
        method: Method,
        path: str,
        *,
        takes: type[BaseModel] | None = None,
        gives: Any = dict,
        status: int = 200,
        open: bool = False,
        media: str = "application/json",
    ) -> Callable[[Work], Work]:
        """Make the decorated function a route; see ``Route``."""

        def take(work: Work) -> Work:
            self.append(Route(method, path, work, takes, gives, status, open, media))
            return work

        return take
