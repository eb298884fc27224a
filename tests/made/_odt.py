"""OpenDocument texts of the XML of their body."""

from __future__ import annotations

import io
import zipfile

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_TYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, *, manifest: str = "") -> bytes:
    """Make an OpenDocument text; ``body`` is what stands in ``office:text``."""
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMES.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {names} office:version="1.2">'
        f"<office:scripts/><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return buffer.getvalue()


def paragraphs(*lines: str) -> str:
    """The paragraphs of some lines, which may hold mark-up."""
    return "".join(f'<text:p text:style-name="P1">{line}</text:p>' for line in lines)
