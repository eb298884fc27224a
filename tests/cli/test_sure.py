"""``voc tag --error`` and ``--sets``, ``voc map --error``: what is held back, by whom, and what a person does wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voc import tags as tags_table

Voc = Callable[..., tuple[int, str, list[str]]]
BOOK = """
title = "Parcels"
[[stage]]
name = "posting"
meaning = "Printing the label and handing the parcel in at the counter or the locker."
cues = ["counter", "label"]
[[stage]]
name = "delivery"
meaning = "The courier brings the parcel to the door, with tracking."
cues = ["courier", "doorstep"]
[[touchpoint]]
name = "courier"
meaning = "The courier in the van."
cues = ["courier"]
"""
SAID = {
    "posting": ("The label would not print.", "They were nice at the counter.", "Handed the parcel in at a locker."),
    "delivery": ("The courier never rang.", "Left on the doorstep in the rain.", "Tracking said it was at the door."),
    None: ("My brother likes jazz.", "We went to the sea.", "The parcel in the news was a joke."),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Quotes of sixty people, two each, and what a person said of all of them."""
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    draw = np.random.default_rng(0)
    rows, judged = [], []
    for number in range(120):
        stage = (*SAID, "delivery")[draw.integers(0, 4)]
        name = f"q{number:03d}"
        text = f"{draw.choice(SAID[stage])} {draw.choice(['Really.', 'Well.', 'So.', 'Yes.'])}"
        rows.append({"quote_id": name, "text": text, "participant": f"P{number // 2:03d}"})
        judged.append({"quote_id": name, "kind": "stage", "label": stage, "by": "human:ann"})
    pd.DataFrame(rows).to_csv(tmp_path / "quotes.csv", index=False)
    tags_table.frame(judged).to_csv(tmp_path / "judged.csv", index=False)
    return tmp_path


TAG = ("tag", "quotes.csv", "--codebook", "book.toml", "--out", "tags.csv", "--tagger", "cues")


def machine(folder: Path, kind: str = "stage") -> pd.DataFrame:
    tags = pd.read_csv(folder / "tags.csv")
    return tags[(tags["kind"] == kind) & ~tags["by"].str.startswith("human:")]


@pytest.mark.parametrize("error", [0.02, 0.1, 0.4])
def test_by_the_probabilities(voc: Voc, folder: Path, error: float) -> None:
    voc(*TAG)
    before = machine(folder)
    code, out, _ = voc(*TAG, "--error", str(error), "--json")
    limit = json.loads(out)["limits"]["stage"]
    after = machine(folder)
    said = after[after["label"].notna()]
    assert code == 0
    assert limit["by"] == "probabilities"
    assert len(after) == len(before)
    assert set(said["quote_id"]) <= set(before.loc[before["label"].notna(), "quote_id"])
    assert said.empty or (1 - said["confidence"]).mean() <= error
    gone = after[after["label"].isna() & before["label"].notna().to_numpy()]
    assert gone["reason"].str.startswith(f"not sure enough for {error:.0%} wrong: ").all()
    assert gone["start"].isna().all()


def test_by_what_people_judged(voc: Voc, folder: Path) -> None:
    code, out, _ = voc(*TAG, "--error", "0.4", "--codings", "judged.csv")
    assert code == 0
    assert "stage: said from 0." in out
    assert "for at most 40% wrong, by reviews of " in out
    # Of its two touchpoints nothing is said but where their cues stand, and of that it is sure.
    assert "touchpoint: said from 1.00 on for at most 40% wrong, by the taggers' probabilities" in out


def test_reviews_that_do_not_bear_it_out(voc: Voc, folder: Path) -> None:
    judged = pd.read_csv(folder / "judged.csv")
    judged["label"] = judged["label"].map({"posting": "delivery", "delivery": "posting"})
    judged.to_csv(folder / "judged.csv", index=False)
    _, out, _ = voc(*TAG, "--error", "0.2", "--codings", "judged.csv")
    assert "by the taggers' probabilities" in out
    assert "participants, 100% of their tags wrong, do not bear it out" in out


def test_sets_hold_what_was_judged(voc: Voc, folder: Path) -> None:
    code, _, errors = voc(*TAG, "--sets", "sets.csv", "--codings", "judged.csv")
    assert (code, errors) == (0, [])
    sets = pd.read_csv(folder / "sets.csv", keep_default_na=False).set_index("quote_id")
    judged = pd.read_csv(folder / "judged.csv").set_index("quote_id")["label"].fillna("none")
    assert set(sets["kind"]) == {"stage"}
    assert len(sets) == 120
    held = [label in sets.loc[name, "set"].split("|") for name, label in judged.items()]
    assert np.mean(held) >= 0.9


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--error", "0"), "voc: an error of 0 cannot be held; give the share of wrong tags between 0 and 1, like 0.2"),
        (("--error", "1.5"), "voc: an error of 1.5 cannot be held"),
        (("--sets", "sets.csv"), "voc: nobody has judged stage, touchpoint, sentiment of a quote"),
        (
            ("--sets", "sets.csv", "--codings", "judged.csv", "--coverage", "0.99"),
            "voc: stage: judged by people for 60",
        ),
        (("--sets", "sets.csv", "--codings", "judged.csv", "--coverage", "1"), "voc: a coverage of 1 cannot be had"),
        (("--sets", "sets.txt"), "voc: "),
    ],
)
def test_what_a_person_does_wrong(voc: Voc, folder: Path, words: tuple[str, ...], message: str) -> None:
    code, out, errors = voc(*TAG, *words)
    assert (code, out, len(errors)) == (2, "", 1)
    assert errors[0].startswith(message)
    assert not (folder / "sets.csv").exists()


def test_a_study_says_what_it_accepts(voc: Voc, folder: Path) -> None:
    study = folder / "study"
    (study / "sources").mkdir(parents=True)
    (study / "codebook.toml").write_text(BOOK, encoding="utf-8")
    (study / "study.toml").write_text('codebook = "codebook.toml"\nerror = 0.1\n', encoding="utf-8")
    (folder / "quotes.csv").rename(study / "sources" / "quotes.csv")
    code, out, errors = voc("map", "study", "--out", "map", "--tagger", "cues")
    assert (code, errors) == (0, [])
    assert "for at most 10% wrong" in out
    assert json.loads((folder / "map" / "account.json").read_text())["limits"]["stage"]["error"] == 0.1
    (study / "study.toml").write_text('codebook = "codebook.toml"\nerror = 2\n', encoding="utf-8")
    code, _, errors = voc("map", "study", "--out", "map", "--tagger", "cues")
    assert code == 2
    assert len(errors) == 1
    assert "error" in errors[0]
