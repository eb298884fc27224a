"""Channels of Discord in plain text: where a message ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading

Read = Callable[..., Reading]
RULE = "=" * 62
HEAD = f"{RULE}\nGuild: The Pier\nChannel: Text / boats\n{RULE}\n\n"
SAID = f"It left early.\n{RULE}\nAnd nobody told us."
CHAT = f"{HEAD}[7/13/2025 3:50 AM] una\nHow was it?\n\n[7/13/2025 3:55 AM] vic\n{SAID}\n\n"


@pytest.mark.parametrize(
    "end", ["", f"{RULE}\n", f"{RULE}\nExported 2 message(s)\n{RULE}\n", f"{RULE}\n\nExported 1,002 messages\n{RULE}"]
)
def test_a_rule_within_a_message_is_part_of_it(read: Read, end: str) -> None:
    reading = read({"a.txt": CHAT + end}, source=[{"files": "*", "interviewer": "una"}])
    assert [file.format for file in reading.files] == ["discord_text"]
    said = " ".join(reading.quotes.loc[reading.quotes["participant"].notna(), "text"])
    assert "It left early." in said
    assert said.rstrip().endswith("And nobody told us.")
