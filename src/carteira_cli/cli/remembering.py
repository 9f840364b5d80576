"""What the workbook that is about to be replaced remembers, its owner's own words first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from carteira_cli.cli.grafting import Host
from carteira_cli.cli.outputs import Past, Target
from carteira_cli.model import catalogue
from carteira_cli.model.earlier import Earlier
from carteira_cli.model.findings import CarteiraError, Code, Place
from carteira_cli.model.options import Secret
from carteira_cli.writers import FileFormat


def past(
    targets: Iterable[Target],
    host: Host | None,
    *,
    overwrite: bool,
    secret: Secret | None = None,
) -> Past | None:
    """Read back the workbook of ours that one of the targets replaces, or that lies in the host.

    None where there is none. With ``overwrite``, one that can't be read is replaced all the same.
    Names and pseudonyms never meet in one workbook, so that no name gets into an anonymous one.

    Raises:
        CarteiraError: it is ours, and can't be read: what its owner typed would be lost; or its
            names are not those of this run.
    """
    if host:
        return _within(host)
    for target in targets:
        form, path = target.form, target.path
        if isinstance(form, FileFormat) and form.name == "xlsx" and path.is_file():
            if not form.is_ours(path):
                return None
            found = _past(path, overwrite=overwrite)
            return found and _of_the_same_names(found, secret, overwrite=overwrite)
    return None


def rules(configured: Mapping[str, Any], past: Past | None) -> Mapping[str, Any]:
    """Let the limits that the owner changed in the workbook stand where nothing is configured.

    Raises:
        CarteiraError: they are no limits to go by.
    """
    from carteira_cli.layout.settings import EDITABLE

    lifecycle = configured["lifecycle"]
    typed = past.earlier.settings if past and past.earlier else {}
    default = type(lifecycle)()
    changed = {
        EDITABLE[name].name: value
        for name, value in typed.items()
        if name in EDITABLE
        and getattr(lifecycle, EDITABLE[name].name) == getattr(default, EDITABLE[name].name)
    }
    try:
        return {**configured, "lifecycle": replace(lifecycle, **changed)}
    except ValueError as error:
        raise CarteiraError(catalogue.LIMITS_UNUSABLE, reason=error.args[0]) from error


def _within(host: Host) -> Past | None:
    from carteira_cli.writers.graft import holds_ours

    if not holds_ours(host.content):
        return None
    return Past(host.path, host.content, recalled(host.content, host.path))


def recalled(content: bytes, path: Path) -> Earlier | None:
    """Give what a workbook remembers, None where it holds no memory of ours.

    Raises:
        CarteiraError: it does, and it can't be read.
    """
    from carteira_cli.readers.earlier import recall

    try:
        return recall(content)
    except Exception as error:  # a damaged file makes openpyxl fail in any of many ways
        place = Place(file=str(path))
        raise CarteiraError(catalogue.OUTPUT_NOTES_UNREADABLE, place, name=path.name) from error


def _past(path: Path, *, overwrite: bool) -> Past | None:
    content = path.read_bytes()
    try:
        return Past(path, content, recalled(content, path))
    except CarteiraError:
        if overwrite:
            return None
        raise


def _of_the_same_names(past: Past, secret: Secret | None, *, overwrite: bool) -> Past | None:
    """Give what may go on into the next workbook, None where all of it is to be replaced."""
    was = past.earlier.disguise if past.earlier else ""
    if was != (secret.mark if secret else ""):
        _give_up(past, catalogue.OUTPUT_OTHER_NAMES, overwrite=overwrite)
        return None
    if secret is None or past.earlier is None:
        return past
    if past.earlier.has_words or _has_foreign_sheets(past):
        _give_up(past, catalogue.OUTPUT_HAS_WORDS, overwrite=overwrite)
        return None
    return replace(past, earlier=replace(past.earlier, lists={}))


def _give_up(past: Past, code: Code, *, overwrite: bool) -> None:
    if not overwrite:
        raise CarteiraError(code, Place(file=str(past.path)), name=past.path.name)


def _has_foreign_sheets(past: Past) -> bool:
    from carteira_cli.writers.graft import foreign_sheets

    return bool(foreign_sheets(past.content))
