"""What stands before every request: is it meant for us, does it come from our own page, and what a browser may do.

A page of another site can make a browser call us, and by DNS rebinding even under a name of its own. So the ``Host``
must be a name of ours, what changes something must come with our own ``Origin``, and the cookie is ``SameSite=Strict``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voc.review.wire import Refused, refusal

MAX_BODY = 256 * 1024
_SAFE = ("GET", "HEAD", "OPTIONS")
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_NOTHING = ("camera", "microphone", "geolocation", "payment", "usb")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(
        (
            *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"),
            *("font-src 'self'", "connect-src 'self'", "form-action 'none'", "base-uri 'none'"),
            *("frame-ancestors 'none'", "require-trusted-types-for 'script'"),
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NOTHING),
    # Research data stays in no cache; the page's own files are checked again each time, which costs nothing here.
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware. ``names`` are the hosts we answer to besides loopback; ``exposed``: any address of ours, too."""

    def __init__(self, app: ASGIApp, *, exposed: bool = False, names: tuple[str, ...] = ()) -> None:
        self.app = app
        self.exposed = exposed
        self.names = frozenset(name.lower() for name in (*_LOCAL, *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through and add the headers."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            self._check(scope)
        except Refused as why:
            await refusal(why)(scope, receive, sealed)
            return
        await self.app(scope, receive, sealed)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._ours(host):
            raise Refused(403, "bad_host", "this server answers only to its own address; open the one that voc printed")
        if _foreign(headers, host, scope):
            raise Refused(403, "bad_origin", "the request comes from another page than this server's own")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:12]) > MAX_BODY:
            raise Refused(413, "too_large", f"a request holds {MAX_BODY // 1024} KiB at most")

    def _ours(self, host: str) -> bool:
        """A rebound name is a name: an address in figures can only be the one that the browser went to."""
        name = _without_port(host).lower()
        return name in self.names or (self.exposed and _is_address(name))


def _foreign(headers: Headers, host: str, scope: Mapping[str, Any]) -> bool:
    """Whether another site is behind it. Programs give the token and have no origin; a browser always has one."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() != f"http://{host}".lower()
    if scope["path"].startswith("/api/") and headers.get("sec-fetch-site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return True
    return scope["method"] not in _SAFE and "authorization" not in headers


def _without_port(host: str) -> str:
    head, colon, port = host.rpartition(":")
    return head if colon and port.isdigit() else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
