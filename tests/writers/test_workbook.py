import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from openpyxl.utils.cell import range_boundaries

from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind, Figure, Section, Setting
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.workbook import tables
from tests.writers.books import AMOUNT, NAME, STATUS, below, opened, report, sheet, table, written

MONEY = "[$R$-416] #,##0.00;[Red]-[$R$-416] #,##0.00"


def package(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def excel_table(content: bytes) -> Any:
    return next(iter(opened(content)["Clientes"].tables.values()))


@pytest.mark.parametrize(
    ("kind", "value", "read", "number_format"),
    [
        (Kind.TEXT, "Padaria", "Padaria", "General"),
        (Kind.IDENTIFIER, "00123", "00123", "@"),
        (Kind.COUNT, 12, 12, "#,##0"),
        (Kind.NUMBER, 1.25, 1.25, "#,##0.0"),
        (Kind.MONEY, -1234.5, -1234.5, MONEY),
        (Kind.SHARE, 0.125, 0.125, "0.0%"),
        (Kind.DATE, date(2026, 11, 22), pd.Timestamp(2026, 11, 22), "dd/mm/yyyy"),
        (Kind.DAYS, 31, 31, "#,##0"),
        (Kind.SCORE, 5, 5, "0"),
        (Kind.LIST, ("=Pão", "Café"), "=Pão, Café", "General"),
        (Kind.LIST, (), None, "General"),
    ],
)
def test_every_kind_is_a_typed_cell(kind: Kind, value: Any, read: Any, number_format: str) -> None:
    book = opened(written(sheet(table((Column("x", "X", kind),), (value,)))))

    cell = below(book, "X")[0]
    assert (cell.value, cell.number_format) == (read, number_format)


@pytest.mark.parametrize("kind", list(Kind))
def test_an_absent_value_is_an_empty_cell(kind: Kind) -> None:
    rows = table((Column("x", "X", kind),), (None,), (float("nan"),), (pd.NaT,))

    assert [cell.value for cell in below(opened(written(sheet(rows))), "X")] == [None] * 3


def test_a_date_before_the_calendar_of_excel_is_text() -> None:
    rows = ((pd.Timestamp(1899, 5, 1),), (pd.Timestamp(1900, 3, 1),))

    cells = below(opened(written(sheet(table((Column("x", "X", Kind.DATE),), *rows)))), "X")

    assert [cells[0].value, cells[1].value] == ["01/05/1899", pd.Timestamp(1900, 3, 1)]


def test_a_category_shows_its_word_and_an_unknown_one_itself() -> None:
    book = opened(written(sheet(table((STATUS,), ("active",), ("gone",), (None,)))))

    assert [cell.value for cell in below(book, "Situação")] == ["Ativo", "gone", None]


def test_colours_are_rules_over_the_whole_column_never_painted_cells() -> None:
    book = opened(written(sheet(table((STATUS, NAME), ("late", "a"), ("active", "b")))))

    page = book["Clientes"]
    painted = {cell.fill.fgColor.rgb for cell in below(book, "Situação")}
    rules = {
        str(rule.formula[0]): str(area.sqref)
        for area in page.conditional_formatting
        for rule in area.rules
    }
    area = f"A{below(book, 'Situação')[0].row}:A{page.max_row}"
    assert painted == {"00000000"}
    assert rules == {'"Ativo"': area, '"Atrasado"': area}


def test_a_neutral_category_has_no_colour_and_no_legend() -> None:
    plain = Column("status", "Situação", Kind.CATEGORY, categories=STATUS.categories[:0])

    book = opened(written(sheet(table((plain,), ("active",)))))

    texts = [cell.value for row in book["Clientes"].iter_rows() for cell in row]
    assert not [text for text in texts if text and "■" in text]


def test_a_long_table_is_an_excel_table_with_filter_bands_and_a_frozen_header() -> None:
    columns = [NAME, *(Column(f"c{n}", f"C{n}", Kind.COUNT) for n in range(9))]
    content = written(sheet(table(columns, *[("a", *range(9))] * 3)))

    page, made = opened(content)["Clientes"], excel_table(content)
    header = below(opened(content), "C8")[0].row - 1
    assert made.ref == f"A{header}:J{header + 3}"
    assert made.autoFilter.ref == made.ref
    assert made.tableStyleInfo.showRowStripes
    assert page.freeze_panes == f"B{header + 1}"
    assert page.print_title_rows == f"${header}:${header}"


def test_the_table_repeats_its_header_cells_and_no_two_are_alike() -> None:
    labels = ("Nome", "nome", "", "Nome")
    columns = [Column(f"c{at}", label, Kind.COUNT) for at, label in enumerate(labels)]
    content = written(sheet(table(columns, (1, 2, 3, 4))))

    names = [column.name for column in excel_table(content).tableColumns]
    row = below(opened(content), "Nome")[0].row - 1
    assert names == ["Nome", "nome (2)", "–", "Nome (3)"]
    assert [cell.value for cell in opened(content)["Clientes"][row]] == names


def test_tables_of_one_workbook_have_different_names() -> None:
    one, other = (
        sheet(table((NAME,), ("a",)), table((AMOUNT,), (1,))),
        sheet(table((NAME,), ("b",))),
    )
    other = Section("customers_2", "clientes", tables=other.tables)

    names = [name for page in opened(written(one, other)) for name in page.tables]

    assert len(names) == len({name.lower() for name in names}) == 3


def test_a_table_without_rows_is_its_sentence() -> None:
    silent, telling = table((NAME,)), table((NAME,), takeaway="Ninguém sumiu.")

    texts = [
        [row[0].value for row in opened(written(sheet(empty)))["Clientes"]]
        for empty in (silent, telling)
    ]

    assert texts[0][-1] == "Nada a mostrar aqui."
    assert texts[1][-1] == "Ninguém sumiu."


def test_rows_beyond_the_end_of_the_sheet_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHEET_ROWS", 20)
    content = written(sheet(table((NAME,), *[(f"cliente {n}",) for n in range(100)])))

    cells = [cell.value for cell in below(opened(content), "Cliente")]
    kept = sum(str(cell).startswith("cliente") for cell in cells)
    assert opened(content)["Clientes"].max_row == 20
    assert cells[-1].startswith(f"Faltam {100 - kept} linhas")


def test_data_bars_stand_on_the_columns_that_ask_for_them() -> None:
    content = written(sheet(table((NAME, AMOUNT), ("a", 1.0), ("b", 2.0), bars=("net_amount",))))

    areas = [
        str(area.sqref)
        for area in opened(content)["Clientes"].conditional_formatting
        for rule in area.rules
        if rule.type == "dataBar"
    ]
    first = below(opened(content), "Valor")[0].row
    assert areas == [f"B{first}:B{first + 1}"]


def test_a_map_of_shares_is_one_scale_of_one_hue_from_nothing_up() -> None:
    columns = (NAME, *(Column(name, name, Kind.SHARE) for name in ("+1", "+2")))
    rows = table(columns, ("a", 0.5, None), ("b", 1.0, 0.0), heat=("+1", "+2"))
    page = opened(written(sheet(rows)))["Clientes"]

    ((area, (rule,)),) = ((str(a.sqref), a.rules) for a in page.conditional_formatting)
    first = below(opened(written(sheet(rows))), "Cliente")[0].row
    assert area == f"B{first}:C{first + 1}"
    assert [each.type for each in rule.colorScale.cfvo] == ["num", "max"]
    assert rule.colorScale.color[0].rgb == "FFFFFFFF"
    assert page.page_setup.fitToHeight in {None, 1}


def test_figures_that_are_no_headlines_are_printed_overleaf_and_the_first_page_is_full() -> None:
    figures = tuple(Figure(AMOUNT, 1.0, "É.", section="s") for _ in range(3))
    summary = Section(
        "s",
        "Resumo",
        figures=figures,
        further=figures,
        charts=(chart(ChartKind.BARS, "net_amount"),),
    )
    page = opened(written(summary))["Resumo"]

    (heading,) = (row[0].row for row in page.iter_rows() if row[0].value == "Outros números")
    assert [each.id for each in page.row_breaks.brk] == [heading - 2]
    assert 40 <= page.page_setup.scale <= 85


def test_a_month_shows_no_day() -> None:
    content = written(sheet(table((Column("m", "Mês", Kind.MONTH),), (date(2026, 11, 1),))))

    cell = below(opened(content), "Mês")[0]
    assert (cell.value, cell.number_format) == (pd.Timestamp(2026, 11, 1), "mm/yyyy")


def test_a_card_is_a_typed_value_with_a_sentence_and_a_link_to_its_sheet() -> None:
    figure = Figure(AMOUNT, 1234.5, "É muito.", Tone.GOOD, "customers")
    book = opened(written(Section("summary", "Resumo", figures=(figure,)), sheet()))

    page = book["Resumo"]
    label = next(cell for row in page.iter_rows() for cell in row if cell.value == "Valor")
    value, sentence, link = (label.offset(row) for row in (1, 2, 3))
    assert (value.value, value.number_format) == (1234.5, MONEY)
    assert sentence.value == "É muito."
    assert link.value == "Ver Clientes"
    assert link.hyperlink.location == "'Clientes'!A1"


def test_a_card_of_a_section_that_is_no_sheet_has_no_link() -> None:
    figure = Figure(AMOUNT, 1.0, section="elsewhere")

    page = opened(written(Section("summary", "Resumo", figures=(figure,))))["Resumo"]

    assert not [cell for row in page.iter_rows() for cell in row if cell.hyperlink]


def test_every_other_sheet_leads_back_to_the_first() -> None:
    sections = (Section("summary", "Resumo"), sheet(), Section("findings", "Pendências"))
    book = opened(written(*sections))

    links = [page["A2"].hyperlink and page["A2"].hyperlink.location for page in book]
    assert links == [None, "'Resumo'!A1", "'Resumo'!A1"]


def test_a_setting_is_a_named_cell() -> None:
    day, ratio = Column("d", "", Kind.DATE), Column("n", "", Kind.NUMBER)
    settings = (
        Setting("DataBase", "Data-base", day, date(2026, 11, 22), "O dia.", "TODAY()"),
        Setting("LimiteAtraso", "Atrasado acima de", ratio, 1.5, "Ciclos."),
    )
    content = written(Section("settings", "Parâmetros", settings=settings))

    book, values = opened(content), opened(content, values=True)
    cells = [
        next(iter(book.defined_names[name].destinations)) for name in ("DataBase", "LimiteAtraso")
    ]
    (title, live), (_, fixed) = cells
    assert book[title][live].value == "=TODAY()"
    assert values[title][live].value == pd.Timestamp(2026, 11, 22)
    assert values[title][fixed].value == 1.5


def chart(kind: ChartKind, *values: str, title: str = "Título") -> Chart:
    columns = (NAME, AMOUNT, Column("share", "Parte", Kind.SHARE))
    rows = table(columns, ("a", 3.0, 0.6), ("b", 2.0, 1.0))
    return Chart("c", kind, title, rows, "customer", values, "Duas colunas.")


@pytest.mark.parametrize(
    ("drawn", "elements"),
    [
        (chart(ChartKind.PARETO, "net_amount", "share"), (b"<c:barChart>", b"<c:lineChart>")),
        (chart(ChartKind.BARS, "net_amount"), (b'<c:barDir val="bar"/>',)),
        (chart(ChartKind.COLUMNS, "net_amount"), (b'<c:barDir val="col"/>',)),
    ],
    ids=lambda value: value.kind if isinstance(value, Chart) else "",
)
def test_a_chart_is_native_and_told_in_words(drawn: Chart, elements: tuple[bytes, ...]) -> None:
    parts = package(written(Section("summary", "Resumo", charts=(drawn,))))

    assert all(element in parts["xl/charts/chart1.xml"] for element in elements)
    assert b'descr="Duas colunas."' in parts["xl/drawings/drawing1.xml"]


def test_a_chart_over_a_table_of_its_own_sheet_uses_that_table() -> None:
    drawn = chart(ChartKind.BARS, "net_amount")
    shared = written(Section("s", "Resumo", charts=(drawn,), tables=(drawn.table,)))
    alone = written(Section("s", "Resumo", charts=(drawn,)))

    assert b"$A$" in package(shared)["xl/charts/chart1.xml"]
    assert b"$A$" not in package(alone)["xl/charts/chart1.xml"]
    assert not opened(shared)["Resumo"].print_area


def test_chart_data_is_outside_of_what_is_printed() -> None:
    page = opened(written(Section("s", "Resumo", charts=(chart(ChartKind.BARS, "net_amount"),))))[
        "Resumo"
    ]

    data = next(cell for row in page.iter_rows() for cell in row if cell.value == "Cliente")
    _, _, last, _ = range_boundaries(page.print_area.rpartition("!")[2])
    assert data.column > last


def test_a_chart_with_nothing_to_show_is_a_sentence() -> None:
    empty = Chart(
        "c", ChartKind.BARS, "Meses", table((NAME, AMOUNT)), "customer", ("net_amount",), ""
    )

    content = written(Section("s", "Resumo", charts=(empty,)))

    texts = [row[0].value for row in opened(content)["Resumo"]]
    assert "Meses: Nada a mostrar aqui." in texts
    assert "xl/charts/chart1.xml" not in package(content)


def test_every_sheet_is_ready_to_print() -> None:
    for page in opened(written(sheet(table((NAME,), ("a",))), Section("s", "Resumo"))):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in {None, 1}
        assert page.oddFooter.center.text.strip() == "Data-base: 22/11/2026 (hoje)"
        assert page.oddFooter.left.text.strip() == "vendas.xlsx"
        assert page.oddFooter.right.text.strip() == "Página &P de &N"


def test_the_first_sheet_is_selected_at_its_first_cell_at_natural_size() -> None:
    book = opened(written(Section("s", "Resumo"), sheet(table((NAME,), ("a",)))))

    assert book.active.title == "Resumo"
    assert [page.sheet_view.tabSelected for page in book] == [True, None]
    for page in book:
        assert page.sheet_view.zoomScale in {None, 100}
        assert {pane.activeCell for pane in page.sheet_view.selection} <= {None, "A1"}


def test_no_cells_are_merged_among_data() -> None:
    content = written(sheet(table((NAME, AMOUNT), ("a", 1.0))), Section("s", "Parâmetros"))

    assert not [page.merged_cells.ranges for page in opened(content) if page.merged_cells.ranges]


def test_codes_are_spared_the_warning_that_numbers_are_text() -> None:
    content = written(sheet(table((Column("x", "Código", Kind.IDENTIFIER),), ("00123",))))

    first = below(opened(content), "Código")[0].row
    xml = package(content)["xl/worksheets/sheet1.xml"].decode()
    assert f'<ignoredError sqref="A{first}" numberStoredAsText="1"/>' in xml


def test_the_meaning_of_a_column_is_shown_at_its_header() -> None:
    content = written(sheet(table((STATUS,), ("late",))))

    prompts = {
        str(prompt.sqref): prompt.prompt
        for prompt in opened(content)["Clientes"].data_validations.dataValidation
    }
    header = below(opened(content), "Situação")[0].row - 1
    assert prompts == {f"A{header}": "Como o cliente está."}


def test_the_same_report_gives_the_same_bytes() -> None:
    def build() -> bytes:
        rows = table((NAME, STATUS, AMOUNT), ("a", "late", 1.0), bars=("net_amount",))
        charts = (chart(ChartKind.PARETO, "net_amount", "share"),)
        figures = (Figure(AMOUNT, 1.0, "Um.", section="customers"),)
        summary = Section("summary", "Resumo", figures=figures, charts=charts)
        return FILE_FORMATS["xlsx"].write(report(summary, sheet(rows)))

    assert build() == build()


def test_the_properties_name_nobody() -> None:
    properties = opened(written(sheet())).properties

    assert (properties.creator, properties.lastModifiedBy) == ("carteira", "carteira")
    assert properties.created == properties.modified == pd.Timestamp(2000, 1, 1)


def test_our_workbook_is_known_as_ours_and_no_other_file_is(tmp_path: Any) -> None:
    ours, saved, other, noise = (
        tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx")
    )
    ours.write_bytes(written(sheet()))
    opened(ours).save(saved)
    foreign = opened(ours)
    del foreign.custom_doc_props["carteira"]
    foreign.save(other)
    noise.write_bytes(b"PK\x03\x04 not a package")

    is_ours = FILE_FORMATS["xlsx"].is_ours
    assert [is_ours(path) for path in (ours, saved, other, noise)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b'{\n"schema": "carteira/1",\n"x": 1}', True),
        (b'{"x": 1, "schema": "carteira/1"}', False),
        (b"", False),
        (b"\xff\xfe", False),
    ],
)
def test_our_document_is_known_by_its_first_key(
    tmp_path: Any, content: bytes, *, ours: bool
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)

    assert FILE_FORMATS["json"].is_ours(path) is ours
