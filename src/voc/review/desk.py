"""What the routes work on: the study's store, the jobs beside it, the sessions, and what was said at the start."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from voc.review.drawing import Drawing, Opened
from voc.review.following import Following, Pace
from voc.review.jobs import Job, Jobs
from voc.review.outside import Outside
from voc.review.sessions import Sessions
from voc.store import View

if TYPE_CHECKING:
    from voc.api import Run


@dataclass(frozen=True)
class Desk(Opened):
    """One study on the table. ``coder`` is the name to begin with; ``exposed`` says who else can reach the server.

    ``command`` starts the server again, at the same address.
    """

    sessions: Sessions
    tagger: str
    title: str
    coder: str | None = None
    exposed: str | None = None
    jobs: Jobs = field(default_factory=Jobs)
    drawing: Drawing = field(default_factory=Drawing)
    effect: Following = field(default_factory=lambda: Following("effect"))
    worth: Following = field(default_factory=lambda: Following("worth", every=10))
    pace: Pace = field(default_factory=Pace)
    outside: Outside = field(default_factory=Outside)
    command: str | None = None

    def view(self, quote_id: str, coder: str, *, blind: bool = False, around: int = 0) -> View:
        """A quote as a coder sees it; the parts of a split one have its tags until the machines have tagged them."""
        view = self.db.quotes.view(quote_id, coder=coder, blind=blind, around=around)
        if blind or view.tags or view.quote.parent is None:
            return view
        whole = self.view(view.quote.parent, coder)
        return replace(view, tags=tuple(replace(tag, start=None, end=None) for tag in whole.tags))

    def retag(self) -> Job:
        """Have the machines tag again, by the codebook and what was taught; a job that waits already will do."""
        job = self.jobs.now("retag")
        if job is not None and job.state == "waiting":
            return job
        return self.jobs.start("retag", "retagged", self.folder, self.tagger, then=self._keep)

    def _keep(self, made: Run) -> dict[str, int]:
        from voc import stored

        number = stored.keep(self.db, made)
        self.drawing.prepare(self)
        return {"run": number}

    def close(self) -> None:
        """Stop the work beside and close the study."""
        self.jobs.close()
        self.db.close()
