"""What the files leave open, as questions: each with its choices and the answer that holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from carteira_cli.ingest.synonyms import normalise
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding
from carteira_cli.model.tables import Reading, Source

_MEANINGS: Mapping[str, str] = {
    "venda": "venda: conta",
    "cancelada": "cancelada: não conta",
    "aberta": "ainda não é venda: não conta",
    "devolucao": "devolução: desconta",
}
_ORDERS: Mapping[str, str] = {"dia-mes": "dia/mês", "mes-dia": "mês/dia"}
_MARKS: Mapping[str, str] = {
    "virgula": "1.234 é mil duzentos e trinta e quatro",
    "ponto": "1.234 é um inteiro e 234 milésimos",
}
_GRAINS: Mapping[str, str] = {
    "item": "cada linha tem o seu valor, e todas somam",
    "pedido": "cada linha repete o total do pedido, que conta uma vez",
}
_PEOPLE = ("cliente", "codigo", "documento", "email", "telefone")
_DECISIVE = (
    *("data", "valor", "quantidade", "preco", "desconto"),
    *("cliente", "codigo", "documento", "pedido", "status", "tipo"),
)
_MOST_WORDS = 8
_FEW = 0.5


class Subject(StrEnum):
    """What an answer settles: a column, the meaning of a status word, a reading option."""

    COLUMN = "column"
    STATUS = "status"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the files leave open.

    ``about``: the field of a column, the status word, or the name of a ReadingOptions field.
    ``choices``: each possible answer → the words that show it. ``default``: the answer that
    holds without one, None where only the user knows.
    """

    subject: Subject
    about: str
    text: str
    choices: Mapping[str, str]
    default: str | None


def missing(
    seen: Iterable[Source], refusal: CarteiraError, language: Language
) -> Iterator[Question]:
    """Ask for the columns that a list of sales can't do without, where a file lacks them."""
    if refusal.code is not catalogue.NO_SALES_TABLE:
        return
    place = (refusal.place.file, refusal.place.sheet)
    for sheet in seen:
        if (sheet.file, sheet.sheet) == place:
            yield from _missing(sheet, language)


def _missing(sheet: Source, language: Language) -> Iterator[Question]:
    columns = sheet.columns or {}
    fields, choices = columns.keys(), _headers((*sheet.unread, *columns.values()))
    computed = {"quantidade", "preco"} <= fields
    for field, what, there in (
        ("data", "a data da venda", "data" in fields),
        ("valor", "o valor da venda", "valor" in fields or computed),
        ("cliente", "o cliente", any(each in fields for each in _PEOPLE)),
    ):
        if choices and not there:
            text = language.say("Qual coluna tem {what}?", what=language.say(what))
            yield Question(Subject.COLUMN, field, text, choices, None)


def unclear(reading: Reading, language: Language) -> Iterator[Question]:
    """Ask for everything that the reading had to assume."""
    yield from _customer(reading, language)
    yield from _statuses(reading.findings, language)
    yield from _assumptions(reading, language)


def decisive(sources: Iterable[Source]) -> dict[str, str]:
    """Give the columns that the figures rest on, where all lists of sales agree on them.

    Field → header. Of the layouts of known systems nothing need be settled.
    """
    selling = [source for source in sources if source.role == "sales"]
    told = [dict(source.columns or {}) for source in selling]
    if not told or any(source.layout for source in selling):
        return {}
    first, *others = told
    return {
        field: first[field]
        for field in _DECISIVE
        if first.get(field) and all(other.get(field) == first[field] for other in others)
    }


def _headers(names: Iterable[str]) -> dict[str, str]:
    return {name: f"«{name}»" for name in names}


def _customer(reading: Reading, language: Language) -> Iterator[Question]:
    """Doubt the customer's column when most sales have nobody in it."""
    rows = reading.reconciliation.rows_used
    selling = [source for source in reading.sources if source.role == "sales"]
    if not selling or reading.unidentified_rows <= rows * _FEW or not selling[0].unread:
        return
    field, now = next(
        (
            (field, header)
            for field, header in (selling[0].columns or {}).items()
            if field in _PEOPLE
        ),
        ("cliente", ""),
    )
    text = language.plural(
        "{n} linha de venda ficou sem cliente. Qual coluna tem o cliente?",
        "{n} linhas de venda ficaram sem cliente. Qual coluna tem o cliente?",
        reading.unidentified_rows,
    )
    yield Question(
        Subject.COLUMN, field, text, _headers(filter(None, (now, *selling[0].unread))), now or None
    )


def _statuses(findings: Iterable[Finding], language: Language) -> Iterator[Question]:
    """Ask for the meaning of each unknown status word, the most frequent first."""
    words = Counter(
        word
        for finding in findings
        if finding.code is catalogue.UNKNOWN_STATUS
        for word in finding.values
    )
    meanings = {slug: language.say(words) for slug, words in _MEANINGS.items()}
    asked: set[str] = set()
    for word, rows in words.most_common():
        if normalise(word) not in asked and len(asked) < _MOST_WORDS:
            asked.add(normalise(word))
            text = language.plural(
                "O que significa a situação «{word}» ({n} linha)?",
                "O que significa a situação «{word}» ({n} linhas)?",
                rows,
                word=word,
            )
            yield Question(Subject.STATUS, word, text, meanings, "venda")


def _assumptions(reading: Reading, language: Language) -> Iterator[Question]:
    """Ask how dates and numbers are to be read, and what a row is, where nothing decided."""
    noted = {finding.code: finding for finding in reversed(reading.findings)}
    total = language.money(reading.reconciliation.cents_used / 100)
    if catalogue.DAY_FIRST_ASSUMED in noted:
        text = language.say(
            "As datas foram lidas como dia/mês, e as vendas vão de {first} a {last}. Como são?",
            **_period(reading, language),
        )
        yield _option("dates", text, _ORDERS, "dia-mes", language)
    if catalogue.AMBIGUOUS_NUMBERS in noted:
        read = str(noted[catalogue.AMBIGUOUS_NUMBERS].details.get("reading"))
        text = language.say("O total ficou em {total}. Como ler números como 1.234?", total=total)
        now = "virgula" if read.startswith("vírgula") else "ponto"
        yield _option("decimal", text, _MARKS, now, language)
    if catalogue.TOTAL_MISMATCH in noted:
        text = language.say(
            "Quantidade × preço não bate com o valor, e o total ficou em {total}. O que é cada "
            "linha?",
            total=total,
        )
        yield _option("grain", text, _GRAINS, "item", language)


def _option(
    name: str, text: str, choices: Mapping[str, str], default: str, language: Language
) -> Question:
    shown = {answer: language.say(words) for answer, words in choices.items()}
    return Question(Subject.OPTION, name, text, shown, default)


def _period(reading: Reading, language: Language) -> dict[str, str]:
    days = reading.sales["date"]
    return {"first": language.day(days.min()), "last": language.day(days.max())}
