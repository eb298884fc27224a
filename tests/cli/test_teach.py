"""``voc teach``: corrections in, a version or a refusal out; the map and the tags use it; what a person does wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from voc import _tables, encoder
from voc import tags as tags_table
from voc.encoder import EMOTIONS, FACETS, Encoded, Heads

Voc = Callable[..., tuple[int, str, list[str]]]
WIDTH = 32
BOOK = """
title = "Parcels"
[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in."
[[stage]]
name = "delivery"
meaning = "From the depot to the door."
[[touchpoint]]
name = "locker"
meaning = "The locker at the station."
"""
# What people say of the two stages, in words that no meaning has.
SAID = {"posting": ("stamp", "queue", "tape", "scales"), "delivery": ("van", "bell", "porch", "neighbour")}


class Fake:
    """Each word has a seeded random direction; a text is the mean of its words. It feels nothing."""

    tier = "accurate"
    by = "model:fake@00000000"
    heads = Heads(
        np.float32([1, 0, 0]),
        np.hstack([np.eye(3), np.zeros((3, 5))]).astype(np.float32),
        np.ones(len(EMOTIONS), dtype=np.float32),
        np.float32([1, 0]),
        np.ones(len(FACETS), dtype=np.float32),
        np.float32([1, 0]),
    )

    def encode(self, texts: list[str], **_: Any) -> Encoded:
        count = len(texts)
        vectors = np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(count, WIDTH)
        flat = np.zeros(count, dtype=np.float32)
        even = [np.full((count, size), 1 / size, dtype=np.float32) for size in (3, len(EMOTIONS), len(FACETS))]
        return Encoded(vectors, flat, *even, (None,) * count)

    def carrying(self, texts: list[str], directions: Any) -> list[None]:
        return [None] * len(texts)

    @staticmethod
    def _vector(text: str) -> Any:
        words = ["".join(filter(str.isalpha, word.lower())) for word in text.split()]
        total = sum((np.random.default_rng(list(word.encode())).normal(size=WIDTH) for word in words), np.zeros(WIDTH))
        return total / max(float(np.linalg.norm(total)), 1e-9)


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "load", lambda tier: Fake())


@pytest.fixture
def study(voc: Voc, tmp_path: Path) -> Path:
    """A study of forty people, who each say two words of one stage; ``quotes.csv`` beside it."""
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    assert voc("init", "study", "--codebook", "book.toml")[0] == 0
    draw = np.random.default_rng(0)
    rows = [" and ".join(draw.choice(SAID[stage], 2, replace=False)) for stage in ("posting", "delivery") * 20]
    answers = pd.DataFrame(
        {"Respondent ID": range(40), "What happened?": [f"The {row} it was, {n}." for n, row in enumerate(rows)]}
    )
    answers.to_csv(tmp_path / "study" / "sources" / "survey.csv", index=False)
    assert voc("read", "study", "--out", "quotes.csv")[0] == 0
    return tmp_path / "study"


def corrections(study: Path, **change: Any) -> pd.DataFrame:
    """The right stage of every quote, by Ida."""
    quotes = pd.read_csv(study.parent / "quotes.csv")
    right = ["posting" if any(word in text for word in SAID["posting"]) else "delivery" for text in quotes["text"]]
    rows = pd.DataFrame({"quote_id": quotes["quote_id"], "kind": "stage", "label": right, "by": "human:ida"})
    return tags_table.frame(rows.assign(**change).to_dict("records"))


def test_a_stage_that_no_correction_names_is_told(voc: Voc, study: Path) -> None:
    """As after a split: what was judged as the old code counts for none of the new ones."""
    book = study / "codebook.toml"
    late = '\n[[stage]]\nname = "late"\nmeaning = "Days after it was due."\n'
    book.write_text(book.read_text(encoding="utf-8") + late, encoding="utf-8")
    _tables.dump(corrections(study), study.parent / "reviews.csv")
    code, _, (note,) = voc("teach", "study", "--reviews", "reviews.csv")
    assert code == 0
    assert note.startswith("voc: stage: no correction names late, so that quotes of it may stand elsewhere now; judge")


@pytest.mark.parametrize("suffix", _tables.SUFFIXES)
def test_it_learns_and_the_map_and_the_tags_use_it(voc: Voc, study: Path, suffix: str) -> None:
    _tables.dump(corrections(study), study.parent / f"reviews{suffix}")
    code, out, err = voc("teach", "study", "--reviews", f"reviews{suffix}", "--json")
    assert (code, err) == (0, [])
    found = json.loads(out)
    assert found["version"] == 1
    stage = found["kinds"]["stage"]
    assert stage["used"]
    assert stage["corrections"] == {"posting": 20, "delivery": 20}
    assert stage["after"]["macro_f1"] > stage["before"]["macro_f1"]
    assert voc("tag", "quotes.csv", "--codebook", "study/codebook.toml", "--study", "study", "--out", "t.csv")[0] == 0
    assert voc("map", "study", "--out", "map")[0] == 0
    for table in ("t.csv", "map/tags.csv"):
        tags = pd.read_csv(study.parent / table)
        stages = tags[tags["kind"] == "stage"]
        assert stages["by"].str.fullmatch(r"model:fake@00000000\+[0-9a-f]{8}\+taught1").all()
        assert not tags.loc[tags["kind"] == "sentiment", "by"].str.contains("taught").any()
    right = corrections(study).set_index("quote_id")["label"]
    assert (stages.set_index("quote_id")["label"].reindex(right.index) == right).mean() >= stage["after"]["accuracy"]


def test_it_is_told_with_figures_before_and_after(voc: Voc, study: Path) -> None:
    corrections(study).to_csv(study / "reviews.csv", index=False)
    code, out, _ = voc("teach", "study", "-v")
    assert code == 0
    assert out.splitlines()[0].split()[:3] == ["kind", "corrections", "macro-F1"]
    assert "stage: posting 20, delivery 20" in out
    assert "surprise (nats a text)" in out
    assert out.splitlines()[-1] == "version 1 is in use; wrote study/learned/1.json"


def test_back_and_list(voc: Voc, study: Path) -> None:
    assert voc("teach", "study", "--list") == (0, "nothing was taught yet\n", [])
    corrections(study).to_csv(study / "reviews.csv", index=False)
    assert voc("teach", "study", "-q") == (0, "", [])
    # Nothing new was said, so the version in use is not asked to be beaten.
    assert voc("teach", "study", "-q")[0] == 0
    listed = json.loads(voc("teach", "study", "--list", "--json")[1])
    assert (listed["current"], [one["version"] for one in listed["versions"]]) == (2, [1, 2])
    assert "weights" not in json.dumps(listed)
    assert voc("teach", "study", "--back", "1")[1] == "version 1 is in use\n"
    assert voc("teach", "study", "--list")[1].splitlines()[1].endswith("in use")
    assert voc("teach", "study", "--back", "0")[1] == "nothing that was taught is in use\n"
    assert voc("map", "study", "--out", "map")[0] == 0
    assert "taught" not in (study.parent / "map" / "tags.csv").read_text(encoding="utf-8")


def test_what_was_taught_with_another_codebook_is_not_used_and_that_is_said(voc: Voc, study: Path) -> None:
    corrections(study).to_csv(study / "reviews.csv", index=False)
    assert voc("teach", "study")[0] == 0
    book = study / "codebook.toml"
    book.write_text(book.read_text(encoding="utf-8").replace("Parcels", "Letters"), encoding="utf-8")
    code, _, err = voc("map", "study", "--out", "map", "-q")
    assert code == 0
    said = "what was taught (version 1) belongs to another codebook and is not used; teach again with voc teach"
    assert f"voc: {said}" in err
    assert "taught" not in (study.parent / "map" / "tags.csv").read_text(encoding="utf-8")


def test_labels_at_random_are_refused_and_nothing_changes(voc: Voc, study: Path) -> None:
    codes = []
    for seed in range(4):
        labels = np.random.default_rng(seed).permutation(["posting", "delivery", None, None] * 10)
        corrections(study, label=labels).to_csv(study / "reviews.csv", index=False)
        code, out, err = voc("teach", "study")
        codes.append(code)
        assert err == []
        if code:
            assert "stage: nothing learned: " in out
            assert out.splitlines()[-1] == "what was there stays in use"
    assert 1 in codes
    assert len(list((study / "learned").glob("*.json"))) == codes.count(0)


def test_touchpoints_and_none_of_these(voc: Voc, study: Path) -> None:
    stages = corrections(study)
    touched = stages.assign(kind="touchpoint", label=stages["label"].map({"posting": "locker"}))
    nothing = stages.assign(label=stages["label"].map({"posting": "posting"}))
    pd.concat([nothing, touched]).to_csv(study / "reviews.csv", index=False)
    code, out, _ = voc("teach", "study", "--json")
    kinds = json.loads(out)["kinds"]
    assert code == 0
    assert kinds["stage"]["corrections"] == {"posting": 20, "": 20}
    assert kinds["touchpoint"]["corrections"] == {"locker": 20, "": 20}
    assert kinds["touchpoint"]["used"]


def test_what_a_tagger_gives_that_does_not_learn_is_told(voc: Voc, study: Path) -> None:
    stages = corrections(study)
    moods = stages.assign(kind="sentiment", label=stages["label"].map({"posting": "negative", "delivery": "positive"}))
    pd.concat([stages, moods]).to_csv(study / "reviews.csv", index=False)
    said = "voc: sentiment by VADER: corrections of the sentiment are not used, since that tagger does not learn"
    code, out, err = voc("teach", "study", "--tagger", "accurate,vader", "--json")
    assert (code, err) == (0, [said])
    assert list(json.loads(out)["kinds"]) == ["stage"]
    assert voc("teach", "study")[0] == 0
    assert said in voc("map", "study", "--out", "map", "--tagger", "accurate,vader")[2]
    tag = "tag quotes.csv --codebook study/codebook.toml --study study --out t.csv --tagger accurate,vader"
    assert said in voc(*tag.split())[2]


def test_rows_that_cannot_count_are_left_out_and_told(voc: Voc, study: Path) -> None:
    rows = corrections(study)
    rows.loc[0, "quote_id"] = "ffffffffffffffff"
    rows.loc[1, "by"] = "model:other@1"
    rows.to_csv(study / "reviews.csv", index=False)
    code, out, err = voc("teach", "study", "--json")
    assert code == 0
    assert sum(json.loads(out)["kinds"]["stage"]["corrections"].values()) == 38
    assert err == [
        "voc: reviews.csv: 1 of 39 corrections are of quotes that this study does not have; they are left out"
    ]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no corrections": ({"by": "model:x@1"}, "study: no corrections of stage, touchpoint, sentiment by people; give a"),
    "unknown label": ({"label": "postings"}, "reviews.csv: the stage 'postings' of quote"),
    "another study": ({"quote_id": "q1"}, "reviews.csv: none of its 40 corrections is of a quote of this study"),
    "another kind": ({"kind": "code"}, "study: no corrections of stage"),
}


@pytest.mark.parametrize(("change", "said"), WRONG.values(), ids=WRONG)
def test_a_bad_table_is_one_line(voc: Voc, study: Path, change: dict[str, Any], said: str) -> None:
    corrections(study, **change).to_csv(study / "reviews.csv", index=False)
    code, out, err = voc("teach", "study")
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith(f"voc: {said}")


def test_all_of_one_label_teaches_nothing(voc: Voc, study: Path) -> None:
    corrections(study, label="posting").to_csv(study / "reviews.csv", index=False)
    code, out, _ = voc("teach", "study")
    assert code == 1
    assert "all corrections say the same; there is nothing to tell apart" in out
    assert not (study / "learned").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("teach nowhere", "nowhere: no study.toml; make a study with"),
        ("teach study", "study: no corrections of stage, touchpoint, sentiment by people"),
        ("teach study --reviews none.csv", "none.csv: no such file"),
        ("teach study --reviews quotes.csv", "quotes.csv: no column named 'kind'"),
        ("teach study --back 3", "study/learned/3.json: no such version; there is none yet"),
        ("teach study --back 0 --list", "--back, --list and --reviews are three different things"),
    ],
)
def test_wrong_use(voc: Voc, study: Path, words: str, said: str) -> None:
    code, out, err = voc(*words.split())
    assert (code, out, len(err)) == (2, "", 1)
    assert err[0].startswith(f"voc: {said}")
