"""Come in, say who codes, go."""

from __future__ import annotations

from pydantic import Field
from starlette.responses import Response

from voc.review import admission, wire
from voc.review.desk import Desk
from voc.review.records import Session
from voc.review.routes import Caller, Routes
from voc.review.sessions import Secret
from voc.review.wire import Given, Refused, invalid

ROUTES = Routes()


class Login(Given):
    """The token or the passphrase, and the coder's name if it is known."""

    token: str | None = Field(None, max_length=200)
    passphrase: str | None = Field(None, max_length=1000)
    coder: str | None = Field(None, max_length=200)


class Name(Given):
    """A coder's name."""

    coder: str = Field(min_length=1, max_length=200)


@ROUTES.add("GET", "/api/session", gives=Session)
def session(desk: Desk, caller: Caller) -> Session:
    """Say whether there is a session, and who codes in it."""
    return Session(caller.name)


@ROUTES.add("POST", "/api/session", takes=Login, gives=Session, open=True)
def begin_session(desk: Desk, caller: Caller, given: Login) -> Response:
    """Begin a session by the token or the passphrase; the answer sets its cookie."""
    name = admission.named(given.coder) if given.coder else desk.coder
    secret, word = _secret(desk, given)
    if wait := desk.sessions.tries.take(caller.address):
        raise Refused(429, "too_many", f"too many wrong tries; wait {wait} seconds", wait=wait)
    if not secret.fits(word):
        raise Refused(403, "wrong_secret", f"this is not the {secret.kind} of this study")
    desk.sessions.tries.right(caller.address)
    answer = wire.json(Session(name), of=Session)
    started = desk.sessions.start(name)
    answer.set_cookie(caller.cookie, started, httponly=True, samesite="strict", path="/")
    return answer


def _secret(desk: Desk, given: Login) -> tuple[Secret, str]:
    if given.token is not None:
        return desk.sessions.token, given.token
    if given.passphrase is not None and desk.sessions.passphrase is not None:
        return desk.sessions.passphrase, given.passphrase
    needs = "token" if desk.sessions.passphrase is None else "passphrase"
    raise invalid(needs, f"give the {needs}")


@ROUTES.add("POST", "/api/session/coder", takes=Name, gives=Session)
def name_coder(desk: Desk, caller: Caller, given: Name) -> Session:
    """Say who codes in this session from now on."""
    name = admission.named(given.coder)
    if caller.session is not None:
        desk.sessions.call(caller.session, name)
    return Session(name)


@ROUTES.add("DELETE", "/api/session", gives=dict[str, str])
def end_session(desk: Desk, caller: Caller) -> Response:
    """End the session."""
    if caller.session is not None:
        desk.sessions.end(caller.session)
    answer = wire.json({})
    answer.delete_cookie(caller.cookie, httponly=True, samesite="strict", path="/")
    return answer
