"""Zip archives: read like the files in them, or refused."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.readers import Reading
from voc.reading import archive as _archive
from voc.verify import verify

SURVEY = "Response ID,What should we change?\n400001,The courier never came\n400002,The app logs me out every day\n"
TALK = (
    "Interviewer: How was it?\nAnna: It was late.\nInterviewer: And then?\nAnna: I asked customer service for help.\n"
)


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_of_one_export_is_read_like_it(read: Callable[..., Reading]) -> None:
    reading = read({"export.zip": packed({"Survey/answers.csv": SURVEY})})
    assert reading.quotes["source"].unique().tolist() == ["export.zip/Survey/answers.csv"]
    assert not reading.errors
    plain = read({"export.zip": packed({"x/answers.csv": SURVEY}), "answers.csv": SURVEY})
    assert plain.files[1].note == "the same file as answers.csv: not read again"


def test_each_file_of_an_archive_is_a_source(read: Callable[..., Reading]) -> None:
    files = {"a.csv": SURVEY, "talks/b.txt": TALK, "__MACOSX/._a.csv": b"\x00\x05", "logo.png": b"\x89PNG"}
    reading = read({"all.zip": packed(files)})
    assert sorted(reading.quotes["source"].unique()) == ["all.zip/a.csv", "all.zip/talks/b.txt"]
    assert not reading.errors


def test_a_rule_for_the_archive_is_one_for_its_files(read: Callable[..., Reading]) -> None:
    rule = [{"files": "talks.zip", "interviewer": "Anna"}]
    reading = read({"talks.zip": packed({"b.txt": TALK.replace("Interviewer", "Dana")})}, source=rule)
    assert reading.quotes.set_index("text").loc["It was late.", "excluded"] == "interviewer's words"


def test_a_rule_may_name_a_file_in_the_archive(read: Callable[..., Reading]) -> None:
    rule = [{"files": "talks.zip/b.txt", "role": "staff"}]
    reading = read({"talks.zip": packed({"b.txt": TALK, "c.txt": TALK.replace("Anna", "Bea")})}, source=rule)
    assert set(reading.quotes.loc[reading.quotes["source"] == "talks.zip/b.txt", "role"]) == {"interviewer", "staff"}
    assert "staff" not in set(reading.quotes.loc[reading.quotes["source"] == "talks.zip/c.txt", "role"])


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: packed({"../evil.csv": SURVEY}), "leads out of the archive"),
        (lambda: packed({"/etc/evil.csv": SURVEY}), "leads out of the archive"),
        (lambda: packed({"..\\evil.csv": SURVEY}), "leads out of the archive"),
        (lambda: packed({"C:/evil.csv": SURVEY}), "leads out of the archive"),
        (lambda: packed({"big.csv": b"\x00" * (12 * 2**20)}), "a zip bomb"),
        (lambda: packed({f"{n}.csv": "a" for n in range(20_001)}), "an archive is read up to"),
        (lambda: packed({"logo.png": b"\x89PNG"}), "no file in it that can be read; it holds logo.png"),
        (lambda: packed({}), "no file in it that can be read; it holds nothing"),
        (lambda: b"PK\x03\x04 nothing more", "not a zip archive that can be read"),
        (lambda: packed({"a.csv": SURVEY})[:-30], "not a zip archive that can be read"),
    ],
    ids=["up", "absolute", "windows up", "drive", "bomb", "crowd", "no reader", "empty", "no zip", "cut short"],
)
def test_a_bad_archive_is_refused_in_one_line(
    read: Callable[..., Reading], made: Callable[[], bytes], said: str
) -> None:
    reading = read({"bad.zip": made(), "good.txt": TALK})
    (error,) = reading.errors
    assert error.startswith("bad.zip: ")
    assert said in error
    assert "\n" not in error
    assert len(reading.quotes)


def test_broken_bytes_in_an_archive_are_refused(tmp_path: Path) -> None:
    content = bytearray(packed({"a.csv": SURVEY * 50}))
    content[60:70] = b"\xff" * 10
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"a\.zip: 'a\.csv' is broken"), _archive.opened(path, "a.zip") as archive:
        _archive.read_member(archive, "a.csv", where="a.zip")


def test_a_member_longer_than_allowed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.csv": "x" * 5000}, zipfile.ZIP_STORED))
    with pytest.raises(ReadError, match="is longer than"), _archive.opened(path, "a.zip") as archive:
        _archive.read_member(archive, "a.csv", where="a.zip", most=1000)


def test_a_map_of_an_archive_can_be_verified(tmp_path: Path) -> None:
    from voc import map as make_map
    from voc.api import run, save
    from voc.reports import choose

    sources = tmp_path / "given"
    sources.mkdir()
    names = ("Anna", "Bea", "Cleo", "Dora")
    (sources / "talks.zip").write_bytes(packed({f"{name}.txt": TALK.replace("Anna", name) for name in names}))
    assert make_map(sources).account.kept
    save(run([sources]), tmp_path / "out", choose(["json"]))
    for given in (None, sources):
        checked = verify(tmp_path / "out" / "journey.json", sources=given)
        assert checked.quotes
        assert (checked.faults, checked.changed) == ((), ())


def test_thousands_of_files_take_seconds(tmp_path: Path) -> None:
    """Each is put where its number says, without counting those before it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}.txt", "x")
    (tmp_path / "out").mkdir()
    begun = time.perf_counter()
    with _archive.opened(tmp_path / "a.zip", "a.zip") as archive:
        places = {_archive.unpack(archive, name, tmp_path / "out", where="a.zip") for name in _archive.members(archive)}
    assert len(places) == 3000
    assert time.perf_counter() - begun < 5
