"""The filter that the owner set on a table, which XlsxWriter can't write into one."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

Filters = Mapping[str, Mapping[int, tuple[str, ...]]]

_TABLE = re.compile(r"xl/tables/table\d+\.xml")
_NAME = re.compile(r'<table [^>]*?displayName="([^"]*)"')
_EMPTY_FILTER = re.compile(r'<autoFilter ref="([^"]*)"/>')


def set_filters(content: bytes, filters: Filters) -> bytes:
    """Write the texts that each table's filter lets through, by the column's position in it."""
    if not filters:
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(
                part, _filtered(data, filters) if _TABLE.fullmatch(part.filename) else data
            )
    return stream.getvalue()


def _filtered(table: bytes, filters: Filters) -> bytes:
    text = table.decode()
    name = _NAME.search(text)
    columns = filters.get(name[1], {}) if name else {}
    if not columns:
        return table
    inner = "".join(_column(at, columns[at]) for at in sorted(columns))
    return _EMPTY_FILTER.sub(rf'<autoFilter ref="\1">{_literal(inner)}</autoFilter>', text).encode()


def _column(at: int, texts: tuple[str, ...]) -> str:
    blank = ' blank="1"' if "" in texts else ""
    values = "".join(f"<filter val={quoteattr(text)}/>" for text in texts if text)
    return f'<filterColumn colId="{at}"><filters{blank}>{values}</filters></filterColumn>'


def _literal(text: str) -> str:
    """Give a text that a pattern's replacement repeats as it is."""
    return text.replace("\\", "\\\\")
