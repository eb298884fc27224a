"""Every report that shows quotes can be proved with nothing but itself and the folder of the sources."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from voc.api import Run, run
from voc.errors import VocError
from voc.proof.compare import difference, is_same, nearest, stands_in
from voc.proof.quoted import quotes_of
from voc.reports import all_reports
from voc.verify import verify

REPORTS = ("json", "html", "xlsx", "pptx", "qdpx")
LONG = "I rang again about the delivery and " + "they told me to wait and I waited, " * 30 + "and the bike never came."
TALK = f"""\
Interviewer: How was the delivery, Sarah?

Sarah Okafor: The courier left the bike in the rain, and Ngozi saw that the delivery was late.

Interviewer: And support?

Sarah Okafor: {LONG} I called support at 07700 900123 and nobody could help.
"""
REVIEWS = """\
author,rating,review
mila_r,1,"The delivery failed twice and Piotr from support was rude."
tom_h,2,"I paid at the checkout and the payment failed, then the delivery failed."
uma_k,1,"The refund for the late delivery never came, and support hung up."
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    sources = tmp_path_factory.mktemp("proof") / "study" / "sources"
    sources.mkdir(parents=True)
    (sources.parent / "study.toml").write_text('title = "Bikes"\nmin_participants = 2\n', encoding="utf-8")
    (sources / "sarah okafor.txt").write_text(TALK, encoding="utf-8")
    (sources / "reviews.csv").write_text(REVIEWS, encoding="utf-8")
    return run([sources.parent], tagger="cues,vader")


def written(made: Run, name: str, folder: Path) -> Path:
    report = all_reports()[name]
    drawn = report.render(made.journey)
    path = folder / report.file
    path.write_bytes(drawn if isinstance(drawn, bytes) else drawn.encode())
    return path


def copied(made: Run, folder: Path) -> Path:
    """The sources alone, under other names."""
    folder.mkdir()
    for number, path in enumerate(sorted((Path(made.study.root or "") / "sources").iterdir())):
        (folder / f"file {number}{path.suffix}").write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("redact", [False, True], ids=["verbatim", "redacted"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_stands(made: Run, tmp_path: Path, name: str, redact: bool) -> None:
    path = written(made.redacted() if redact else made, name, tmp_path)
    sources = copied(made, tmp_path / "elsewhere")
    assert ("Ngozi" in str(quotes_of(path))) is not redact
    result = verify(path, sources=sources)
    assert result.faults == ()
    # A workbook has no hashes: the words of a renamed file stand elsewhere.
    assert not result.moved or name == "xlsx"
    assert result.quotes >= 3
    if name in ("json", "qdpx", "html"):
        assert result.quotes == len(made.journey.quotes)


@pytest.mark.parametrize("redact", [False, True], ids=["verbatim", "redacted"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_changed_and_a_missing_quote_are_told_apart(made: Run, tmp_path: Path, name: str, redact: bool) -> None:
    path = written(made.redacted() if redact else made, name, tmp_path)
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "sarah okafor.txt").write_text(TALK.replace("in the rain", "in the snow"), encoding="utf-8")
    (sources / "reviews.csv").write_text(REVIEWS[: REVIEWS.index("uma_k")], encoding="utf-8")
    result = verify(path, sources=sources)
    by_text = {fault.text[:20]: fault for fault in result.faults}
    changed = by_text.pop("The courier left the")
    assert changed.status == "changed"
    assert "[-rain,-] {+snow,+}" in str(changed.difference)
    assert {fault.status for fault in by_text.values()} <= {"missing"}
    assert "The refund for the l" in by_text


def test_a_source_of_other_people_is_no_proof(made: Run, tmp_path: Path) -> None:
    path = written(made, "json", tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.csv").write_text('author,rating,review\na,1,"Nothing of the kind, and good."\n', "utf-8")
    result = verify(path, sources=tmp_path / "other")
    assert len(result.faults) == result.quotes


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".pptx", ".qdpx", ".json", ".docx"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html><script type=application/json>{</script>", b'{"quotes": 3}']
)
def test_a_file_that_is_no_report_is_told_in_one_line(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(content)
    with pytest.raises(VocError) as caught:
        verify(path, sources=tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("shown", "now", "same"),
    [
        ("It failed.", "It failed.", True),
        ("It failed.", "It failed!", False),
        ("[name 1] failed.", "Sarah failed.", True),
        ("[name 1] failed.", "Sarah worked.", False),
        ("P001 told [name 2] so", "Ann told Mr. Lee so", True),
        ("[name 1]", "x" * 500, False),
    ],
)
def test_placeholders_are_gaps(shown: str, now: str, same: bool) -> None:
    assert is_same(shown, now) is same


def test_what_is_near_is_shown_with_its_difference() -> None:
    assert nearest("the lock failed twice", ["the van", "the lock worked twice"])[0] == "the lock worked twice"
    assert nearest("the lock failed twice", [])[1] == 0
    assert difference("a b c", "a c d") == "a [-b-] c {+d+}"
    assert stands_in("a  b", "x a\nb y", loose=True)
    assert not stands_in("a  b", "x a\nb y")


def test_no_report_makes_the_comparing_endless() -> None:
    many = "[name 1] a " * 40
    begin = time.process_time()
    assert not is_same(f"{many}b", "x a " * 300)
    assert not stands_in(f"{many}b", "x a " * 100)
    assert time.process_time() - begin < 5
