"""ELAN annotation files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import ReadError, VocError
from voc.quotes import Passage
from voc.readers import Source, all_readers

READER = all_readers()["elan"]
GOLDEN = Path(__file__).parents[1] / "golden" / "readers" / "elan" / "library.eaf"
TYPES = (
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="speech" TIME_ALIGNABLE="true"/>'
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="child" CONSTRAINTS="Symbolic_Association" TIME_ALIGNABLE="false"/>'
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="list" CONTROLLED_VOCABULARY_REF="Gesture" TIME_ALIGNABLE="true"/>'
)
SLOTS = '<TIME_SLOT TIME_SLOT_ID="t{0}" TIME_VALUE="{0}000"/>'
Write = Callable[..., Source]


@pytest.fixture
def eaf(tmp_path: Path) -> Write:
    """Write a file of tiers: their attributes and annotations, each a text and what it hangs on."""

    def write(*tiers: tuple[Mapping[str, str], Mapping[str, tuple[str, str]]], slots: str | None = None) -> Source:
        times = "".join(SLOTS.format(n) for n in range(1, 9)) if slots is None else slots
        body = "".join(_tier(attributes, annotations) for attributes, annotations in tiers)
        path = tmp_path / "a.eaf"
        path.write_text(
            f"<ANNOTATION_DOCUMENT><TIME_ORDER>{times}</TIME_ORDER>{body}{TYPES}</ANNOTATION_DOCUMENT>",
            encoding="utf-8",
        )
        return Source(path, path.name)

    return write


def _tier(attributes: Mapping[str, str], annotations: Mapping[str, tuple[str, str]]) -> str:
    given_attributes = {"TIER_ID": "one", "LINGUISTIC_TYPE_REF": "speech"} | dict(attributes)
    written = " ".join(f'{name}="{value}"' for name, value in given_attributes.items() if value)
    return f"<TIER {written}>" + "".join(_annotation(key, *one) for key, one in annotations.items()) + "</TIER>"


def _annotation(key: str, text: str, hangs: str) -> str:
    kind, name = ("ALIGNABLE_ANNOTATION", "TIME_SLOT_REF1") if hangs[0] == "t" else ("REF_ANNOTATION", "ANNOTATION_REF")
    value = f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
    return f'<ANNOTATION><{kind} ANNOTATION_ID="{key}" {name}="{hangs}">{value}</{kind}></ANNOTATION>'


def said(source: Source) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.text) for one in READER.read(source) if isinstance(one, Passage)]


@pytest.mark.parametrize(
    ("attributes", "speaker"),
    [
        ({"PARTICIPANT": "Anna", "TIER_ID": "A-words"}, "Anna"),
        ({"TIER_ID": "Anna"}, "Anna"),
        ({"TIER_ID": "tx@Anna"}, "Anna"),
        ({"PARTICIPANT": " ", "TIER_ID": "Anna"}, "Anna"),
        ({"TIER_ID": ""}, "number 1"),
    ],
)
def test_who_speaks_on_a_tier(eaf: Write, attributes: dict[str, str], speaker: str) -> None:
    assert said(eaf((attributes, {"a1": ("It broke.", "t1")}))) == [(speaker, "It broke.")]


def test_tiers_are_read_in_the_order_of_time(eaf: Write) -> None:
    source = eaf(
        ({"PARTICIPANT": "Dana"}, {"a1": ("Why?", "t1"), "a2": ("And then?", "t3")}),
        ({"PARTICIPANT": "Anna"}, {"a3": ("Money.", "t2"), "a4": ("I left.", "t4")}),
    )
    assert [text for _, text in said(source)] == ["Why?", "Money.", "And then?", "I left."]
    places = [passage.locator for passage in READER.read(source)]  # type: ignore[union-attr]
    assert places[1] == "turn 2, annotation a3 at 00:00:02, tier one"


@pytest.mark.parametrize(
    "other",
    [
        {"PARENT_REF": "one", "LINGUISTIC_TYPE_REF": "child", "TIER_ID": "two"},
        {"LINGUISTIC_TYPE_REF": "list", "TIER_ID": "two"},
        {"TIER_ID": "Translation-English"},
        {"TIER_ID": "A_gloss"},
        {"TIER_ID": "notes"},
        {"TIER_ID": "Gestures P1"},
    ],
    ids=lambda other: other["TIER_ID"],
)
def test_what_is_no_speech_of_its_own_is_left_out_and_told(eaf: Write, other: dict[str, str]) -> None:
    hangs = "a1" if "PARENT_REF" in other else "t1"
    source = eaf(({}, {"a1": ("It broke.", "t1")}), (other, {"a2": ("Es ging kaputt.", hangs), "a3": ("", hangs)}))
    assert said(source) == [("one", "It broke.")]
    kind = other.get("LINGUISTIC_TYPE_REF", "speech")
    assert source.notes == [f"left out 1 tiers (2 annotations) that are no speech of their own: {kind}"]


def test_below_a_tier_of_numbers_stand_the_words(eaf: Write) -> None:
    numbers = ({"TIER_ID": "ref@A", "PARTICIPANT": "A"}, {"a1": ("talk.001", "t1"), "a2": ("talk.002", "t2")})
    child = {"LINGUISTIC_TYPE_REF": "child", "PARTICIPANT": "A"}
    meaning = (child | {"TIER_ID": "ft@A", "PARENT_REF": "ref@A"}, {"a3": ("It broke.", "a1")})
    words = (child | {"TIER_ID": "tx@A", "PARENT_REF": "ref@A"}, {"a4": ("Es ging.", "a1"), "a5": ("Ja.", "a2")})
    source = eaf(numbers, meaning, words)
    assert said(source) == [("A", "Es ging."), ("A", "Ja.")]
    assert "annotation a5 at 00:00:02" in [one.locator for one in READER.read(source) if isinstance(one, Passage)][1]


def test_a_tier_that_names_the_recording_is_no_speech(eaf: Write) -> None:
    title = ({"TIER_ID": "A_interlinear-title-en"}, {"a1": ("The library", "t1")})
    child = {"LINGUISTIC_TYPE_REF": "child"}
    numbers = (
        child | {"TIER_ID": "A_segnum", "PARENT_REF": "A_interlinear-title-en"},
        {"a2": ("1", "a1"), "a4": ("2", "a1")},
    )
    words = (
        child | {"TIER_ID": "A_phrase-txt-en", "PARENT_REF": "A_segnum"},
        {"a3": ("It broke.", "a2"), "a5": ("I left.", "a4")},
    )
    assert [text for _, text in said(eaf(title, numbers, words))] == ["It broke.", "I left."]


def test_words_below_an_utterance_are_left_out(eaf: Write) -> None:
    child = {"LINGUISTIC_TYPE_REF": "child", "TIER_ID": "words", "PARENT_REF": "one"}
    source = eaf(({}, {"a1": ("It broke.", "t1")}), (child, {"a2": ("It", "a1"), "a3": ("broke", "a1")}))
    assert said(source) == [("one", "It broke.")]


def test_an_annotation_without_a_time_lies_after_the_last_that_has_one(eaf: Write) -> None:
    slots = '<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="t2"/>' + SLOTS.format(3)
    source = eaf(
        ({"PARTICIPANT": "A"}, {"a3": ("Last.", "t3"), "a2": ("Second.", "t2"), "a9": ("Nowhere.", "t9")}),
        ({"PARTICIPANT": "B"}, {"a1": ("First.", "t1")}),
        slots=slots,
    )
    assert [text for _, text in said(source)] == ["First.", "Second.", "Last.", "Nowhere."]


def test_annotations_that_hang_on_each_other_have_no_time(eaf: Write) -> None:
    source = eaf(({}, {"a1": ("One.", "a2"), "a2": ("Two.", "a1")}))
    assert [text for _, text in said(source)] == ["One.", "Two."]


@pytest.mark.parametrize("attributes", [{"PARENT_REF": "one"}, {"PARENT_REF": "gone"}], ids=["itself", "a lost one"])
def test_a_tier_that_hangs_on_nothing_is_at_the_top(eaf: Write, attributes: dict[str, str]) -> None:
    assert said(eaf((attributes, {"a1": ("It broke.", "t1")}))) == [("one", "It broke.")]


def test_a_file_without_words_is_an_error_in_one_line(eaf: Write) -> None:
    with pytest.raises(ReadError, match=r"^a\.eaf: no tier with words among 1; export one with what was said$"):
        said(eaf(({}, {"a1": ("", "t1")})))


CHANGES = st.sampled_from([
    ("ANNOTATION_REF", "NOTHING"), ("TIME_SLOT_REF1", "TIME_SLOT_REF9"), ("TIME_VALUE", "OTHER"), ("TIER_ID", "NAME"),
    ('TIME_VALUE="', 'TIME_VALUE="-'), ('TIME_VALUE="', 'TIME_VALUE="x'), ("PARENT_REF", "PARTICIPANT_REF"),
    ("ANNOTATION_ID=", "ID="), ("<ANNOTATION_VALUE>", "<ANNOTATION_VALUE/><A>"), ("</ANNOTATION_VALUE>", "</A>"),
    ("ANNOTATION_DOCUMENT", "DOCUMENT"), ("TIME_ORDER", "ORDER"), ("LINGUISTIC_TYPE_REF", "TYPE"), ("@", "&#64;"),
    ('ANNOTATION_REF="a', 'ANNOTATION_REF="a1" X="a'), ("<TIER ", "<TIER><TIER "), ("</TIER>", ""), ("P1", ""),
])  # fmt: skip


@settings(
    deadline=None, max_examples=150, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(changes=st.lists(CHANGES, max_size=4), kept=st.just(1.0) | st.floats(0, 1))
def test_a_changed_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]], kept: float
) -> None:
    text = GOLDEN.read_text(encoding="utf-8")
    for old, new in changes:
        text = text.replace(old, new)
    path = tmp_path_factory.getbasetemp() / "changed.eaf"
    path.write_text(text[: int(kept * len(text))], encoding="utf-8")
    source = Source(path, path.name)
    try:
        READER.sniff(source)
        found = list(READER.read(source))
        READER.preview(source)
    except VocError as error:
        message = str(error)
    else:
        message = ""
        assert len({one.locator for one in found if isinstance(one, Passage)}) == len(found) > 0
    assert "\n" not in message


def test_a_real_file(shared: Path) -> None:
    path = shared / "formats" / "elan" / "sample_3.0.eaf"
    source = Source(path, path.name)
    found = said(source)
    assert len(found) == 399
    assert found[0] == ("text", "The quick brown fox 001")
    assert source.notes == [
        "left out 5 tiers (8379 annotations) that are no speech of their own: "
        "words_timesub, words_symsub, gesture, gest_included, pos"
    ]
