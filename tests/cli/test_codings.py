"""Codings of another program on the command line: read, tag, map, and a study of their codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from made import refi_project
from made._refi import code, codes, project, tag

from voc.codebook import codebook_files

Voc = Callable[..., tuple[int, str, list[str]]]
BOOK = """
title = "Parcels"
[[stage]]
name = "order"
meaning = "Choosing and paying in the shop."
[[stage]]
name = "delivery"
meaning = "The courier, tracking, the parcel in the hand."
[[stage]]
name = "support"
meaning = "Chat, bot, people who help."
[[touchpoint]]
name = "courier"
meaning = "Who brings the parcel."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    refi_project.make(tmp_path)
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def test_read_says_that_there_are_codings_and_writes_them(voc: Voc, folder: Path) -> None:
    code_, out, _ = voc("read", "parcels.qdpx", "--out", "quotes.csv")
    assert code_ == 0
    assert "12 codings of people are not in it; get them with --tags FILE" in out
    _, out, _ = voc("read", "parcels.qdpx", "--out", "quotes.csv", "--tags", "coded.jsonl")
    assert "12 codings of people; wrote coded.jsonl" in out
    coded = pd.read_json(folder / "coded.jsonl", lines=True)
    assert set(coded["kind"]) == {"code"}
    assert set(coded["by"]) == {"human:Ida", "human:Jon"}


def test_read_without_codings_says_nothing_of_them(voc: Voc, folder: Path) -> None:
    (folder / "talk.txt").write_text("Q: Why?\nA: It broke.\nQ: And?\nA: I left.\n", encoding="utf-8")
    _, out, _ = voc("read", "talk.txt", "--out", "quotes.csv")
    assert "coding" not in out
    _, out, _ = voc("read", "talk.txt", "--out", "quotes.csv", "--json")
    assert json.loads(out)["codings"] == 0


def test_a_wrong_name_for_the_codings_writes_nothing(voc: Voc, folder: Path) -> None:
    code_, _, err = voc("read", "parcels.qdpx", "--out", "quotes.csv", "--tags", "coded.xlsx")
    assert (code_, len(err)) == (2, 1)
    assert not (folder / "quotes.csv").exists()


def test_tag_takes_the_codings_and_says_what_became_of_them(voc: Voc, folder: Path) -> None:
    voc("read", "parcels.qdpx", "--out", "quotes.csv", "--tags", "coded.csv")
    plain = voc("tag", "quotes.csv", "--codebook", "book.toml", "--out", "plain.csv")[1]
    assert "codings" not in plain
    code_, out, _ = voc("tag", "quotes.csv", "--codebook", "book.toml", "--out", "tags.csv", "--codings", "coded.csv")
    assert code_ == 0
    assert "codings of people: " in out
    assert "3 touchpoints" in out
    made = pd.read_csv(folder / "tags.csv")
    mine = made[made["by"].str.startswith("human:")]
    assert set(mine["kind"]) == {"stage", "touchpoint", "facet", "sentiment", "code"}
    result = json.loads(
        voc("tag", "quotes.csv", "--codebook", "book.toml", "--out", "t.csv", "--codings", "coded.csv", "--json")[1]
    )
    assert result["codings"]["became"]["touchpoint"] == 3
    assert result["tagged"] + result["abstained"] == result["quotes"] - result["excluded"]


def test_codings_of_another_reading_are_one_line(voc: Voc, folder: Path) -> None:
    voc("read", "parcels.qdpx", "--out", "quotes.csv", "--tags", "coded.csv")
    voc("read", "survey.qdpx", "--out", "other.csv")
    code_, out, err = voc("tag", "other.csv", "--codebook", "book.toml", "--out", "t.csv", "--codings", "coded.csv")
    assert (code_, out, len(err)) == (2, "", 1)
    assert "is not in the quotes table; both have to be of one reading" in err[0]


def test_a_stage_that_a_person_gave_decides_on_the_map(voc: Voc, folder: Path) -> None:
    code_, out, _ = voc("map", "parcels.qdpx", "--codebook", "book.toml", "--to", "json", "--out", "out")
    assert code_ == 0
    assert "codings of people: " in out
    account = json.loads((folder / "out" / "account.json").read_text(encoding="utf-8"))
    assert account["codings"]["became"]["facet"] == 1
    made = pd.read_csv(folder / "out" / "tags.csv")
    quotes = pd.read_csv(folder / "out" / "quotes.csv")
    wrote = quotes.loc[quotes["text"] == "I wrote to the chat.", "quote_id"].item()
    stages = made[(made["quote_id"] == wrote) & (made["kind"] == "stage")]
    assert list(stages["by"])[-1] == "human:Ida"
    assert list(stages["label"])[-1] == "support"
    journey = json.loads((folder / "out" / "journey.json").read_text(encoding="utf-8"))
    by_name = {stage["id"]: stage["n_quotes"] for stage in journey["stages"]}
    assert by_name["support"] >= 1
    assert voc("verify", "out")[0] == 0


def test_a_study_of_codes(voc: Voc, folder: Path) -> None:
    made = tag("CodeBook", *[codes(code("Stages", code("Order", about="Choosing and paying."), code("Delivery")))][:1])
    (folder / "codes.qdc").write_text(made, encoding="utf-8")
    code_, out, _ = voc("init", "study", "--codebook", "codes.qdc")
    assert code_ == 0
    assert "1 of 2 codes have no meaning beyond their name: write it into study/codebook.toml" in out.replace("\\", "/")
    (folder / "study" / "sources" / "parcels.qdpx").write_bytes((folder / "parcels.qdpx").read_bytes())
    code_, _, err = voc("map", "study", "--to", "json", "--out", "out")
    assert code_ == 0
    assert any("1 of 2 codes have no meaning beyond their name; quotes are tagged by it" in line for line in err)


@pytest.mark.parametrize(
    ("codebook", "said"),
    [
        ("nothing.qdc", f"no codebook 'nothing.qdc': give a file or a name; there are: {', '.join(codebook_files())}"),
        ("empty.qdpx", "empty.qdpx: no codes in it; export the codebook again"),
    ],
)
def test_a_study_without_codes_is_one_line(voc: Voc, folder: Path, codebook: str, said: str) -> None:
    from made._refi import archive

    (folder / "empty.qdpx").write_bytes(archive(project()))
    code_, out, err = voc("init", "study", "--codebook", codebook)
    assert (code_, out, err) == (2, "", [f"voc: {said}"])
    assert not (folder / "study").exists()
