"""XML of a package, read safely: no document type, no entity, and as a stream where it is long."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree as ET
from xml.parsers import expat

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CONTENT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_PIECE = 1 << 18
_HIDDEN = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_SEPARATOR = "}"
_REFERENCE_PREFIX = REFERENCE.lstrip("{")


class BrokenMarkupError(Exception):
    """A part that no XML reader accepts, or that declares a document type."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What one pass over a part told: why it is broken, and the relations that it mentions."""

    broken: str
    ids: frozenset[str]


def parser(on_doctype: str = "a document type is declared") -> expat.XMLParserType:
    """Give a parser that only checks, and that accepts no document type."""

    def refuse(*_: object) -> None:
        raise BrokenMarkupError(on_doctype)

    made = expat.ParserCreate(namespace_separator=_SEPARATOR)
    made.StartDoctypeDeclHandler = refuse
    return made


def walk(stream: IO[bytes]) -> Walk:
    """Read a part to its end in constant memory."""
    ids: set[str] = set()

    def start(_: str, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if name.startswith(_REFERENCE_PREFIX):
                ids.add(value)

    checker = parser()
    checker.StartElementHandler = start
    try:
        for piece in pieces(stream):
            checker.Parse(piece, False)  # noqa: FBT003  expat takes it by position
        checker.Parse(b"", True)  # noqa: FBT003  the same
    except (expat.ExpatError, BrokenMarkupError) as error:
        return Walk(str(error), frozenset())
    return Walk("", frozenset(ids))


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Give a stream in pieces of some size."""
    return iter(lambda: stream.read(_PIECE), b"")


class _Builder(ET.TreeBuilder):
    """Builds a tree, and stops at a document type."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse.

        Raises:
            BrokenMarkupError: always.
        """
        raise BrokenMarkupError(name, pubid, system)


def tree(content: bytes) -> ET.Element:
    """Read a small part whole; a broken one is an element without anything.

    That it is broken is the business of another check.
    """
    reader = ET.XMLParser(target=_Builder())  # noqa: S314  _Builder refuses entities
    try:
        reader.feed(content)
        root: ET.Element = reader.close()
    except (ET.ParseError, BrokenMarkupError, ValueError, LookupError):
        return ET.Element("broken")
    return root


def plain(text: bytes) -> bytes:
    """Write out CDATA sections, and leave out comments and instructions."""
    return _HIDDEN.sub(_shown, text) if b"<!" in text or b"<?" in text else text


def _shown(hidden: re.Match[bytes]) -> bytes:
    text = hidden[1] or b""
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def stream_of(content: bytes) -> IO[bytes]:
    """Give bytes as a stream."""
    return io.BytesIO(content)


def local(element: ET.Element) -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
