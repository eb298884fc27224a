"""A mapping makes any table readable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc.readers import Reading, Source
from voc.reading import mapping as _mapping
from voc.study import SourceRule

TABLE = "Nr;Kunde;Wortlaut;Wann;Tarif;Antwort\n17;a;Lieferung;25/04/2026;Plus;Sorry\n18;b;Preis;03/05/2026;Basis;\n"
MAPPING = """\
kind = "review"
[columns]
"Wortlaut" = "text"
"Kunde" = "participant"
"Wann" = "time"
"Tarif" = "attribute"
"Antwort" = "agent"
"Nr" = "key"
"""


def test_a_mapping_beside_a_file_says_what_its_columns_are(read: Callable[..., Reading]) -> None:
    reading = read({"x.csv": TABLE, "x.mapping.toml": MAPPING}, languages=["de", "en"])
    assert reading.files[0].format == "mapped_table"
    assert reading.files[0].why == "described by x.mapping.toml"
    said = reading.quotes[reading.quotes["role"] == "participant"]
    assert said["text"].tolist() == ["Lieferung", "Preis"]
    assert said["source_kind"].unique().tolist() == ["review"]
    assert [str(day)[:10] for day in said["timestamp"]] == ["2026-04-25", "2026-05-03"]
    assert reading.quotes.set_index("text").loc["Sorry", "role"] == "agent"
    assert reading.participants["Tarif"].tolist() == ["Plus", "Basis"]


def test_a_study_may_name_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "any.toml").write_text(MAPPING, encoding="utf-8")
    rule = SourceRule(files="*", mapping=str(tmp_path / "any.toml"))
    source = Source(tmp_path / "x.csv", "x.csv", rule)
    assert _mapping.mapping_path(source) == tmp_path / "any.toml"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (MAPPING.replace("Wortlaut", "Wortlaud"), "no column 'Wortlaud' in the table; did you mean 'Wortlaut'?"),
        (MAPPING.replace('"text"', '"words"'), "x.mapping.toml: "),
        (MAPPING.replace('"text"', '"left out"'), 'no column is "text"'),
        ("[columns]\n", "x.mapping.toml: "),
        ("columns = 3", "x.mapping.toml: "),
        ("kind = ", "x.mapping.toml: not TOML"),
    ],
    ids=["unknown column", "unknown meaning", "no words", "empty", "no table", "broken"],
)
def test_a_wrong_mapping_is_refused_in_one_line(read: Callable[..., Reading], mapping: str, said: str) -> None:
    reading = read({"x.csv": TABLE, "x.mapping.toml": mapping, "a.txt": "Q: Why?\nA: So.\nQ: How?\nA: It broke.\n"})
    (error,) = reading.errors
    assert said in error
    assert "\n" not in error


def test_a_proposal_names_every_column_and_can_be_read_as_it_is(tmp_path: Path, read: Callable[..., Reading]) -> None:
    (tmp_path / "x.csv").write_text(TABLE, encoding="utf-8")
    proposal = _mapping.propose(Source(tmp_path / "x.csv", "x.csv"))
    for name in ("Nr", "Kunde", "Wortlaut", "Wann", "Tarif", "Antwort"):
        assert f'"{name}" = "' in proposal
    reading = read({"x.csv": TABLE, "x.mapping.toml": proposal}, languages=["de", "en"])
    assert reading.files[0].format == "mapped_table"
    assert len(reading.quotes)
