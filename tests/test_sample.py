"""The whole road on the sample study: the figures its README promises, twice the same, offline."""

from __future__ import annotations

import json
import socket
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from voc import reports
from voc.api import Run, run, save
from voc.quotes import evidence
from voc.readers import Source, all_readers
from voc.verify import verify

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample"


def no_network(*args: object, **kwargs: object) -> None:
    raise AssertionError(f"somebody asked the network for {args}")


@pytest.fixture(scope="module")
def made() -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", no_network)
        patch.setattr(socket.socket, "connect", no_network)
        return run([SAMPLE])


@pytest.fixture(scope="module")
def written(made: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    save(made, folder, reports.choose(list(reports.DEFAULT)))
    return folder


def test_every_file_is_read(made: Run) -> None:
    assert made.reading.errors == []
    assert [file.source for file in made.reading.files if not (file.read or file.figures)] == []


def test_the_figures_are_kept_apart(made: Run) -> None:
    assert set(made.figures["source"]) == {"sources/figures/signup_funnel.csv"}
    users = made.figures[made.figures["metric"] == "Users"]
    assert users["value"].tolist()[:2] == [48210.0, 21746.0]
    assert not set(made.reading.quotes["source"]) & set(made.figures["source"])


def test_the_readme_counts_what_is_there(made: Run) -> None:
    quotes = made.reading.quotes
    said = evidence(quotes)
    people = said[said["role"] == "participant"]
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert quotes["source"].str.contains("interviews/").sum()
    assert people[people["source"].str.contains("interviews/")]["source"].nunique() == 12
    assert said[said["role"] == "staff"]["source"].nunique() == 3
    survey = made.reading.participants
    assert (survey["source_kind"] == "survey").sum() == 164
    truth = pd.read_csv(SAMPLE / "truth.csv")
    assert f"| {len(truth)} rows |" in readme
    for planted, count in truth["planted"].value_counts().items():
        if planted.startswith("P"):
            assert any(
                line.startswith(f"| {planted} |") and f"{count}" in line.rsplit("|", 2)[1]
                for line in readme.splitlines()
            )


def test_the_account_adds_up(made: Run) -> None:
    account = made.journey.account
    assert account.read == account.kept + sum(account.excluded.values())
    assert account.kept == account.tagged + account.abstained
    assert {
        "interviewer's words",
        "agent's words",
        "filler",
        "duplicate",
        "repost",
        "empty answer",
        "own account",
        "language de",
    } <= set(account.excluded)


def test_interviewers_and_agents_are_no_evidence(made: Run) -> None:
    said = evidence(made.reading.quotes)
    assert set(said["role"]) == {"participant", "staff"}
    interviews = said[said["source"].str.contains("interviews/")]
    # Otter's "Unknown Speaker" is somebody else in the room.
    assert interviews.groupby("source")["participant"].nunique().max() <= 2


@pytest.fixture(scope="module")
def planted(made: Run) -> dict[str, set[str]]:
    """Who raises each planted pain, by pseudonym."""
    quotes = made.reading.quotes
    people = dict(zip(zip(quotes["source"], quotes["locator"], strict=True), quotes["participant"], strict=True))
    names: dict[tuple[str, str | None], str] = {}
    for file in made.reading.files:
        if file.read:
            source = Source(file.path, file.source, made.study.rule(file.source))
            for passage in all_readers()[file.format].read(source):
                if (file.source, passage.locator) in people:
                    names[file.source.removeprefix("sources/"), passage.speaker] = people[file.source, passage.locator]
    truth = pd.read_csv(SAMPLE / "truth.csv")
    raised = [names[key] for key in zip(truth["file"], truth["participant"], strict=True)]
    return {str(pain): set(rows) for pain, rows in pd.Series(raised).groupby(truth["planted"])}


def test_the_planted_pains_are_found(made: Run, planted: dict[str, set[str]]) -> None:
    """Of the five most frequent, four are in the first seven: at their stage, mostly of the people who raise them."""
    stages = {"P1": "delivery", "P2": "repair", "P3": "riding", "P4": "billing", "P5": "renewal"}
    assert sorted(planted, key=lambda pain: -len(planted[pain]) if pain.startswith("P") else 0)[:5] == sorted(stages)
    found = set()
    for pain in made.journey.pain_points[:7]:
        people = {made.journey.quotes[quote_id].participant for quote_id in pain.quote_ids}
        found |= {
            p for p, stage in stages.items() if stage == pain.stage and 2 * len(people & planted[p]) >= len(people)
        }
    assert len(found) >= 4


def test_every_id_on_the_map_has_its_quote(made: Run) -> None:
    journey = made.journey
    ids = Counter(i for stage in journey.stages for i in stage.quote_ids)
    ids.update(i for pain in journey.pain_points for i in pain.quote_ids)
    assert set(ids) <= set(journey.quotes)


def test_verify_finds_every_quote(written: Path) -> None:
    result = verify(written / "journey.json", sources=SAMPLE)
    assert result.quotes > 1000
    assert result.faults == ()
    assert result.changed == ()


def test_the_reports_are_written(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    assert names == {
        "account.json", "attributes.csv", "figures.csv", "journey.csv", "journey.html", "journey.json", "journey.md",
        "pain_points.csv", "participants.csv", "quotes.csv", "tags.csv", "voc.lock",
    }  # fmt: skip
    assert json.loads((written / "journey.json").read_text(encoding="utf-8"))["schema_version"] == 1
    assert (written / "journey.html").stat().st_size < 2_000_000


def test_the_same_input_gives_the_same_bytes(made: Run) -> None:
    again = run([SAMPLE])
    assert again.journey.to_json() == made.journey.to_json()
