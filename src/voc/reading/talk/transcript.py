"""A transcript format declared by its turns: who asks and who answers is found for all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.talk import overlaps
from voc.reading.talk import stamps as _stamps
from voc.reading.talk import turns as _turns
from voc.reading.talk.cast import Cast, cast, interviewers
from voc.reading.talk.turns import Turn


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

    def _said(source: Source) -> list[Turn]:
        return overlaps.parted(_without_stamps(turns(source)))

    def read(source: Source) -> Iterator[Passage]:
        found = _said(source)
        _check(source, found)
        who = cast(found, interviewer=source.rule.interviewer, given=source.roles)
        _tell(source, found, who)
        yield from _turns.passages(found, who=who)

    def preview(source: Source) -> list[tuple[str, str]]:
        return _turns.preview(_said(source), interviewer=source.rule.interviewer, given=source.roles)

    return Reader(name, title, "interview", suffixes, sniff, read, preview, grade)


def _without_stamps(turns: Sequence[Turn]) -> list[Turn]:
    """The turns without the times that f4 and MAXQDA write at the end of a paragraph; the place tells the first."""
    made: list[Turn] = []
    for turn in turns:
        lines = turn.text.split("\n")
        tails = [_stamps.trail(line) for line in lines]
        words = "\n".join(line[: tail[1]] if tail else line for line, tail in zip(lines, tails, strict=True))
        time = next((tail[0] for tail in tails if tail), None)
        if time is None or not words.strip():
            made.append(turn)
        else:
            place = turn.place if " at " in turn.place else f"{turn.place} at {time}"
            made.append(replace(turn, text=words, place=place))
    return made


def _check(source: Source, turns: Sequence[Turn]) -> None:
    """An interviewer whom the study names has to speak: else all her questions would become answers."""
    who = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    speaks = {speaker.casefold() for speaker in who}
    for named in interviewers(source.rule.interviewer or ""):
        if named.casefold() not in speaks:
            raise ReadError(
                f"{source.name}: the interviewer that study.toml names, {named!r}, does not speak in it; the speakers "
                f"are: {', '.join(who) or 'nobody named'}. Set interviewer to one of them, or to several parted by "
                "';', or take the line out"
            )


def _tell(source: Source, turns: Sequence[Turn], who: Cast) -> None:
    """Say where it is not known who asks, as then questions may stand among the answers."""
    if not any(turn.speaker for turn in turns):
        source.note("no speaker is named: the interviewer's questions may stand among the answers")
    elif who.unclear:
        source.note(
            "it is not clear who interviews: all who speak are taken for participants; set interviewer in study.toml"
        )
    elif all(who.role(turn.speaker) == "interviewer" for turn in turns if turn.speaker) and any(
        turn.speaker is None and turn.is_persons for turn in turns
    ):
        source.note("only the interviewer is marked: all other words are taken for the participant's")
