"""Tables on disk that somebody's spreadsheet wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc._tables import load
from voc.errors import TableError


@pytest.mark.parametrize(
    ("head", "sign"),
    [
        ('quote_id,"what is hard (a; b; c; d)?",role', ","),
        ('quote_id;"how far, how long, how often, how dear?";role', ";"),
        ('quote_id,"how ""hard; dear; far; odd"",\nand why?",role', ","),
        ('"quote_id"\t"bus, tram; or train, or; none?"\trole', "\t"),
        ("quote_id", ","),
    ],
    ids=["comma", "semicolon", "quotes and lines in quotes", "tab", "one column"],
)
def test_what_stands_in_quotes_parts_no_columns(tmp_path: Path, head: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{sign.join(['q1', 'the ramp', 'staff'][: head.count('role') * 2 + 1])}\n")
    table = load(path)
    assert table.columns[0] == "quote_id"
    assert table.iloc[0].tolist() in (["q1", "the ramp", "staff"], ["q1"])


def test_an_encoding_that_nobody_can_tell_is_said_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("quote_id,label\nq1,Наслаждение\nq2,Ё\n".encode("cp1251") + b"q3,\x81\n")
    with pytest.raises(TableError, match=r"a\.csv: cannot tell its encoding; save it as UTF-8.*$") as raised:
        load(path)
    assert "\n" not in str(raised.value)
