"""What an owner types survives any number of re-runs, through real files and the whole program."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from carteira_cli import pipeline
from carteira_cli.layout import Wishes
from carteira_cli.locale.language import Language
from carteira_cli.model.earlier import Earlier
from carteira_cli.model.options import ReadingOptions
from carteira_cli.readers.earlier import recall
from carteira_cli.writers import FILE_FORMATS
from tests.writers.books import opened

TODAY = date(2026, 6, 30)
RERUNS = 50
HEAD = "Código"


def sales(folder: Path, people: dict[str, str], today: date) -> Path:
    """A sheet of sales in which everybody (code → name) bought thrice and is overdue by now."""
    rows = [
        (f"{today - timedelta(days=days):%d/%m/%Y}", code, name, f"{at}{days}", "100,00")
        for at, (code, name) in enumerate(people.items())
        for days in (140, 130, 120)
    ]
    path = folder / "vendas.csv"
    frame = pd.DataFrame(rows, columns=["Data", "Código do cliente", "Cliente", "Pedido", "Valor"])
    frame.to_csv(path, sep=";", index=False)
    return path


def rerun(path: Path, today: date, earlier: Earlier | None) -> bytes:
    options, wishes = ReadingOptions(today, as_of=today), Wishes(earlier=earlier)
    report = pipeline.run([path], options, {}, Language(), wishes).report
    book = tuple(section for section in report.book if section.name == "follow_up")
    return FILE_FORMATS["xlsx"].write(replace(report, book=book))


def columns(sheet: Any) -> tuple[int, dict[str, int]]:
    header = next(cell.row for row in sheet for cell in row if cell.value == HEAD)
    return header, {cell.value: cell.column for cell in sheet[header]}


def typed(content: bytes, words: Iterator[str], dice: random.Random) -> tuple[bytes, list[str]]:
    """Type into three rows, and add a line of the owner's own now and then."""
    book = opened(content)
    sheet = book["Follow-up"]
    header, at = columns(sheet)
    places = {(sheet.max_row + 1, at["Cliente"])} if dice.random() < 0.2 else set()
    for _ in range(3):
        row = dice.randint(header + 1, sheet.max_row)
        places.add((row, at[dice.choice(["Responsável", "Situação", "Anotações"])]))
    new = []
    for row, column in sorted(places):
        if sheet.cell(row, column).value is None:
            new.append(next(words))
            sheet.cell(row, column, new[-1])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), new


def changed(people: dict[str, str], dice: random.Random) -> dict[str, str]:
    """Somebody comes, goes, takes another name, gets another code, or is merged into another."""
    codes = list(people)
    one, other = dice.sample(codes, 2)
    event = dice.choice(["comes", "goes", "renamed", "recoded", "merged"])
    fresh = str(10_000 + dice.randrange(80_000))
    if event == "comes" or len(codes) < 6:
        return {**people, fresh: f"Loja {fresh}"}
    if event == "renamed":
        return {**people, one: f"Novo nome {fresh}"}
    if event == "recoded":
        return {(fresh if code == one else code): name for code, name in people.items()}
    gone = {code: name for code, name in people.items() if code != one}
    return gone if event == "goes" else {**gone, other: people[other]}


def test_notes_survive_fifty_reruns(tmp_path: Path) -> None:
    dice = random.Random(2026)  # noqa: S311  no secret
    people = {str(code): f"Mercado {code}" for code in range(1001, 1011)}
    words = (f"anotação {number}" for number in range(10_000))
    known: list[str] = []
    earlier: Earlier | None = None
    for number in range(RERUNS):
        today = TODAY + timedelta(days=number)
        content = rerun(sales(tmp_path, people, today), today, earlier)
        texts = {str(cell.value) for row in opened(content)["Follow-up"] for cell in row}
        assert set(known) <= texts, (number, set(known) - texts)
        content, new = typed(content, words, dice)
        known += new
        people, earlier = changed(people, dice), recall(content)
    assert len(known) > RERUNS


def test_what_was_typed_stays_in_the_row_of_its_customer(tmp_path: Path) -> None:
    people = {"1001": "Ana", "1002": "Bia", "1003": "Caio"}
    book = opened(rerun(sales(tmp_path, people, TODAY), TODAY, None))
    header, at = columns(book["Follow-up"])
    by_code = {
        book["Follow-up"].cell(row, at[HEAD]).value: row for row in range(header + 1, header + 4)
    }
    book["Follow-up"].cell(by_code["1002"], at["Anotações"], "da Bia")
    stream = io.BytesIO()
    book.save(stream)

    again = rerun(
        sales(tmp_path, {"1003": "Caio", "1002": "Bia"}, TODAY), TODAY, recall(stream.getvalue())
    )
    sheet = opened(again)["Follow-up"]
    header, at = columns(sheet)
    notes = {
        sheet.cell(row, at[HEAD]).value: sheet.cell(row, at["Anotações"]).value
        for row in range(header + 1, sheet.max_row + 1)
    }

    assert notes == {"1002": "da Bia", "1003": None}
