"""The contract of the tags table, whatever the quotes."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from voc import tags
from voc.taggers import all_taggers, choose, tag_quotes

TEXTS = [
    "It was the courier.",
    "I sat there all day.",
    "",
    "=HYPERLINK(1)",
    "no problems at all",
    "They weren't great, the app crashed and I called the hotline.",
    "😀 İstanbul ẞ",
    "The compensation for the van was late. Why?",
    "a" * 3000,
    "İ" * 20 + " courier",
]


@pytest.fixture(scope="module")
def table(quotes_of):
    kinds = ["interview", "interview", "note", "survey", "survey", "review", "social", "ticket", "note", "other"]
    rows = [
        {
            "text": text,
            "source_kind": kind,
            "question": "How did you like the courier?" if kind == "survey" else None,
            "participant": "P001" if number < 2 else f"P{number}",
        }
        for number, (text, kind) in enumerate(zip(TEXTS, kinds, strict=True))
    ]
    return quotes_of(*rows)


@pytest.fixture(scope="module")
def tagged(table, cued):
    return tag_quotes(table, cued)


def test_columns_and_types(tagged):
    assert tuple(tagged.columns) == tags.COLUMNS
    assert {name: str(kind) for name, kind in tagged.dtypes.items()} == tags.DTYPES
    pd.testing.assert_frame_equal(tags.check(tagged), tagged)


def test_one_sentiment_and_one_stage_row_a_quote(table, tagged):
    for kind in ("stage", "sentiment"):
        assert tagged[tagged["kind"] == kind]["quote_id"].tolist() == table["quote_id"].tolist()


def test_rows_stand_in_the_order_of_the_quotes(table, tagged):
    assert tagged["quote_id"].drop_duplicates().tolist() == table["quote_id"].tolist()
    place = {name: number for number, name in enumerate(tagged["quote_id"].unique())}
    assert tagged["quote_id"].map(place).is_monotonic_increasing


def test_kinds_labels_and_makers(tagged, cued):
    assert set(tagged["kind"]) <= {kind for tagger in all_taggers().values() for kind in tagger.kinds}
    known = {
        "stage": {code.name for code in cued.stages},
        "asked": {code.name for code in cued.stages},
        "touchpoint": {code.name for code in cued.touchpoints},
        "sentiment": {"negative", "neutral", "positive"},
        "facet": set(tags.FACETS),
    }
    for kind, labels in known.items():
        assert set(tagged[tagged["kind"] == kind]["label"].dropna()) <= labels
    assert tagged["by"].map(lambda by: bool(re.fullmatch(r"(model|cue):.+@\w[\w.+]*", by))).all()


def test_only_a_stage_is_ever_abstained_from_and_says_why(tagged):
    abstained = tagged[tagged["label"].isna()]
    assert set(abstained["kind"]) == {"stage"}
    assert abstained["reason"].notna().all()


def test_confidences_are_probabilities(tagged):
    assert tagged["confidence"].dropna().between(0, 1).all()
    assert tagged[tagged["kind"].isin(["stage", "sentiment", "touchpoint", "asked"])]["confidence"].notna().all()


def test_a_valence_never_contradicts_its_label(tagged):
    assert set(tagged[tagged["value"].notna()]["kind"]) <= {"sentiment", "touchpoint", "emotion"}
    sentiment = tagged[tagged["kind"] == "sentiment"]
    assert sentiment["value"].between(-1, 1).all()
    side = sentiment["label"].map({"negative": -1, "neutral": 0, "positive": 1})
    assert (side * sentiment["value"] >= 0).all()


def test_every_span_is_the_words_in_the_text(table, tagged):
    texts = dict(zip(table["quote_id"], table["text"], strict=True))
    marked = tagged[tagged["start"].notna()]
    assert len(marked) > 5
    for row in marked.itertuples():
        assert 0 <= row.start < row.end <= len(texts[row.quote_id])
        assert texts[row.quote_id][row.start : row.end] == row.reason
    assert (tagged["start"].isna() == tagged["end"].isna()).all()


def test_the_same_twice(table, tagged, cued):
    pd.testing.assert_frame_equal(tag_quotes(table, cued), tagged)


def test_the_order_of_strangers_does_not_matter(quotes_of, cued):
    rows = [{"text": text, "quote_id": f"q{number}", "participant": f"P{number}"} for number, text in enumerate(TEXTS)]
    keys = ["quote_id", "kind", "label"]
    forth = tag_quotes(quotes_of(*rows), cued).sort_values(keys, ignore_index=True)
    back = tag_quotes(quotes_of(*reversed(rows)), cued).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(forth, back)


def test_no_quotes_give_an_empty_tags_table(quotes_of, cued):
    none = tag_quotes(quotes_of(), cued)
    assert len(none) == 0
    assert tuple(none.columns) == tags.COLUMNS


def test_progress_ends_at_the_last_tagger(table, cued):
    seen = []
    tag_quotes(table, cued, progress=lambda name, done, total: seen.append((name, done, total)))
    count = len(choose().taggers)
    assert seen[-1] == ("", count, count)
    assert all(done <= total for _, done, total in seen)


def test_the_names_of_the_taggers_there_are():
    names = ["channels", "emotion", "facets", "sentiment", "spanish", "stage", "touchpoint", "vader"]
    assert list(all_taggers()) == names
