"""What a part mentions by a relation is there, and is what the mention takes it for."""

from collections import Counter
from collections.abc import Iterator

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import MAIN, REFERENCE

_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
_KINDS = {
    "drawing": frozenset({"drawing"}),
    "legacyDrawing": frozenset({"vmlDrawing"}),
    "legacyDrawingHF": frozenset({"vmlDrawing"}),
    "hyperlink": frozenset({"hyperlink"}),
    "tablePart": frozenset({"table"}),
    "picture": frozenset({"image"}),
    "sheet": _SHEETS,
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
        for tag, expected in _KINDS.items():
            ids = (element.get(f"{REFERENCE}id", "") for element in root.iter(MAIN + tag))
            found = (kinds.get(each, "").rpartition("/")[2] for each in ids)
            wrong = (kind for kind in found if kind and kind not in expected)
            yield from ((name, f"{tag} points to a relation of kind {kind}") for kind in wrong)


CHECKS = (
    Check("relation-twice", _twice),
    Check("relation-unknown", _unknown),
    Check("relation-target", _target),
    Check("relation-kind", _kind),
)
