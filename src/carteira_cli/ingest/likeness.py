"""A copy of tables with the same shape and numbers, and nobody in it.

What is known to be harmless stays: days, amounts, quantities, order numbers, products, places,
channels, states. Everything else is exchanged for fakes, so that a column nobody thought of is
safe. Texts that stay are searched for documents, contacts and the names of the file.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.ingest import documents, header, names
from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.fakes import Fakes
from carteira_cli.ingest.header import FIELD_OF_WORD, Header
from carteira_cli.ingest.months import month_of
from carteira_cli.ingest.personal import EMAIL, NAME, PHONE, Personal, plain
from carteira_cli.ingest.shape.page_lines import LINE
from carteira_cli.ingest.synonyms import IGNORED, normalise
from carteira_cli.model.tables import RawTable


class Treatment(StrEnum):
    """What becomes of a column, the strictest first."""

    DOCUMENTS = "documents"
    EMAILS = "emails"
    PHONES = "phones"
    NAMES = "names"
    CODES = "codes"
    TEXTS = "texts"
    ORDERS = "orders"
    FIGURES = "figures"
    SEARCHED = "searched"


_TREATMENTS: Mapping[str, Treatment] = {
    "documento": Treatment.DOCUMENTS,
    "email": Treatment.EMAILS,
    "telefone": Treatment.PHONES,
    **dict.fromkeys(("cliente", "sobrenome", "vendedor"), Treatment.NAMES),
    "codigo": Treatment.CODES,
    "loja": Treatment.TEXTS,
    "pedido": Treatment.ORDERS,
    **dict.fromkeys(
        ("data", "valor", "quantidade", "preco", "desconto", "reembolso", "ano", "mes", "ddd"),
        Treatment.FIGURES,
    ),
    **dict.fromkeys(
        ("produto", "categoria", "status", "tipo", "uf", "cidade", "canal", "serie"),
        Treatment.SEARCHED,
    ),
}
_KEPT = (Treatment.ORDERS, Treatment.FIGURES, Treatment.SEARCHED)

_REPORT_WORDS = (
    "total subtotal sub geral totais saldo soma valor pagina pag continua continuacao emitido "
    "impresso gerado em de do da das dos e a ate por no na relatorio vendas periodo filial "
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro"
)
_VOCABULARY = frozenset(
    (
        *_REPORT_WORDS.split(),
        *(word for words in (*FIELD_OF_WORD, *IGNORED) for word in words.split()),
    )
)
_LABELLED = re.compile(r"^(\s*)([^\W\d][^:]{1,40}?)(\s*:\s*)(.*?)(\s*)$", re.DOTALL)
_NUMBER = re.compile(
    r"\s*[-(]?\s*(?:R\$|US\$|\$)?\s*-?\s*(\d[\d.,]*?)(?:[.,]\d{1,2})?\s*%?\)?-?\s*"
)
_FIGURE = re.compile(r"[\s\d.,:/\-+()%$TZ]*(?:R\$)?[\s\d.,:/\-+()%$]*")
_ORDER = re.compile(
    r"(?:(?:NF-?C?S?e?|DEV|PED|PV|OS|VD|CF|CUPOM|NOTA|PEDIDO|VENDA|OR[CÇ])[ .:#-]*)?"
    r"[\w#./-]*\d[\w#./-]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|[^\W_]+")
_DATE = re.compile(r"(\s*)(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(.*)", re.DOTALL)
_TIMED = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*)?")
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
_CODED = re.compile(r"^(\s*)(\d{1,8})(\s*-\s*)(.*)$", re.DOTALL)
_TRADE = re.compile(r"\s*\([^)]*\)\s*$")
_LEGAL = re.compile(r"\s(?:ltda|me|epp|eireli|mei)\.?\s*$", re.IGNORECASE)
_OWNER = re.compile(r"(\d{11}|\d{14}|\d{3}\.\d{3}\.\d{3}-\d{2})\s*$")
_LINE = re.compile(LINE)
_FEW_DIGITS = 7

Replace = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """What was done to one column: its header, the treatment, how many different texts changed."""

    sheet: str
    header: str
    treatment: Treatment
    changed: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """The tables without anybody in them, what was done, and the sheets nobody understood."""

    tables: tuple[RawTable, ...]
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]


def likeness(tables: Sequence[RawTable], wanted: Mapping[str, str], key: bytes) -> Likeness:
    """Copy tables cell by cell; ``wanted`` maps fields to the headers that the user named."""
    seen = [_Seen.of(table, header.find(table, wanted)) for table in tables]
    copier = _Copier(Fakes(key), seen)
    copied = [copier.copy(each) for each in seen]
    return Likeness(
        tuple(table for table, _ in copied),
        tuple(column for _, columns in copied for column in columns),
        tuple(each.table.sheet or each.table.file for each in seen if each.header is None),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A table, its header, and the treatment of each of its columns."""

    table: RawTable
    header: Header | None
    treatments: tuple[Treatment, ...]

    @classmethod
    def of(cls, table: RawTable, found: Header | None) -> "_Seen":
        width = table.cells.shape[1]
        if found is None:
            return cls(table, None, (Treatment.TEXTS,) * width)
        return cls(table, found, tuple(_treatment(found, each) for each in range(width)))

    @property
    def start(self) -> int:
        """The first row of data."""
        return 0 if self.header is None else self.header.index + 1

    def texts(self, treatment: Treatment) -> Iterator[str]:
        """Give the texts of the columns of one treatment."""
        for position, each in enumerate(self.treatments):
            if each is treatment:
                cells = self.table.cells[position].iloc[self.start :].dropna().unique()
                yield from (cell for cell in cells if isinstance(cell, str) and cell.strip())


def _treatment(found: Header, position: int) -> Treatment:
    """Take the strictest of what the header's fields say of a column."""
    fields = [field for field, place in found.fields.items() if place == position]
    told = [_TREATMENTS.get(field, Treatment.TEXTS) for field in fields]
    if found.layout and found.layout.key(found.names) == position:
        told.append(Treatment.CODES)
    if told:
        return min(told, key=[*Treatment].index)
    if any(each.position == position for each in found.statuses):
        return Treatment.SEARCHED
    return Treatment.FIGURES if month_of(found.names[position]) else Treatment.TEXTS


class _Copier:
    """Knows the names of all tables, and gives the same fake for the same cell in each."""

    def __init__(self, fakes: Fakes, seen: Sequence[_Seen]) -> None:
        self._fakes = fakes
        fakes.learn([text for each in seen for text in each.texts(Treatment.DOCUMENTS)])
        written = [*dict.fromkeys(text for each in seen for text in each.texts(Treatment.NAMES))]
        grouped = [text for each in seen for text in _grouped_names(each)]
        self._names = _fake_names([*dict.fromkeys((*written, *grouped))], fakes)
        somebody = [name for name, fake in self._names.items() if fake != name]
        self._personal = Personal(somebody, self._exchange)

    def copy(self, seen: _Seen) -> tuple[RawTable, list[Column]]:
        """Copy one table; say what was done to each column in which anything changed."""
        cells, names_of = seen.table.cells, seen.header.names if seen.header else ()
        copied, columns = {}, []
        carried = _carried(seen)
        for position, treatment in enumerate(seen.treatments):
            changed = self._column(seen, position, treatment, carried)
            copied[position], number = changed
            if number:
                title = names_of[position] if names_of else ""
                columns.append(Column(seen.table.sheet, title, treatment, number))
        frame = pd.DataFrame(copied, index=cells.index)
        sheet = self._personal.without(seen.table.sheet)
        return replace(seen.table, sheet=sheet, cells=frame), columns

    def _column(
        self, seen: _Seen, position: int, treatment: Treatment, carried: Mapping[int, Treatment]
    ) -> tuple[pd.Series, int]:
        column = seen.table.cells[position]
        cells, title = column.tolist(), seen.header.names[position] if seen.header else ""
        done: dict[tuple[type, Any, Treatment], Any] = {}
        shift = self._fakes.shift(title)
        for row, cell in enumerate(cells):
            kind = carried.get(row, treatment) if treatment in _KEPT else treatment
            seen_as = (type(cell), cell, kind)
            if row < seen.start:
                cells[row] = self._above(cell, is_header=row == seen.start - 1)
            elif cell is not None and cell == cell:  # noqa: PLR0124  NaN is not itself
                if seen_as not in done:
                    done[seen_as] = self._cell(cell, kind, title, shift)
                cells[row] = done[seen_as]
        number = sum(fake != old for (_, old, _), fake in done.items())
        return pd.Series(cells, column.index, dtype=column.dtype), number

    def _above(self, cell: object, *, is_header: bool) -> object:
        """Keep headers, and of titles the words of reports and the years."""
        if not isinstance(cell, str):
            return cell if is_header else self._number_cell(cell)
        return self._personal.without(cell) if is_header else self._labelled(cell, dated=True)

    def _cell(self, cell: Any, treatment: Treatment, title: str, shift: int) -> Any:
        if isinstance(cell, str):
            return cell if cell.strip() == title else self._text(cell, treatment, shift)
        if isinstance(cell, dt.date):
            return cell if treatment in _KEPT else cell + dt.timedelta(days=shift)
        if isinstance(cell, bool | dt.time | dt.timedelta) or treatment is Treatment.FIGURES:
            return cell
        return self._number_cell(cell, treatment)

    def _number_cell(self, cell: Any, treatment: Treatment = Treatment.TEXTS) -> Any:
        """Exchange a number that may be somebody's: a document, a telephone, a code."""
        if not isinstance(cell, int | float) or cell != int(cell) or cell < 0:
            return cell
        written = str(int(cell))
        known = treatment in (Treatment.DOCUMENTS, Treatment.PHONES, Treatment.CODES)
        if treatment in _KEPT:
            return type(cell)(self._whole(written)) if _is_document(written) else cell
        if not known and len(written) < _FEW_DIGITS and treatment is not Treatment.NAMES:
            return cell
        return type(cell)(int(self._by(treatment)(written)))

    def _whole(self, digits: str) -> int:
        return int(self._fakes.document(digits))

    def _by(self, treatment: Treatment) -> Replace:
        return {
            Treatment.DOCUMENTS: self._fakes.document,
            Treatment.EMAILS: self._fakes.email,
            Treatment.PHONES: self._fakes.phone,
            Treatment.NAMES: self._name,
            Treatment.CODES: self._fakes.code,
            Treatment.ORDERS: self._order,
            Treatment.FIGURES: self._figure,
            Treatment.SEARCHED: self._personal.without,
        }.get(treatment, self._fakes.text)

    def _text(self, text: str, treatment: Treatment, shift: int) -> str:
        """Exchange a text by its column, unless it says itself what it is."""
        label = _LABELLED.match(text)
        if label and normalise(label[2]) in FIELD_OF_WORD:
            return self._labelled(text)
        if not text.strip() or _is_sum(text) or _LINE.match(text):
            return self._labelled(text)
        if treatment is Treatment.TEXTS:
            return self._free(text, shift)
        return self._by(treatment)(text)

    def _free(self, text: str, shift: int) -> str:
        """Exchange what nobody knows; small numbers stay, and days move."""
        number = _NUMBER.fullmatch(text)
        if number and sum(map(str.isdigit, number[1])) < _FEW_DIGITS:
            return text
        moved = _moved(text, shift)
        if moved:
            return moved
        return self._fakes.email(text) if "@" in text else self._fakes.text(text)

    def _labelled(self, text: str, *, dated: bool = False) -> str:
        """Exchange what stands behind a label by what the label says, else all but known words."""
        label = _LABELLED.match(text)
        field = FIELD_OF_WORD.get(normalise(label[2]), "") if label else ""
        if label and field:
            value = self._value(label[4], field) if label[4] else ""
            return f"{label[1]}{label[2]}{label[3]}{value}{label[5]}"
        clean = self._personal.without(text)
        return _WORD.sub(lambda word: self._unless_known(word[0], dated=dated), clean)

    def _value(self, text: str, field: str) -> str:
        coded = _CODED.match(text) if field == "cliente" else None
        if coded:
            return f"{coded[1]}{self._fakes.code(coded[2])}{coded[3]}{self._name(coded[4])}"
        return self._by(_TREATMENTS.get(field, Treatment.TEXTS))(text)

    def _unless_known(self, word: str, *, dated: bool) -> str:
        if (
            plain(word) in _VOCABULARY
            or month_of(word)
            or (dated and _YEAR_OR_DATE.fullmatch(word))
        ):
            return word
        few = word.isdigit() and len(word) < _FEW_DIGITS
        return word if few else self._fakes.text(word)

    def _name(self, text: str) -> str:
        return self._names.get(text) or self._fakes.text(text)

    def _order(self, text: str) -> str:
        plain_number = _ORDER.fullmatch(text.strip()) and not _is_document(text.strip())
        return text if plain_number else self._fakes.text(text)

    def _figure(self, text: str) -> str:
        """Keep what a day or an amount can be; other words are somebody's remark."""
        known = _FIGURE.fullmatch(text) and not _is_document(text.strip())
        return text if known else self._labelled(text, dated=True)

    def _exchange(self, kind: str, text: str) -> str:
        if kind == NAME:
            return self._fakes.name(text) if " " in text else self._fakes.text(text)
        if kind == EMAIL:
            return self._fakes.email(text)
        return self._fakes.phone(text) if kind == PHONE else self._fakes.document(text)


def _is_document(text: str) -> bool:
    """Tell whether a text is a whole document; with fewer signs it is an amount or a number."""
    return sum(map(str.isalnum, text)) >= len("12345678909") and documents.proves(text)


def _is_sum(text: str) -> bool:
    return normalise(text).split(" ")[0] in {"total", "subtotal", "sub", "totais", "saldo", "soma"}


def _moved(text: str, shift: int) -> str:
    """Move a written day, in the way in which it is written; nothing where there is none."""
    found = _DATE.fullmatch(text)
    if found is None or not _TIMED.fullmatch(found[3]):
        return ""
    shape = "%d/%m/%Y" if "/" in found[2] else "%Y-%m-%d"
    try:
        day = dt.datetime.strptime(found[2], shape) + dt.timedelta(days=shift)
    except (ValueError, OverflowError):
        return ""
    return f"{found[1]}{day.strftime(shape)}{found[3]}"


def _carried(seen: _Seen) -> Mapping[int, Treatment]:
    """Find rows such as ``Cliente:`` | ``ANA``: what stands there is what the label says."""
    carried: dict[int, Treatment] = {}
    for position in seen.table.cells:
        cells = seen.table.cells[position]
        texts = [text for text in cells.dropna().unique() if isinstance(text, str)]
        labels = {text: field for text in texts if (field := _bare_label(text))}
        if labels:
            told = cells.map(labels, na_action="ignore")
            carried |= {
                int(row): _TREATMENTS.get(told.iloc[row], Treatment.TEXTS)
                for row in np.flatnonzero(told.notna())
            }
    return carried


def _bare_label(text: str) -> str:
    label = _LABELLED.match(text)
    if label is None or label[4]:
        return ""
    return FIELD_OF_WORD.get(normalise(label[2]), "")


def _grouped_names(seen: _Seen) -> Iterator[str]:
    """Give the names that group rows tell: ``Cliente: 1001 - ANA``."""
    for position in seen.table.cells:
        for text in seen.table.cells[position].dropna().unique():
            label = _LABELLED.match(text) if isinstance(text, str) else None
            if label and _TREATMENTS.get(_field(label[2])) is Treatment.NAMES and label[4]:
                coded = _CODED.match(label[4])
                yield coded[4] if coded and coded[4] else label[4]


def _field(label: str) -> str:
    return FIELD_OF_WORD.get(normalise(label), "")


def _fake_names(written: list[str], fakes: Fakes) -> Mapping[str, str]:
    """Invent names, one for all spellings of one; each spelling keeps its capitals and blanks.

    A code in front, the owner's document at the end and a trade name in brackets have fakes of
    their own. Names that are nobody's (the counter) stay.
    """
    texts = pd.Series(written, dtype=TEXT)
    keys = names.keys(texts)
    whole = names.completed(texts, keys)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for text, key in zip(written, whole, strict=True):
        if not isinstance(key, str) or not any(map(str.isalnum, text)):
            found[text] = text
            continue
        fake = fakes.text(text) if key.replace(" ", "").isdigit() else _spelled(text, key, fakes)
        while fake in taken:
            fake += "."
        taken.add(fake)
        found[text] = fake
    return found


def _spelled(text: str, key: str, fakes: Fakes) -> str:
    """Write the fake of a name as this spelling of it is written."""
    coded = _CODED.match(text)
    lead = f"{coded[1]}{fakes.code(coded[2])}{coded[3]}" if coded else text[: _blanks(text)]
    trade, owner, legal = _TRADE.search(text), _OWNER.search(text), _LEGAL.search(text)
    fake = fakes.name(key)
    if text.isupper():
        fake = fake.upper()
    elif text.islower():
        fake = fake.lower()
    if "  " in text.strip():
        fake = fake.replace(" ", "  ")
    end = legal[0].rstrip() if legal else ""
    end += f" {fakes.document(owner[1])}" if owner else ""
    end += f" ({fakes.text(trade[0].strip()[1:-1])})" if trade else ""
    return f"{lead}{fake}{end}{text[len(text.rstrip()) :]}"


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())
