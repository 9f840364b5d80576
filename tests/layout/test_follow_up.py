"""The list of whom to contact: the order, the sentences, the messages."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import follow_up, plays, report
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.metrics.follow_up import ACTION, PLAYS, REASON, Play, Rules
from carteira_cli.model.tables import Reading
from carteira_cli.writers import FILE_FORMATS
from tests.layout.laid_out import LATE, REGULAR, lay_out, section, table
from tests.portfolios import day, reading
from tests.writers.books import opened

ONCE = ("Caio", day(88), 5.00)
READ = reading([*REGULAR, *LATE, ONCE], prospects=["Zoe"], on=day(90))


def listed(read: Reading = READ) -> pd.DataFrame:
    return table(lay_out(read).book, "follow_up").frame


def portfolio(read: Reading = READ) -> Portfolio:
    return Portfolio(read, analyse(read), Language())


def customer(**changes: Any) -> pd.DataFrame:
    """One customer as the analysis leaves him, some things changed."""
    known = portfolio().customers.loc[["Bia"]].astype(object)
    frame = known.assign(**{name: [value] for name, value in changes.items()})
    days = dict.fromkeys(("last_purchase", "next_expected"), "datetime64[s]")
    return frame.astype(days)


def reason(**changes: Any) -> Any:
    return follow_up.reasons(customer(**changes), Language()).iloc[0]


def message(**changes: Any) -> Any:
    return follow_up.messages(customer(**changes), portfolio()).iloc[0]


def test_the_sheet_lists_who_has_something_to_do_most_money_first() -> None:
    shown = listed()

    assert shown["priority"].tolist() == [1, 2, 3]
    assert shown["customer"].tolist() == ["Bia", "Caio", "Zoe"]
    assert shown["action"].tolist() == ["win_back", "second_purchase", "complete_record"]
    assert shown["reason"].tolist() == [
        "Comprava a cada 10 dias; está há 40 sem comprar.",
        "Fez a primeira compra em 30/03/2026; falta a segunda.",
        "Nunca comprou, e o cadastro não tem telefone nem e-mail.",
    ]
    assert "phone" not in shown


def test_the_sheet_says_how_many_wait_and_how_much_hangs_on_them() -> None:
    sheet = table(lay_out(READ).book, "follow_up")
    urgent = table(lay_out(reading([*REGULAR[:8], *LATE], on=day(70))).book, "follow_up")
    stake = sheet.frame["amount_at_stake"].sum()

    assert sheet.takeaway == (
        f"2 clientes a procurar, com {Language().money(stake, cents=False)} em jogo. "
        "1 do cadastro ainda não comprou."
    )
    assert "1 é para já." in urgent.takeaway


def test_where_nobody_needs_anything_the_sheet_says_so() -> None:
    steady = [("Ana", day(number), 10.00) for number in range(0, 361, 60)]
    quiet = section(lay_out(reading(steady)).book, "follow_up")

    assert (quiet.lead, quiet.tables) == ("Ninguém a procurar agora: todos estão em dia.", ())


def test_a_list_too_long_to_work_through_is_cut_and_says_where_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follow_up, "MOST_LISTED", 2)
    sheet = table(lay_out(READ).book, "follow_up")

    assert sheet.frame["priority"].tolist() == [1, 2]
    assert sheet.takeaway.endswith(
        "Aqui estão os 2 primeiros; os demais, na aba Clientes, pela coluna “O que fazer”."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"reason": "behind", "cycle_days": 14.0, "days_since_last": 40.0},
            "Comprava a cada 14 dias; está há 40 sem comprar.",
        ),
        (
            {"reason": "stopped", "cycle_days": 1.0, "days_since_last": 40.0},
            "Comprava todo dia; está há 40 dias sem comprar.",
        ),
        (
            {"reason": "stopped", "cycle_origin": "portfolio", "days_since_last": 1234.0},
            "Está há 1.234 dias sem comprar; o comum na carteira é voltar em 10 dias.",
        ),
        (
            {"reason": "buying_less", "trend_change": -0.453},
            "Vem comprando 45 % menos do que no período anterior.",
        ),
        (
            {"reason": "order_due", "days_since_last": 8.0, "next_expected": day(92)},
            "Compra a cada 10 dias; o próximo pedido é esperado em 03/04/2026.",
        ),
        (
            {"reason": "order_due", "days_since_last": 12.0, "next_expected": day(88)},
            "Compra a cada 10 dias; o pedido era esperado em 30/03/2026.",
        ),
        (
            {
                "reason": "order_due",
                "cycle_origin": "portfolio",
                "days_since_last": 8.0,
                "next_expected": day(92),
            },
            "O próximo pedido é esperado em 03/04/2026, pelo ritmo da carteira.",
        ),
        (
            {
                "reason": "order_due",
                "cycle_origin": "portfolio",
                "days_since_last": 12.0,
                "next_expected": day(88),
            },
            "O pedido era esperado em 30/03/2026, pelo ritmo da carteira.",
        ),
        (
            {"reason": "more_to_buy", "suggestions": ("Café", "{Chá}", "Pão")},
            "Está em dia e ainda não leva Café, {Chá} e Pão.",
        ),
        ({"reason": "more_to_buy", "suggestions": ("Café",)}, "Está em dia e ainda não leva Café."),
        ({"reason": "on_time"}, "Está em dia: compra a cada 10 dias."),
        (
            {"reason": "on_time", "cycle_origin": "portfolio"},
            "Está em dia com o ritmo da carteira.",
        ),
        ({"reason": "never_bought"}, "Está no cadastro e nunca comprou."),
    ],
)
def test_every_reason_is_told_with_the_customers_own_figures(
    changes: dict[str, Any], sentence: str
) -> None:
    assert reason(**changes) == sentence


def test_every_reason_has_its_sentence_and_returns_only_has_none() -> None:
    assert list(follow_up._REASONS) != []
    assert set(follow_up._REASONS) == set(REASON.labels)
    assert pd.isna(reason(reason=None))


def test_customers_who_share_their_figures_share_the_sentence_and_the_others_do_not() -> None:
    late = [("Bia", 10), ("Caio", 10), ("Dora", 12)]
    read = reading(
        [(name, day(n), 9.00) for name, gap in late for n in range(0, 50, gap)], on=day(90)
    )

    assert dict(zip(listed(read)["customer"], listed(read)["reason"], strict=True)) == {
        "Bia": "Comprava a cada 10 dias; está há 50 sem comprar.",
        "Caio": "Comprava a cada 10 dias; está há 50 sem comprar.",
        "Dora": "Comprava a cada 12 dias; está há 42 sem comprar.",
    }


@pytest.mark.parametrize(
    ("changes", "beginning"),
    [
        ({"action": "owner_calls"}, "Olá, Bia! Cuido em pessoa dos clientes mais importantes"),
        (
            {"action": "contact_now"},
            "Olá, Bia! Seu último pedido foi em 20/02/2026, e eles costumavam vir a cada 10 dias.",
        ),
        (
            {"action": "contact_now", "cycle_origin": "portfolio"},
            "Olá, Bia! Seu último pedido foi em 20/02/2026. Está",
        ),
        ({"action": "win_back"}, "Olá, Bia! Sentimos sua falta: o último pedido foi em 20/02/2026"),
        ({"action": "find_out_why"}, "Olá, Bia! Agradeço pelo pedido de 20/02/2026."),
        (
            {"action": "confirm_order", "next_expected": day(90)},
            "Olá, Bia! Pelas nossas contas, seu próximo pedido é por volta de 01/04/2026.",
        ),
        (
            {"action": "confirm_order", "next_expected": day(89)},
            "Olá, Bia! Pelas nossas contas, seu pedido seria por volta de 31/03/2026.",
        ),
        ({"action": "second_purchase"}, "Olá, Bia! Agradeço pela sua primeira compra, em 20/02"),
        (
            {"action": "offer_more", "suggestions": ("Café", "Pão")},
            "Olá, Bia! Quem compra o mesmo que você costuma levar também Café e Pão. Quer",
        ),
        ({"action": "reminder"}, "Olá, Bia! Seu último pedido foi em 20/02/2026. Está"),
        ({"action": "bulk_campaign"}, "Olá, Bia! Faz tempo: seu último pedido foi em 20/02/2026."),
        ({"action": "first_offer", "last_purchase": pd.NaT}, "Olá, Bia! Seu cadastro está conosco"),
        ({"action": "reminder", "customer": "{x} & Cia"}, "Olá, {x} & Cia! Seu último"),
        ({"action": "reminder", "customer": "00123"}, "Olá! Seu último pedido"),
        ({"action": "reminder", "customer": "ana@x.com.br"}, "Olá! Seu último pedido"),
    ],
)
def test_every_message_greets_by_name_and_holds_the_customers_figures(
    changes: dict[str, Any], beginning: str
) -> None:
    written = message(**changes)

    assert written.startswith(beginning)
    assert "{" not in written.replace("{x}", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "complete_record"},
        {"action": "keep"},
        {"action": "Visitar"},
        {"action": "offer_more", "suggestions": ()},
        {"action": "confirm_order", "next_expected": pd.NaT},
        {"action": "second_purchase", "last_purchase": pd.NaT},
    ],
)
def test_there_is_no_message_without_a_text_or_without_its_figure(changes: dict[str, Any]) -> None:
    assert pd.isna(message(**changes))


def test_every_action_that_needs_one_has_a_message() -> None:
    assert set(ACTION.labels) - set(follow_up._MESSAGES) == {"complete_record", "keep"}


def test_no_name_becomes_a_formula_or_a_link() -> None:
    names = ["=1+1", "@SUM(A1)", "+55", "-x", "http://x.y"]
    late = [(name, day(number), 50.00) for name in names for number in range(0, 60, 10)]
    written = FILE_FORMATS["xlsx"].write(lay_out(reading([*REGULAR, *late], on=day(90))))
    sheet = opened(written)["Follow-up"]
    cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None]

    assert {name for name in names if any(cell.value == name for cell in cells)} == set(names)
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_document_holds_the_list_in_order_with_slugs_and_sentences() -> None:
    document = lay_out(READ).document

    assert document["follow_up"].to_dict("list") == {
        "customer_id": ["Bia", "Caio", "Zoe"],
        "priority": [1, 2, 3],
        "action": ["win_back", "second_purchase", "complete_record"],
        "reason": ["stopped", "first_purchase", "no_contact"],
        "due": [*map(pd.Timestamp, (day(97), day(97), day(120)))],
        "amount_at_stake": pytest.approx(listed()["amount_at_stake"].tolist(), nan_ok=True),
        "sentence": listed()["reason"].tolist(),
    }
    assert document["customers"]["action"].tolist() == [
        "keep",
        "win_back",
        "second_purchase",
        "complete_record",
    ]


def test_an_own_rule_shows_its_own_word_everywhere() -> None:
    rules = Rules((Play("Visitar", status=("inactive",), due="none"),))
    laid_out = report(READ, analyse(READ, {"follow_up": rules}), Language())
    shown = table(laid_out.book, "follow_up").frame

    assert shown[["customer", "action"]].to_numpy().tolist() == [["Bia", "Visitar"]]
    assert shown[["due", "message"]].isna().all(axis=None)
    assert table(laid_out.book, "plays").frame.to_numpy().tolist() == [
        ["Visitar", "Situação: Inativo", "sem prazo"]
    ]


def test_the_rules_are_told_in_words() -> None:
    language = Language()
    told = {plays.name(play, language): plays.when(play, language) for play in PLAYS}

    assert told["O dono liga"] == "Situação: Atrasado ou Inativo; Segmento: Não pode perder"
    assert told["Segunda compra"] == "Situação: Novo ou desconhecida"
    assert told["Confirmar o pedido"].endswith("próxima compra esperada em até 7 dias")
    assert told["Primeira oferta"].endswith("com telefone ou e-mail")
    assert told["Completar cadastro"].endswith("sem telefone nem e-mail")
    assert told["Oferecer mais"].endswith("com produtos a sugerir")
    assert plays.when(Play("x", segment=("meu grupo",)), language) == "Segmento: meu grupo"
    assert plays.when(Play("x"), language) == "todos os demais"
    assert plays.until(Play("x", due="before_next"), replace(Rules(), days_before=5), language) == (
        "5 dias antes da próxima compra esperada"
    )
