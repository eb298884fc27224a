"""What recorders write of themselves into a transcript: nobody's words.

The lines of Otter, Teams, Google Meet, Rev, Panopto and TurboScribe, from public transcripts and parsers.
"""

from __future__ import annotations

import re

_LINE = re.compile(
    r"[#*_\s]*(?:transcribed by https?://\S+"
    r"|.{1,60} (?:started|stopped) transcription"
    r"|(?:meeting|transcription|recording) ended after \d[\d:]*(?:\s*\W+)?"
    r"|this editable transcript was computer generated and might contain errors\..{0,90}"
    r"|\[auto-generated transcript\. edits may have been applied for clarity\.\]"
    r"|people can also change the text after it was created\."
    r"|this transcript was exported on .{1,60}|this transcript was generated (?:automatically )?by .{1,60}"
    r"|\[?\(?end of (?:recording|transcript|audio|interview)\)?\]?\.?)[*_\s]*",
    re.IGNORECASE,
)
# One of these stands in each of them: most lines are told by that alone.
_WORDS = ("transcri", "ended after", "people can also", "end of ")
_IN_FRONT = re.compile(r"\(?transcribed by turboscribe[^()\n]{0,80}?(?:message\.?\)?|$)\s*", re.IGNORECASE)


def without_credits(line: str) -> str:
    """A line without what a recorder says of itself; all of it may be that.

    >>> without_credits("Transcribed by https://otter.ai"), without_credits("I transcribed it.")
    ('', 'I transcribed it.')
    >>> without_credits("(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.) So, I went.")
    'So, I went.'
    """
    lowered = line[:300].lower()
    if not any(word in lowered for word in _WORDS):
        return line
    match = _IN_FRONT.match(line)
    rest = line[match.end() :] if match else line
    return "" if len(rest) < 200 and _LINE.fullmatch(rest) else rest
