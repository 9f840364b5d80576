"""A report as bytes, one module or package per format; a format is listed here only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from carteira_cli.writers.workbook.ownership import is_ours as is_our_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from carteira_cli.model.report import Report

_OUR_DOCUMENT = re.compile(rb'\s*\{\s*"schema"\s*:\s*"carteira/1"')
_OUR_PAGE = re.compile(rb'<!doctype html>\s[^<]*<html[^>]*><head>.{0,200}content="carteira \d')
_ENOUGH = 1024


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format that a report can be saved in.

    ``write`` is pure: the same report always gives the same bytes. ``is_ours`` tells whether
    an existing file came from this writer, and so may be replaced unasked.
    """

    name: str
    suffix: str
    write: Callable[[Report], bytes]
    is_ours: Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format of several files, which lie in a folder of their own.

    ``write`` gives the content of each by its name, and is pure. Whoever saves them marks the
    folder, and so knows what in it is ours.
    """

    name: str
    write: Callable[[Report], Mapping[str, bytes]]


def _write_workbook(report: Report) -> bytes:
    from carteira_cli.writers.workbook.book import write  # noqa: PLC0415  start-up cost

    return write(report)


def _write_json(report: Report) -> bytes:
    from carteira_cli.writers.json_document import write  # noqa: PLC0415  start-up cost

    return write(report)


def _write_csv(report: Report) -> Mapping[str, bytes]:
    from carteira_cli.writers.csv_folder.folder import write  # noqa: PLC0415  start-up cost

    return write(report)


def _write_page(report: Report) -> bytes:
    from carteira_cli.writers.html.page import write  # noqa: PLC0415  start-up cost

    return write(report)


def _is_our_page(path: Path) -> bool:
    """Tell by the program that the page names as its own; anything unreadable is not ours."""
    try:
        with path.open("rb") as page:
            return _OUR_PAGE.match(page.read(_ENOUGH)) is not None
    except OSError:
        return False


def _is_our_document(path: Path) -> bool:
    """Tell by the schema, which is always the first key; anything unreadable is not ours."""
    try:
        with path.open("rb") as document:
            return _OUR_DOCUMENT.match(document.read(_ENOUGH)) is not None
    except OSError:
        return False


FILE_FORMATS: Mapping[str, FileFormat] = MappingProxyType(
    {
        "xlsx": FileFormat("xlsx", ".xlsx", _write_workbook, is_our_workbook),
        "json": FileFormat("json", ".json", _write_json, _is_our_document),
        "html": FileFormat("html", ".html", _write_page, _is_our_page),
    }
)

FOLDER_FORMATS: Mapping[str, FolderFormat] = MappingProxyType(
    {"csv": FolderFormat("csv", _write_csv)}
)
