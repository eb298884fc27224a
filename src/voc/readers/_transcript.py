"""A transcript format declared by its turns: who asks and who answers is found for all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import _turns
from voc.readers._base import Guess, Reader
from voc.readers._source import Source
from voc.readers._turns import Turn


def transcript_reader(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    sniff: Callable[[Source], Guess | None],
    turns: Callable[[Source], list[Turn]],
    *,
    grade: str,
) -> Reader:
    """Make a reader of a function that makes turns of a file."""

    def read(source: Source) -> Iterator[Passage]:
        found = turns(source)
        _check(source, found)
        if not any(turn.speaker for turn in found):
            source.note("no speaker is named: the interviewer's questions may stand among the answers")
        yield from _turns.passages(found, interviewer=source.rule.interviewer, given=source.roles)

    def preview(source: Source) -> list[tuple[str, str]]:
        return _turns.preview(turns(source), interviewer=source.rule.interviewer, given=source.roles)

    return Reader(name, title, "interview", suffixes, sniff, read, preview, grade)


def _check(source: Source, turns: list[Turn]) -> None:
    """An interviewer whom the study names has to speak: else all her questions would become answers."""
    named = source.rule.interviewer
    who = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    if named is not None and named.casefold() not in {speaker.casefold() for speaker in who}:
        raise ReadError(
            f"{source.name}: the interviewer that study.toml names, {named!r}, does not speak in it; "
            f"the speakers are: {', '.join(who) or 'nobody named'}. Set interviewer to one of them or take the line out"
        )
