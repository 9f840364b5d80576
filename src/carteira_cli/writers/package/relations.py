"""What a part mentions by a relation is there, and is what the mention takes it for."""

from collections import Counter
from collections.abc import Iterator

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import MAIN, REFERENCE

_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
_KINDS = {
    f"{MAIN}drawing": frozenset({"drawing"}),
    f"{MAIN}legacyDrawing": frozenset({"vmlDrawing"}),
    f"{MAIN}legacyDrawingHF": frozenset({"vmlDrawing"}),
    f"{MAIN}hyperlink": frozenset({"hyperlink"}),
    f"{MAIN}tablePart": frozenset({"table"}),
    f"{MAIN}picture": frozenset({"image"}),
    f"{MAIN}sheet": _SHEETS,
}


def _twice(package: Package) -> Iterator[Flaw]:
    for source, relations in package.relations.items():
        counts = Counter(relation.name for relation in relations)
        yield from ((source, name) for name, times in counts.items() if times > 1)


def _unknown(package: Package) -> Iterator[Flaw]:
    for name, walk in package.walks.items():
        known = {relation.name for relation in package.relations.get(name, ())}
        yield from ((name, mention) for mention in sorted(walk.ids - known) if mention)


def _target(package: Package) -> Iterator[Flaw]:
    for source, relations in package.relations.items():
        for relation in relations:
            if not relation.is_external and not package.find(relation.target):
                yield source, f"{relation.name} leads to {relation.target!r}"


def _kind(package: Package) -> Iterator[Flaw]:
    roots = {sheet.part: sheet.root for sheet in package.sheets}
    roots[package.workbook] = package.root(package.workbook)
    for name, root in roots.items():
        kinds = {relation.name: relation.kind for relation in package.relations.get(name, ())}
        for element in root.iter():
            kind = kinds.get(element.get(f"{REFERENCE}id", ""), "").rpartition("/")[2]
            if kind and kind not in _KINDS.get(element.tag, {kind}):
                yield name, f"{element.tag} points to a relation of kind {kind}"


CHECKS = (
    Check("relation-twice", _twice),
    Check("relation-unknown", _unknown),
    Check("relation-target", _target),
    Check("relation-kind", _kind),
)
