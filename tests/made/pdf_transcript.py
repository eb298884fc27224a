"""PDF transcripts: a header and a page number on each page, wrapped lines, a parted word."""

from __future__ import annotations

from pathlib import Path

from made._pdf import pdf

PAGES = (
    (
        "Bus study - Interview 12",
        "Interviewer: How do you find out when the bus comes, and what do you do if it does not?",
        "Ole: I look at the sign at the stop, which is wrong more often than it is right, and then I",
        "open the app. The de-",
        "lays are not in there, so I walk to the next stop and hope. It is a self-",
        "service ticket machine there that never takes my card.",
        "Interviewer: What do you do then?",
        "1",
    ),
    (
        "Bus study - Interview 12",
        "Ole: I ride without one and I am afraid the whole way, (really!) because the fine is sixty",
        "euros. They know the machine is broken: it says so on their own page.",
        "Interviewer: Did you tell them?",
        "Ole: Twice. The self-service desk only sends you back to the website.",
        "2",
    ),
    (
        "Bus study - Interview 12",
        "Interviewer: And what did they say?",
        "Ole: That it is being looked into.",
        "3",
    ),
)


def make(folder: Path) -> None:
    (folder / "wrapped.pdf").write_bytes(pdf(PAGES))
