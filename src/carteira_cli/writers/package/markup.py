"""XML of a package, read safely: no document type, no entity, and as a stream where it is long."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree as ET
from xml.parsers import expat

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CONTENT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_PIECE = 1 << 18
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


def each(stream: IO[bytes], tag: str, use: Callable[[ET.Element], None]) -> None:
    """Call ``use`` with every element of a tag, forgetting what was read before.

    A part that breaks off ends the walk; that it is broken is the business of another check.
    """
    root: ET.Element | None = None
    try:
        for event, element in ET.iterparse(  # noqa: S314  walk() has refused entities
            stream, events=("start", "end")
        ):
            if root is None:
                root = element
            elif event == "end" and element.tag == tag:
                use(element)
                root.clear()
    except ET.ParseError:
        return


def stream_of(content: bytes) -> IO[bytes]:
    """Give bytes as a stream."""
    return io.BytesIO(content)


def local(element: ET.Element) -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def texts(element: ET.Element) -> str:
    """Give the text of a shared or inline string: its runs, without phonetic readings."""
    runs = [element.findall(f"{MAIN}t"), element.findall(f"{MAIN}r/{MAIN}t")]
    return "".join(run.text or "" for found in runs for run in found)
