"""Cell formats, made once each and shared: what every kind of value looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from carteira_cli.model.columns import Kind, Tone
from carteira_cli.writers.workbook.palette import (
    HEADER,
    HEADER_INK,
    INK,
    INPUT,
    INPUT_INK,
    LINE,
    LINK,
    MUTED,
    SHADES,
)

FONT: Mapping[str, Any] = MappingProxyType(
    {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
)
"""A font whose widths every platform has (Liberation Sans stands in for it exactly)."""

_MONEY = "[$R$-416] #,##0.00;[Red]-[$R$-416] #,##0.00"
_WHOLE_MONEY = "[$R$-416] #,##0;[Red]-[$R$-416] #,##0"
_DATES = {
    "pt": {Kind.DATE: "dd/mm/yyyy", Kind.MONTH: "mm/yyyy"},
    "en": {Kind.DATE: "yyyy-mm-dd", Kind.MONTH: "yyyy-mm"},
}
_NUMBERS = {
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.0",
    Kind.MONEY: _MONEY,
    Kind.SHARE: "0.0%",
    Kind.DAYS: "#,##0",
    Kind.SCORE: "0",
    Kind.IDENTIFIER: "@",
}
_AXES = {Kind.MONEY: _WHOLE_MONEY, Kind.SHARE: "0%"}
_ALIGNMENTS = {
    Kind.TEXT: "left",
    Kind.IDENTIFIER: "left",
    Kind.LIST: "left",
    Kind.CATEGORY: "center",
    Kind.DATE: "center",
    Kind.MONTH: "center",
    Kind.SCORE: "center",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A format, and its twin for text that looks like a formula (quote prefix)."""

    plain: Format
    quoted: Format


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook, by their properties."""

    book: Workbook
    language: str
    _made: dict[tuple[tuple[str, Any], ...], Style] = field(default_factory=dict)
    _rules: dict[Tone, Format] = field(default_factory=dict)

    def get(self, **properties: Any) -> Style:
        """Give the style with these XlsxWriter properties, on top of the workbook's font."""
        wanted = {**FONT, "font_color": INK, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            quoted = {**wanted, "quote_prefix": True}
            self._made[key] = Style(self.book.add_format(wanted), self.book.add_format(quoted))
        return self._made[key]

    def cell(self, kind: Kind, **properties: Any) -> Style:
        """Give the style of a table cell that holds a value of ``kind``."""
        return self.get(
            **self.number_format(kind),
            **_placed(kind),
            bottom=1,
            bottom_color=LINE,
            **properties,
        )

    def header(self, kind: Kind) -> Style:
        """Give the style of a table's header cell; programs without table styles need it."""
        return self.get(
            bold=True,
            font_color=HEADER_INK,
            bg_color=HEADER,
            **_placed(kind, beside_button=True),
            valign="vcenter",
            text_wrap=True,
        )

    def value(self, kind: Kind, **properties: Any) -> Style:
        """Give the style of a single value outside a table."""
        return self.get(**{**self.number_format(kind), "align": "left", **properties})

    def input(self, kind: Kind, **properties: Any) -> Style:
        """Give the style of a value that the reader may change."""
        return self.value(
            kind,
            font_color=INPUT_INK,
            bg_color=INPUT,
            border=1,
            border_color=LINE,
            bold=True,
            indent=1,
            **properties,
        )

    def entry(self, kind: Kind, **properties: Any) -> Style:
        """Give the style of a table cell that its owner fills in."""
        room = {"bg_color": INPUT, "valign": "top", "text_wrap": kind is Kind.TEXT}
        return self.get(
            **{
                **self.number_format(kind),
                **_placed(kind),
                "bottom": 1,
                "bottom_color": LINE,
                **room,
                **properties,
            }
        )

    def link(self, **properties: Any) -> Style:
        """Give the style of a link within the workbook."""
        return self.get(font_color=LINK, underline=1, **properties)

    def table_link(self, kind: Kind, **properties: Any) -> Style:
        """Give the style of a table cell that leads somewhere."""
        return self.cell(kind, font_color=LINK, underline=1, **properties)

    def muted(self, **properties: Any) -> Style:
        """Give the style of secondary text."""
        return self.get(font_color=MUTED, **properties)

    def rule(self, tone: Tone) -> Format:
        """Give the format of a conditional rule: only what it changes."""
        if tone not in self._rules:
            colours = {"font_color": SHADES[tone].ink, "bg_color": SHADES[tone].paper}
            self._rules[tone] = self.book.add_format(colours)
        return self._rules[tone]

    def number_format(self, kind: Kind) -> dict[str, str]:
        """Give the number format of a kind, if it has one of its own."""
        code = _DATES[self.language].get(kind) or _NUMBERS.get(kind)
        return {"num_format": code} if code else {}


def _placed(kind: Kind, *, beside_button: bool = False) -> dict[str, Any]:
    """Say where values of a kind stand in their cell, and so their header too."""
    side = _ALIGNMENTS.get(kind, "right")
    indents = {"left": 1, "right": 2 if beside_button else 0}
    return {"align": side, "indent": indents.get(side, 0)}


def axis_format(kind: Kind) -> str:
    """Give the shorter number format for charts."""
    return _AXES.get(kind) or _NUMBERS.get(kind, "General")
