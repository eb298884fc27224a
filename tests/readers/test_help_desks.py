"""Help desks as JSON: Zendesk and Intercom, one document or one record a line."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers
from voc.reading.base import choose

TICKET: dict[str, Any] = {
    "url": "https://x.zendesk.com/api/v2/tickets/1.json",
    "id": 1,
    "via": {"channel": "email"},
    "created_at": "2026-05-02T08:12:00Z",
    "subject": "My coat",
    "description": "I left my coat in cabin 412.",
    "requester_id": 10,
    "submitter_id": 10,
    "status": "open",
}
USERS = [
    {"id": 10, "name": "Karin Lund", "email": "karin@x.org", "role": "end-user"},
    {"id": 11, "name": "Bo Lund", "email": "bo@x.org", "role": "end-user"},
    {"id": 90, "name": "Sam", "email": "sam@boats.example", "role": "agent"},
]


def found_in(folder: Path, content: str, name: str = "given.json") -> tuple[list[Passage], Source]:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    source = Source(path, path.name)
    reader, _ = choose(source, all_readers())
    assert reader.name in ("zendesk", "intercom")
    assert reader.preview(source)
    return list(reader.read(source)), source  # type: ignore[arg-type]


def zendesk(folder: Path, **ticket: Any) -> list[tuple[str, str, str | None]]:
    found, _ = found_in(folder, json.dumps({"tickets": [TICKET | ticket], "users": USERS}))
    return [(one.text, one.role, one.excluded) for one in found]


def comment(number: int, author: int, body: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "author_id": author,
        "body": body,
        "public": True,
        "created_at": "2026-05-02T09:00:00Z",
    } | more


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps({"tickets": [TICKET], "users": USERS}, indent=1)),
        ("a.json", json.dumps({"tickets": [TICKET], "users": USERS})),
        ("a.json", json.dumps([TICKET])),
        ("a.json", json.dumps({"ticket": TICKET})),
        ("a.json", json.dumps(TICKET)),
        ("a.json", json.dumps(TICKET) + "\n" + json.dumps(TICKET | {"id": 2})),
        ("a.ndjson", json.dumps(TICKET)),
        ("a.jsonl", "\ufeff" + json.dumps(TICKET) + "\n\n" + json.dumps(TICKET | {"id": 2}) + "\n"),
    ],
    ids=["document", "one line", "list", "one ticket", "bare", "lines in .json", "one record", "lines with a mark"],
)
def test_every_shape_is_read(tmp_path: Path, name: str, content: str) -> None:
    found, _ = found_in(tmp_path, content, name)
    assert found[0].text == "I left my coat in cabin 412."
    assert found[0].question == "My coat"
    assert found[0].channel == "email"
    assert len({one.locator for one in found}) == len(found) == content.count('"description"')


@pytest.mark.parametrize(
    ("ticket", "expected"),
    [
        ({}, [("I left my coat in cabin 412.", "participant", None)]),
        (
            {"comments": [comment(1, 10, "I left my coat in cabin 412."), comment(2, 90, "Which colour?")]},
            [("I left my coat in cabin 412.", "participant", None), ("Which colour?", "agent", None)],
        ),
        (
            {"comments": [comment(2, 90, "Which colour?"), comment(3, 10, "Red.")]},
            [
                ("I left my coat in cabin 412.", "participant", None),
                ("Which colour?", "agent", None),
                ("Red.", "participant", None),
            ],
        ),
        (
            {"comments": [comment(1, 10, "I left my coat in cabin 412."), comment(2, 90, "Again her.", public=False)]},
            [("I left my coat in cabin 412.", "participant", None), ("Again her.", "agent", "private note")],
        ),
        (
            {"comments": [comment(1, 10, "I left my coat in cabin 412."), comment(2, 11, "It is red.")]},
            [("I left my coat in cabin 412.", "participant", None), ("It is red.", "participant", "not the requester")],
        ),
        (
            {"via": {"channel": "web"}, "submitter_id": 90, "description": "Caller lost her coat."},
            [("Caller lost her coat.", "agent", None)],
        ),
        (
            {"via": {"channel": "api"}, "submitter_id": 90},
            [("I left my coat in cabin 412.", "participant", None)],
        ),
        (
            {"satisfaction_rating": {"score": "bad", "comment": "Nobody called me back."}},
            [("I left my coat in cabin 412.", "participant", None), ("Nobody called me back.", "participant", None)],
        ),
        ({"status": "deleted"}, [("I left my coat in cabin 412.", "participant", "deleted")]),
        ({"description": None}, [("", "participant", None)]),
        (
            {"description": None, "comments": [comment(1, 10, "", html_body="<p>It <b>is</b> red.</p>")]},
            [("It is red.", "participant", None)],
        ),
    ],
    ids=[
        "description", "repeated", "not repeated", "private", "a colleague", "typed by an agent", "sent by a program",
        "rated", "deleted", "nothing", "only HTML",
    ],
)  # fmt: skip
def test_whose_words_a_ticket_holds(
    tmp_path: Path, ticket: dict[str, Any], expected: list[tuple[str, str, str | None]]
) -> None:
    assert zendesk(tmp_path, **ticket) == expected


def test_a_requester_is_one_person_by_her_address(tmp_path: Path) -> None:
    found, source = found_in(tmp_path, json.dumps({"tickets": [TICKET], "users": USERS}))
    assert [one.speaker for one in found] == ["karin@x.org"]
    assert source.scales["satisfaction"].levels == ("bad", "good")


def test_comments_may_lie_beside_the_tickets(tmp_path: Path) -> None:
    content = {"tickets": [TICKET], "comments": [comment(5, 10, "It is red.") | {"ticket_id": 1}], "users": USERS}
    found, _ = found_in(tmp_path, json.dumps(content))
    assert [one.text for one in found] == ["I left my coat in cabin 412.", "It is red."]


def test_a_ticket_that_comes_twice_has_two_places(tmp_path: Path) -> None:
    found, _ = found_in(tmp_path, json.dumps([TICKET, TICKET | {"status": "solved"}]))
    assert [one.locator for one in found] == ["ticket 1, description", "ticket 1 (2), description"]


def test_a_longer_export_adds_only_the_new_comment(read: Callable[..., Reading]) -> None:
    one = TICKET | {"comments": [comment(1, 10, "I left my coat in cabin 412.")]}
    more = TICKET | {
        "comments": [*one["comments"], comment(2, 90, "Which?"), comment(3, 10, "The red one with a hood.")]
    }
    reading = read({"a.json": json.dumps([one]), "b.json": json.dumps([more])})
    kept = reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()
    assert kept == ["I left my coat in cabin 412.", "The red one with a hood."]
    assert [file.again for file in reading.files] == [0, 1]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.json", json.dumps({"tickets": [TICKET]})[:-30], "line 1, column"),
        ("a.ndjson", json.dumps(TICKET) + '\n{"id": 2, "via', "line 2: not JSON"),
        ("a.ndjson", json.dumps(TICKET) + "\n" + "[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_truncated_export_is_named(tmp_path: Path, name: str, content: str, fault: str) -> None:
    with pytest.raises(ReadError) as caught:
        found_in(tmp_path, content, name)
    assert str(caught.value).startswith(name)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    "odd",
    [
        {"comments": "none"}, {"comments": [7, None, {"body": ["x"]}]}, {"via": "email", "url": ""}, {"subject": 7},
        {"satisfaction_rating": "good"}, {"satisfaction_rating": {"score": 5, "comment": {}}}, {"requester": [1]},
        {"requester_id": [1]}, {"created_at": {}}, {"id": None}, {"description": "\ud83d half"},
    ],
)  # fmt: skip
def test_odd_values_stop_nothing(tmp_path: Path, odd: dict[str, Any]) -> None:
    found, _ = found_in(tmp_path, json.dumps([TICKET, TICKET | {"id": 2} | odd, 7]))
    assert found[0].text == "I left my coat in cabin 412."
    assert all(isinstance(one.text, str) for one in found)


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    _, source = found_in(tmp_path, json.dumps([TICKET, 7, None]))
    assert source.notes == ["2 entries are no records and could not be read"]


CONVERSATION: dict[str, Any] = {
    "type": "conversation",
    "id": "5",
    "created_at": 1777709520,
    "source": {
        "type": "email",
        "id": "9",
        "subject": "<p>Coat</p>",
        "body": "<p>My coat is <i>red</i>.</p>",
        "author": {"type": "user", "id": "u1", "name": "Karin Lund", "email": "karin@x.org"},
    },
}


@pytest.mark.parametrize("seed", range(150))
def test_no_shape_of_json_stops_the_reading(tmp_path: Path, seed: int) -> None:
    """Any value of a record may be anything: the readers pass over what they do not know."""
    chance = random.Random(seed)  # noqa: S311
    odd = [None, 7, "x", [], {}, [7], {"id": 7}, True, "", [[{}]], {"body": "y", "author": {"type": "user"}}, 1e400, -1]
    record = json.loads(
        json.dumps(chance.choice([TICKET | {"comments": [comment(1, 10, "It is red.")]}, CONVERSATION]))
    )
    for _ in range(chance.randint(1, 4)):
        inner = chance.choice([record, *(value for value in record.values() if isinstance(value, dict))])
        if inner:
            inner[chance.choice(list(inner))] = copy.deepcopy(chance.choice(odd))
    path = tmp_path / "given.json"
    path.write_text(json.dumps([TICKET, CONVERSATION, record]), encoding="utf-8")
    for name in ("zendesk", "intercom"):
        reader = all_readers()[name]
        source = Source(path, path.name)
        reader.sniff(source)
        reader.preview(source)
        found = [one for one in reader.read(source) if isinstance(one, Passage)]
        assert len({one.locator for one in found}) == len(found)


def part(number: int, author: str, body: str | None, kind: str = "comment", **more: Any) -> dict[str, Any]:
    return {"id": str(number), "part_type": kind, "body": body, "author": {"type": author, "id": "u1"}} | more


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], [("My coat is red.", "participant", None)]),
        ([part(1, "admin", "<p>Which?</p>")], [("My coat is red.", "participant", None), ("Which?", "agent", None)]),
        ([part(1, "bot", "<p>Hi!</p>")], [("My coat is red.", "participant", None), ("Hi!", "agent", None)]),
        ([part(1, "lead", "<p>The red one.</p>")], [
            ("My coat is red.", "participant", None), ("The red one.", "participant", None),
        ]),
        ([part(1, "admin", "<p>Her again.</p>", "note")], [
            ("My coat is red.", "participant", None), ("Her again.", "agent", "private note"),
        ]),
        ([part(1, "admin", None, "assignment"), part(2, "admin", None, "close")], [
            ("My coat is red.", "participant", None),
        ]),
        ([part(1, "user", "<p>This was deleted</p>", redacted=True)], [
            ("My coat is red.", "participant", None), ("This was deleted", "participant", "deleted"),
        ]),
    ],
    ids=["alone", "admin", "bot", "lead", "note", "events", "redacted"],
)  # fmt: skip
def test_whose_words_a_conversation_holds(
    tmp_path: Path, parts: list[dict[str, Any]], expected: list[tuple[str, str, str | None]]
) -> None:
    record = CONVERSATION | {"conversation_parts": {"conversation_parts": parts}}
    for content in (json.dumps(record), json.dumps({"conversations": [record]}), json.dumps([record], indent=1)):
        found, _ = found_in(tmp_path, content)
        assert [(one.text, one.role, one.excluded) for one in found] == expected
        assert found[0].question == "Coat"
        assert found[0].speaker == "karin@x.org"


@pytest.mark.parametrize(
    "odd",
    [
        {"conversation_parts": None}, {"conversation_parts": [7]}, {"conversation_rating": 5}, {"created_at": "x"},
        {"source": {"author": {"type": "user"}, "body": None}}, {"id": None},
        {"conversation_rating": {"rating": None, "remark": 7}},
    ],
)  # fmt: skip
def test_odd_conversations_stop_nothing(tmp_path: Path, odd: dict[str, Any]) -> None:
    full = CONVERSATION | {"conversation_parts": {"conversation_parts": []}}
    found, _ = found_in(tmp_path, json.dumps([full, full | {"id": "6"} | odd]))
    assert found[0].text == "My coat is red."


def test_a_remark_is_the_customer_s(tmp_path: Path) -> None:
    rating = {"rating": 2, "remark": "I had to ask twice.", "contact": {"id": "u1"}}
    found, source = found_in(tmp_path, json.dumps(CONVERSATION | {"conversation_rating": rating}))
    assert [(one.text, one.speaker, one.attributes) for one in found] == [
        ("My coat is red.", "karin@x.org", {"conversation rating": "2"}),
        ("I had to ask twice.", "karin@x.org", {"conversation rating": "2"}),
    ]
    assert source.scales["conversation rating"].high == 5
