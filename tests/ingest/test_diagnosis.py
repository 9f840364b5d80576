"""What is doubtful about the base of customers, and where it is said."""

from pathlib import Path

import pytest

from carteira_cli import config
from carteira_cli.model.findings import Finding
from carteira_cli.model.tables import Reading
from tests.ingest.sheets_of import reading

HEADER = "Data;Cliente;Código;CPF/CNPJ;E-mail;UF;Valor"


def sold(*rows: str, folder: Path, register: str = "", **given: object) -> Reading:
    """Understand sales given as ``name;code;document;e-mail;UF``, the first on row 2."""
    lines = [
        f"13/01/2025;{row}{';' * (4 - row.count(';'))};{place},00"
        for place, row in enumerate(rows, 1)
    ]
    sheets = ["\n".join([HEADER, *lines]), *([register] if register else [])]
    return reading(*sheets, folder=folder, **given)


def told(given: Reading, slug: str) -> list[Finding]:
    return [finding for finding in given.findings if finding.code.slug == slug]


def test_namesakes_are_told_once_for_each_customer(tmp_path: Path) -> None:
    given = sold("Ana;1", "Ana;1", "ANA;2", "Bia;3", folder=tmp_path)
    assert [finding.rows for finding in told(given, "same-name")] == [(2, 4)]


def test_branches_of_one_name_are_told_with_the_line_that_joins_them(tmp_path: Path) -> None:
    rows = ("Rede Sol;;11.222.333/0001-81", "REDE SOL;;11.222.333/0002-62")
    given = sold(*rows, folder=tmp_path)
    (found,) = told(given, "same-root")
    assert (len(given.customers), told(given, "same-name")) == (2, [])
    assert (found.rows, found.values) == ((2,), ('"REDE SOL" = "REDE SOL"',))
    assert len(sold(*rows, folder=tmp_path, merge={"REDE SOL": "REDE SOL"}).customers) == 1


def test_a_wrong_document_is_told_and_a_word_in_its_place_is_not(tmp_path: Path) -> None:
    given = sold(
        "Ana;;163.989.886-72",
        "Bia;;isento",
        "Caio;;1,12223E+13",
        "Davi;;163.989.886-71",
        folder=tmp_path,
    )
    assert [finding.rows for finding in told(given, "invalid-document")] == [(2,)]
    assert [finding.rows for finding in told(given, "mangled-document")] == [(4,)]


def test_a_contact_of_many_names_is_told_once_and_joins_nobody(tmp_path: Path) -> None:
    given = sold(
        *[f"{name};;;loja@b.com" for name in ("Ana", "Bia", "Caio", "Davi")], folder=tmp_path
    )
    assert [finding.rows for finding in told(given, "shared-contact")] == [(2,)]
    assert len(given.customers) == 4


@pytest.mark.parametrize("proof", [";7", ";;163.989.886-71"])
def test_a_number_of_many_names_joins_them_and_is_told(proof: str, tmp_path: Path) -> None:
    given = sold(*[name + proof for name in ("Ana", "Bia", "Caio", "Davi")], folder=tmp_path)
    assert (len(given.customers), told(given, "many-names")[0].rows) == (1, (2,))


def test_states_that_are_none_are_told_when_they_are_many(tmp_path: Path) -> None:
    right = [f"Ana {place};;;;São Paulo" for place in range(20)]
    few = sold(*right, "Bia;;;;Lisboa", folder=tmp_path)
    many = sold(*right, *["Bia;;;;Lisboa", "Caio;;;;Lisboa", "Davi;;;;Porto"], folder=tmp_path)
    assert told(few, "unknown-state") == []
    assert [(note.rows, note.values) for note in told(many, "unknown-state")] == [
        ((22, 24), ("Lisboa", "Porto"))
    ]
    states = many.customers.set_index("customer")["state"]
    assert (states["Ana 0"], states["Davi"]) == ("SP", "Porto")


def test_a_name_in_too_many_lines_may_be_the_counter(tmp_path: Path) -> None:
    rows = ["Vendas Avulsas Loja"] * 8 + [f"Cliente {letter}" for letter in "ABCDEFGHIJKLMN"]
    given = sold(*rows, folder=tmp_path)
    (found,) = told(given, "perhaps-the-counter")
    shown = ("Vendas Avulsas Loja",)
    assert (found.rows, found.values, found.details["percent"]) == ((2,), shown, 36)

    (tmp_path / "carteira.toml").write_text(f"[clientes]\n{found.details['line']}\n", "utf-8")
    counter = config.load(tmp_path / "carteira.toml").customers.counter
    after = sold(*rows, folder=tmp_path, counter=counter)
    assert (len(after.customers), after.unidentified_rows) == (len(given.customers) - 1, 8)
    assert after.reconciliation == given.reconciliation
    assert told(after, "perhaps-the-counter") == []


@pytest.mark.parametrize(
    "rows",
    [
        ["Padaria Sol;;163.989.886-71"] * 8 + [f"Cliente {letter}" for letter in "ABCDEFGHIJKLMN"],
        ["Padaria Sol"] * 8 + ["Mercado Lua"] * 3 + [f"Cliente {n}" for n in "ABCDEFGHIJKLMN"],
        ["Padaria Sol"] * 2 + [f"Cliente {n}" for n in "ABCDEFGHIJKLMNOPQRSTUV"],
        ["Padaria Sol"] * 8,
    ],
    ids=["with a document", "with a near second", "a small share", "few lines"],
)
def test_a_good_customer_is_not_the_counter(rows: list[str], tmp_path: Path) -> None:
    assert told(sold(*rows, folder=tmp_path), "perhaps-the-counter") == []


REGISTER = """
    Código;Nome;CPF/CNPJ;E-mail;Telefone;Cidade
    1;Ana;323.441.386-09;ana@b.com;;Santos
    2;Bia;;;(00) 00000-0000;Santos
    3;Caio;163.989.886-72;;(11) 98888-7777;Santos
    4;Davi;;;;Santos
    """


def test_who_is_registered_without_a_contact_is_told_with_the_share(tmp_path: Path) -> None:
    given = sold("Ana;1", "Davi;4;;davi@b.com", folder=tmp_path, register=REGISTER)
    (found,) = told(given, "incomplete-registration")
    assert (found.rows, found.values, found.details["percent"]) == ((3,), ("Bia",), 25)
    assert found.column == "Nome"


def test_the_register_is_searched_for_wrong_documents_too(tmp_path: Path) -> None:
    given = sold("Ana;1", folder=tmp_path, register=REGISTER)
    (found,) = told(given, "invalid-document")
    assert (found.file, found.rows, found.values) == ("1.csv", (4,), ("163.989.886-72",))


def test_a_register_without_any_contact_is_told_once(tmp_path: Path) -> None:
    register = """
        Código;Nome;Cidade
        1;Ana;Santos
        2;Bia;Santos
        """
    given = sold("Ana;1", folder=tmp_path, register=register)
    assert [finding.rows for finding in told(given, "register-without-contacts")] == [()]
    assert told(given, "incomplete-registration") == []


def test_look_alikes_of_the_register_alone_are_told_there(tmp_path: Path) -> None:
    register = """
        Nome;Telefone
        Mercado Boa Esperança;(11) 98888-7777
        Mercado Boa Esperansa;(11) 97777-6666
        """
    given = sold("Mercado Boa Esperança", folder=tmp_path, register=register)
    (found,) = told(given, "look-alike")
    assert (found.file, found.rows) == ("1.csv", (3,))
    assert found.values == ('"Mercado Boa Esperansa" = "Mercado Boa Esperança"',)
