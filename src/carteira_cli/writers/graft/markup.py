"""The XML of package parts: parsed without trust, and written so that little changes."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from carteira_cli.model.phrases import Phrase
from carteira_cli.writers.graft.refusals import unsound

Element = Any
"""An element of lxml, which ships no types."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def parse(content: bytes) -> Element:
    """Parse a part; entities stay unresolved, and nothing is fetched.

    Raises:
        CarteiraError: it is not well-formed, or has a document type, which no part may have.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise unsound(reason=Phrase("uma parte do arquivo está danificada")) from error
    if root.getroottree().docinfo.doctype:
        raise unsound(reason=Phrase("uma parte do arquivo tem declarações que não são de planilha"))
    return root


def serialise(root: Element) -> bytes:
    """Write a part."""
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return written


def likeness(element: Element) -> tuple[object, ...]:
    """Give what an element says, so that equal ones are equal whatever their prefixes."""
    text = (element.text or "").strip()
    inner = tuple(likeness(each) for each in element if isinstance(each.tag, str))
    return element.tag, tuple(sorted(element.attrib.items())), text, inner


def main(name: str) -> str:
    """Give the full tag of an element of spreadsheets."""
    return f"{{{MAIN}}}{name}"


def local(element: Element) -> str:
    """Give the tag without its namespace; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(parent: Element | None, name: str) -> list[Element]:
    """Give the children of that name in the namespace of spreadsheets."""
    return [] if parent is None else parent.findall(main(name))


def elements(root: Element) -> Iterator[Element]:
    """Give every element of a part, comments and instructions left out."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def child(parent: Element, name: str, order: Sequence[str]) -> Element:
    """Give the child of that name; where it is missing, make it in its place in ``order``."""
    found = parent.find(main(name))
    if found is not None:
        return found
    made = parent.makeelement(main(name), nsmap=None)
    before = frozenset(order[: order.index(name)])
    place = [at for at, each in enumerate(parent, 1) if local(each) in before]
    parent.insert(place[-1] if place else 0, made)
    return made
