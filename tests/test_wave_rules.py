"""Which quotes are of which wave, and what is said where it cannot be told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from voc import quotes
from voc.errors import StudyError
from voc.readers import all_readers, read_paths
from voc.study import Study
from voc.wave_rules import WaveRule, told, with_waves

NOW = datetime(2026, 8, 1, tzinfo=UTC)
BY_DATE = ({"name": "q1", "from": "2026-01-01", "until": "2026-03-31"}, {"name": "q2", "from": "2026-04-01"})


def rules(*tables: dict[str, Any]) -> tuple[WaveRule, ...]:
    return Study.model_validate({"wave": list(tables)}).waves


def table(*rows: tuple[str, str | None]) -> pd.DataFrame:
    made = [
        {
            "quote_id": f"q{number}",
            "text": "It rattles.",
            "source": source,
            "source_sha256": "ab" * 32,
            "source_kind": "survey",
            "locator": f"row {number}",
            "start": 0,
            "end": 11,
            "role": "participant",
            "timestamp": moment,
        }
        for number, (source, moment) in enumerate(rows)
    ]
    return quotes.frame(made)


def waves(given: pd.DataFrame, *tables: dict[str, Any]) -> list[str | None]:
    found = with_waves(given, rules(*tables))["wave"]
    return [None if pd.isna(one) else str(one) for one in found]


def test_days_are_of_a_wave_from_the_first_to_the_end_of_the_last():
    given = table(
        ("a.csv", "2025-12-31T23:59:59Z"),
        ("a.csv", "2026-01-01T00:00:00Z"),
        ("a.csv", "2026-03-31T23:59:59Z"),
        ("a.csv", "2026-04-01T01:00:00+02:00"),  # still March in UTC
        ("a.csv", "2026-04-01T00:00:00Z"),
        ("a.csv", None),
    )
    assert waves(given, *BY_DATE) == [None, "q1", "q1", "q1", "q2", None]


def test_files_say_more_than_dates():
    given = table(("sources/2026Q3/late.csv", "2026-02-01T00:00:00Z"), ("sources/a.csv", "2026-02-01T00:00:00Z"))
    assert waves(given, *BY_DATE, {"name": "2026Q3", "files": "sources/2026Q3/*"}) == ["2026Q3", "q1"]


def test_files_and_dates_together_and_two_tables_of_one_wave():
    given = table(("a.csv", "2026-02-01T00:00:00Z"), ("b.csv", "2026-02-01T00:00:00Z"), ("c.csv", None))
    both = {"name": "q1", "files": "a.csv", "from": "2026-01-01"}
    assert waves(given, both, {"name": "q1", "files": "c.csv"}) == ["q1", None, "q1"]


def test_two_waves_cannot_have_the_same_files():
    with pytest.raises(StudyError, match=r"waves 'x' and 'y' both claim a\.csv; give it to one"):
        waves(table(("a.csv", None)), {"name": "x", "files": "a*"}, {"name": "y", "files": "*.csv"})


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[wave]]\nname = "q1"\n', "wave 'q1' says neither files nor dates; give files"),
        ('[[wave]]\nname = "q1"\nfrom = 2026-05-01\nuntil = 2026-04-01\n', "ends on 2026-04-01, before it begins on"),
        ('[[wave]]\nname = "q1"\nfrom = "spring"\n', r"\[\[wave\]\] 1, from: input should be a valid date"),
        (
            '[[wave]]\nname = "q1"\nsince = 2026-01-01\n',
            "no such key 'since'; there are: column, files, from, name, until, value",
        ),
        ('[[wave]]\nname = ""\nfiles = "a"\n', "name: string should have at least 1 character"),
        (
            '[[wave]]\nname = "a"\nfrom = 2026-01-01\n[[wave]]\nname = "b"\nuntil = 2026-01-01\n',
            "waves 'a' and 'b' overlap from 2026-01-01 on; part them",
        ),
    ],
)
def test_a_bad_wave_is_told_in_one_line(tmp_path, toml, said):
    (tmp_path / "study.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(StudyError, match=said) as caught:
        Study.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_what_is_in_no_wave_is_told():
    given = with_waves(
        table(("a.csv", None), ("a.csv", "2024-01-01T00:00:00Z"), ("a.csv", "2026-02-01")), rules(*BY_DATE)
    )
    assert list(told(given, rules(*BY_DATE), NOW)) == [
        "wave 'q2': no quote is of it; see its files, column, from and until in study.toml",
        "waves: 2 of 3 quotes are in none: 1 have no date (such as a.csv), 1 are of other days; put their files into a "
        "wave with files = …",
    ]


def test_where_no_wave_goes_by_days_no_day_is_told():
    by_file = rules({"name": "q1", "files": "a*"})
    given = with_waves(table(("a.csv", None), ("b.csv", "2024-01-01T00:00:00Z")), by_file)
    assert list(told(given, by_file, NOW)) == [
        "waves: 1 of 2 quotes are in none (such as b.csv); put their files into a wave with files = …"
    ]


def test_a_clock_that_runs_ahead_is_told():
    given = with_waves(table(("a.csv", "2026-02-01"), ("b.csv", "2031-05-02T12:00:00Z")), rules(*BY_DATE))
    (line,) = told(given, rules(*BY_DATE), NOW)
    assert line == (
        "waves: 1 quotes are dated in the future, up to 2031-05-02 (b.csv): a clock was wrong, and so may be their "
        "wave; set it by files = …"
    )


def test_without_waves_nothing_changes():
    given = table(("a.csv", "2031-05-02"))
    assert with_waves(given, ()) is given
    assert list(told(given, (), NOW)) == []


def test_the_same_few_words_in_the_next_wave_are_said_again(tmp_path):
    """Whoever of a panel answers alike twice is no duplicate of herself."""
    said = ["It rattles and squeaks.", "The lock jams in winter.", "No complaints at all.", "My chain came off."]
    (tmp_path / "study.toml").write_text(
        '[[wave]]\nname = "q1"\nuntil = 2026-03-31\n[[wave]]\nname = "q2"\nfrom = 2026-04-01\n', encoding="utf-8"
    )
    rows = ["id,date,What do you think of it?"]
    rows += [f'R1000{n},2026-0{month}-10,"{text}"' for month in (2, 5) for n, text in enumerate(said)]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "panel.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = read_paths([tmp_path], Study.load(tmp_path), all_readers())
    kept = found.quotes[found.quotes["excluded"].isna()]
    assert kept.groupby("wave")["participant"].nunique().to_dict() == {"q1": 4, "q2": 4}
    assert kept["participant"].nunique() == 4
    assert found.notes == []


SURVEY = "Response ID,Quarter,What should we change?\n{}"
ANSWERS = (
    "400001,2026 Q1,The courier never came\n400002,2026 q2,The app logs me out\n"
    "400001,2026 Q2,The courier is late again\n400003,later,It rattles a lot\n"
)


def test_a_column_says_the_wave_row_by_row(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.csv").write_text(SURVEY.format(ANSWERS), encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        '[[wave]]\nname = "q1"\ncolumn = "quarter"\nvalue = "2026 Q1"\n[[wave]]\nname = "2026 Q2"\ncolumn = "Quarter"\n'
        '[[wave]]\nname = "rest"\nfiles = "*.csv"\n',
        encoding="utf-8",
    )
    quotes_read = read_paths([tmp_path], Study.load(tmp_path), all_readers()).quotes
    assert dict(zip(quotes_read["text"], quotes_read["wave"], strict=True)) == {
        "The courier never came": "q1",
        "The app logs me out": "2026 Q2",
        "The courier is late again": "2026 Q2",
        "It rattles a lot": "rest",
    }
    assert quotes_read["participant"].nunique() == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "q1"}, "says neither files nor dates; give files, a column, or from and until"),
        ({"name": "q1", "value": "1", "files": "*"}, "has a value and no column"),
    ],
)
def test_a_wave_by_nothing_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        rules(given)
