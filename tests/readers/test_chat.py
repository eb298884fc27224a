"""Chats in one cell, and the words that tell the customer from the company."""

from __future__ import annotations

import pytest

from voc.quotes import Passage, Role
from voc.reading.tables import sender as _sender
from voc.reading.tables.chat import turns


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("customer", "participant"), ("End-user", "participant"), ("end_user", "participant"),
        ("Visitor 123", "participant"),
        ("inbound", "participant"), ("Incoming", "participant"), ("user", "participant"), ("lead", "participant"),
        ("Kunde", "participant"), ("Customer: Ana", "participant"),
        ("agent", "agent"), ("Agent 2", "agent"), ("Agent Mila", "agent"), ("Customer Service", "agent"),
        ("Customer Support", "agent"), ("ADMIN", "agent"), ("outbound", "agent"), ("bot", "agent"),
        ("Virtual Assistant", "agent"), ("Support Team", "agent"), ("Berater", "agent"), ("assistant", "agent"),
        ("Mila", None), ("Page, Anna", None), ("Mia Service", None), ("", None), ("3", None), ("care@x.org", None),
        ("the customer was not amused by the agent", None),
    ],
)  # fmt: skip
def test_a_label_says_a_side(word: str, role: Role | None) -> None:
    assert _sender.role(word) == role


def told(text: str, **known: list[str]) -> list[tuple[str, str]] | None:
    found = turns(Passage(text, "row 2, column 'Body'", speaker="ana@x.org"), customer=known.get("customer", []))
    return found and [(turn.role, turn.text) for turn in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Agent: How can I help?\nCustomer: It broke.\nTwice.\nAgent: Sorry.",
            [("agent", "How can I help?"), ("participant", "It broke.\nTwice."), ("agent", "Sorry.")],
        ),
        ("[10:02] Visitor: hello?\n[10:03] Mila: Hi!", [("participant", "hello?"), ("agent", "Hi!")]),
        ("(10:02:33) Visitor 7: hello?\n(10:03:01) Bot: Hi!", [("participant", "hello?"), ("agent", "Hi!")]),
        ("( 5s ) Bot: Hi\n( 1m 20s ) Ana: it broke", [("agent", "Hi"), ("participant", "it broke")]),
        (
            "Chat Started: Sunday, May 3\nAgent Mila: Hi\nAna: it broke",
            [("participant", "Chat Started: Sunday, May 3"), ("agent", "Hi"), ("participant", "it broke")],
        ),
    ],
    ids=["labels", "times", "times with seconds", "salesforce", "with a head"],
)
def test_turns_of_a_chat(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Order: 1\nItem: 2\nOrder: 3\nItem: 4",
        "One thing I noticed: it is slow.\nThe other: it is loud.",
        "Ana: it broke\nTom: which one?\nAna: the red one",
        "Agent: one line only",
        "It broke. Agent: what? Customer: this.",
        "Name: Ana\nProblem: it broke\nPhone: 12",
    ],
    ids=["a form", "clauses", "nobody says who is the customer", "one speaker", "one line", "fields"],
)
def test_what_is_no_chat_is_left_whole(text: str) -> None:
    assert told(text) is None


def test_the_row_s_customer_is_known_by_name() -> None:
    text = "Ana: it broke\nTom: which one?\nAna: the red one"
    expected = [("participant", "it broke"), ("agent", "which one?"), ("participant", "the red one")]
    assert told(text, customer=["Ana Roe", "ana@x.org"]) == expected
    assert turns(Passage(text, "row 2"), given={"tom": "agent"}) is not None


def test_each_answer_carries_what_it_answers() -> None:
    found = turns(Passage("Bot: Which day?\nCustomer: Monday.", "row 2", question="Refund"))
    assert found is not None
    assert [turn.question for turn in found] == [None, "Which day?"]
    assert [turn.locator for turn in found] == ["row 2, turn 1", "row 2, turn 2"]
