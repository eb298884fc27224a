"""``journey.qdpx``: the quotes and everyone's codings as a REFI-QDA project, for ATLAS.ti, MAXQDA, NVivo, QualCoder.

Texts are put together from the quotes of each source; every model and every person is a user of their own, so that
codings of machines are told from those of people; participants are cases, what is known of them variables. Nothing
depends on the clock: the same study gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile

from voc.journey.model import Journey
from voc.reports._base import Report
from voc.reports._basis import Basis
from voc.reports._refi.documents import documents
from voc.reports._refi.project import project

# Before this day an archive's clock has no time.
_DAWN = (1980, 1, 1, 0, 0, 0)


def draw(journey: Journey, basis: Basis) -> bytes:
    """Write the archive."""
    texts = list(documents(basis))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "project.qde", project(journey, basis, texts))
        for text in texts:
            _add(archive, f"sources/{text.guid}.txt", text.text.encode("utf-8"))
    return out.getvalue()


def _add(archive: zipfile.ZipFile, file: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(file, _DAWN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


REPORT = Report.on_basis("qdpx", "Quotes and codings as a REFI-QDA project", "journey.qdpx", draw)
