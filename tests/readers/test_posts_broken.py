"""Posts as JSON that are packed, cut off, broken, or hold anything anywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import MissingExtra, ReadError, VocError
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.base import choose, sniff

GOLDEN = Path(__file__).parents[1] / "golden" / "readers"
READERS = (
    "x_api", "x_archive", "reddit", "pushshift", "mastodon", "youtube_comments", "appstore_rss", "amazon_reviews",
    "posts_lines", "telegram", "discord", "slack",
)  # fmt: skip
INPUTS = [
    path for name in READERS for path in sorted((GOLDEN / name).iterdir()) if not path.name.endswith(".expected.jsonl")
]
COMMENT = {"id": "kaa1", "body": "It broke", "author": "mila", "subreddit": "bikes", "created_utc": 1767225600}


def passages(path: Path) -> tuple[str, list[Passage]]:
    """The format of a file, and what it yields."""
    source = Source(path, path.name)
    reader, _ = choose(source, all_readers())
    return reader.name, list(reader.read(source))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.json", '[{"text": "It broke"},\n {"text": "cut', "a.json, line 2, column 11: it ends too early"),
        ("a.json", '[{"text": "It broke"}, {"text" "x"}]', "a.json, line 1, column 32: it is no JSON there"),
        ("a.json", '{"posts": [{"text": "It broke"}', "a.json, line 1, column 32: it ends too early"),
        ("a.jsonl", '{"text": "It broke"}\n{"text": "cut', "a.jsonl, line 2: not JSON"),
        ("a.jsonl", '{"text": "It broke"}\n[1]\n', "a.jsonl, line 2: not a JSON object but list"),
        ("a.jsonl", '{"text": "It broke"}\n{"n": ' + "9" * 5000 + "}", "a.jsonl, line 2: not JSON"),
        ("a.json", '[{"text": "It broke"}, {"n": ' + "9" * 5000 + "}]", "a.json: not JSON that can be read"),
        ("a.json", '[{"text": "It broke"}, ' + "[" * 100_000 + "]", "a.json: not JSON that can be read"),
        ("a.json", '[{"text": "It broke"},]', "a.json, line 1, column 23: it is no JSON there"),
    ],
    ids=["cut list", "no colon", "cut document", "cut line", "a list as line", "huge number", "and in a list", "deep",
         "a comma too many"],
)  # fmt: skip
def test_what_is_no_json_is_named_with_its_place(tmp_path: Path, name: str, content: str, fault: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ReadError) as caught:
        passages(tmp_path / name)
    assert str(caught.value).startswith(fault)
    assert "\n" not in str(caught.value)


def test_a_packed_dump_is_read_line_by_line(tmp_path: Path) -> None:
    posts = ({**COMMENT, "id": f"k{number}", "body": f"It broke {number}"} for number in range(5000))
    lines = "".join(json.dumps(post) + "\r\n" for post in posts)
    pack = zstandard.ZstdCompressor()
    (tmp_path / "RC.zst").write_bytes(pack.compress(lines[:99_000].encode()) + pack.compress(lines[99_000:].encode()))
    name, given = passages(tmp_path / "RC.zst")
    assert name == "pushshift"
    assert [passage.text for passage in given] == [f"It broke {number}" for number in range(5000)]
    assert given[-1].locator == "line 5000, body"


def test_posts_of_any_tool_may_be_packed(tmp_path: Path) -> None:
    (tmp_path / "a.zst").write_bytes(zstandard.ZstdCompressor().compress(b'{"text": "It broke", "user": "a"}'))
    assert passages(tmp_path / "a.zst")[0] == "posts_lines"


def _packed(content: bytes, **settings: Any) -> bytes:
    return zstandard.ZstdCompressor(**settings).compress(content)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (_packed(json.dumps(COMMENT).encode() * 999)[:-40], "a.zst: ends too early"),
        (b"\x28\xb5\x2f\xfd" + b"\xff" * 60, "a.zst: not a .zst that can be unpacked"),
        (_packed(b"x" * 2**26), "a.zst, line 1: longer than 33,554,432 signs"),
        (_packed(b'{"body": "caf\xe9"}\n'), "a.zst, line 1: not UTF-8"),
        (b"no archive", "a.zst: not a .zst that can be unpacked"),
        (_packed(b'{"body": "a"}\n{"body'), "a.zst, line 2: not JSON"),
    ],
    ids=["cut", "broken", "a bomb", "another encoding", "no archive", "a cut line"],
)
def test_a_packed_file_that_cannot_be_read(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "a.zst").write_bytes(content)
    with pytest.raises(ReadError) as caught:
        passages(tmp_path / "a.zst")
    assert str(caught.value).startswith(fault)


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zst").write_bytes(_packed(json.dumps(COMMENT).encode()))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtra, match=r'^a\.zst: .*; pip install "voc\[zst\]"$'):
        passages(tmp_path / "a.zst")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_post(tmp_path: Path, encoding: str) -> None:
    for name, content in (("a.jsonl", '{"text": "It broke"}\n'), ("a.json", '[{"text": "It broke"}]')):
        (tmp_path / name).write_bytes(content.encode(encoding))
        assert [passage.text for passage in passages(tmp_path / name)[1]] == ["It broke"]


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 10**30, 1e308, float("inf"), "", " ", "\ud83d", "x", [], {}, [None], ["x"], [[]], [{}],
     {"x": None}, "9" * 400, "[deleted]", "<p", "&#xD800;", "\x00", {"kind": "t1", "data": None}, {"data": {"data": 0}}]
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value, as the keys that lead there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in inner for place in _places(child, (*path, key)))]


def _with(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    made = dict(value) if isinstance(value, dict) else list(value)
    made[path[0]] = _with(made[path[0]], path[1:], new)
    return made


def _parsed(path: Path) -> tuple[str, Any]:
    """What stands before the JSON of a file, and the JSON: of lines, a list of their values."""
    text = path.read_text(encoding="utf-8")
    begin = text.index("[") if path.suffix == ".js" else 0
    if path.suffix in (".jsonl", ".ndjson"):
        return "lines", [json.loads(line) for line in text.splitlines()]
    return text[:begin], json.loads(text[begin:])


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_document_with_anything_anywhere_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, path: Path, data: st.DataObject
) -> None:
    before, value = _parsed(path)
    for _ in range(data.draw(st.integers(1, 4))):
        value = _with(value, data.draw(st.sampled_from(_places(value))), data.draw(JUNK))
    if before == "lines" and isinstance(value, list):
        content = "\n".join(json.dumps(one) for one in value)
    else:
        content = before.replace("lines", "") + json.dumps(value, indent=data.draw(st.sampled_from([None, 1])))
    content = content[: data.draw(st.just(len(content)) | st.integers(0, len(content)))]
    changed = tmp_path_factory.getbasetemp() / path.name
    changed.write_text(content, encoding="utf-8")
    source = Source(changed, path.name)
    reader = all_readers()[path.parent.name]
    fault = None
    found: list[Passage] = []
    try:
        sniff(source, all_readers())
        found = list(reader.read(source))  # type: ignore[arg-type]
    except VocError as error:
        fault = str(error)
    assert fault is None or (fault.startswith(path.name) and "\n" not in fault)
    assert len({one.locator for one in found}) == len(found)
    assert all(one.text.encode("utf-8") is not None for one in found)
