"""JSON in and out: bodies and queries become checked records, records become bytes, and every error is one line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from voc.errors import VocError
from voc.store import StudyBusy

Model = TypeVar("Model", bound=BaseModel)


class Refused(Exception):
    """A request that is not answered: HTTP status, a word for programs, one line for people, and more to know."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.more = status, code, more


def not_found(what: str) -> Refused:
    """There is no such thing."""
    return Refused(404, "not_found", f"no such {what}")


def invalid(field: str, message: str) -> Refused:
    """A value that cannot be taken."""
    return Refused(422, "invalid", message, field=field)


class Given(BaseModel):
    """Base of what is sent to us: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def json(value: Any, status: int = 200, *, of: Any = None) -> Response:
    """A JSON answer; ``of`` is the type of the value where it is a record."""
    return Response(_adapter(Any if of is None else of).dump_json(value), status, media_type="application/json")


@cache
def _adapter(of: Any) -> TypeAdapter[Any]:
    return TypeAdapter(of)


def refusal(why: Refused) -> Response:
    """An error as JSON."""
    error = {"code": why.code, "message": " ".join(str(why).split()), **why.more}
    answer = json({"error": error}, why.status)
    if "wait" in why.more:
        answer.headers["Retry-After"] = str(why.more["wait"])
    return answer


def told(error: VocError) -> Refused:
    """An error that a person can cure, met while answering."""
    if isinstance(error, StudyBusy):
        return Refused(503, "busy", str(error))
    return Refused(422, "invalid", str(error), field=None)


async def body(request: Request, model: type[Model], most: int) -> Model:
    """The request's JSON object as a record."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "not_json", "send JSON, with the header Content-Type: application/json")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise Refused(413, "too_large", f"a request holds {most // 1024} KiB at most")
    try:
        return model.model_validate_json(bytes(data), strict=True)
    except ValidationError as error:
        raise _fault(error) from error


def query(values: Mapping[str, str], model: type[Model]) -> Model:
    """The address's query as a record; an empty value says nothing."""
    try:
        return model.model_validate({name: value for name, value in values.items() if value})
    except ValidationError as error:
        raise _fault(error) from error


def _fault(error: ValidationError) -> Refused:
    first = error.errors(include_url=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return Refused(400, "bad_json", f"not JSON: {first['msg']}")
    field = ".".join(map(str, first["loc"]))
    return invalid(field, f"{field}: {first['msg']}" if field else first["msg"])
