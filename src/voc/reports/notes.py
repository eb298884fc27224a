"""``sticky_notes.csv``: the map as a list of sticky notes, one a row, to paste on a board."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._canvas import notes
from voc.reports._cells import table


def render(journey: Journey) -> str:
    """Write the list: every quote of the lanes is a note."""
    header = ["period", "section", "stage", "note", "n", "of", "quote_ids"]
    rows = [
        [note.period, note.section, note.stage, note.text, note.n, note.of, " ".join(note.quote_ids)]
        for note in notes(journey, few=None)
    ]
    return table(header, rows)


REPORT = Report("notes", "The map as a list of sticky notes", "sticky_notes.csv", render)
