"""Issues of Jira: whose each comment is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading

Read = Callable[..., Reading]
HEAD = "Summary,Issue key,Issue id,Issue Type,Priority,Assignee,Reporter,Created,Description,Comment,Comment\n"


def issue(first: str, second: str) -> str:
    return f"{HEAD}Dark ramp,PIER-1,1,Bug,High,sam.desk,una.bell,12/Mar/21 9:15 AM,The ramp is dark.,{first},{second}\n"


@pytest.mark.parametrize("when", ["12/Mrz./21 9:30 nachm.", "31/Feb/21 9:30 AM", "12/мар/21 9:30"])
def test_a_comment_whose_time_cannot_be_read_is_its_writers(read: Read, when: str) -> None:
    given = issue(f"{when};sam.desk;We will look at the lamp.", f"{when};vic;I fell there.")
    quotes = read({"a.csv": given}).quotes
    assert quotes["text"].tolist() == ["The ramp is dark.", "We will look at the lamp.", "I fell there."]
    assert quotes["role"].tolist() == ["participant", "agent", "participant"]
    assert quotes["participant"].dropna().nunique() == 2


def test_who_only_comments_has_nothing_of_the_reporter(read: Read) -> None:
    when = "12/Mar/21 9:30 AM"
    reading = read({"a.csv": issue(f"{when};vic;I fell there.", f"{when};una.bell;And it is wet.")})
    who = reading.quotes.set_index("text")["participant"]
    of = reading.participants.set_index("participant")["Priority"]
    assert who["The ramp is dark."] == who["And it is wet."] != who["I fell there."]
    assert of[who["The ramp is dark."]] == "High"
    assert of.isna()[who["I fell there."]]


def test_a_description_with_semicolons_stays_whole(read: Read) -> None:
    given = issue("", "").replace("The ramp is dark.", "From 7 to 9 it is dark;every day;and nobody comes.")
    assert read({"a.csv": given}).quotes["text"].tolist() == ["From 7 to 9 it is dark;every day;and nobody comes."]
