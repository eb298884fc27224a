"""``journey.xlsx``: the map as a workbook: the grid, every list behind it, and where each number comes from."""

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._workbook import grid, lists
from voc.reports._workbook.book import Book


def render(journey: Journey) -> bytes:
    """Write the workbook: same map, same bytes."""
    book = Book()
    grid.write(book, journey)
    for sheet in (lists.stages, lists.touchpoints, lists.pains, lists.backlog, lists.found, lists.quotes, lists.about):
        sheet(book, journey)
    return book.bytes()


REPORT = Report("xlsx", "The map as a workbook: grid, quotes, pain points, backlog", "journey.xlsx", render)
