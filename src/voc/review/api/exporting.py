"""What people judged, as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.responses import Response

from voc.review.desk import Desk
from voc.review.routes import Caller, Routes
from voc.store import reviews

ROUTES = Routes()
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@ROUTES.add("GET", "/api/export/reviews.csv", gives=bytes, media=CSV)
def export_csv(desk: Desk, caller: Caller) -> Response:
    """Give everybody's judgements as a table for git and programs."""
    return _file(desk, "reviews.csv", CSV)


@ROUTES.add("GET", "/api/export/reviews.xlsx", gives=bytes, media=XLSX)
def export_xlsx(desk: Desk, caller: Caller) -> Response:
    """Give everybody's judgements as a workbook for people who code in a spreadsheet."""
    return _file(desk, "reviews.xlsx", XLSX)


def _file(desk: Desk, name: str, media: str) -> Response:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name
        reviews.write(desk.db, path)
        data = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, headers=headers, media_type=media)
