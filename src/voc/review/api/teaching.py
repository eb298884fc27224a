"""Teach the taggers by what people judged, and go back to what they knew before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from voc.learning import store as learned
from voc.learning.store import Version
from voc.review.api.judging import Nothing
from voc.review.desk import Desk
from voc.review.jobs import Job
from voc.review.routes import Caller, Routes
from voc.review.wire import Given, Refused, not_found

ROUTES = Routes()


@dataclass(frozen=True, slots=True)
class KindLearned:
    """What a version knows of one kind of tag; figures are on corrections of people who were held out."""

    corrections: int
    participants: int
    before: Mapping[str, float]
    after: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version that was taught."""

    version: int
    made: str
    kinds: Mapping[str, KindLearned]


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions, newest first; ``current`` is in use (0: none), ``job`` the teaching or tagging that runs."""

    current: int
    versions: Sequence[VersionShown]
    job: Job | None


class Use(Given):
    """The version to be used; 0 is none."""

    version: Annotated[int, Field(ge=0, lt=10**6)]


@ROUTES.add("GET", "/api/teach", gives=Versions)
def versions(desk: Desk, caller: Caller) -> Versions:
    """List what was taught, and how good each was on held-out corrections."""
    found = [learned.load(desk.folder, number) for number in reversed(learned.numbers(desk.folder))]
    job = desk.jobs.now("teach") or desk.jobs.now("retag")
    return Versions(learned.current_number(desk.folder), [_shown(one) for one in found], job)


def _shown(version: Version) -> VersionShown:
    kinds = {
        kind: KindLearned(sum(one.corrections.values()), one.participants, one.before, one.after)
        for kind, one in version.kinds.items()
    }
    return VersionShown(version.version, version.made, kinds)


@ROUTES.add("POST", "/api/teach", takes=Nothing, gives=Job, status=202)
def teach(desk: Desk, caller: Caller, given: Nothing) -> Job:
    """Start to teach; where something was learned, the machines tag anew by it."""
    running = desk.jobs.now("teach")
    if running is not None:
        raise Refused(503, "busy", "the taggers are being taught already", job=running.id)

    def then(found: dict[str, Any]) -> dict[str, Any]:
        if found["version"] is not None:
            desk.retag()
        return found

    return desk.jobs.start("teach", "taught", desk.folder, desk.tagger, desk.seed, then=then)


@ROUTES.add("POST", "/api/teach/use", takes=Use, gives=Versions)
def use_version(desk: Desk, caller: Caller, given: Use) -> Versions:
    """Use an earlier version, or none; the machines tag anew by it."""
    if given.version and given.version not in learned.numbers(desk.folder):
        raise not_found("version")
    if given.version != learned.current_number(desk.folder):
        learned.go_back(desk.folder, given.version)
        desk.retag()
    return versions(desk, caller)
