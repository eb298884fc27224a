"""The codebook changes with its history, and what people said follows."""

from __future__ import annotations

import invented
import pytest

from voc.codebook import Codebook
from voc.errors import CodebookError
from voc.review.editing import Edited, edited

BOOK = Codebook.parse(invented.BOOK.encode(), where="test")
NEW = {"name": "support", "label": "Support", "meaning": "Asking for help."}
DOOR = {"name": "door", "label": "At the door", "meaning": "Handing it over."}
ONE = invented.name(1)


def done(book: Codebook = BOOK, **change: object) -> Edited:
    from pydantic import TypeAdapter

    from voc.review.editing import Change

    return edited(book, TypeAdapter(Change).validate_python(change))


def names(found: Edited) -> list[str]:
    return [code.name for code in found.book.stages]


def test_changes_of_stages():
    assert names(done(do="add", kind="stage", code=NEW, before="delivery")) == [
        *("ordering", "support", "delivery", "returns"),
    ]
    assert names(done(do="move", kind="stage", name="ordering")) == ["delivery", "returns", "ordering"]
    assert names(done(do="move", kind="stage", name="returns", before="ordering")) == [
        "returns",
        "ordering",
        "delivery",
    ]
    split = done(do="split", kind="stage", name="delivery", into=[NEW, DOOR])
    assert (names(split), split.dropped) == (["ordering", "support", "door", "returns"], ["delivery"])
    gone = done(do="delete", kind="stage", name="returns")
    assert (names(gone), gone.dropped) == (["ordering", "delivery"], ["returns"])
    merged = done(do="merge", kind="stage", names=["delivery", "returns"], into="delivery")
    assert (names(merged), merged.renamed) == (["ordering", "delivery"], {"returns": "delivery"})
    assert merged.said == "merged the stage Returns into Delivery"
    same = done(do="rename", kind="stage", name="delivery", to="parcel", label="Delivery")
    assert same.said == "renamed the stage delivery to parcel"


def test_touchpoints_follow_their_stages():
    def stages(found: Edited) -> tuple[str, ...]:
        return found.book.touchpoints[0].stages

    assert stages(done(do="rename", kind="stage", name="delivery", to="parcel")) == ("parcel",)
    assert stages(done(do="merge", kind="stage", names=["delivery"], into="returns")) == ("returns",)
    assert stages(done(do="delete", kind="stage", name="delivery")) == ()
    split = done(do="split", kind="stage", name="delivery", into=[NEW, DOOR])
    assert stages(split) == ("support", "door")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "rename", "name": "ordering", "to": "ordering", "label": " deLIVERY"}, "merge into it instead"),
        ({"do": "rename", "name": "ordering", "to": "Delivery_", "label": "Delivery"}, "merge into it instead"),
        ({"do": "edit", "name": "ordering", "code": {"label": "Delivery", "meaning": "x"}}, "merge into it instead"),
        ({"do": "add", "code": {"name": "new", "label": "Delivery", "meaning": "x"}}, "give another label"),
    ],
)
def test_a_label_that_another_code_has_is_refused(change, told):
    with pytest.raises(CodebookError, match=f"^there is a stage Delivery already; {told}$"):
        done(kind="stage", **change)
    done(kind="touchpoint", do="rename", name="courier", to="courier", label="Delivery")


def test_a_file_with_two_equal_labels_can_be_changed_nonetheless():
    book = Codebook.parse(
        f'{invented.BOOK}\n[[stage]]\nname = "del"\nlabel = "Delivery"\nmeaning = "x"'.encode(), where="t"
    )
    assert "door" in names(done(book, do="add", kind="stage", code=DOOR))
    assert names(done(book, do="merge", kind="stage", names=["del"], into="delivery"))[-1] == "returns"


@pytest.mark.parametrize(
    "change",
    [
        {"do": "rename", "kind": "stage", "name": "delivery", "to": "returns"},
        {"do": "rename", "kind": "stage", "name": "nowhere", "to": "x"},
        {"do": "add", "kind": "stage", "code": {**NEW, "name": "delivery"}},
        {"do": "add", "kind": "touchpoint", "code": {**NEW, "stages": ["nowhere"]}},
        {"do": "merge", "kind": "stage", "names": ["delivery"], "into": "delivery"},
        {"do": "merge", "kind": "touchpoint", "names": ["delivery"], "into": "courier"},
        {"do": "edit", "kind": "stage", "name": "delivery", "code": {"meaning": "  "}},
        {"do": "delete", "kind": "stage", "name": "nowhere"},
        {"do": "split", "kind": "stage", "name": "delivery", "into": [NEW, {**NEW, "name": "door"}]},
        {"do": "explode", "kind": "stage", "name": "delivery"},
        {"do": "rename", "kind": "stage", "name": "delivery", "to": "../x"},
    ],
)
def test_changes_that_cannot_be_are_refused_in_one_line(call, change):
    revision = call("GET", "/api/codebook")["revision"]
    error = call("POST", "/api/codebook", {"revision": revision, "change": change}, status=422)
    assert "\n" not in error["message"]
    assert call("GET", "/api/codebook")["revision"] == revision


def test_the_last_stage_stays(call):
    book = done(do="delete", kind="stage", name="returns").book
    book = done(book, do="delete", kind="stage", name="delivery").book
    with pytest.raises(Exception, match="at least one stage"):
        done(book, do="delete", kind="stage", name="ordering")


def test_what_people_said_follows_a_rename_and_the_history_tells_who(call, desk, folder, monkeypatch):
    monkeypatch.setattr(type(desk), "retag", lambda self: None)
    call("PUT", f"/api/quotes/{ONE}/judgement", {"revision": 0, "stage": "delivery"})
    seen = call("GET", "/api/codebook")
    change = {"do": "rename", "kind": "stage", "name": "delivery", "to": "parcel", "label": "Parcel"}
    made = call("POST", "/api/codebook", {"revision": seen["revision"], "change": change})
    assert [code["name"] for code in made["codebook"]["stages"]] == ["ordering", "parcel", "returns"]
    assert made["codebook"]["stages"][1]["judged"] == 1
    assert "parcel" in (folder / "codebook.toml").read_text()
    assert list(desk.db.judgements.decided()["label"]) == ["parcel"]
    stale = call("POST", "/api/codebook", {"revision": seen["revision"], "change": change}, status=409, coder="ben")
    assert stale["codebook"]["revision"] == made["codebook"]["revision"]
    newest = call("GET", "/api/codebook/history")["changes"][0]
    assert (newest["coder"], newest["said"]) == ("ann", "renamed the stage Delivery to Parcel")


def test_a_codebook_of_elsewhere_is_not_changed(call, folder):
    toml = (folder / "study.toml").read_text().replace('"codebook.toml"', '"service"')
    (folder / "study.toml").write_text(toml)
    change = {"do": "delete", "kind": "stage", "name": "delivery"}
    error = call("POST", "/api/codebook", {"revision": 1, "change": change}, status=422)
    assert "study.toml" in error["message"]


def test_a_stage_that_the_figures_stand_at_is_not_taken_away(call, folder):
    with (folder / "study.toml").open("a") as file:
        file.write('[figures]\n"Orders" = "ordering"\n')
    change = {"do": "rename", "kind": "stage", "name": "ordering", "to": "buying"}
    error = call("POST", "/api/codebook", {"revision": 1, "change": change}, status=422)
    assert "'Orders' stands at the stage 'ordering'" in error["message"]


def test_people_and_machines_go_by_todays_names(call, desk, monkeypatch):
    monkeypatch.setattr(type(desk), "retag", lambda self: None)
    rows = call("GET", "/api/quotes?size=200&stage=delivery")["rows"]
    one, other = rows[0]["quote_id"], rows[1]["quote_id"]
    call("PUT", f"/api/quotes/{one}/judgement", {"revision": 0, "stage": "delivery", "touchpoints": ["courier"]})

    def change(revision: int, **what: object) -> None:
        call("POST", "/api/codebook", {"revision": revision, "change": {"kind": "stage", **what}})

    change(1, do="rename", name="delivery", to="parcel")
    assert call("GET", f"/api/quotes/{one}")["judgement"]["stage"] == "parcel"
    assert call("GET", f"/api/quotes/{other}")["proposed"]["stage"] == "parcel"
    change(2, do="delete", name="parcel")
    judged = call("GET", f"/api/quotes/{one}")
    assert judged["judgement"]["judged"] == ["touchpoint"]
    assert judged["proposed"]["stage"] is None
    call("PUT", f"/api/quotes/{one}/judgement", {"revision": judged["revision"], "stage": "returns"})


def test_what_was_judged_as_a_code_that_is_split_is_told_and_asked_again(call):
    for coder, stage in (("ann", "delivery"), ("ben", "delivery"), ("eve", "returns")):
        given = {"revision": 0, "stage": stage, "sentiment": {"label": "negative"}}
        call("PUT", f"/api/quotes/{ONE}/judgement", given, coder=coder)
    assert call("POST", "/api/next", {"queue": "again"})["reason"] == "no answer of yours names a code that is no more"
    book = call("GET", "/api/codebook")
    counts = {code["name"]: (code["judged"], code["answers"]) for code in book["stages"]}
    assert (counts["delivery"], counts["returns"], book["gone"]) == ((0, 2), (1, 1), 0)
    change = {"do": "split", "kind": "stage", "name": "delivery", "into": [NEW, DOOR]}
    book = call("POST", "/api/codebook", {"revision": book["revision"], "change": change})["codebook"]
    assert (book["gone"], book["mine"]) == (2, 1)
    assert [row["quote_id"] for row in call("GET", "/api/quotes?status=code_changed")["rows"]] == [ONE]
    assert call("GET", "/api/quotes?status=code_changed&coder=eve")["total"] == 0
    found = call("POST", "/api/next", {"queue": "again"})
    assert (found["quote"]["quote_id"], found["draw"], found["left"]) == (ONE, None, 1)
    assert found["quote"]["judgement"]["judged"] == ["sentiment"]
    assert call("POST", "/api/next", {"queue": "again", "skip": [ONE]})["reason"].startswith("all that is left")
    call("PUT", f"/api/quotes/{ONE}/judgement", {"revision": found["quote"]["revision"], "stage": "door"})
    assert call("POST", "/api/next", {"queue": "again"})["quote"] is None
    book = call("GET", "/api/codebook")
    assert (book["gone"], book["mine"]) == (1, 0)
