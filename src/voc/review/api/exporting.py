"""What people judged, as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from starlette.responses import Response

from voc.review.desk import Desk
from voc.review.routes import Caller, Routes
from voc.store import reviews

ROUTES = Routes()
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@ROUTES.add("GET", "/api/export/reviews.csv", gives=bytes)
def export_csv(desk: Desk, caller: Caller) -> Response:
    """Give everybody's judgements as a table for git and programs."""
    return _file(desk, "csv")


@ROUTES.add("GET", "/api/export/reviews.xlsx", gives=bytes)
def export_xlsx(desk: Desk, caller: Caller) -> Response:
    """Give everybody's judgements as a workbook for people who code in a spreadsheet."""
    return _file(desk, "xlsx")


def _file(desk: Desk, kind: Literal["csv", "xlsx"]) -> Response:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"reviews.{kind}"
        reviews.write(desk.db, path)
        data = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return Response(data, headers=headers, media_type=TYPES[kind])
