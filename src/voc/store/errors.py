"""What can go wrong with a study's database; each is one line that a person can act on."""

from __future__ import annotations

from voc.errors import StudyError


class StudyInUse(StudyError):
    """Another process writes into the study."""


class StudyBusy(StudyError):
    """A program that is not voc holds the database; nothing was written, and it can be tried again."""


class StudyDamaged(StudyError):
    """The database cannot be read; the text names the newest backup."""


class NewerStudy(StudyError):
    """The database was made by a later version of voc."""


class OlderStudy(StudyError):
    """The database was made by an earlier version of voc and is opened for reading only."""


class Stale(StudyError):
    """Somebody was quicker: what the decision rests on has changed since it was seen. Nothing was recorded.

    ``quote_id`` is missing where it was the codebook; ``revision`` is the one that stands now.
    """

    def __init__(self, text: str, *, quote_id: str | None, revision: int) -> None:
        super().__init__(text)
        self.quote_id = quote_id
        self.revision = revision
