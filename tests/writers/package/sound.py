"""Sound workbooks of many features, as XlsxWriter, openpyxl and our own writer make them."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting import rule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from carteira_cli.writers import FILE_FORMATS
from tests.layout.laid_out import small

Fill = Callable[[xlsxwriter.Workbook], object]
OUR_SHEETS = {"summary", "customers", "settings"}
CHART_KINDS = ("area", "bar", "column", "doughnut", "line", "pie", "radar", "scatter", "stock")


def made(fill: Fill, **options: Any) -> bytes:
    """What XlsxWriter makes of a workbook filled by a function."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        fill(book)
    return stream.getvalue()


def _picture() -> io.BytesIO:
    """A PNG of one black dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\0\0")
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", dot), chunk(b"IEND", b""))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def _sample(book: xlsxwriter.Workbook) -> None:
    """Everything that a mutation breaks: see ``mutations``."""
    sheet, other = book.add_worksheet("Dados"), book.add_worksheet("Painel d'água")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": '[$R$-416] #,##0.00;[Red]"menos" 0.00'})
    rows = [["Ana", date(2026, 1, 5), 10.5], ["Bia", date(2026, 2, 5), 20], ["Cá", None, -3]]
    columns = [
        {"header": "Cliente"},
        {"header": "Dia", "format": day},
        {"header": "Valor", "format": money},
        {"header": "Dobro", "formula": "=Clientes[[#This Row],[Valor]]*2"},
    ]
    sheet.add_table("A1:D4", {"name": "Clientes", "columns": columns, "data": rows})
    sheet.add_table("A10:B12", {"name": "Outra", "columns": columns[:2]})
    sheet.merge_range("F1:G1", "Título")
    sheet.merge_range("F3:G4", "Nota")
    sheet.set_column("A:A", 20)
    sheet.set_column("B:C", 12)
    sheet.write_formula("F6", "=SUM(C2:C4)", money, 27.5)
    sheet.write_formula("F7", "='Painel d''água'!A1&\";\"", None, "1;")
    validation = {
        "validate": "list",
        "source": ["Sim", "Não"],
        "input_title": "Resposta",
        "input_message": "Escolha",
    }
    sheet.data_validation("H1:H9", validation)
    red = book.add_format({"bg_color": "#FFC7CE"})
    rule = {"type": "cell", "criteria": ">", "value": 15, "format": red}
    sheet.conditional_format("C2:C4", rule)
    sheet.conditional_format("D2:D4", {"type": "3_color_scale"})
    sheet.write_url("I1", "https://exemplo.com.br/?a=1&b=2", tip="Para fora")
    sheet.write_url("I2", "internal:'Painel d''água'!A1", string="Para dentro")
    sheet.write_comment("A2", "Uma nota", {"author": "Ana"})
    sheet.write_comment("A3", "Outra nota", {"author": "Bia"})
    sheet.autofilter("K1:L4")
    other.write_column("A1", [1, 2, 3])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Dados!$C$2:$C$4", "categories": "=Dados!$A$2:$A$4"})
    sheet.insert_chart("N2", chart)
    book.define_name("Corte", "=Dados!$C$2")
    book.define_name("Dados!Meta", "=Dados!$C$3")
    sheet.print_area("A1:D4")
    book.set_custom_property("origem", "teste")
    book.set_custom_property("volta", "2")


def _charts(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for at, values in enumerate([(1, 5, 9), (2, 6, 1), (3, 7, 4), (4, 8, 2)]):
        sheet.write_column(0, at, values)
    for at, kind in enumerate(CHART_KINDS):
        chart = book.add_chart({"type": kind})
        for letter in "BCD":
            chart.add_series(
                {"categories": "=Sheet1!$A$1:$A$3", "values": f"=Sheet1!${letter}$1:${letter}$3"}
            )
        sheet.insert_chart(at * 16, 6, chart)
    columns, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    columns.add_series({"values": "=Sheet1!$A$1:$A$3"})
    line.add_series({"values": "=Sheet1!$B$1:$B$3", "y2_axis": True})
    columns.combine(line)
    book.add_chartsheet("Gráfico").set_chart(columns)


def _pictures_and_texts(book: xlsxwriter.Workbook) -> None:
    sheet, other = book.add_worksheet("A & B"), book.add_worksheet("Óleo <x>")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.write_rich_string("A1", "meio ", bold, "forte", " e fraco", wrapped)
    sheet.write_string("A2", "_x0041_ \x07 \U0001f600 " + "x" * 32_700)
    sheet.write_blank("A3", None, bold)
    sheet.write_boolean("A4", True)
    sheet.write_formula("A5", "=1/0", None, "#DIV/0!")
    sheet.write_array_formula("B1:B3", "{=A1:A3}")
    sheet.write_dynamic_array_formula("C1", "=_xlfn._xlws.SORT({3;1;2})")
    sheet.write_formula("D1", "=IF(A1=\"a;b(\",'Óleo <x>'!A1,SUM('A & B:Óleo <x>'!A2))")
    sheet.insert_image("F1", "dot.png", {"image_data": _picture(), "url": "internal:'A & B'!A1"})
    sheet.embed_image("G1", "dot.png", {"image_data": _picture()})
    sheet.set_header("&C&G", {"image_center": "dot.png", "image_data_center": _picture()})
    sheet.insert_textbox("H1", "caixa", {"textlink": "='A & B'!$A$1"})
    sheet.insert_button("J1", {"caption": "nada"})
    sheet.insert_checkbox("K1", True)
    sheet.set_background(_picture())
    sheet.protect("senha")
    sheet.unprotect_range("A1:A9", "Livre")
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([10])
    sheet.set_row(8, None, bold, {"level": 1, "hidden": True})
    sheet.ignore_errors({"number_stored_as_text": "A1:A9 C1:C9"})
    other.hide()


def _rules(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_column("A1", range(-5, 20))
    sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("A1:A9", {"type": "data_bar", "multi_range": "A1:A9 C1:C9"})
    sheet.conditional_format("A1:A9", {"type": "icon_set", "icon_style": "5_arrows"})
    sheet.conditional_format("A1:A9", {"type": "formula", "criteria": '=$A1>LEN("a;b")'})
    sheet.conditional_format("B1:B9", {"type": "top", "value": 3})
    sheet.conditional_format("B1:B9", {"type": "average", "criteria": "above"})
    for kind in ("unique", "blanks", "errors", "2_color_scale"):
        sheet.conditional_format("B1:B9", {"type": kind})
    sheet.conditional_format("C1:C9", {"type": "text", "criteria": "containing", "value": "x"})
    sheet.add_sparkline("D1", {"range": "Sheet1!A1:A9", "markers": True})
    sheet.add_sparkline("D2", {"range": "Sheet1!A1:A9", "type": "column"})
    for row, validate in enumerate(("integer", "decimal", "date", "length")):
        value = date(2026, 1, 1) if validate == "date" else 3
        sheet.data_validation(
            row, 4, row, 4, {"validate": validate, "criteria": ">", "value": value}
        )
    sheet.data_validation("F1", {"validate": "list", "source": "=$A$1:$A$9"})
    sheet.data_validation("F2", {"validate": "custom", "value": "=AND(F2>1,LEN(F2)<9)"})
    sheet.data_validation(
        "F3", {"validate": "any", "input_title": "x" * 32, "input_message": "y" * 255}
    )
    names = [{"header": header} for header in ("Nome", "Linha\nquebrada", "Preço; R$ [x] 'y' #")]
    options = {"columns": names, "total_row": True, "name": "Tabela_única"}
    sheet.add_table("H1:J4", options)
    sheet.add_table("L1:M3", {"header_row": False})
    sheet.autofilter("A1:B9")
    sheet.filter_column("A", "x > 3")


def _inline(book: xlsxwriter.Workbook) -> None:
    """Texts that stand in their cells, as they do in constant memory."""
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for row in range(3):
        sheet.write_row(row, 0, [f"<{row}> & \n", 1.5, None, True])
        sheet.write_formula(row, 5, f'=B{row + 1}&"é"', bold, "1,5é")


def _with_macros() -> bytes:
    """A book with a project of macros, which XlsxWriter reads when it closes the book."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "vbaProject.bin"
        with zipfile.ZipFile(project, "w") as content:
            content.writestr("nada", "")
        return made(lambda book: (book.add_worksheet(), book.add_vba_project(str(project))))


def _by_openpyxl() -> bytes:
    book: Any = openpyxl.Workbook()
    rules: Any = rule
    sheet = book.active
    sheet.title = "Vendas"
    sheet.append(["Cliente", "Dia", "Valor"])
    for number in range(1, 5):
        sheet.append([f"C{number}", date(2026, 1, number), number * 1.5])
    table = Table(displayName="Vendas", ref="A1:C5")
    sheet.add_table(table)
    sheet["E1"] = "=SUM(C2:C5)"
    sheet["E2"].hyperlink = "https://exemplo.com.br"
    sheet["E3"].hyperlink = "#Outra!A1"
    sheet["E4"].comment = Comment("nota", "Ana")
    sheet["E5"].font = Font(bold=True)
    sheet.merge_cells("G1:H2")
    sheet.auto_filter.ref = "J1:K3"
    list_ = DataValidation(type="list", formula1='"Sim,Não"', allow_blank=True)
    list_.add("L1:L9")
    sheet.add_data_validation(list_)
    fill = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add("C2:C5", rules.FormulaRule(["$C2>3"], fill=fill))
    for each in (
        rules.ColorScaleRule("min", None, "AA0000", None, None, None, "max", None, "00AA00"),
        rules.DataBarRule("min", None, "max", None, "638EC6"),
        rules.IconSetRule("3Arrows", "percent", [0, 33, 67]),
    ):
        sheet.conditional_formatting.add("C2:C5", each)
    book.add_named_style(NamedStyle("Realce", font=Font(italic=True), number_format="0.0%"))
    sheet["C2"].style = "Realce"
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "N2")
    other = book.create_sheet("Outra")
    other["A1"] = "=Vendas!A1"
    book.defined_names["Corte"] = DefinedName("Corte", attr_text="Vendas!$C$2")
    other.print_title_rows = "1:2"
    book.create_chartsheet("Só gráfico").add_chart(LineChart())
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def sample() -> bytes:
    """The workbook that the mutations break."""
    return made(_sample)


@cache
def ours() -> bytes:
    """A part of the workbook of a small portfolio, as our own writer makes it."""
    report = small()
    book = tuple(section for section in report.book if section.name in OUR_SHEETS)
    return FILE_FORMATS["xlsx"].write(replace(report, book=book))


BOOKS: dict[str, Callable[[], bytes]] = {
    "sample": sample,
    "ours": ours,
    "charts": lambda: made(_charts),
    "pictures and texts": lambda: made(_pictures_and_texts),
    "rules": lambda: made(_rules),
    "constant memory": lambda: made(_inline, constant_memory=True),
    "macros": _with_macros,
    "nothing": lambda: made(lambda _: None),
    "openpyxl": _by_openpyxl,
}
