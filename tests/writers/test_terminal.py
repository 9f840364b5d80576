import inspect
from dataclasses import replace
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Figure, Report, Section, Table
from carteira_cli.writers import terminal
from carteira_cli.writers.terminal import clean, render

NAME = Column("customer", "Cliente", Kind.TEXT)
AMOUNT = Column("net_amount", "Valor líquido", Kind.MONEY)
SHARE = Column("share", "Participação", Kind.SHARE)
SINCE = Column("last_purchase", "Última compra", Kind.DATE)
LATE = Category("late", "Atrasado", Tone.WATCH)
STATUS = Column("status", "Situação", Kind.CATEGORY, categories=(LATE,))
STEP, TEXT = Column("step", "", Kind.COUNT), Column("text", "", Kind.TEXT)


def people(names: list[str], cents: list[int]) -> Table:
    frame = pd.DataFrame(
        {
            "customer": pd.Series(names, dtype="str"),
            "status": pd.Series(["late"] * len(names), dtype="str"),
            "last_purchase": pd.Timestamp(2026, 1, 31),
            "share": 0.5,
            "net_amount": pd.Series(cents, dtype="int64") / 100,
        }
    )
    columns = (NAME, STATUS, SINCE, SHARE, AMOUNT)
    return Table("people", columns, frame, takeaway="Um exemplo.", bars=("net_amount",))


def listing(*texts: str) -> Table:
    frame = pd.DataFrame({"step": range(1, len(texts) + 1), "text": pd.Series(texts, dtype="str")})
    return Table("steps", (STEP, TEXT), frame)


def report(*tables: Table, lead: str = "", figures: tuple[Figure, ...] = ()) -> Report:
    section = Section("section", "Título", lead, figures, tables=tables)
    return Report("pt", "Carteira", (("Data-base", "hoje"),), (section,), (), {}, {})


def shown(laid_out: Report, width: int = 80, **look: object) -> str:
    """Print on a terminal so wide that it does not wrap a line that came out too long."""
    console = Console(file=StringIO(), width=1000, **look)  # type: ignore[arg-type]
    console.print(render(laid_out, width))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def body(*tables: Table, width: int = 80) -> list[str]:
    """The lines under the section's title."""
    return shown(report(*tables), width).split("Título\n")[1].splitlines()


def test_a_table_is_a_header_one_line_a_record_and_the_takeaway() -> None:
    assert body(people(["Ana", "Bia"], [123456, 5]), width=65) == [
        "                     Última                          Valor",
        "  Cliente  Situação  compra      Participação      líquido",
        "  Ana      Atrasado  31/01/2026        50,0 %  R$ 1.234,56",
        "  Bia      Atrasado  31/01/2026        50,0 %      R$ 0,05",
        "  →  Um exemplo.",
    ]


def test_a_bar_fills_the_room_beside_the_table_in_proportion() -> None:
    lines = body(people(["Ana", "Bia"], [20000, 10000]), width=90)

    assert [line.count("█") for line in lines] == [0, 20, 10, 0]


def test_a_negative_amount_has_no_bar() -> None:
    lines = body(people(["Ana", "Bia"], [20000, -10000]), width=90)

    assert [line.count("█") for line in lines] == [0, 20, 0, 0]


@pytest.mark.parametrize("length", range(15, 45))
def test_a_name_is_cut_only_when_it_does_not_fit(length: int) -> None:
    name = "x" * length
    lines = body(people([name], [123456789]))

    assert max(map(cell_len, lines)) <= 80
    assert (name in lines[-2]) == (length <= 25)


def test_where_the_columns_do_not_fit_each_record_gets_its_own_lines() -> None:
    assert body(people(["Ana"], [123456]), width=50) == [
        "  Ana",
        "    Situação: Atrasado · Última compra: 31/01/2026",
        "    Participação: 50,0 %",
        "    Valor líquido: R$ 1.234,56",
        "  →  Um exemplo.",
    ]


def test_a_long_name_gives_way_to_the_money_beside_it() -> None:
    name, *_ = body(people(["Comercial de Alimentos São João Ltda"], [123456789]), width=80)[2:]

    assert name == (
        "  Comercial de Alimentos S…  Atrasado  31/01/2026        50,0 %  R$ 1.234.567,89"
    )


def test_a_table_without_labels_is_a_list_that_wraps_under_itself() -> None:
    text = "Ligue para a Padaria Estrela: deixou de comprar R$ 1.234 no ano."

    assert body(listing(text, "Descanse."), width=50) == [
        "  1  Ligue para a Padaria Estrela: deixou de",
        "     comprar R$ 1.234 no ano.",
        "  2  Descanse.",
    ]


@pytest.mark.parametrize("width", range(40, 80))
def test_a_sentence_never_breaks_between_a_number_and_its_sign(width: int) -> None:
    text = "Eles fazem 80 % do total; já são R$ 1.234 e 9 % do que entra, ou R$ 99 por dia."
    lines = shown(report(lead=text), width).splitlines()

    assert not [line for line in lines if line.endswith("R$") or line.lstrip().startswith("%")]


def test_figures_stand_two_abreast_and_one_below_the_other_where_it_is_narrow() -> None:
    figures = (
        Figure(AMOUNT, 1234.5),
        Figure(Column("customers", "Clientes", Kind.COUNT), 12, "Doze ao todo."),
    )
    wide, narrow = (shown(report(figures=figures), width).splitlines()[4:] for width in (80, 40))

    assert wide == ["  Valor líquido  R$ 1.234,50    Clientes  12", "  Doze ao todo."]
    assert narrow == [
        "  Valor líquido  R$ 1.234,50",
        "  Clientes                12",
        "  Doze ao todo.",
    ]


def test_the_facts_come_first_and_line_up() -> None:
    facts = (("Data-base", "22/11/2026 (hoje)"), ("Linhas usadas", "3 de 4"))
    laid_out = Report("pt", "Carteira", facts, (), (), {}, {})

    assert shown(laid_out).splitlines() == [
        "Carteira",
        "  Data-base      22/11/2026 (hoje)",
        "  Linhas usadas  3 de 4",
    ]


def test_what_is_not_known_is_a_dash() -> None:
    frame = pd.DataFrame({"status": pd.Series([None], dtype="str"), "net_amount": [float("nan")]})
    table = Table("t", (STATUS, AMOUNT), frame)

    assert body(table)[-1].split() == ["–", "–"]


def test_a_list_is_its_texts_and_an_empty_one_a_dash() -> None:
    cells = pd.Series([("Pão \x1b[1m", "Café"), ()], dtype=object)
    table = Table("t", (Column("offer", "Oferta", Kind.LIST),), pd.DataFrame({"offer": cells}))

    assert [line.strip() for line in body(table)[-2:]] == ["Pão [1m, Café", "–"]


def test_a_status_is_a_word_without_colour_and_the_same_word_with_it() -> None:
    table = people(["Ana"], [100])
    plain = shown(report(table), color_system=None)
    coloured = shown(report(table), color_system="standard", force_terminal=True)

    assert "Atrasado" in plain
    assert "\x1b[33mAtrasado" in coloured


def test_money_is_in_the_currency_of_the_document() -> None:
    dollars = replace(report(people(["Ana"], [123456])), document={"currency": "USD"})

    assert "US$ 1.234,56" in shown(dollars)


HOSTILE = [
    ("[/]", "[/]"),
    ("[bold]x", "[bold]x"),
    ("[link=https://evil.example]y", "[link=https://evil.example]y"),
    ("=2+2", "=2+2"),
    ("\x1b[31mred", "[31mred"),
    ("\x1b]8;;https://evil.example\x07z\x1b]8;;\x07", "]8;;https://evil.example"),
    ("\x9b31mred", "31mred"),
    ("ab\u202ecd", "abcd"),
    ("ab\u2066cd\u200b", "abcd"),
    ("two\nlines\ttab", "two lines tab"),
    ("line\u2028separator", "line separator"),
    (":smile:", ":smile:"),
]


@pytest.mark.parametrize(("name", "seen"), HOSTILE)
def test_a_hostile_name_shows_as_just_that_in_every_place(name: str, seen: str) -> None:
    laid_out = Report(
        "pt",
        name,
        ((name, name),),
        (Section("s", name, name, (Figure(NAME, name, name),), (), (listing(name),)),),
        (),
        {},
        {},
    )
    text = shown(laid_out, width=120, force_terminal=True, color_system=None)

    assert text.count(seen) == 8
    assert text == clean(text.replace("\n", "|")).replace("|", "\n")


@given(
    st.lists(st.text(max_size=60), min_size=1, max_size=4),
    st.integers(-(10**12), 10**12),
    st.integers(40, 140),
)
@settings(max_examples=200, deadline=None)
def test_no_line_is_wider_than_the_terminal_and_no_money_is_cut(
    names: list[str], cents: int, width: int
) -> None:
    tables = people(names, [cents] * len(names)), listing(*names)
    text = shown(report(*tables, lead=" ".join(names)), width)

    assert max(map(cell_len, text.split("\n"))) <= width
    money = f"{abs(cents) / 100:_.2f}".replace(".", ",").replace("_", ".")
    assert text.count(f"R$ {money}\n") + text.count(f"R$ {money} ") >= len(names)


def test_every_line_passes_the_one_gate() -> None:
    source = inspect.getsource(terminal)

    assert source.count("Text(") == inspect.getsource(terminal._line).count("Text(") == 1
    assert terminal._line(("\x1b[31m[b]", "")).plain == "[31m[b]"


@given(st.text())
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\x1b" not in clean(text)


def test_a_stray_surrogate_which_no_terminal_can_encode_is_dropped() -> None:
    assert clean("A\ud800na") == "Ana"
