"""Posts and reviews as JSON: the shapes of each platform, what is no evidence, and what breaks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import x_archive

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers import Reading, Source, all_readers, read_paths
from voc.reading.base import choose, sniff
from voc.study import SourceRule, Study

GOLDEN = Path(__file__).parents[1] / "golden" / "readers"
MINE = (
    "x_api", "x_archive", "reddit", "pushshift", "mastodon", "youtube_comments", "appstore_rss", "amazon_reviews",
    "posts_lines", "telegram", "discord", "slack", "messenger",
)  # fmt: skip
INPUTS = [
    path for name in MINE for path in sorted((GOLDEN / name).iterdir()) if not path.name.endswith(".expected.jsonl")
]  # fmt: skip


def passages(path: Path, rule: SourceRule | None = None) -> tuple[str, list[Passage], list[str]]:
    """The format of a file, what it yields, and the notes."""
    source = Source(path, path.name, rule or SourceRule(files="*"))
    reader, _ = choose(source, all_readers())
    return reader.name, list(reader.read(source)), source.notes  # type: ignore[arg-type]


@pytest.fixture
def reads(tmp_path: Path) -> Callable[..., tuple[str, list[Passage], list[str]]]:
    def reading(name: str, value: Any, **rule: str) -> tuple[str, list[Passage], list[str]]:
        path = tmp_path / name
        content = value if isinstance(value, str) else json.dumps(value)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return passages(path, SourceRule.model_validate({"files": "*", **rule}))

    return reading


# --- which reader ---------------------------------------------------------------------------------------------------

TWEET = {"id": "1840000000000000001", "text": "It broke", "author_id": "77", "created_at": "2026-03-02T08:14:05.000Z"}
COMMENT = {"id": "kaa1", "body": "It broke", "author": "mila", "subreddit": "bikes", "created_utc": 1767225600}
STATUS = {
    "id": "1", "uri": "https://a.example/users/mila/statuses/1", "content": "<p>It broke</p>", "visibility": "public",
    "account": {"acct": "mila"}, "created_at": "2026-04-14T19:06:08.570Z",
}  # fmt: skip
ENTRY = {"im:rating": {"label": "1"}, "content": {"label": "It broke"}, "author": {"name": {"label": "mila"}}}
AMAZON = {"asin": "B1", "user_id": "U1", "rating": 1.0, "title": "Bad", "text": "It broke", "timestamp": 1588687728923}
YOUTUBE = {
    "id": "Ug1", "snippet": {"textDisplay": "It <b>broke</b>", "textOriginal": "It broke", "authorDisplayName": "@mila"}
}  # fmt: skip
THREAD = {"kind": "youtube#commentThread", "id": "Ug1", "snippet": {"topLevelComment": YOUTUBE}}
LISTING = {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": COMMENT}]}}
OUTBOX = {
    "type": "OrderedCollection",
    "orderedItems": [
        {"type": "Create",
         "object": {"id": "u1", "content": "<p>It broke</p>", "attributedTo": "https://a.example/@mila"}}
    ],
}  # fmt: skip
DUMPED = {
    "id": "k0",
    "title": "Help",
    "selftext": "It broke",
    "author": "mila",
    "subreddit": "bikes",
    "created_utc": 1767225600,
}

DISCORD = {
    "id": "1", "type": "Default", "timestamp": "2026-02-03T09:00:00+00:00", "content": "It broke",
    "author": {"id": "11", "name": "mila", "discriminator": "0000", "nickname": "Mila", "isBot": False},
}  # fmt: skip
SLACK = {"type": "message", "user": "U01", "text": "It broke", "ts": "1770109260.000200"}
TELEGRAM = {
    "id": 2,
    "type": "message",
    "date": "2026-02-03T09:01:00",
    "from": "Mila",
    "from_id": "user3",
    "text": "It broke",
}

SHAPES: dict[str, tuple[str, Any, str]] = {
    "a page": ("a.json", {"data": [TWEET], "meta": {"result_count": 1}}, "x_api"),
    "pages by line": ("a.jsonl", json.dumps({"data": [TWEET], "meta": {}}) + "\n" + json.dumps({"meta": {}}), "x_api"),
    "a stream": ("a.jsonl", json.dumps({"data": TWEET, "matching_rules": []}), "x_api"),
    "flat tweets": ("a.ndjson", json.dumps(TWEET), "x_api"),
    "a list of tweets": ("a.json", [TWEET, TWEET], "x_api"),
    "pages in a list": ("a.json", [{"data": [TWEET], "includes": {}}], "x_api"),
    "an answer within an answer": ("a.json", {"data": {"data": [TWEET], "meta": {}}}, "x_api"),
    "search of v1.1": (
        "a.json", {"statuses": [{"id_str": "1", "full_text": "It broke", "user": {"screen_name": "mila"}}]}, "x_api"
    ),
    "an archive's file": (
        "tweets.js", 'window.YTD.tweet.part0 = [{"id_str": "1", "full_text": "It broke"}];\n', "x_archive"
    ),
    "a listing": ("a.json", LISTING, "reddit"),
    "a tree": ("a.json", [LISTING, LISTING], "reddit"),
    "listings by line": ("a.jsonl", json.dumps(LISTING), "reddit"),
    "a list of comments": ("a.json", [COMMENT], "reddit"),
    "an answer of Pushshift's API": ("a.json", {"data": [COMMENT], "metadata": {}}, "reddit"),
    "submissions with their comments": ("a.jsonl", json.dumps({**DUMPED, "comments": [COMMENT]}), "reddit"),
    "a dump": ("a.ndjson", json.dumps(COMMENT), "pushshift"),
    "a dump called json": ("a.json", json.dumps(COMMENT) + "\n" + json.dumps(COMMENT) + "\n", "pushshift"),
    "statuses by line": ("a.jsonl", json.dumps(STATUS), "mastodon"),
    "statuses": ("a.json", [STATUS], "mastodon"),
    "a channel": ("a.json", {"channel": {"id": "4"}, "messages": [DISCORD]}, "discord"),
    "a day of a channel": ("a.json", [SLACK], "slack"),
    "a chat": ("a.json", {"name": "Diary", "id": 7, "messages": [TELEGRAM]}, "telegram"),
    "all chats": ("a.json", {"chats": {"list": [{"name": "Diary", "id": 7, "messages": [TELEGRAM]}]}}, "telegram"),
    "a chat after what was reported of it": (
        "a.json", {"messages": [{"id": 1, "type": "service", "date": "2026-02-03T09:00:00", "text": ""}, TELEGRAM]},
        "telegram",
    ),
    "a chat cut down to who, when and what": (
        "a.json",
        {"messages": [{"type": "message", "date_unixtime": "1770109200", "from": "Mila", "text": "It broke"}]},
        "telegram",
    ),
    "a search of statuses": ("a.json", {"statuses": [STATUS], "hashtags": []}, "mastodon"),
    "an outbox": ("outbox.json", OUTBOX, "mastodon"),
    "threads": ("a.json", {"kind": "youtube#commentThreadListResponse", "items": [THREAD]}, "youtube_comments"),
    "comments": ("a.json", {"kind": "youtube#commentListResponse", "items": [YOUTUBE]}, "youtube_comments"),
    "threads by line": ("a.jsonl", json.dumps(THREAD), "youtube_comments"),
    "a list of threads": ("a.json", [THREAD], "youtube_comments"),
    "a feed": ("a.json", {"feed": {"entry": [ENTRY]}}, "appstore_rss"),
    "a feed of one": ("a.json", {"feed": {"entry": ENTRY}}, "appstore_rss"),
    "feeds in a list": (
        "a.json", [{"feed": {"entry": [ENTRY]}}, {"feed": {"entry": []}}, {"feed": {}}], "appstore_rss"
    ),
    "entries": ("a.json", [ENTRY], "appstore_rss"),
    "reviews by line": ("a.jsonl", json.dumps(AMAZON), "amazon_reviews"),
    "reviews": ("a.json", [AMAZON], "amazon_reviews"),
    "any list": ("a.json", [{"text": "It broke", "author": "mila"}], "posts_lines"),
    "any lines": ("a.jsonl", '{"message": "It broke", "from": "mila"}', "posts_lines"),
    "any lines called json": ("a.json", '{"text": "It broke"}\n{"text": "Again"}\n', "posts_lines"),
    "a list in a document": (
        "a.json", {"app": "x", "reviews": [{"review": "It broke", "userName": "mila"}]}, "posts_lines"
    ),
    "a document in a file of lines": ("a.jsonl", json.dumps([{"text": "It broke"}], indent=1), "posts_lines"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "reader"), SHAPES.values(), ids=SHAPES)
def test_every_shape_is_recognised_and_read(reads: Callable[..., Any], name: str, value: Any, reader: str) -> None:
    found, given, _ = reads(name, value)
    assert found == reader
    assert "It broke" in [passage.text for passage in given]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_format_is_the_surest_by_far(path: Path) -> None:
    ranked = sniff(Source(path, path.name), all_readers())
    assert ranked[0][0].name == path.parent.name
    assert len(ranked) == 1 or ranked[0][1].score - ranked[1][1].score >= 0.05


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_preview_says_what_becomes_what(path: Path) -> None:
    source = Source(path, path.name)
    rows = all_readers()[path.parent.name].preview(source)
    assert "quotes" in [becomes for _, becomes in rows]
    assert len(rows) < 40


@pytest.mark.parametrize(
    "value",
    [
        {"text": "a whole talk", "segments": [{"start": 0.0, "end": 2.0, "text": "a whole talk"}], "language": "en"},
        [{"start": 0.0, "end": 2.5, "text": "so tell me"}],
        {"name": "settings", "items": [1, 2]},
        {"data": []},
        [],
        {},
        [1, "two", None],
        "words",
    ],
    ids=["a transcript", "segments", "no posts", "empty page", "empty list", "nothing", "no objects", "a string"],
)
def test_what_holds_no_posts_is_not_taken_for_posts(tmp_path: Path, value: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    assert not {reader.name for reader, _ in sniff(Source(path, path.name), all_readers())} & set(MINE)


# --- what is told of a post -----------------------------------------------------------------------------------------

KNOWN: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "joined author": (
        "a.json",
        {"data": [TWEET], "includes": {"users": [{"id": "77", "username": "mila"}]}},
        {"speaker": "mila", "channel": "X", "key": "X 1840000000000000001"},
    ),
    "an author nobody included": ("a.json", {"data": [TWEET], "includes": {}}, {"speaker": "77"}),
    "a flat author": ("a.jsonl", json.dumps({**TWEET, "author": {"username": "mila"}}), {"speaker": "mila"}),
    "an id as a number": (
        "a.jsonl", json.dumps({**TWEET, "id": 1840000000000000001}), {"key": "X 1840000000000000001"}
    ),
    "subreddit": ("a.json", LISTING, {"attributes": {"subreddit": "bikes"}, "key": "Reddit kaa1"}),
    "the same comment in a dump": ("a.jsonl", json.dumps(COMMENT), {"key": "Reddit kaa1"}),
    "deleted author": ("a.jsonl", json.dumps({**COMMENT, "author": "[deleted]"}), {"speaker": "line 1"}),
    "deleted author in a listing": (
        "a.json", {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {**COMMENT, "author": None}}]}},
        {"speaker": "row 1", "locator": "comment 1, body"},
    ),
    "status": ("a.jsonl", json.dumps(STATUS), {"key": "Mastodon https://a.example/users/mila/statuses/1"}),
    "outbox": ("outbox.json", OUTBOX, {"speaker": "mila@a.example", "excluded": "own account", "key": "Mastodon u1"}),
    "handle without @": ("a.jsonl", json.dumps(THREAD), {"speaker": "mila", "channel": "YouTube"}),
    "stars": ("a.json", [ENTRY], {"attributes": {"rating": "1"}, "channel": "App Store"}),
    "whole stars": (
        "a.jsonl", json.dumps({**AMAZON, "verified_purchase": True}),
        {
            "attributes": {"rating": "1", "verified purchase": "yes", "product": "B1"},
            "key": "Amazon U1 B1 1588687728923",
        },
    ),
    "any": ("a.jsonl", '{"text": "It broke", "id": 7, "platform": "forum"}', {"key": "forum 7", "speaker": "line 1"}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), KNOWN.values(), ids=KNOWN)
def test_what_is_known_of_a_post(reads: Callable[..., Any], name: str, value: Any, expected: dict[str, Any]) -> None:
    _, given, _ = reads(name, value)
    passage = next(one for one in given if one.text == "It broke")
    assert {field: getattr(passage, field) for field in expected} == expected


TEXTS: dict[str, tuple[str, Any, list[str]]] = {
    "entities": ("a.jsonl", {**TWEET, "text": "A &amp; B &lt;3 &gt;:("}, ["A & B <3 >:("]),
    "a long post": ("a.jsonl", {**TWEET, "text": "It…", "note_tweet": {"text": "It &amp; all"}}, ["It & all"]),
    "markdown": ("a.jsonl", {**COMMENT, "body": "&gt; yours\nstill yours\n\nmine <b>\n\n&gt; again\n\nmine too"},
                 ["> yours\nstill yours", "mine <b>", "> again", "mine too"]),
    "a spoiler is no quote": ("a.jsonl", {**COMMENT, "body": "&gt;!he dies!&lt; sad"}, [">!he dies!< sad"]),
    "title and text": ("a.jsonl", DUMPED, ["Help", "It broke"]),
    "only a link": ("a.jsonl", {**DUMPED, "selftext": ""}, ["Help"]),
    "a title that the store made": ("a.jsonl", {**AMAZON, "title": "It br..."}, ["It broke"]),
    "html": ("a.jsonl", {**STATUS, "content": '<p>I &lt;3 <a href="x">it</a></p><p>B</p>'}, ["I <3 it\nB"]),
    "a warning": ("a.jsonl", {**STATUS, "spoiler_text": "shops"}, ["shops", "It broke"]),
    "only a picture": ("a.jsonl", {**STATUS, "content": "<p></p>"}, [""]),
    "as typed": ("a.json", [{"snippet": {"textOriginal": "I <3 it &amp;", "textDisplay": "x"}}], ["I <3 it &amp;"]),
    "as shown": ("a.json", [{"snippet": {"textDisplay": "I &lt;3 it<br>and you"}}], ["I <3 it\nand you"]),
    "as shown, without tags": ("a.json", [{"snippet": {"textDisplay": "a < b"}}], ["a < b"]),
    "breaks": ("a.jsonl", {**AMAZON, "title": "", "text": "One<br /><br />two &#34;x&#34;"}, ["One\n\ntwo \"x\""]),
    "stars alone": ("a.jsonl", {**AMAZON, "title": "", "text": ""}, [""]),
    "a feed's html beside its text": (
        "a.json", [{"feed": {"entry": {**ENTRY, "content": [{"label": "Text"}, {"label": "<b>Text</b>"}]}}}], ["Text"]
    ),
    "half an emoji": ("a.jsonl", '{"text": "so \\ud83d"}', ["so \ufffd"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_words_of_a_post(reads: Callable[..., Any], name: str, value: Any, expected: list[str]) -> None:
    _, given, _ = reads(name, value if isinstance(value, str | list) else json.dumps(value))
    assert [passage.text for passage in given] == expected


EXCLUDED: dict[str, tuple[str, Any, str | None]] = {
    "retweet": ("a.jsonl", {**TWEET, "referenced_tweets": [{"type": "retweeted", "id": "1"}]}, "repost"),
    "quote": ("a.jsonl", {**TWEET, "referenced_tweets": [{"type": "quoted", "id": "1"}]}, None),
    "old retweet": ("a.jsonl", {"id_str": "1", "text": "x", "user": {}, "retweeted_status": {"id_str": "2"}}, "repost"),
    "boost": ("a.jsonl", {**STATUS, "reblog": {"id": "2", "content": "<p>It broke</p>"}}, "repost"),
    "robot": ("a.jsonl", {**STATUS, "account": {"acct": "news", "bot": True}}, "automatic message"),
    "for followers": ("a.jsonl", {**STATUS, "visibility": "private"}, "not public"),
    "direct": ("a.jsonl", {**STATUS, "visibility": "direct"}, "not public"),
    "unlisted": ("a.jsonl", {**STATUS, "visibility": "unlisted"}, None),
    "deleted": ("a.jsonl", {**COMMENT, "body": "[deleted]"}, "deleted"),
    "removed": ("a.jsonl", {**COMMENT, "body": "[ Removed by Reddit ]"}, "deleted"),
    "its title": ("a.jsonl", {**DUMPED, "selftext": "[removed]"}, "deleted"),
    "AutoModerator": ("a.jsonl", {**COMMENT, "author": "AutoModerator"}, "automatic message"),
    "a bot that says so": (
        "a.jsonl", {**COMMENT, "body": "Rule 3. *I am a bot, and this action was performed automatically.*"},
        "automatic message",
    ),
    "who speaks of deleted": ("a.jsonl", {**COMMENT, "body": "[deleted] scenes are best"}, None),
    "the channel's own": (
        "a.jsonl", {"snippet": {"textOriginal": "Thanks!", "channelId": "UC1", "authorChannelId": {"value": "UC1"}}},
        "own account",
    ),
    "a guest of the channel": (
        "a.jsonl", {"snippet": {"textOriginal": "Why?", "channelId": "UC1", "authorChannelId": {"value": "UC2"}}}, None
    ),
    "any that is gone": ("a.jsonl", {"text": "[removed]"}, "deleted"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "reason"), EXCLUDED.values(), ids=EXCLUDED)
def test_what_is_no_evidence(reads: Callable[..., Any], name: str, value: Any, reason: str | None) -> None:
    _, given, _ = reads(name, json.dumps(value))
    assert {passage.excluded for passage in given} == {reason}


def test_own_accounts_are_no_evidence_on_any_platform(read: Callable[..., Reading]) -> None:
    page = {"data": [TWEET], "includes": {"users": [{"id": "77", "username": "VeloHaus"}]}, "meta": {}}
    thread = {"id": "Ug1", "snippet": {"textOriginal": "Sorry!", "authorDisplayName": "@velohaus"}}
    files = {"a.json": json.dumps(page), "b.json": json.dumps([thread])}
    quotes = read(files, own_accounts=["@velohaus"]).quotes
    assert quotes["excluded"].tolist() == ["own account", "own account"]


def test_stars_come_with_their_scale(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([ENTRY]))
    reading = read_paths([tmp_path / "a.json"], Study(), all_readers())
    assert reading.participants["rating"].tolist() == ["1"]
    assert reading.attributes[["attribute", "kind", "low", "high"]].to_dict("records") == [
        {"attribute": "rating", "kind": "rating", "low": 1, "high": 5}
    ]


def test_a_rating_without_words_is_kept(reads: Callable[..., Any]) -> None:
    _, given, _ = reads("a.jsonl", json.dumps({**AMAZON, "title": "", "text": ""}))
    assert [(passage.speaker, passage.attributes["rating"]) for passage in given] == [("U1", "1")]


def test_reviews_of_any_tool_are_reviews_and_the_shop_s_answer_is_none(read: Callable[..., Reading]) -> None:
    given = [{"reviewId": "1", "userName": "Kim", "content": "It broke.", "score": 1, "replyContent": "Sorry."}]
    quotes = read({"a.json": json.dumps(given)}).quotes
    assert quotes["source_kind"].tolist() == ["review", "review"]
    assert quotes["excluded"].tolist()[1] == "agent's words"


# --- what is left aside is told -------------------------------------------------------------------------------------

ASIDE: dict[str, tuple[str, Any, str]] = {
    "more": (
        "a.json",
        {"kind": "Listing", "data": {"children": [
            {"kind": "t1", "data": COMMENT}, {"kind": "more", "data": {"count": 41, "children": ["a"]}}]}},
        "41 comments that Reddit left out of its answer ('more'): not read",
    ),
    "continue this thread": (
        "a.json",
        {"kind": "Listing", "data": {"children": [
            {"kind": "t1", "data": COMMENT}, {"kind": "more", "data": {"count": 0}}]}},
        "1 comments that Reddit left out of its answer ('more'): not read",
    ),
    "messages": (
        "a.json",
        {"kind": "Listing", "data": {"children": [
            {"kind": "t1", "data": COMMENT}, {"kind": "t4", "data": {"body": "hi"}}]}},
        "1 things that are no submissions or comments (messages, users, subreddits): not read",
    ),
    "replies": (
        "a.json",
        [{**THREAD, "snippet": {"topLevelComment": YOUTUBE, "totalReplyCount": 7}}],
        "7 replies that YouTube left out of its answer: not read",
    ),
    "the app itself": (
        "a.json", {"feed": {"entry": [{"im:name": {"label": "App"}}, ENTRY]}},
        "1 entries that describe the app, no reviews: not read",
    ),
    "boosts": (
        "outbox.json", {**OUTBOX, "orderedItems": [*OUTBOX["orderedItems"], {"type": "Announce", "object": "u9"}]},
        "1 boosts of others, of which an archive has only the address: not read",
    ),
    "what the comments are about": (
        "a.json", {"description": "Our new bike", "comments": [{"text": "It broke", "author": "mila"}]},
        "1 description of what the comments are about, no post: not read",
    ),
    "no objects": ("a.json", [{"text": "It broke"}, 7, None], "2 items that are no objects: not read"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "value", "note"), ASIDE.values(), ids=ASIDE)
def test_what_is_not_read_is_counted_and_told(reads: Callable[..., Any], name: str, value: Any, note: str) -> None:
    _, given, notes = reads(name, value)
    assert note in notes
    assert [passage.text for passage in given] == ["It broke"]


def test_answers_are_read_after_what_they_answer(reads: Callable[..., Any]) -> None:
    """Of no tool that is known, too."""
    second = {"text": "third", "author": "c"}
    post = {"text": "first", "author": "a", "replies": [{"text": "second", "author": "b", "replies": [second]}]}
    _, given, _ = reads("a.json", {"posts": [post, {"text": "fourth", "replies": []}], "items": [{"text": "fifth"}]})
    assert [(passage.text, passage.locator) for passage in given] == [
        ("first", "posts 1, text"),
        ("second", "posts 1, replies 1, text"),
        ("third", "posts 1, replies 1, replies 1, text"),
        ("fourth", "posts 2, text"),
        ("fifth", "items 1, text"),
    ]


def test_a_tree_is_read_in_order_to_any_depth(reads: Callable[..., Any]) -> None:
    deep: Any = ""
    for number in range(60):
        child = {"kind": "t1", "data": {**COMMENT, "body": f"comment {number}", "replies": deep}}
        deep = {"kind": "Listing", "data": {"children": [child]}}
    _, given, notes = reads("a.json", deep)
    assert [passage.text for passage in given] == [f"comment {number}" for number in reversed(range(60))]
    assert not notes


# --- archives of an account -----------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    x_archive.make(tmp_path)
    return next(tmp_path.glob("*.zip"))


def test_of_an_archive_only_the_posts_are_opened(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    true_open = zipfile.ZipFile.open

    def spy(self: zipfile.ZipFile, name: Any, *given: Any, **more: Any) -> Any:
        opened.append(name if isinstance(name, str) else name.filename)
        return true_open(self, name, *given, **more)

    monkeypatch.setattr(zipfile.ZipFile, "open", spy)
    _, given, notes = passages(archive)
    allowed = {"data/account.js", "data/note-tweet.js", "data/tweets.js", "data/tweets-part1.js"}
    assert set(opened) == allowed
    assert len(given) == 3
    assert "posts alone: direct messages, likes and all else in the archive were not opened" in notes
    assert x_archive.LONG in [passage.text for passage in given]
    assert {passage.speaker for passage in given} == {"mila_rides"}


def test_an_archive_is_one_person_s_and_no_evidence_unless_the_study_says_so(archive: Path) -> None:
    _, given, notes = passages(archive)
    assert {passage.excluded for passage in given} == {"own account"}
    assert any('role = "participant"' in note for note in notes)
    rule = SourceRule(files="*", role="participant")
    _, given, notes = passages(archive, rule)
    assert {passage.excluded for passage in given} == {None}
    assert not any("role" in note for note in notes)
    study = Study.model_validate({"source": [{"files": "*.zip", "role": "participant"}]})
    quotes = read_paths([archive], study, all_readers()).quotes
    assert quotes["participant"].nunique() == 1
    assert quotes["excluded"].dropna().tolist() == ["repost"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("window.YTD.direct_messages.part0 = [{}]", "of an X archive only the posts are read: give its data/tweets.js"),
        ('window.YTD.tweets.part0 = [{"tweet": {"full', "line 1, column 39: it ends too early"),
        ("alert(1)", "no structure of a known format was found"),
    ],
    ids=["messages", "cut", "a program"],
)
def test_a_script_that_is_no_file_of_posts(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "a.js").write_text(text)
    with pytest.raises(ReadError, match=r"^a\.js[:,]") as caught:
        passages(tmp_path / "a.js")
    assert fault in str(caught.value)


def test_a_broken_file_in_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("data/tweets.js", "window.YTD.tweets.part0 = [{")
    with pytest.raises(ReadError, match=r"^a\.zip/data/tweets\.js, line 1, column 29: it ends too early"):
        passages(path)


# --- real files -----------------------------------------------------------------------------------------------------


def test_the_real_statuses_are_all_there(shared: Path) -> None:
    name, given, notes = passages(shared / "formats" / "mastodon" / "statuses.jsonl")
    assert (name, notes) == ("mastodon", [])
    assert sum(passage.locator.endswith(", content") for passage in given) == 218
    assert sum(passage.locator.endswith(", spoiler_text") for passage in given) == 5
    assert sum(passage.excluded == "not public" for passage in given) == 19
    assert {passage.speaker for passage in given} == {"admin", "mastodonpy_test", "mastodonpy_test_2"}
    assert given[0].text == "@mastodonpy_test hey how you doing - 0!"
    assert not any("<" in passage.text for passage in given)


def test_the_real_listing_is_all_there(shared: Path) -> None:
    name, given, notes = passages(shared / "formats" / "reddit" / "domain_listing_hot.json")
    assert (name, notes) == ("reddit", [])
    assert [passage.locator for passage in given] == [f"submission {number}, title" for number in range(1, 101)]
    assert {passage.excluded for passage in given} == {None}
    assert all(passage.attributes["subreddit"] and passage.timestamp for passage in given)
    assert not any("&amp;" in passage.text for passage in given)


# --- Telegram -------------------------------------------------------------------------------------------------------


def test_the_pieces_of_a_text_with_links_and_bold_words_are_one_text(reads: Callable[..., Any]) -> None:
    pieces = ["They kept it ", {"type": "bold", "text": "three"}, " ", {"type": "link", "text": "https://a.example"}]
    name, given, notes = reads("result.json", {"id": 7, "messages": [TELEGRAM | {"text": pieces}]})
    assert (name, notes) == ("telegram", [])
    assert [(one.speaker, one.text) for one in given] == [("Mila", "They kept it three https://a.example")]


def test_what_has_no_text_in_a_chat_is_told(reads: Callable[..., Any]) -> None:
    service = {"id": 1, "type": "service", "date": "2026-02-03T09:00:00", "actor": "Mila", "action": "x", "text": ""}
    voice, photo = TELEGRAM | {"text": "", "media_type": "voice_message"}, TELEGRAM | {"text": "", "photo": "x"}
    _, given, notes = reads("result.json", {"id": 7, "messages": [service, voice, photo, TELEGRAM]})
    assert [one.text for one in given] == ["", "", "It broke"]
    assert notes == [
        "1 service messages (who joined, called or pinned): not read",
        "1 voice messages: not read",
        "1 messages without text (pictures, polls …): not read",
    ]


def test_people_of_one_name_in_a_chat_are_told_apart(reads: Callable[..., Any]) -> None:
    _, given, _ = reads("result.json", {"id": 7, "messages": [TELEGRAM, TELEGRAM | {"from_id": "user4"}]})
    assert [one.speaker for one in given] == ["user3", "user4"]


# --- Discord --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "excluded", "role"),
    [
        ({}, None, "participant"),
        ({"type": "Reply"}, None, "participant"),
        ({"type": "GuildMemberJoin"}, "system message", "agent"),
        ({"type": "ChannelPinnedMessage"}, "system message", "agent"),
        ({"author": DISCORD["author"] | {"isBot": True}}, "automatic message", "agent"),  # type: ignore[operator]
    ],
)
def test_bots_and_reports_of_discord_are_no_evidence(
    reads: Callable[..., Any], changed: dict[str, Any], excluded: str | None, role: str
) -> None:
    name, given, _ = reads("a.json", {"channel": {"id": "4"}, "messages": [DISCORD, DISCORD | changed]})
    assert (name, given[1].excluded, given[1].role, given[1].channel) == ("discord", excluded, role, "Discord")


def test_an_author_is_one_participant_by_account_and_number(reads: Callable[..., Any]) -> None:
    authors = [
        {"id": "11", "name": "tom", "discriminator": "0000", "nickname": "Tom"},
        {"id": "11", "name": "tom", "discriminator": "0000", "nickname": "Big Tom"},
        {"id": "12", "name": "tom", "discriminator": "4711", "nickname": "Tom"},
        {"id": "13"},
    ]
    _, given, _ = reads("a.json", {"messages": [DISCORD | {"author": one} for one in authors]})
    assert [one.speaker for one in given] == ["tom", "tom", "tom#4711", "13"]


# --- Slack ----------------------------------------------------------------------------------------------------------

USERS = [{"id": "U01", "team_id": "T1", "name": "ann", "profile": {"real_name": "Ann Lee", "status_text": "away"}}]
CHANNELS = [{"id": "C01", "name": "bugs", "created": 1770100000, "creator": "U01", "members": ["U01"], "purpose": {}}]
EXPORT = {
    "bugs/2026-02-03.json": json.dumps([SLACK]), "users.json": json.dumps(USERS), "channels.json": json.dumps(CHANNELS),
    "dms.json": "[]", "integration_logs.json": json.dumps([{"user_id": "U01", "app_type": "Poll", "date": "1"}]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "excluded", "role"),
    [
        ({}, None, "participant"),
        ({"subtype": "thread_broadcast"}, None, "participant"),
        ({"subtype": "file_share"}, None, "participant"),
        ({"subtype": "channel_join"}, "system message", "agent"),
        ({"subtype": "channel_leave"}, "system message", "agent"),
        ({"subtype": "channel_topic"}, "system message", "agent"),
        ({"subtype": "bot_message"}, "automatic message", "agent"),
        ({"bot_id": "B1"}, "automatic message", "agent"),
        ({"subtype": "tombstone"}, "system message", "agent"),
    ],
)
def test_bots_and_reports_of_slack_are_no_evidence(
    reads: Callable[..., Any], changed: dict[str, Any], excluded: str | None, role: str
) -> None:
    name, given, _ = reads("a.json", [SLACK, SLACK | changed])
    assert (name, given[1].excluded, given[1].role, given[1].channel) == ("slack", excluded, role, "Slack")


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_the_lists_of_a_slack_export_are_no_error(tmp_path: Path, packed: bool) -> None:
    if packed:
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
            for name, content in EXPORT.items():
                archive.writestr(name, content)
    else:
        (tmp_path / "bugs").mkdir()
        for name, content in EXPORT.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
    reading = read_paths([tmp_path], Study(), all_readers())
    assert reading.errors == []
    assert reading.quotes["text"].tolist() == ["It broke"]
    assert len(reading.participants) == 1
    told = {Path(file.source).name: file.note for file in reading.files}
    silent = "list of a Slack export: it holds no words"
    assert told.pop("2026-02-03.json") == ""
    assert set(told.values()) == {silent}
    assert len(told) == 4


def test_an_empty_list_of_any_other_folder_stays_an_error(tmp_path: Path) -> None:
    (tmp_path / "dms.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ReadError):
        read_paths([tmp_path], Study(), all_readers())
