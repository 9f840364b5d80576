"""Is a workbook's package sound? Told without Excel: what would make it offer a repair.

It knows .xlsx and .xlsm as Excel saves them; of a Strict file it looks at the archive only.
A file of the user's own may have faults that Excel forgives: compare it with what it was before.
"""

from itertools import islice

from carteira_cli.writers.package import (
    archive,
    areas,
    cell_values,
    content_types,
    defined_names,
    entry_rules,
    formats,
    formula_places,
    links,
    objects,
    properties,
    relations,
    sheet_list,
    tables,
    well_formed,
)
from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Fault

__all__ = ["CHECKS", "Fault", "faults"]

_MOST = 20

CHECKS: tuple[Check, ...] = (
    *archive.CHECKS,
    *content_types.CHECKS,
    *relations.CHECKS,
    *well_formed.CHECKS,
    *sheet_list.CHECKS,
    *defined_names.CHECKS,
    *formats.CHECKS,
    *cell_values.CHECKS,
    *formula_places.CHECKS,
    *areas.CHECKS,
    *tables.CHECKS,
    *entry_rules.CHECKS,
    *links.CHECKS,
    *objects.CHECKS,
    *properties.CHECKS,
)
"""Every check, those first whose faults explain others."""


def faults(content: bytes) -> tuple[Fault, ...]:
    """Give what is wrong with a package, at most a few of each kind; empty when it is sound."""
    package = Package(content)
    found = (
        Fault(check.slug, part, detail)
        for check in CHECKS
        for part, detail in islice(check.find(package), _MOST)
    )
    return tuple(dict.fromkeys(found))
