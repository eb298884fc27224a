"""``voc check``: conditions on a map."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from cli.conftest import Voc
from hypothesis import given
from hypothesis import strategies as st

from voc.conditions import COMPARISONS, Condition
from voc.errors import VocError

JOURNEY = {
    "title": "Shop",
    "account": {"read": 12, "kept": 10},
    "stages": [
        {"id": "buy", "empty_reason": None, "emotion": {"score": 12.5, "low": 3.0, "high": 22.0}},
        {
            "id": "send.back",
            "empty_reason": "too few people to show",
            "emotion": {"score": None, "low": None, "high": None},
        },
    ],
    "pain_points": [{"rank": 1, "label": 'courier, "door"', "severity": 0.4, "prevalence": {"n": 3, "of": 9}}],
    "expectations": [{"stage": "buy", "gap": None, "reason": "nobody said both"}],
    "segments": [{"attribute": "age", "n": 5, "reason": None}],
    "personas": [],
    "refused": {"personas": "groups are no more distinct than in data without any"},
}


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("stage.buy.emotion.high < 0", 22.0, False),
        ("stage.buy.emotion.high>0", 22.0, True),
        ("stages.buy.emotion.score >= 12.5", 12.5, True),
        ("pain.1.severity > 0.3", 0.4, True),
        (r'pain."courier, \"door\"".prevalence.n != 3', 3, False),
        ("segment.age.n < 9", 5, True),
        ("account.kept <= 10", 10, True),
        ('title == "Shop"', "Shop", True),
        ("title == Shop", "Shop", True),
        ('stage."send.back".empty_reason == "not asked"', "too few people to show", False),
        ("pain.1.severity < -1e3", 0.4, False),
    ],
)
def test_a_condition_is_held_against_the_map(text: str, value: object, holds: bool) -> None:
    answer = Condition.parse(text).ask(JOURNEY)
    assert (answer.value, answer.holds, answer.why) == (value, holds, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('stage."send.back".emotion.high < 0', "too few people to show"),
        ("persona.P1.n < 5", "groups are no more distinct than in data without any"),
        ("expectation.buy.gap.value < 0", "nobody said both"),
    ],
)
def test_what_is_not_known_is_not_held_to_be_well(text: str, why: str) -> None:
    answer = Condition.parse(text).ask(JOURNEY)
    assert (answer.holds, answer.why) == (None, why)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "write PATH COMPARISON VALUE"),
        ("stage.buy", "write PATH COMPARISON VALUE"),
        ("stage.buy.emotion.high = 0", "write PATH COMPARISON VALUE"),
        ("stage.buy.emotion.high < ", "write PATH COMPARISON VALUE"),
        ("stage.bui.emotion.high < 0", "stage has no 'bui'; did you mean 'buy'?"),
        ("stage.buy.emotion.hihg < 0", "did you mean 'high'?"),
        ("stag.buy < 0", "the map has no 'stag'"),
        ("stage.buy.emotion < 0", "its path ends before a value"),
        ("stages < 0", "its path ends before a value"),
        ("stage.buy.emotion.high.x < 0", "has no 'x'"),
        ("title < 3", "both must be numbers or words"),
        ("stage.buy.emotion.high < true", "compare with a number or a word"),
        ("stage.buy.emotion.high < [1]", "compare with a number or a word"),
        ("stage.buy.emotion.high < NaN", "compare with a number or a word"),
        ("stage.buy.emotion.high > -1e999", "compare with a number or a word"),
    ],
)
def test_what_is_no_condition_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(VocError) as caught:
        Condition.parse(text).ask(JOURNEY)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=40))
def test_no_text_makes_it_fall_over(text: str) -> None:
    with contextlib.suppress(VocError):
        Condition.parse(text).ask(JOURNEY)


@given(st.sampled_from(sorted(COMPARISONS)), st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_can_be_compared_with(comparison: str, number: float) -> None:
    answer = Condition.parse(f"account.read {comparison} {number!r}").ask(JOURNEY)
    assert answer.holds is COMPARISONS[comparison](12, number)


def test_the_exit_code_tells(voc: Voc, tmp_path: Path) -> None:
    (tmp_path / "journey.json").write_text(json.dumps(JOURNEY), encoding="utf-8")
    assert voc("check", ".", "--fail-on", "pain.1.severity > 0.5") == (0, "", [])
    code, out, _ = voc("check", "journey.json", "--fail-on", "pain.1.severity > 0.5", "--fail-on", "account.read > 9")
    assert (code, out) == (1, "account.read > 9  holds: it is 12\n")
    code, out, _ = voc("check", ".", "--fail-on", "persona.P1.n < 5")
    assert code == 1
    assert "cannot be told: groups are no more distinct" in out
    code, out, _ = voc("check", ".", "--fail-on", "account.read > 9", "--json")
    assert (code, json.loads(out)[0]["value"]) == (1, 12)
    code, _, err = voc("check", ".", "--fail-on", "account.red > 9")
    assert (code, len(err)) == (2, 1)
    code, _, err = voc("check", "nowhere", "--fail-on", "account.read > 9")
    assert code == 2
    assert "no journey.json there" in err[0]
