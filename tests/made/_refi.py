"""Projects of the REFI-QDA exchange format, from their parts."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_SPACE = uuid.UUID("5f1d2c1e-7c1b-4a63-9a0e-3f6f0f6d3c11")


def guid(name: str) -> str:
    """The same identifier for the same name."""
    return str(uuid.uuid5(_SPACE, name)).upper()


def tag(name: str, /, *inside: str, **attributes: str | int | None) -> str:
    """An element; attributes that are missing are left out."""
    said = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def archive(qde: str | bytes, texts: Mapping[str, str | bytes] | None = None, *, file: str = "project.qde") -> bytes:
    """The bytes of a .qdpx; times are fixed, so that they are the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {file: qde, **(texts or {})}.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 9, 0, 0)), data)
    return stream.getvalue()


def project(*parts: str, origin: str = "ATLAS.ti 26", name: str = "Study") -> str:
    """The project file around its parts."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return head + tag("Project", *parts, xmlns="urn:QDA-XML:project:1.0", name=name, origin=origin)


def users(*names: str) -> str:
    return tag("Users", *(tag("User", guid=guid(name), name=name) for name in names))


def code(name: str, *inside: str, about: str = "") -> str:
    said = tag("Description", escape(about)) if about else ""
    return tag("Code", said, *inside, guid=guid(name), name=name, isCodable="true", color="#966450")


def codes(*made: str) -> str:
    return tag("CodeBook", tag("Codes", *made))


def coding(name: str, by: str | None) -> str:
    reference = tag("CodeRef", targetGUID=guid(name))
    return tag("Coding", reference, guid=guid(f"coding {name} {by}"), creatingUser=guid(by) if by else None)


def selection(text: str, words: str, names: Sequence[str], by: str = "Ida", *, name: str = "", memo: str = "") -> str:
    """A selection of words in a text, by their place in code points, with the codes of these names."""
    start = text.index(words)
    return at(start, start + len(words), names, by, name=name, memo=memo)


def at(start: int, end: int, names: Sequence[str], by: str = "Ida", *, name: str = "", memo: str = "") -> str:
    """A selection by its offsets."""
    return tag(
        "PlainTextSelection",
        tag("Description", escape(memo)) if memo else "",
        *(coding(one, by) for one in names),
        guid=guid(f"selection {start} {end}"),
        name=name,
        startPosition=start,
        endPosition=end,
        creatingUser=guid(by),
    )


def text_source(name: str, *inside: str, path: str | None = None, content: str | None = None) -> str:
    said = tag("PlainTextContent", escape(content)) if content is not None else ""
    where = f"internal://{path}" if path else None
    return tag("TextSource", said, *inside, guid=guid(name), name=name, plainTextPath=where)


def sources(*made: str) -> str:
    return tag("Sources", *made)


def variables(*names: str) -> str:
    return tag("Variables", *(tag("Variable", guid=guid(name), name=name, typeOfVariable="Text") for name in names))


def case(name: str | None, of: Sequence[str], *inside: str, **values: str) -> str:
    """A case of some sources with the values of its variables."""
    said = [
        tag("VariableValue", tag("VariableRef", targetGUID=guid(key)), tag("TextValue", value))
        for key, value in values.items()
    ]
    references = [tag("SourceRef", targetGUID=guid(one)) for one in of]
    return tag("Case", *said, *references, *inside, guid=guid(f"case {name}"), name=name)


def cases(*made: str) -> str:
    return tag("Cases", *made)
