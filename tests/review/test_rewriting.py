"""A codebook that is changed in the app keeps what a person wrote into its file: comments, and the order of keys."""

from __future__ import annotations

import re
from pathlib import Path

import invented
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from voc.codebook import Codebook
from voc.review.editing import Change, Edited, edited
from voc.review.rewriting import rewritten

TOML = '''\
# Who may change it: Ida.

title = "Parcels"  # all of them
scope = "customer"

# ---- Before ----

# where people choose
[[stage]]
meaning = "Choosing what to send."   # the meaning first
name = "ordering"
examples = [
    "paying was easy",   # P03
    # a line alone
    "the page froze",    # P04
]

# ---- After ----
[[stage]]
name = "delivery"
label = "Delivery"  # as printed
meaning = """
From the depot # no comment
[[stage]]
to the door."""
cues = ["courier"]
# about the cues

[[touchpoint]]
name = "courier"
stages = ["delivery"] # only there
meaning = "The person who brings it."

# the last stage
[[stage]]
name = "returns"
meaning = 'Sending "it" back # really'

# the end
'''
BOOK = Codebook.parse(TOML.encode(), where="test")
COMMENTS = re.findall(r"# (?!no comment|really)[^\n]*", TOML)
NEW = {"name": "support", "label": "Support", "meaning": "Asking for help.", "stages": []}
CHANGES = {
    "rename": {"do": "rename", "kind": "stage", "name": "delivery", "to": "parcel", "label": "Parcel"},
    "merge": {"do": "merge", "kind": "stage", "names": ["delivery", "returns"], "into": "returns"},
    "split": {
        "do": "split",
        "kind": "stage",
        "name": "delivery",
        "into": [NEW, {**NEW, "name": "door", "label": "At the door"}],
    },
    "add": {"do": "add", "kind": "touchpoint", "code": NEW},
    "edit": {
        **{"do": "edit", "kind": "stage", "name": "ordering"},
        "code": {"label": "Order", "meaning": "Choosing.", "examples": ["it was dear", "the page froze"]},
    },
    "delete": {"do": "delete", "kind": "stage", "name": "delivery"},
    "delete the only one": {"do": "delete", "kind": "touchpoint", "name": "courier"},
    "move": {"do": "move", "kind": "stage", "name": "returns", "before": "ordering"},
}


def done(change: object, book: Codebook = BOOK) -> Edited:
    return edited(book, TypeAdapter(Change).validate_python(change))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_says_the_change_and_keeps_every_comment(change):
    made = done(change)
    text = rewritten(TOML, BOOK, made)
    assert Codebook.parse(text.encode(), where="again") == made.book
    assert all(text.count(comment) == 1 for comment in COMMENTS)


def test_a_rename_touches_nothing_but_the_names():
    told = rewritten(TOML, BOOK, done(CHANGES["rename"]))
    changed = TOML.replace('name = "delivery"', 'name = "parcel"').replace('["delivery"]', '["parcel"]')
    assert told == changed.replace('label = "Delivery"', 'label = "Parcel"')


def test_a_comment_goes_with_its_code_and_stays_when_that_goes():
    moved = rewritten(TOML, BOOK, done(CHANGES["move"]))
    assert moved.index('# the last stage\n[[stage]]\nname = "returns') < moved.index("# ---- Before")
    merged = rewritten(TOML, BOOK, done(CHANGES["merge"]))
    assert '# as printed\n# about the cues\n\n# the last stage\n[[stage]]\nname = "returns' in merged
    edited_ = rewritten(TOML, BOOK, done(CHANGES["edit"]))
    assert '    # a line alone\n    "it was dear",\n    "the page froze",    # P04\n' in edited_
    assert "# where people choose\n# P03\n[[stage]]" in edited_


def test_a_file_that_is_written_in_another_way_is_written_anew():
    toml = 'title = "T"\nstage = [{name = "a", meaning = "A."}, {name = "b", meaning = "B."}]\n'
    book = Codebook.parse(toml.encode(), where="test")
    made = done({"do": "delete", "kind": "stage", "name": "a"}, book)
    assert Codebook.parse(rewritten(toml, book, made).encode(), where="again") == made.book


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=30)
@given(label=WORDS, meaning=WORDS.filter(str.strip), cues=st.lists(WORDS.filter(bool), max_size=3))
def test_any_words_come_back_as_they_are(label, meaning, cues):
    code = {"label": label, "meaning": meaning, "cues": cues, "examples": ["the page froze", *cues]}
    made = done({"do": "edit", "kind": "stage", "name": "ordering", "code": code})
    text = rewritten(TOML, BOOK, made)
    assert Codebook.parse(text.encode(), where="again") == made.book
    assert "# ---- After ----" in text


def test_the_app_keeps_the_comments(folder: Path, call):
    with_comment = f"# Ida's\n{invented.BOOK}"
    (folder / "codebook.toml").write_text(with_comment, encoding="utf-8")
    book = call("GET", "/api/codebook")
    change = {"do": "move", "kind": "stage", "name": "returns", "before": "ordering"}
    call("POST", "/api/codebook", {"revision": book["revision"], "change": change})
    assert (folder / "codebook.toml").read_text("utf-8").startswith("# Ida's\ntitle")


def test_what_was_changed_by_hand_meanwhile_is_not_overwritten(folder: Path, call):
    book = call("GET", "/api/codebook")
    by_hand = invented.BOOK.replace("From the depot", "From the van")
    (folder / "codebook.toml").write_text(by_hand, encoding="utf-8")
    change = {"do": "move", "kind": "stage", "name": "returns", "before": "ordering"}
    error = call("POST", "/api/codebook", {"revision": book["revision"], "change": change}, status=409)
    assert error["codebook"]["stages"][1]["meaning"] == "From the van to the door."
    assert (folder / "codebook.toml").read_text("utf-8") == by_hand
    call("POST", "/api/codebook", {"revision": error["revision"], "change": change})
    assert "From the van" in (folder / "codebook.toml").read_text("utf-8")
