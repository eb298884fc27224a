"""A packed dump of comments, in two frames as dumps that were put together have them."""

from __future__ import annotations

import json
from pathlib import Path

import zstandard

COMMENTS = (
    {"id": "kaa001", "author": "spoke_n_word", "subreddit": "ebikes", "created_utc": 1767225700,
     "body": "Mine too. The shop wanted 400 for a new one.", "parent_id": "t3_1abcde", "link_id": "t3_1abcde"},
    {"id": "kaa002", "author": "AutoModerator", "subreddit": "ebikes", "created_utc": "1767225800",
     "body": "Please read the wiki.", "parent_id": "t3_1abcde", "link_id": "t3_1abcde"},
    {"id": "kaa003", "author": "café_rider", "subreddit": "ebikes", "created_utc": 1767225900.0,
     "body": "&gt; 400 for a new one\n\nThat is what I paid, too 😡", "parent_id": "t1_kaa001", "link_id": "t3_1abcde"},
)  # fmt: skip


def make(folder: Path) -> None:
    lines = [json.dumps(comment, ensure_ascii=False).encode() + b"\n" for comment in COMMENTS]
    pack = zstandard.ZstdCompressor().compress
    (folder / "RC_2026-01.zst").write_bytes(pack(lines[0] + lines[1][:40]) + pack(lines[1][40:] + lines[2]))
