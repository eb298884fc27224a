"""Who asks: by the cookie of a session, or, for programs, by the token."""

from __future__ import annotations

import re

from starlette.requests import Request

from voc.review.desk import Desk
from voc.review.routes import Caller, Route
from voc.review.wire import Refused, invalid

_NAME = re.compile(r"[^\W_][\w .-]{0,39}")


def admitted(desk: Desk, request: Request, route: Route) -> Caller:
    """The caller; refused where the route asks for a session and she has none."""
    cookie = f"voc_review_{(request.scope.get('server') or ('', 0))[1]}"
    address = request.client.host if request.client else ""
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer" or not desk.sessions.token.fits(word.strip()):
            raise refused(desk)
        name = request.headers.get("x-voc-coder") or desk.coder
        return Caller(None, named(name) if name else None, address, cookie)
    session = request.cookies.get(cookie)
    try:
        return Caller(session, desk.sessions.coder(session or ""), address, cookie)
    except KeyError:
        if route.open:
            return Caller(None, None, address, cookie)
        raise refused(desk) from None


def refused(desk: Desk) -> Refused:
    """No session; says what opens one."""
    if desk.sessions.passphrase is not None:
        return Refused(401, "no_session", "say the passphrase of this study", needs="passphrase")
    return Refused(401, "no_session", "open the address that voc review printed", needs="token")


def named(name: str) -> str:
    """A coder's name, its blanks tidied; refused where it is none."""
    tidy = " ".join(name.split())
    if not _NAME.fullmatch(tidy):
        raise invalid("coder", "a coder's name has 1 to 40 letters, digits, spaces, points, dashes")
    return tidy
