"""A small study with people in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from voc.api import Run, run

TALK = """\
Interviewer: Hello Sarah, how was the delivery?

Sarah Okafor: The courier Piotr left the bike in the rain, and the delivery was late. My sister Ngozi saw it.

Interviewer: Thanks Sarah. And the payment?

Sarah Okafor: I paid by card and the payment failed twice. My number is 07700 900123, they have it wrong.

Interviewer: And support?

Sarah Okafor: I called support, and Ngozi called support, and nobody could help with the delivery.
"""
TICKETS = """\
id,subject,description,requester
1,Late,"Delivery of order #48213 is late. Thanks, Tom",tom.reed@example.org
2,Help,"I cannot log in as tom.reed@example.org and support does not answer.",uma@example.org
3,Bike,"The courier told Sarah Okafor that the delivery was cancelled. Ann",ann@example.org
4,Bike,"The delivery in Leeds was good and the courier was kind.",vic@example.org
"""
SURVEY = """\
Response ID,First name,Plan,What went wrong?
R-100001,Bea,Plus,"The delivery was late and the courier was rude."
R-100002,Carl,Plus,"The payment failed at checkout, twice."
R-100003,Dora,Basic,"Nothing went wrong with the delivery, Leeds is near."
R-100004,Emil,Plus,"The courier came late, the delivery was a mess."
"""


def make_study(folder: Path) -> Path:
    """Write the study."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    (folder / "study.toml").write_text('title = "Bikes"\nredact = true\nmin_participants = 2\n', encoding="utf-8")
    (sources / "sarah_okafor.txt").write_text(TALK, encoding="utf-8")
    (sources / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    (sources / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The study's map with the original words."""
    return run([make_study(tmp_path_factory.mktemp("bikes") / "study")], tagger="cues,vader")
