"""Which part of a package leads to which, and what type each is said to be."""

import posixpath
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from carteira_cli.writers.graft.entries import Entries
from carteira_cli.writers.graft.markup import PACKAGE, TYPES, Element, elements, parse

TYPES_PART = "[Content_Types].xml"
_RELATION = f"{{{PACKAGE}}}Relationship"
_OVERRIDE = f"{{{TYPES}}}Override"


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from one part to another, or out of the package (``part`` is empty then)."""

    name: str
    kind: str
    part: str
    element: Element


def relations_part(part: str) -> str:
    """Name the part that holds the relations of another; of the package itself for ``""``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(root: Element, part: str) -> list[Relation]:
    """Give the relations that a part has, in their order; ``root`` is their XML."""
    return [_relation(element, part) for element in root.iterfind(_RELATION)]


def relations_of(entries: Entries, part: str) -> list[Relation]:
    """Give the relations that a part of a package has; none where nothing says so."""
    source = relations_part(part)
    return relations(parse(entries.read(source)), part) if source in entries else []


def _relation(element: Element, part: str) -> Relation:
    target = element.get("Target", "")
    inside = element.get("TargetMode", "Internal") != "External"
    return Relation(
        element.get("Id", ""),
        element.get("Type", ""),
        _resolved(target, part) if inside else "",
        element,
    )


def _resolved(target: str, part: str) -> str:
    """Make a target, relative to its part or to the package, the name of a part."""
    path = target.replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


def relative(target: str, part: str) -> str:
    """Write the way from one part to another."""
    return posixpath.relpath(target, posixpath.dirname(part))


def add_relation(root: Element, kind: str, target: str) -> str:
    """Add a relation within the package, and give its name: the first that is free."""
    used = {each.get("Id", "") for each in root.iterfind(_RELATION)}
    name = next(each for each in (f"rId{number}" for number in count(1)) if each not in used)
    root.append(root.makeelement(_RELATION, {"Id": name, "Type": kind, "Target": target}))
    return name


def reachable(
    entries: Entries, starts: Iterable[str], closed: Collection[str] = ()
) -> dict[str, None]:
    """Give the parts that can be reached, in the order of the ways; never through ``closed``.

    The starts themselves belong to it, ``""`` being the package.
    """
    barred = {part.casefold() for part in closed}
    found: dict[str, None] = {}
    waiting = [*starts]
    while waiting:
        part = waiting.pop(0)
        if part.casefold() in barred:
            continue
        barred.add(part.casefold())
        found[part] = None
        waiting += [each.part for each in relations_of(entries, part) if each.part in entries]
    return found


class ContentTypes:
    """What the package says of what its parts are."""

    def __init__(self, entries: Entries) -> None:
        """Read them.

        Raises:
            CarteiraError: there are none.
        """
        self.root = parse(entries.read(TYPES_PART))

    def of(self, part: str) -> str:
        """Give the type of a part; nothing where none is said."""
        for element in self._overrides(part):
            return str(element.get("ContentType", ""))
        return self._default(part)

    def say(self, part: str, content_type: str) -> None:
        """Say what a part is, unless its ending says so."""
        self.forget(part)
        if self._default(part) != content_type:
            attributes = {"PartName": f"/{part}", "ContentType": content_type}
            self.root.append(self.root.makeelement(_OVERRIDE, attributes))

    def forget(self, part: str) -> None:
        """Say nothing of a part any more."""
        for element in [*self._overrides(part)]:
            self.root.remove(element)

    def with_type(self, ending: str) -> Iterator[str]:
        """Name the parts whose type ends so."""
        for element in self.root.iterfind(_OVERRIDE):
            if element.get("ContentType", "").casefold().endswith(ending):
                yield element.get("PartName", "").lstrip("/")

    def _overrides(self, part: str) -> Iterator[Element]:
        name = f"/{part}".casefold()
        return (
            element
            for element in self.root.iterfind(_OVERRIDE)
            if element.get("PartName", "").casefold() == name
        )

    def _default(self, part: str) -> str:
        ending = posixpath.splitext(part)[1].lstrip(".").casefold()
        for element in elements(self.root):
            if element.get("Extension", "").casefold() == ending:
                return str(element.get("ContentType", ""))
        return ""
