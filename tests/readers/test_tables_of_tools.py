"""Reviews, tickets and posts: what a row or a line becomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from voc.errors import ReadError
from voc.readers import Reading


def kept(reading: Reading) -> list[str]:
    return reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()


@pytest.mark.parametrize(
    ("word", "code"),
    [("en", "en"), ("en-US", "en"), ("EN", "en"), ("English", "en"), ("Spanish", "es"), ("German", "de"), ("", None)],
)
def test_a_language_column_gives_a_code_or_nothing(read: Callable[..., Reading], word: str, code: str | None) -> None:
    """ "Spanish" is not "sp", and no answer is excluded for a language that there is not."""
    found = read({"a.csv": f"author,review,language\na,Ok bien,{word}\nb,Fine,\n"}, languages=["en", "es", "de"])
    assert found.quotes["lang"].fillna("").tolist()[0] in {code or "", ""}
    assert len(kept(found)) == 2


@pytest.mark.parametrize("code", ["und", "qme", "zxx"])
def test_a_post_whose_language_is_not_known_is_kept(read: Callable[..., Reading], code: str) -> None:
    assert kept(read({"a.jsonl": json.dumps({"text": "Great app", "lang": code, "author": "x"})})) == ["Great app"]


def test_own_accounts_are_no_evidence(read: Callable[..., Reading]) -> None:
    text = "author,review\n@Acme,Thanks for telling us\nacme,Sorry about that\nbob,I like the bike\n"
    reading = read({"a.csv": text}, own_accounts=["@ACME"])
    assert kept(reading) == ["I like the bike"]
    assert reading.quotes["role"].tolist() == ["agent", "agent", "participant"]
    assert len(reading.participants) == 1


def test_the_agent_s_words_are_never_evidence(read: Callable[..., Reading]) -> None:
    text = "id,subject,description,requester,agent reply\n1,Help,It broke again today.,a@x.org,Restart it please.\n"
    reading = read({"a.csv": text})
    assert kept(reading) == ["It broke again today."]
    assert reading.quotes["excluded"].dropna().tolist() == ["agent's words"]


@pytest.mark.parametrize("when", ["9999-12-31", "0001-01-01 00:00:00", "0001-01-01T00:00:00+05:00"])
def test_a_date_that_means_never_stops_nothing(read: Callable[..., Reading], when: str) -> None:
    reading = read({"a.csv": f"author,review,date\na,The app is great,{when}\nb,I like the bike,2026-05-01\n"})
    assert reading.quotes["timestamp"].notna().tolist() == [False, True]


POSTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Hacker News": (
        {
            "comment_text": "It&#x27;s <i>late</i>",
            "author": "mila",
            "created_at": "2026-05-01T10:00:00Z",
            "objectID": "7",
        },
        {"text": "It's late", "timestamp": "2026-05-01T10:00:00+00:00"},
    ),
    "App Store Connect": (
        {"attributes": {"rating": 2, "body": "It broke", "reviewerNickname": "mila", "createdDate": "2026-05-01"}},
        {"text": "It broke", "timestamp": "2026-05-01T00:00:00+00:00"},
    ),
    "Google Business": (
        {"reviewer": {"displayName": "Mila"}, "starRating": "TWO", "comment": "It broke", "createTime": "2026-05-01"},
        {"text": "It broke", "timestamp": "2026-05-01T00:00:00+00:00"},
    ),
    "mastodon": (
        {"content": "<p>It &amp; he<br>left</p>", "account": {"acct": "mila@x"}, "created_at": "2026-05-01T10:00:00Z"},
        {"text": "It & he\nleft", "timestamp": "2026-05-01T10:00:00+00:00"},
    ),
    "reddit": (
        {"body": "It broke <again>", "author": "mila", "created_utc": 1767225600, "subreddit": "bikes"},
        {"text": "It broke <again>", "channel": "Reddit", "timestamp": "2026-01-01T00:00:00+00:00"},
    ),
    "reddit dump": (
        {"selftext": "It broke", "author": "mila", "created_utc": 1767225600.0},
        {"text": "It broke", "timestamp": "2026-01-01T00:00:00+00:00"},
    ),
    "old twitter": (
        {"full_text": "It broke", "user": {"screen_name": "mila"}, "created_at": "Wed Apr 15 08:00:00 +0000 2026"},
        {"text": "It broke", "timestamp": "2026-04-15T08:00:00+00:00"},
    ),
}


@pytest.mark.parametrize(("record", "expected"), POSTS.values(), ids=POSTS)
def test_posts_of_each_shape(read: Callable[..., Reading], record: dict[str, Any], expected: dict[str, Any]) -> None:
    row = read({"a.jsonl": json.dumps(record)}).quotes.astype({"timestamp": object}).iloc[0]
    found = {name: row[name].isoformat() if name == "timestamp" else row[name] for name in expected}
    assert found == expected
    assert row["participant"] == "P001"


@pytest.mark.parametrize(
    "first",
    [{"content": "", "account": {"acct": "mila"}}, {"content": "", "reblog": {"content": "<p>a</p>"}}],
    ids=["only a picture", "only a boost"],
)
def test_a_first_post_without_words_hides_no_others(read: Callable[..., Reading], first: dict[str, Any]) -> None:
    posts = [first, {"content": "<p>The chain came off</p>", "account": {"acct": "bo"}}]
    assert kept(read({"a.jsonl": "\n".join(map(json.dumps, posts))})) == ["The chain came off"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "cut', "line 2: not JSON"),
        ("[1, 2]", "line 2: not a JSON object"),
        ('"words"', "line 2: not a JSON object"),
        ('{"text": "hi there", "n": ' + "9" * 5000 + "}", "line 2: "),
        ("[" * 100_000, "line 2: not JSON"),
    ],
    ids=["cut short", "list", "string", "a number of 5000 digits", "too deep"],
)
def test_a_line_that_is_no_post_is_named(read: Callable[..., Reading], line: str, fault: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.jsonl, ") as caught:
        read({"a.jsonl": '{"text": "The app is great", "author": "a"}\n' + line})
    assert fault in str(caught.value)


def test_half_an_emoji_stops_nothing(read: Callable[..., Reading]) -> None:
    """A tool that cuts a text by 16-bit units leaves a lone surrogate, which no UTF-8 file can hold."""
    reading = read({"a.jsonl": '{"text": "I love it \\ud83d", "author": "x"}'})
    assert reading.quotes["text"].tolist()[0].encode("utf-8").startswith(b"I love it")


def test_two_answers_of_one_person_are_two_answers(read: Callable[..., Reading]) -> None:
    """The same words under another question are said of another thing."""
    text = (
        "Respondent ID,What do you like about us?,What do you dislike about us?\n"
        "100001,The price of it,The price of it\n100002,Friendly people at the desk,Slow web site\n"
    )
    assert len(kept(read({"a.csv": text}))) == 4


def test_every_sheet_is_read_or_named(read: Callable[..., Reading], workbook: Callable[..., bytes]) -> None:
    header = ("Respondent ID", "Why did you leave?")
    sheets = {"Jan": [header, (100001, "The shop was closed")], "Feb": [header, (100002, "I waited two weeks")]}
    reading = read({"a.xlsx": workbook(sheets)})
    assert "I waited two weeks" in kept(reading) or "Feb" in reading.files[0].note


def test_surveymonkey_s_second_header_row_is_no_answer(read: Callable[..., Reading]) -> None:
    text = (
        "Respondent ID,Collector ID,Start Date,How was the delivery?,,Why?\n"
        ",,,Response,Other (please specify),Open-Ended Response\n"
        "118052219061,446111201,06/10/2022 07:48:07 AM,Good,,The courier was kind to me\n"
        "118052219062,446111201,06/10/2022 07:49:07 AM,Bad,I was away that day,He left it in the rain\n"
    )
    assert kept(read({"a.csv": text})) == [
        "The courier was kind to me",
        "I was away that day",
        "He left it in the rain",
    ]


def test_surveymonkey_s_choices_have_a_column_each(read: Callable[..., Reading]) -> None:
    """The questions then fill fewer cells than the row of kinds below them."""
    text = "Respondent ID,Which channels?,,,,,,Why?\n,App,Phone,Shop,Mail,Post,None,Open-Ended Response\n" + "".join(
        f"11805221906{n},App,,Shop,,,,It was late on day {n}\n" for n in range(4)
    )
    reading = read({"a.csv": text})
    assert set(reading.quotes["question"]) == {"Why?"}
    assert reading.participants["Which channels?"].tolist() == ["App; Shop"] * 4


def test_qualtrics_second_row_is_what_was_asked(read: Callable[..., Reading]) -> None:
    text = (
        'ResponseId,StartDate,Q1,Q2\nResponse ID,Start Date,"Why did you leave us?",What is your name?\n'
        '"{""ImportId"":""_recordId""}","{""ImportId"":""startDate""}","{""ImportId"":""QID1_TEXT""}","{""ImportId"":""QID2_TEXT""}"\n'
        "R_2YPOQ602ER1jkf1,2026-05-03 18:22:10,The price went up again,Anna Smith\n"
    )
    quotes = read({"a.csv": text}).quotes
    assert quotes["text"].tolist() == ["The price went up again"]
    assert quotes["question"].tolist() == ["Why did you leave us?"]
    assert quotes["locator"].tolist() == ["row 4, column 'Q1'"]


def test_a_row_longer_than_the_header_is_told(read: Callable[..., Reading]) -> None:
    text = "Respondent ID,Why?\n100001,It was fine there\n100002,Also rather fine\n100003,I waited, and waited\n"
    reading = read({"a.csv": text})
    assert kept(reading)[-1] == "I waited, and waited"
    assert reading.files[0].note == "more cells than the header has in row 4: joined into the last column"


def test_posts_without_words_are_counted(read: Callable[..., Reading]) -> None:
    reading = read({"a.jsonl": '{"text": "", "author": "a"}\n{"text": "The chain came off", "author": "b"}\n'})
    assert (reading.files[0].blank, len(reading.participants)) == (1, 1)
