"""What the workbook that is about to be replaced remembers, its owner's own words first."""

from collections.abc import Iterable
from pathlib import Path

from carteira_cli.cli.outputs import Target
from carteira_cli.model import catalogue
from carteira_cli.model.earlier import Earlier
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.writers import FileFormat


def earlier(targets: Iterable[Target], *, overwrite: bool) -> Earlier | None:
    """Read back the workbook that one of the targets replaces; None where there is none of ours.

    With ``overwrite``, one that can't be read is replaced all the same.

    Raises:
        CarteiraError: it is ours, and can't be read: what its owner typed would be lost.
    """
    for target in targets:
        form, path = target.form, target.path
        if isinstance(form, FileFormat) and form.name == "xlsx" and path.is_file():
            return _recalled(path, overwrite=overwrite) if form.is_ours(path) else None
    return None


def _recalled(path: Path, *, overwrite: bool) -> Earlier | None:
    from carteira_cli.readers.earlier import recall

    try:
        return recall(path.read_bytes())
    except Exception as error:  # a damaged file makes openpyxl fail in any of many ways
        if overwrite:
            return None
        place = Place(file=str(path))
        raise CarteiraError(catalogue.OUTPUT_NOTES_UNREADABLE, place, name=path.name) from error
