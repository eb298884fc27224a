"""OpenDocument texts: a test session in which only the moderator is marked, names with tracked changes, a table."""

from __future__ import annotations

from pathlib import Path

from made._odt import odt, paragraphs

# Tasks are printed with their numbers, as on the sheet that the participant has; her words have no mark.
SESSION = paragraphs(
    "1 Find the opening hours of the town hall.",
    "<text:tab/>Okay, I would look at the bottom of the page.",
    "<text:tab/>There is only a phone number, that is annoying.",
    "<text:tab/>MODERATOR: What would you expect there?",
    "<text:tab/>The hours, and<text:span> a map</text:span>.",
    '<text:s text:c="4"/>1.a Was it easy to find?',
    '<text:s text:c="4"/><text:tab/>No, I gave up.',
    "<text:tab/>(The participant reads the page again)",
    "2 Book an appointment for a new passport.",
    "<text:tab/>3, 4, 5 steps <text:soft-page-break/>until I am asked for my name.",
    "<text:tab/>MODERATOR: Take your time.",
    "<text:tab/>It logs me out while I look for my old passport.",
)
_DELETED = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Dana</dc:creator>"
    "</office:change-info><text:p>Rosa: this was struck out</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes>"
)
NAMES = _DELETED + (
    '<text:h text:outline-level="1">Interview 5</text:h>'
    + paragraphs(
        "Interviewer: Why the train?<office:annotation><dc:creator>Dana</dc:creator><text:p>start here</text:p>"
        "</office:annotation>"
    )
    + "<text:list><text:list-item>"
    + paragraphs("Rosa: Because  it\n is cheap &amp; I can read.<text:line-break/>Most of the time.")
    + "</text:list-item></text:list><text:section>"
    + paragraphs(
        'Interviewer: And when it is late?<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>asked twice</text:p></text:note-body></text:note>",
        "Rosa: Then nobody says anything, and I miss the bus.",
    )
    + "</text:section>"
)


def _row(*cells: str) -> str:
    return "<table:table-row>" + "".join(map(_cell, cells)) + "</table:table-row>"


def _cell(text: str) -> str:
    return f"<table:table-cell>{paragraphs(*text.split(chr(10)))}</table:table-cell>"


TABLE = (
    paragraphs("Interview 6")
    + '<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows>'
    + _row("Time", "Speaker", "What was said")
    + "</table:table-header-rows>"
    + _row("00:00:02", "Moderator", "How was the tour?")
    + '<table:table-row><table:table-cell table:number-rows-spanned="1"><text:p>00:00:05</text:p></table:table-cell>'
    + '<table:table-cell table:number-rows-spanned="2"><text:p>Juno</text:p></table:table-cell>'
    + _cell("The guide left without us.\nWe had paid for it.")
    + "</table:table-row><table:table-row>"
    + _cell("00:00:11")
    + "<table:covered-table-cell/>"
    + _cell("Nobody answered the phone, either.")
    + "</table:table-row></table:table>"
)


def make(folder: Path) -> None:
    (folder / "session.odt").write_bytes(odt(SESSION))
    (folder / "names.odt").write_bytes(odt(NAMES))
    (folder / "table.odt").write_bytes(odt(TABLE))
