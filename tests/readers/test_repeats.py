"""Reposts, texts sent twice, and copies with small edits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.readers import Reading
from voc.reading import near as _near
from voc.reading.near import NearCopies, is_copy
from voc.reading.repeats import Repeats, words_of

LONG = "the courier left my parcel in the rain and never rang"
# 14 words: one edit, by others.
TOLD = "they promised to call me on Monday and then the whole week nobody rang"
# 26 words: two edits, by others.
STORY = (
    "we drove to the shop twice because the web site said it was open and both times the door was locked with a note "
    "about holidays in it"
)


@pytest.mark.parametrize(
    ("sent", "kind", "reason"),
    [
        ([("Nice bike", "a"), ("nice  bike!", "a")], "review", "duplicate"),
        ([("Nice bike", "a"), ("Nice bike", "b")], "review", None),
        ([(LONG, "a"), (f"{LONG.upper()}!", "b")], "social", "duplicate"),
        ([(LONG, None), (LONG, None)], "ticket", "duplicate"),
        ([("Nice bike", None), ("Nice bike", None)], "review", None),
        ([(f"@shop {LONG} https://t.co/1", "a"), (f"{LONG} https://t.co/2", "b")], "social", "duplicate"),
        ([(f"RT @mila: {LONG}", "b")], "social", "repost"),
        ([("rt mila: look", "b")], "review", "repost"),
        ([("RT @mila: look", "b")], "survey", None),
        ([("I said so", "a"), ("I said so", "a")], "interview", None),
        ([(LONG, "a"), (LONG, "b")], "interview", None),
        ([("👍", "a"), ("👍", "a")], "social", None),
        ([("Nice bike", "a"), ("Nice bikes", "a")], "review", None),
        ([(LONG, "a"), (f"#shop {LONG} #fail #wtf 😡", "b")], "social", "duplicate"),
        ([(LONG, "a"), (f"{LONG} via @mila", "b")], "social", "duplicate"),
        ([("It's late, don't you think so, my friend?", "a"), ("its late dont you think so my friend", "b")],
         "social", "duplicate"),
        ([("荷物がまだ届きません。二週間待っています", "a"), ("荷物がまだ届きません。二週間待っています！", "b")],
         "social", "duplicate"),
    ],
    ids=[
        "same person", "short, two people", "long, two people", "long, unsigned", "short, unsigned", "another link",
        "repost", "repost without @", "a survey has no reposts", "people repeat themselves in talk", "long, in talk",
        "no words", "other words", "hashtags around it", "via", "apostrophes", "no spaces between words",
    ],
)  # fmt: skip
def test_the_last_of_these_is(sent: list[tuple[str, str | None]], kind: str, reason: str | None) -> None:
    repeats = Repeats()
    assert [repeats.reason(text, person, kind) for text, person in sent][-1] == reason


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (TOLD, TOLD.replace("whole week", "whole long week")),
        (TOLD, TOLD.replace("whole ", "")),
        (TOLD, TOLD.replace("promised", "promsied")),
        (TOLD, TOLD.replace("promised", "promise")),
        (TOLD, f"SO TRUE {TOLD.upper()} #fail".replace("SO TRUE", "so")),
        (STORY, STORY.replace("locked", "closed")),
        (STORY, STORY.replace("web", "home")),
        (STORY, STORY.replace("twice ", "").replace("both ", "")),
    ],
    ids=["more", "less", "misspelt", "an ending", "capitals too", "another word", "and another", "two less"],
)
def test_a_copy_with_small_edits_is_one(text: str, other: str) -> None:
    repeats = Repeats()
    assert repeats.reason(text, "a", "social", name="first") is None
    assert repeats.reason(other, "b", "social", name="second") == "near duplicate"
    assert repeats.reason(other, "c", "social", name="third") == "duplicate"
    assert repeats.copies == {"first": 2}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The delivery was late and nobody called me", "The delivery was very late and nobody called us"),
        ("This is the funniest thing I've seen today", "This is the saddest thing I've seen today"),
        ("This hit a little too close to home", "This hit me a little too close to home"),
        ("how long does it take for a card to arrive?", "how long does it take for a transfer to arrive"),
        ("I am wearing a large in the photos and for reference my measurements are below",
         "I am wearing a medium in the photos and for reference my measurements are below"),
        (TOLD, TOLD.replace("Monday", "Tuesday")),
        (TOLD, TOLD.replace("promised", "never promised")),
        (f"Day 3 of waiting: {TOLD}", f"Day 4 of waiting: {TOLD}"),
        (f"My name is Anna Schmidt and {STORY} {STORY}", f"My name is Jonas Weber and {STORY} {STORY}"),
        (f"Order 4711: {STORY}", f"Order 4712: {STORY}"),
        (f"I bought it. {STORY}", f"I bought it. {STORY[: len(STORY) // 2]} so I went home and wrote to them"),
        ("we love the blue one it is soft", "the soft one is blue we love it"),
    ],
    ids=[
        "own words", "idiom", "idiom with a word", "short questions", "a template", "another day", "a not", "a count",
        "a form letter", "an order", "half of it", "other order",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["social", "review", "ticket"])
def test_people_who_say_a_similar_thing_are_each_heard(text: str, other: str, kind: str) -> None:
    repeats = Repeats()
    assert [repeats.reason(text, "a", kind), repeats.reason(other, "b", kind)] == [None, None]


@pytest.mark.parametrize(
    ("kind", "reason"), [("ticket", None), ("survey", None), ("note", None), ("review", "near duplicate")]
)
def test_only_what_is_public_is_copied_by_others(kind: str, reason: str | None) -> None:
    """A form letter that two customers send is two cases."""
    repeats = Repeats()
    assert repeats.reason(STORY, "a", kind) is None
    assert repeats.reason(f"hello {STORY}", "b", kind) == reason


def test_a_ticket_sent_again_by_its_sender_is_one() -> None:
    repeats = Repeats()
    text = "the app closes when I add my card"
    assert repeats.reason(text, "a", "ticket", name="t1") is None
    assert repeats.reason(f"hello {text}", "b", "ticket") is None
    assert repeats.reason(f"{text} please", "a", "ticket") == "near duplicate"
    assert repeats.copies == {"t1": 1}


@pytest.mark.parametrize(
    ("original", "repost", "counted"),
    [
        (LONG, f"RT @mila: {LONG}", 1),
        (LONG, f"RT @mila: {LONG[:47]}…", 1),
        (f"{LONG} and I was at home all day", f"RT @mila: {LONG} and I was at ho…", 1),
        ("look at this", "RT @mila: look at this", 1),
        (LONG, f"RT @mila: {LONG} twice", 0),
        (LONG, "RT @mila: the courier left…", 0),
        ("look at this", "RT @mila: look at…", 0),
        (LONG, "RT @mila: 👍", 0),
    ],
    ids=["whole", "cut", "cut in a word", "short", "with words of her own", "cut too short", "short, cut", "no words"],
)
@pytest.mark.parametrize("order", [1, -1], ids=["original first", "repost first"])
def test_a_repost_counts_to_its_original_whichever_is_read_first(
    original: str, repost: str, counted: int, order: int
) -> None:
    repeats = Repeats()
    reasons = [
        repeats.reason(text, name, "social", name=name)
        for text, name in [(original, "original"), (repost, "repost")][::order]
    ]
    assert reasons[::order] == [None, "repost"]
    assert repeats.copies["original"] == counted
    assert repeats.copies["repost"] == 0


def test_a_repost_that_a_tool_marks_counts_like_one_that_says_so() -> None:
    repeats = Repeats()
    repeats.repost(LONG)
    assert repeats.reason(LONG, "a", "social", name="original") is None
    repeats.repost(LONG)
    assert repeats.copies == {"original": 2}


def test_copies_are_counted_under_the_first_however_they_come() -> None:
    repeats = Repeats()
    for number, text in enumerate([TOLD, f"really {TOLD}", TOLD.upper(), f"RT @a: {TOLD}", f"and {TOLD} #x"]):
        repeats.reason(text, f"p{number}", "social", name=str(number))
    assert repeats.copies == {"0": 4}


def test_of_old_texts_only_the_last_generations_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_near, "_GENERATION", 4)
    near = NearCopies()
    texts = [f"{number} {TOLD} {'x' * number}".split() for number in range(12)]
    assert [near.original(text, str(number), None, own=False) for number, text in enumerate(texts)] == [None] * 12
    assert near.original([*texts[0], "really"], "again", None, own=False) is None
    assert near.original([*texts[8], "really"], "again", None, own=False) == "8"


WORDS = st.lists(st.sampled_from("the a late never rang again so very shop Shop 3 not card cards".split()), max_size=40)  # noqa: SIM905


@settings(deadline=None, max_examples=150, derandomize=True, database=None)
@given(one=WORDS, other=WORDS, same=st.booleans())
def test_to_be_a_copy_is_mutual(one: list[str], other: list[str], same: bool) -> None:
    assert is_copy(one, other, same=same) == is_copy(other, one, same=same)


@settings(deadline=None, max_examples=150, derandomize=True, database=None)
@given(words=WORDS.filter(lambda words: len(words) >= 12), place=st.integers(0, 50))
def test_one_plain_word_more_is_a_copy_from_twelve_words_on(words: list[str], place: int) -> None:
    assert is_copy(words, [*words[: place % len(words)], "really", *words[place % len(words) :]], same=False)


@settings(deadline=None, max_examples=100, derandomize=True, database=None)
@given(
    texts=st.lists(st.text(max_size=60) | WORDS.map(" ".join), max_size=8), kind=st.sampled_from(["social", "ticket"])
)
def test_every_text_is_new_or_counted(texts: list[str], kind: str) -> None:
    repeats = Repeats()
    reasons = [repeats.reason(text, f"p{number}", kind, name=str(number)) for number, text in enumerate(texts)]
    again = sum(reason in ("duplicate", "near duplicate") for reason in reasons)
    assert again <= sum(repeats.copies.values()) <= again + reasons.count("repost")
    assert all(reasons[int(name)] is None for name in repeats.copies)


def test_words_are_compared_in_linear_time() -> None:
    assert len(words_of("#a " * 100_000 + "x" + " #b" * 100_000)) == 1
    assert not is_copy(["a"] * 50_000, ["b"] * 50_000, same=True)
    assert is_copy([*["a", "b"] * 20_000, "c"], [*["a", "b"] * 20_000, "c", "d"], same=True)


SAID = [
    "On Monday I take the tram to the pool, because the bus stops a mile away.",
    "The machine at the stop wants coins and has never taken my card.",
    "So I walk in summer and stay at home in winter.",
]
SRT = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{said}\n\n" for n, said in enumerate(SAID, 1))
VTT = "WEBVTT\n\n" + SRT.replace(",000", ".000")
TSV = "start\tend\ttext\n" + "".join(f"{n}000\t{n + 1}000\t{said}\n" for n, said in enumerate(SAID, 1))


def test_one_interview_in_several_formats_counts_once(read: Callable[..., Reading]) -> None:
    reading = read({"in/p1.srt": SRT, "in/p1.tsv": TSV, "in/p1.vtt": VTT.replace("winter", "the winter")})
    quotes = reading.quotes
    assert quotes.loc[quotes["excluded"].isna(), "source"].unique().tolist() == ["in/p1.srt"]
    assert quotes["excluded"].dropna().unique().tolist() == ["the same interview as in/p1.srt"]
    assert quotes["participant"].unique().tolist() == ["P001"]
    assert len(reading.participants) == 1
    assert [file.note.split("; ")[-1] for file in reading.files[1:]] == [
        "almost the same words as in/p1.srt: not counted again"
    ] * 2


@pytest.mark.parametrize(
    "files",
    [
        {"p1.srt": SRT, "p2.vtt": VTT},
        {"a/p1.srt": SRT, "b/p1.vtt": VTT},
        {"p1.srt": SRT, "p1.vtt": VTT.replace("tram", "bike").replace("machine at the stop wants coins", "lock broke")},
        {"p1.srt": SRT, "p1.vtt": VTT.replace("On Monday", "Ana: On Monday").replace("So I", "Ana: So I")},
    ],
    ids=["other stems", "other folders", "other words", "other names"],
)
def test_what_may_be_another_interview_counts(read: Callable[..., Reading], files: dict[str, str]) -> None:
    reading = read(files)
    assert reading.quotes["excluded"].isna().all()
    assert reading.quotes["participant"].nunique() >= 2
    noted = "p1.srt, where nobody is named: counted twice; take that file out" in reading.files[1].note
    assert noted == ("Ana" in files.get("p1.vtt", ""))


NAMED = SRT
for number, said in enumerate(SAID):
    NAMED = NAMED.replace(said, f"{'Interviewer' if number == 1 else 'Ana'}: {said}")


@pytest.mark.parametrize(
    "files",
    [
        {"p1.srt": SRT, "p1.txt": "\n".join(SAID)},
        {"p1.srt": NAMED, "p1.txt": "".join(SAID)},
        {"p1.srt": NAMED, "p1.vtt": VTT},
    ],
    ids=["no turns at all", "no turns, but names there", "no names"],
)
def test_words_without_their_speakers_are_not_read_again(read: Callable[..., Reading], files: dict[str, str]) -> None:
    """They would count twice, or be refused; and who says what stands in the other file."""
    _, other = read(files).files
    assert "the words of p1.srt, and nothing says who speaks: not read again" in other.note
    assert (other.read, other.error) == (0, "")


def test_of_two_files_with_other_names_one_is_to_be_taken_out(read: Callable[..., Reading]) -> None:
    reading = read({"p1.srt": NAMED, "p1.vtt": VTT.replace("On Monday", "Bo: On Monday").replace("So I", "Bo: So I")})
    assert "counted twice, as its speakers have other names; take one of them out" in reading.files[1].note


@pytest.mark.parametrize("name", ["p2.txt", "deep/p1.txt"])
def test_a_text_without_speakers_of_another_interview_is_refused(read: Callable[..., Reading], name: str) -> None:
    reading = read({"p1.srt": SRT, name: "\n".join(SAID)})
    assert "no structure of a known format" in "".join(reading.errors)
