"""Office documents with a name taken out of their texts; everything else in them stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from voc.forgetting.person import scrubbed

OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods")


def scrubbed_document(data: bytes, names: tuple[str, ...]) -> bytes:
    """The document without some names, where they stand in one piece."""
    forms = tuple(dict.fromkeys((*names, *map(escape, names))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                part = scrubbed(part.decode("utf-8"), forms).encode("utf-8")
            new.writestr(entry, part)
    return buffer.getvalue()
