"""Read thousands of damaged files: each is read, or refused in one line.

    python tests/fuzz/fuzz_readers.py --files 10000 --seed 1

Every golden input, and the real files in ``../shared/formats`` and ``../shared/refi`` where they are, is changed in
one of a dozen ways and given to the reader that claims it. A file counts as failed if anything but a ``VocError`` of
one line comes out, if that error is the one for a reader's own fault ("report this"), if two passages share a place,
or if it takes over 20 seconds. One file in 25 becomes quotes, and each quote is looked up in its passage.
"""

from __future__ import annotations

import argparse
import importlib
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared"
LIMIT = 20
LARGEST = 600_000
TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b"\r", b"\n\n", b",,,,", b";", b"\t", b"-->", b"<v ",
    b"</v>", b"{", b"}", b"[", b"]", b"null", b"NaN", b"1e999", b"-1", b"99999999999999999999", b'"\\ud83d"',
    b"&amp;", b"&x;", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<", b">", b"\xf0\x9f\x98\x80",
    "\u202e".encode(), "e\u0301".encode(), b"../../x", b"true", b'""', b"0001-01-01", b"9999-12-31", b"WEBVTT\n",
    b"00:00:00.000 --> 00:00:00.000\n", b"\x1a", b"A" * 5000, b"(" * 3000, b"[" * 3000, b"\xe9\xe8", b"Name: ",
    b"=1+1",
]  # fmt: skip

Change = Callable[[bytearray, random.Random], bytearray]


def _cut(data: bytearray, rng: random.Random) -> bytearray:
    return data[: rng.randrange(len(data) + 1)]


def _behead(data: bytearray, rng: random.Random) -> bytearray:
    return data[rng.randrange(len(data) + 1) :]


def _flip(data: bytearray, rng: random.Random) -> bytearray:
    for _ in range(rng.randint(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def _insert(data: bytearray, rng: random.Random) -> bytearray:
    for _ in range(rng.randint(1, 5)):
        place = rng.randrange(len(data) + 1)
        data[place:place] = rng.choice(TOKENS)
    return data


def _overwrite(data: bytearray, rng: random.Random) -> bytearray:
    token = rng.choice(TOKENS)
    place = rng.randrange(len(data))
    data[place : place + len(token)] = token
    return data


def _repeat(data: bytearray, rng: random.Random) -> bytearray:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start : min(end, start + 20_000)] * rng.randint(1, 3) + data[end:]


def _drop(data: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, 400) :]


def _swap_lines(data: bytearray, rng: random.Random) -> bytearray:
    lines = bytes(data).split(b"\n")
    for _ in range(rng.randint(1, 6)):
        one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return bytearray(b"\n".join(lines))


def _drop_lines(data: bytearray, rng: random.Random) -> bytearray:
    return bytearray(b"\n".join(line for line in bytes(data).split(b"\n") if rng.random() > 0.1))


def _recode(data: bytearray, rng: random.Random) -> bytearray:
    coding = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp932"])
    return bytearray(bytes(data).decode("utf-8", "replace").encode(coding, "replace"))


def _swap_words(data: bytearray, rng: random.Random) -> bytearray:
    words = bytes(data).split(b'"')
    for _ in range(rng.randint(1, 4)):
        one, other = rng.randrange(len(words)), rng.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return bytearray(b'"'.join(words))


def _change_numbers(data: bytearray, rng: random.Random) -> bytearray:
    return bytearray(
        rng.choice(b"-.0123456789e") if 48 <= sign <= 57 and rng.random() < 0.05 else sign for sign in data
    )


CHANGES: list[Change] = [
    _cut, _behead, _flip, _insert, _overwrite, _repeat, _drop, _swap_lines, _drop_lines, _recode, _swap_words,
    _change_numbers,
]  # fmt: skip


def seeds(folder: Path) -> list[Path]:
    """The good files: golden inputs, those made on the spot, real exports."""
    sys.path.insert(0, str(TESTS))
    for maker in sorted((TESTS / "made").glob("[!_]*.py")):
        made = folder / maker.stem
        made.mkdir(parents=True)
        importlib.import_module(f"made.{maker.stem}").make(made)
    given = [*folder.rglob("*"), *(TESTS / "golden" / "readers").rglob("*")]
    for name in ("formats", "refi"):
        given += (SHARED / name).rglob("*") if SHARED.is_dir() else []
    suffixes = _suffixes()
    aside = (".expected.jsonl", ".mapping.toml")
    return sorted(
        path
        for path in given
        if path.is_file()
        and path.suffix.lower() in suffixes
        and not path.name.endswith(aside)
        and path.name != "README.md"
        and 0 < path.stat().st_size <= LARGEST
    )


def _suffixes() -> set[str]:
    from voc.readers import all_readers

    return {suffix for reader in all_readers().values() for suffix in reader.suffixes}


def damaged(path: Path, rng: random.Random) -> bytes:
    """One change, seldom two or three."""
    data = bytearray(path.read_bytes())
    for change in rng.choices(CHANGES, k=rng.choice([1, 1, 1, 2, 3])):
        data = change(data, rng) if data else bytearray(rng.choice(TOKENS))
    return bytes(data)


def check(path: Path, *, whole: bool) -> str:
    """Read one file; gives the outcome, or raises."""
    from voc.errors import VocError
    from voc.quotes import Passage
    from voc.readers import Source, all_readers, read_paths
    from voc.reading.base import choose
    from voc.study import Study

    source = Source(path, path.name)
    try:
        reader, _ = choose(source, all_readers())
        found = [one for one in reader.read(source) if isinstance(one, Passage)]
    except VocError as error:
        text = str(error)
        if "\n" in text or "report this" in text:
            raise AssertionError(text) from error
        return "refused"
    texts = {one.locator: one.text for one in found}
    assert len(texts) == len(found), f"{reader.name}: two passages share a place"
    if not whole:
        return "read"
    try:
        quotes = read_paths([path], Study(), all_readers()).quotes
    except VocError as error:
        return "read, then refused" if "\n" not in str(error) else f"FAILED: {error}"
    for row in quotes.to_dict("records"):
        assert texts[row["locator"]][row["start"] : row["end"]] == row["text"], f"{reader.name}: not verbatim"
    return "read to quotes"


def _run(task: tuple[int, int, Path, Path]) -> tuple[str, str]:
    """The outcome of one damaged file and, if it failed, where it is kept."""
    seed, number, seed_path, kept = task
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - chance, not secrecy
    folder = Path(tempfile.mkdtemp(prefix="voc-fuzz-"))
    path = folder / f"damaged{seed_path.suffix}"
    path.write_bytes(damaged(seed_path, rng))
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LIMIT)
    try:
        return check(path, whole=rng.random() < 0.04), ""
    except BaseException as error:
        place = kept / f"{number}_{seed_path.name}"
        shutil.copy(path, place)
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"FAILED {type(error).__name__} at {Path(last.filename).name}:{last.lineno}", f"{place}: {error}"[:300]
    finally:
        signal.alarm(0)
        shutil.rmtree(folder)


def _too_long(*_: Any) -> None:
    raise TimeoutError(f"over {LIMIT} s")


def main() -> None:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only seeds whose path has this in it")
    parser.add_argument("--keep", type=Path, default=Path("voc-out/fuzz"), help="folder for the files that fail")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        good = [path for path in seeds(Path(folder)) if given.only in str(path)]
        tasks = [(given.seed, number, good[number % len(good)], given.keep) for number in range(given.files)]
        with ProcessPoolExecutor() as pool:
            outcomes = list(pool.map(_run, tasks, chunksize=20))
    counts = Counter(outcome for outcome, _ in outcomes)
    print(f"{given.files} damaged copies of {len(good)} files, seed {given.seed}")
    for outcome, count in counts.most_common():
        print(f"{count:7,}  {outcome}")
    for _, failure in outcomes:
        if failure:
            print(failure)
    sys.exit(any(outcome.startswith("FAILED") for outcome in counts))


if __name__ == "__main__":
    main()
