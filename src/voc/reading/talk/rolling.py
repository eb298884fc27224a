"""Rolling captions: each line is shown twice or three times while new ones come up from below.

YouTube's automatic captions repeat the line before on top of the new one, and show it once more alone for 10 ms;
converted to SubRip they do the same without the times inside. Whisper, asked to highlight words, shows a line once
for each of its words. Only this overlap is taken out: where the file does not
roll, or a line was on screen no moment before, what is said twice was said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voc.reading.talk.cues import Cue

# Cues further apart than this do not roll into each other; a cue shorter than this says nothing of its own (seconds).
_TOUCH = 0.25
_FLASH = 0.05
# So many overlaps, and such a share of all cues that follow on another, make a file that rolls; in such a share of
# them something new comes up, or else a single word is underlined as it is said.
_ENOUGH, _SHARE, _NEW = 3, 0.5, 0.25


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with their new lines only, where the file rolls; else as they are."""
    pairs = list(pairwise(cues))
    over = [_overlap(before, cue) for before, cue in pairs]
    found = sum(1 for lines in over if lines)
    touching = sum(1 for before, cue in pairs if _touches(before, cue))
    # Times inside the lines are how recognisers write; where they do, one overlap is proof enough.
    inside = any(line.timed for cue in cues for line in cue.lines)
    comes_up = sum(1 for (_, cue), lines in zip(pairs, over, strict=True) if 0 < lines < len(cue.lines))
    karaoke = sum(cue.lines[0].underlined for cue in cues if cue.lines) >= _SHARE * len(cues)
    rolls = found >= _ENOUGH and found >= _SHARE * touching and (comes_up >= _NEW * found or karaoke)
    if not rolls and not (inside and found):
        return list(cues)
    kept = [cues[0]] + [replace(cue, lines=cue.lines[lines:]) for (_, cue), lines in zip(pairs, over, strict=True)]
    return [cue for cue in kept if cue.lines]


def _touches(before: Cue, cue: Cue) -> bool:
    """Whether a cue begins while the one before is still shown, or right after."""
    if before.start is None or before.end is None or cue.start is None:
        return False
    return before.start <= cue.start <= before.end + _TOUCH


def _overlap(before: Cue, cue: Cue) -> int:
    """How many of the first lines of a cue are the last ones of the cue before.

    A line with times inside is new, whatever it says. Where one line could be two ("yeah", "yeah"), the fewest are
    taken for repeated, unless the cue only flashes up.
    """
    if not _touches(before, cue):
        return 0
    shown = [line.words for line in before.lines]
    lines = [line.words for line in cue.lines]
    most = next((index for index, line in enumerate(cue.lines) if line.timed), len(lines))
    fits = [count for count in range(1, min(most, len(shown)) + 1) if shown[-count:] == lines[:count]]
    if not fits:
        return 0
    flash = cue.start is not None and cue.end is not None and cue.end - cue.start <= _FLASH
    return max(fits) if flash else min(fits)
