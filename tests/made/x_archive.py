"""An X archive as it is downloaded: posts in two files, a long post kept apart, and what must stay unread."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

LONG = (
    "Four visits to the workshop & the gear still slips. The first time they oiled the chain, the second time they "
    "changed the chain, the third time they told me that I shift it wrong, and today they found the bent hanger that "
    "I had shown them in March. I want the labour of all four visits back."
)


def _script(name: str, part: int, items: list[dict[str, Any]]) -> str:
    return f"window.YTD.{name}.part{part} = " + json.dumps(items, indent=2, ensure_ascii=False)


def _tweet(number: int, text: str, day: int) -> dict[str, Any]:
    name = f"162600000000000000{number}"
    when = f"Sat Feb {day} 12:33:11 +0000 2023"
    known = {"id_str": name, "id": name, "full_text": text, "created_at": when, "lang": "en", "favorite_count": "2"}
    return {"tweet": {**known, "entities": {"hashtags": [], "urls": []}, "retweeted": False, "truncated": False}}


def make(folder: Path) -> None:
    cut = LONG[:270].replace("&", "&amp;") + "… https://t.co/long"
    account = {"email": "mila@example.org", "username": "mila_rides", "accountId": "1", "accountDisplayName": "Mila"}
    message = {"senderId": "1", "recipientId": "2", "text": "a secret that nobody may read", "id": "9"}
    note = {"noteTweetId": "77", "createdAt": "2023-02-18T12:33:11.000Z", "core": {"text": LONG, "urls": []}}
    files = {
        "Your archive.html": "<html><script src='assets/js/x.js'></script></html>",
        "assets/js/x.js": "alert('never run')",
        "data/account.js": _script("account", 0, [{"account": account}]),
        "data/direct-messages.js": _script("direct_messages", 0, [{"dmConversation": {"messages": [message]}}]),
        "data/like.js": _script("like", 0, [{"like": {"tweetId": "5", "fullText": "somebody else's words"}}]),
        "data/note-tweet.js": _script("note_tweet", 0, [{"noteTweet": note}]),
        "data/tweets.js": _script("tweets", 0, [_tweet(1, "Brakes squeal &amp; all shrug.", 18), _tweet(2, cut, 18)]),
        "data/tweets-part1.js": _script("tweets", 1, [_tweet(3, "RT @someone: worth a read https://t.co/x", 19)]),
        "data/tweets_media/1-a.jpg": "no picture",
    }
    with zipfile.ZipFile(folder / "twitter-2023-02-20.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
