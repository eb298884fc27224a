"""Word documents: paragraphs, a table, both in turn, a recording of Teams, and one with tracked changes."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from made._office import document

PARAGRAPHS = (
    "Interview 7, kitchen table",
    "Moderator: How did you order the kitchen?",
    "Tess: On the website, with the planner.",
    "It lost my drawing, so I drew it again.",
    "Moderator: And the delivery?",
    "Tess: They forgot the sink.",
)
ROWS = (
    ("Time", "Speaker", "Text"),
    ("00:00:04", "Moderator", "How did you order the kitchen?"),
    ("00:00:09", "Tess", "On the website, with the planner."),
    ("00:00:15", "Moderator", "And the delivery?"),
    ("00:00:19", "Tess", "They forgot the sink. Nobody called me back."),
)


TEAMS = (
    "Kitchen interviews-20260310_090102-Meeting Recording",
    "March 10, 2026, 9:01AM",
    "12m 4s",
    "Weiss, Dana started transcription",
    "Weiss, Dana   0:03\nHi, can you hear me?",
    "Tess Brandt (Guest)   0:05\nYes.",
    "Weiss, Dana   0:09\nHow did you order the kitchen, was it easy?",
    "Tess Brandt (Guest)   0:14\nThe planner lost my drawing. Twice.\nI wrote to them, but nobody answered.",
    "Weiss, Dana   10:44\nWhat did you do then?",
    "Tess Brandt (Guest)   1:10:48\nI drove to the shop.",
    "Weiss, Dana stopped transcription",
)
ASKED = (
    "**Kitchen interviews, home 9**",
    "Date: 12 March 2026",
    "Participant: Ines, 41, baker",
    "Interviewer: Dana Weiss",
    "**How did you order the kitchen?**",
    "By phone. The planner would not open.",
    "**Tell me about the day it came.**",
    "It rained.",
    "They left the boxes in the yard.",
    "**What would you change?**",
    "I would ask for an hour, not a day.",
)
# A run that was put in, one that was struck out, one that was moved away; a form field; a box of text, which Word
# writes twice: for programs that can draw it, and for those that cannot.
_WORDS = """<w:r><w:t xml:space="preserve">{}</w:t></w:r>"""
_TRACKED = (
    _WORDS.format("Tess: The drawer")
    + '<w:ins w:id="1" w:author="Dana">'
    + _WORDS.format(" of the corner cupboard")
    + '</w:ins><w:del w:id="2" w:author="Dana"><w:r><w:delText> and the door</w:delText></w:r></w:del>'
    + '<w:moveFrom w:id="3" w:author="Dana">'
    + _WORDS.format(" (moved away)")
    + "</w:moveFrom>"
    + _WORDS.format(" is no self")
    + "<w:r><w:noBreakHyphen/></w:r>"
    + _WORDS.format("closing one.")
)
_BOXED = "<w:txbxContent><w:p><w:r><w:t>Tess: The box says so.</w:t></w:r></w:p></w:txbxContent>"
_BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    f'Requires="wps"><w:drawing>{_BOXED}</w:drawing></mc:Choice><mc:Fallback><w:pict>{_BOXED}</w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)


def reviewed() -> bytes:
    """Make a document with a comment, tracked changes, a form and a box of text."""
    new = docx.Document()
    new.sections[0].header.paragraphs[0].text = "Confidential"
    asked = new.add_paragraph("Moderator: What is wrong with it?")
    new.add_comment(asked.runs, text="ask for a photo", author="Dana", initials="D")
    body = new.element.body
    for words in (_TRACKED, _BOX):
        body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{words}</w:p>"), "w:sectPr")
    said = ("Moderator: Who built it?", "Tess: Two men, in a hurry.")
    form = "".join(f"<w:p>{_WORDS.format(line)}</w:p>" for line in said)
    content = f"<w:sdt {nsdecls('w')}><w:sdtContent>{form}</w:sdtContent></w:sdt>"
    body.insert_element_before(parse_xml(content), "w:sectPr")
    buffer = io.BytesIO()
    new.save(buffer)
    return buffer.getvalue()


def make(folder: Path) -> None:
    (folder / "paragraphs.docx").write_bytes(document(PARAGRAPHS))
    (folder / "table.docx").write_bytes(document((), ROWS))
    (folder / "asked.docx").write_bytes(document(ASKED))
    (folder / "teams.docx").write_bytes(document(TEAMS))
    (folder / "reviewed.docx").write_bytes(reviewed())
