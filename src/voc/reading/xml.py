"""XML of strangers, parsed without entities, network, DTD or huge trees."""

from __future__ import annotations

from typing import Any

from voc.errors import ReadError


def parse(data: bytes, *, where: str) -> Any:
    """Give the root element; raises ``ReadError`` for what is no XML or declares entities of its own."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = " ".join(str(error).split())
        raise ReadError(f"{where}: not XML that can be read ({why}); export it again") from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None and list(info.internalDTD.iterentities()):
        raise ReadError(f"{where}: declares XML entities, which no export needs and an attack would; not read")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
