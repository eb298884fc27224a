"""How well copies are told from people who say a similar thing: recall on planted copies, and the pairs to be read.

    python -m benchmarks.near_duplicates DATA              planted copies by kind, and how many others were collapsed
    python -m benchmarks.near_duplicates DATA --pairs 50   so many collapsed pairs that were not planted, by chance
    python -m benchmarks.near_duplicates DATA --speed 1000000

Each text is of a person of its own, so that nothing is collapsed for being one person's. A copy is planted at the end
of its set: among all others, its original has to be found.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from voc.reading.repeats import Repeats, words_of

# Folder and file, column of the text, kind.
SETS = {
    "tweets": ("vader_groundtruth/tweets.csv", "text", "social"),
    "tweeteval": ("tweeteval_sentiment/sentiment_val.csv", "text", "social"),
    "emotion": ("tweeteval_emotion", "text", "social"),
    "reddit": ("goemotions/goemotions.csv", "text", "social"),
    "apps": ("app_reviews_google_play/reviews_8000.csv", "review", "review"),
    "airline": ("british_airways_reviews/reviews.csv", "text", "review"),
    "food": ("amazon_fine_foods/reviews.csv", "review", "review"),
    "clothes": ("womens_clothing_reviews/reviews.csv", "review_text", "review"),
    "bank": ("banking77/banking77.csv", "text", "ticket"),
    "complaints": ("cfpb_complaints/complaints.csv", "consumer_complaint_narrative", "ticket"),
}
PLANTED = 1_200
_SHORT, _LONG = 8, 12


def load(data: Path, name: str) -> tuple[list[str], str]:
    """The texts of a set in their order, and its kind."""
    path, column, kind = data / SETS[name][0], SETS[name][1], SETS[name][2]
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    texts: list[str] = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            texts += [" ".join(row[column].split()) for row in csv.DictReader(stream) if row.get(column)]
    return texts, kind


def _typo(words: list[str], chance: random.Random) -> list[str]:
    """Two letters of a word change places."""
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return [*words, "!"]
    place = chance.choice(long)
    letters = list(words[place])
    at = chance.randrange(1, len(letters) - 2)
    letters[at : at + 2] = letters[at + 1], letters[at]
    return [*words[:place], "".join(letters), *words[place + 1 :]]


def _changed(words: list[str], chance: random.Random, new: tuple[str, ...], gone: int) -> list[str]:
    place = chance.randrange(len(words))
    return [*words[:place], *new, *words[place + gone :]]


def _word(chance: random.Random) -> str:
    return chance.choice(("really", "just", "lol", "please", "stuff", "company"))


Variant = Callable[[list[str], random.Random], list[str]]
COPIES: dict[str, Variant] = {
    "RT": lambda words, _: ["RT", "@someone:", *words],
    "link": lambda words, _: [*words, "https://t.co/abc"],
    "capitals": lambda words, _: [word.upper() for word in words],
    "signs": lambda words, _: [*(word.rstrip(".,!?;:") for word in words), "!!"],
    "hashtag": lambda words, _: [*words, "#fail"],
    "hashtags": lambda words, _: ["#shop", *words, "#fail", "#wtf"],
    "via": lambda words, _: [*words, "via", "@someone"],
    "misspelt": _typo,
    "word more": lambda words, chance: _changed(words, chance, (_word(chance),), 0),
    "word less": lambda words, chance: _changed(words, chance, (), 1),
    "other word": lambda words, chance: _changed(words, chance, (_word(chance),), 1),
}
# These are another case of somebody, and have to stay.
OTHERS: dict[str, Variant] = {
    "number": lambda words, chance: _changed(words, chance, (str(chance.randrange(2, 99)),), 0),
    "not": lambda words, chance: _changed(words, chance, ("not",), 0),
    "half of it": lambda words, _: [*words[: len(words) // 2], "so", "I", "will", "never", "come", "back"],
}


class Watched(Repeats):
    """Remembers of which text each was taken for a copy."""

    found: str | None = None

    def _again(self, first: str, reason: str) -> str:
        self.found = first
        return super()._again(first, reason)


def read(texts: list[str], kind: str) -> Iterator[tuple[str | None, str | None]]:
    """Why each text is not counted, and the number of the one it copies."""
    repeats = Watched()
    for number, text in enumerate(texts):
        repeats.found = None
        yield repeats.reason(text, f"person {number}", kind, name=str(number)), repeats.found


def measure(data: Path, name: str, *, pairs: int) -> None:
    """Print what became of the copies planted into one set, and of its own texts."""
    chance = random.Random(0)
    texts, kind = load(data, name)
    long = [number for number, text in enumerate(texts) if len(words_of(text)) >= _SHORT]
    planted: list[tuple[int, str]] = []
    everything = list(texts)
    variants = COPIES | OTHERS
    for at, number in enumerate(chance.sample(long, min(PLANTED, len(long)))):
        variant = list(variants)[at % len(variants)]
        planted.append((number, variant))
        everything.append(" ".join(variants[variant](texts[number].split(), chance)))
    results = list(read(everything, kind))
    own = results[: len(texts)]
    counts = Counter(reason for reason, _ in own if reason)
    print(f"\n{name} ({kind}): {len(texts):,} texts, {len(long):,} of {_SHORT} words or more; its own: {dict(counts)}")
    _recall(texts, planted, results[len(texts) :])
    near = [(number, int(first)) for number, (reason, first) in enumerate(own) if first and reason == "near duplicate"]
    for number, first in chance.sample(near, min(pairs, len(near))):
        print(f"  - {texts[first][:300]}\n    {texts[number][:300]}")


def _recall(texts: list[str], planted: list[tuple[int, str]], results: list[tuple[str | None, str | None]]) -> None:
    met, all_of = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for (number, variant), (reason, _) in zip(planted, results, strict=True):
        case = variant, len(words_of(texts[number])) >= _LONG
        all_of[case] += 1
        met[case] += reason is not None
    for variant in COPIES | OTHERS:
        shares = [
            f"{met[variant, is_long] / all_of[variant, is_long]:4.0%} of {all_of[variant, is_long]:3}"
            for is_long in (False, True)
            if all_of[variant, is_long]
        ]
        print(f"  {'copy' if variant in COPIES else 'no copy':8} {variant:11} {'   '.join(shares)}")


def speed(data: Path, posts: int) -> None:
    """Print posts a second of processor time and memory, on texts put together from halves of real ones."""
    chance = random.Random(0)
    real = [text.split() for name in ("tweets", "tweeteval", "emotion") for text in load(data, name)[0]]
    begins = [" ".join(words[: len(words) // 2]) for words in real]
    ends = [" ".join(words[len(words) // 2 :]) for words in real]
    repeats = Repeats()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reasons = Counter[str | None]()
    seconds = 0.0
    for start in range(0, posts, 10_000):
        texts = [f"{chance.choice(begins)} {chance.choice(ends)}" for _ in range(10_000)]
        begun = time.process_time()
        for number, text in enumerate(texts, start):
            reasons[repeats.reason(text, f"person {number}", "social", name=f"{number:016x}")] += 1
        seconds += time.process_time() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{posts:,} posts: {posts / seconds:,.0f} a second, {grown:,.0f} MiB more; {dict(reasons)}")


def main() -> None:
    """Measure all sets, or the speed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--pairs", type=int, default=0)
    arguments.add_argument("--speed", type=int, default=0)
    given = arguments.parse_args()
    if given.speed:
        speed(given.data, given.speed)
        return
    print("recall of copies and share of no copies that were collapsed: under 12 words, then from 12 words on")
    for name in SETS:
        measure(given.data, name, pairs=given.pairs)


if __name__ == "__main__":
    main()
