"""Writes the references in docs/ from the code they describe; ``--check`` only compares."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

from carteira_cli.cli.app import COMMANDS, NAME, main
from carteira_cli.config.alerts import WATCHED
from carteira_cli.ingest import data_files, layouts
from carteira_cli.layout import plays
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.glossary import EXITS, meaning
from carteira_cli.layout.places import SEVERITY
from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS, follow_up
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Column
from carteira_cli.model.findings import Code
from carteira_cli.model.guesses import GUESS

DOCS = Path(__file__).parents[1] / "docs"
_MADE = "<!-- Gerado por `make docs`; não edite à mão. -->"
_ROLES = {
    "marca": "sim ou não",
    "cancelada-em": "dia do cancelamento",
    "pagamento": "situação do pagamento",
    "devolucao": "situação da devolução",
    "pedido": "situação",
    "envio": "situação do envio",
    "operacao": "tipo de operação",
}
"""What a status column speaks of, in the words of the reader."""
_ANSWERS = (("yes", "sim"), ("no", "não"))
_MEANINGS = {
    "venda": "conta",
    "aberta": "ainda não é venda",
    "cancelada": "fora",
    "devolucao": "devolução, desconta",
    "nao-venda": "não é venda",
    "nada": "não diz nada",
}
_DEFAULTS = {metric.name: metric.rules() for metric in METRICS}
_ALERTS = """\
`--alerta "receita_em_risco>10%"` faz o comando terminar com código 10 quando a condição vale, e
diz o motivo em uma frase. Tudo é gravado do mesmo jeito. A opção pode repetir, e o que deve
valer sempre fica no `carteira.toml`: `[relatorio]`, `alertas = ["perdidos_desde>0"]`.

* **Entre aspas, sempre:** sem elas, o terminal toma o `>` para si.
* **Um nome, um sinal, um limite.** Os nomes estão na tabela; acentos, espaços e maiúsculas não
  importam. Os sinais são `>`, `>=`, `<`, `<=`, `=` e `!=`.
* **O limite** se escreve como aqui (`50.000`, `1.234,56`, `R$ 50.000`) ou como num programa
  (`50000`, `1234.56`). O que dá para ler de dois jeitos (`50,000`) é recusado.
* **Com %,** o limite de um valor em dinheiro é parte do faturamento líquido, e o de um número
  de clientes é parte dos clientes: a coluna “% de quê” diz. Números que já são porcentagens
  (perda, retenção) pedem o `%`.
* **Quando não dá para saber** o número (sem previsão, sem análise anterior), o alerta não
  dispara, e um aviso diz que ele não foi conferido: uma loja nova não deve receber um alarme
  por dia, nem achar que está vigiada.
* **Se também houver linhas ilegíveis demais** (código 1), o código é 10, e as duas frases
  aparecem.
* `perdidos_desde`, `ganhos_desde` e `recuperados_desde` comparam com a última análise de outro
  dia, que fica na planilha `.xlsx` gravada; sem ela, não há com que comparar."""


_SEE_ALSO = {
    "analisar": ("diagnosticar", "configurar", "comparar", "../colunas.md", "../carteira.toml"),
    "diagnosticar": ("configurar", "analisar", "../avisos.md"),
    "cliente": ("analisar", "explicar", "../colunas.md", "../privacidade.md"),
    "comparar": ("analisar", "../tutorial.md"),
    "configurar": ("diagnosticar", "../carteira.toml"),
    "lote": ("analisar", "../contadores.md", "../agendamento.md"),
    "anonimizar": ("diagnosticar", "../privacidade.md"),
    "explicar": ("../colunas.md", "../avisos.md", "../methods.md"),
    "exemplo": ("analisar", "../tutorial.md"),
    "agendar": ("analisar", "../agendamento.md", "../alertas.md"),
    "completar": ("analisar",),
}
"""Where to read on after the page of a command: other commands, and files as seen from it."""


_TITLES = {
    "README.md": "Todos os comandos",
    "../agendamento.md": "Deixar rodando sozinho",
    "../alertas.md": "Alertas",
    "../avisos.md": "Avisos, erros e códigos de saída",
    "../carteira.toml": "O que se pode configurar",
    "../colunas.md": "O que significa cada coluna",
    "../contadores.md": "Para contadores",
    "../methods.md": "De onde vêm as contas (em inglês)",
    "../privacidade.md": "Privacidade e LGPD",
    "../tutorial.md": "Da exportação ao follow-up em dez minutos",
}

_EXITS_FOR = (
    "O número que o comando devolve ao terminal, ao cron ou a um script. "
    "`carteira explicar 3` explica o 3."
)


def commands() -> str:
    """Write the way into the commands: all of them, what they share, how they end."""
    words = (
        (f"[`{NAME} {name}`]({name}.md)", f"`{english}`", _first_line(about))
        for name, english, about, _ in COMMANDS
    )
    return "\n\n".join(
        [
            "# Comandos",
            _MADE,
            f"Cada comando tem a sua página. `{NAME} COMANDO --ajuda` mostra o mesmo no terminal.",
            _rows(("comando", "em inglês", "o que faz"), words),
            f"## O que vale para todos\n\n{_help(NAME)}",
            f"## Códigos de saída\n\n{_EXITS_FOR}\n\n{_exits()}",
        ]
    )


def command(name: str, english: str, about: str) -> str:
    """Write the page of one command: its help, examples, where to read on."""
    lines = "\n".join(f"$ {line}" for line in _examples(name, about))
    return "\n\n".join(
        [
            f"# {NAME} {name}",
            _MADE,
            f"{_first_line(about)} Em inglês: `{NAME} {english}`.",
            _help(name),
            f"## Exemplos\n\n```console\n{lines}\n```",
            f"## Veja também\n\n{_see_also(name)}",
        ]
    )


def columns() -> str:
    """Write what every figure means: of a customer, of the portfolio, of the other tables."""
    tables = (_table(f"Tabela {name}", members) for name, members in TABLE_COLUMNS.items())
    return "\n\n".join(
        [
            "# O que significa cada coluna",
            _MADE,
            _table("De cada cliente", CUSTOMER_COLUMNS),
            _table("Da carteira", SUMMARY_COLUMNS),
            *tables,
            _words(),
            _plays(),
        ]
    )


def findings() -> str:
    """Write every finding, every stop and every exit code."""
    codes = [code for code in vars(catalogue).values() if isinstance(code, Code)]
    return "\n\n".join(
        [
            "# Avisos, erros e códigos de saída",
            _MADE,
            "## Avisos sobre os dados\n\nO programa continua e conta o que achou.",
            _codes(code for code in codes if not code.exit),
            "## Erros que param o programa",
            _codes(code for code in codes if code.exit),
            "## Códigos de saída",
            _exits(),
        ]
    )


def alerts() -> str:
    """Write every figure that can have an alert, and how one is written."""
    wholes = {each.slug: each.column.label for each in WATCHED}
    rows = (
        (
            each.column.label,
            ", ".join(f"`{name}`" for name in each.names),
            wholes.get(each.whole, ""),
            each.column.about,
        )
        for each in WATCHED
    )
    header = ("número", "nomes", "% de quê", "o que é")
    return "\n\n".join(["# Alertas", _MADE, _ALERTS, _rows(header, rows)])


def systems() -> str:
    """Write which column of each known system is read as what."""
    about = (
        "Um título por tabela que `carteira explicar layouts` conhece, com o mesmo nome. Havendo\n"
        "mais de uma coluna para um campo, vale a primeira que existir. Maiúsculas, acentos e\n"
        "espaços não importam. Palavras de situação que não estão aqui seguem a regra geral, no\n"
        "[índice](README.md#o-que-conta-como-venda)."
    )
    known = (_system(layout) for layout in layouts.known())
    return "\n\n".join(["# Que coluna é lida como o quê", _MADE, about, *known])


PAGES: Mapping[str, Callable[[], str]] = {
    "alertas.md": alerts,
    "avisos.md": findings,
    "colunas.md": columns,
    "comandos/README.md": commands,
    **{
        f"comandos/{name}.md": partial(command, name, english, about)
        for name, english, about, _ in COMMANDS
    },
    "sistemas/colunas.md": systems,
}
"""Every generated page, by its name in docs/."""


def stale() -> list[str]:
    """Name the pages that no longer say what the code says."""
    outdated = [name for name, text in _pages().items() if _written(DOCS / name) != text]
    return [*outdated, *map(str, _orphans())]


def _orphans() -> list[Path]:
    """Find the pages of commands that are no more."""
    written = (path.relative_to(DOCS) for path in (DOCS / "comandos").glob("*"))
    return sorted(path for path in written if path.as_posix() not in PAGES)


def _pages() -> dict[str, str]:
    return {name: page() + "\n" for name, page in PAGES.items()}


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _help(name: str) -> str:
    words = [] if name == NAME else [name]
    os.environ["COLUMNS"] = "80"
    with redirect_stdout(io.StringIO()) as shown:
        main([*words, "--ajuda"])
    return f"```text\n{shown.getvalue().rstrip()}\n```"


def _first_line(about: str) -> str:
    return about.partition("\n")[0]


def _examples(name: str, about: str) -> list[str]:
    """Give the command lines that the help of a command shows, or the barest one."""
    shown = about.partition("Exemplos:\n")[2].splitlines()
    return [line.strip() for line in shown if line.strip()] or [f"{NAME} {name}"]


def _see_also(name: str) -> str:
    known = {own for own, *_ in COMMANDS}
    places = [*_SEE_ALSO.get(name, ()), "README.md"]
    words = (each for each in places if "." in each or each in known)
    return "\n".join(f"* {_link(each)}" for each in words)


def _link(place: str) -> str:
    """Link to another command, or to a file by its title."""
    if "." not in place:
        return f"[`{NAME} {place}`]({place}.md)"
    return f"[{_TITLES[place]}]({place})"


def _exits() -> str:
    rows = ((f"{code:d}", text) for code, text in EXITS.items())
    return _rows(("código", "significado"), rows)


def _table(title: str, members: Mapping[str, Column]) -> str:
    rows = (
        (f"`{name}`", column.label, " ".join(meaning(column, _DEFAULTS, Language())))
        for name, column in members.items()
    )
    return f"## {title}\n\n{_rows(('nome no JSON', 'título', 'o que é'), rows)}"


def _words() -> str:
    """Write what each word means that a column can show."""
    rows = (
        (column.label, each.label, f"`{each.slug}`", " ".join(meaning(each, _DEFAULTS, Language())))
        for column in CUSTOMER_COLUMNS.values()
        for each in column.categories
    )
    return f"## Palavras\n\n{_rows(('coluna', 'palavra', 'no JSON', 'o que é'), rows)}"


def _plays() -> str:
    """Write the rules of the follow-up."""
    language, rules = Language(), follow_up.Rules()
    rows = (
        (plays.name(play, language), plays.when(play, language), plays.until(play, rules, language))
        for play in rules.plays
    )
    about = "Vale a primeira regra que serve para o cliente; quem não entra em nenhuma fica em paz."
    table = _rows(("o que fazer", "com quem", "até quando"), rows)
    return f"## Regras do follow-up\n\n{about}\n\n{table}"


def _system(layout: layouts.Layout) -> str:
    entry = data_files.load(layouts.__name__, f"systems/{layout.slug}.toml")
    signature = data_files.load(layouts.__name__, "signatures.toml")[layout.slug]
    proofs = (" + ".join(map(_quoted, headers)) for headers in signature["signatures"])
    fields = [(f"`{field}`", _headers(given)) for field, given in entry["columns"].items()]
    statuses = [(_ROLES[each["role"]], _status(each)) for each in entry.get("status", ())]
    return "\n\n".join(
        [
            f"## {layout.slug}",
            f"**{layout.title}.** {layout.about}",
            f"Reconhecida por: {', ou '.join(proofs)}.",
            _rows(("campo", "coluna"), (*fields, *statuses)),
        ]
    )


def _status(entry: Mapping[str, Any]) -> str:
    """Say which column it is, and what its own words mean."""
    answers = [f"{answer}: {_MEANINGS[entry[key]]}" for key, answer in _ANSWERS if key in entry]
    words = [
        f"{', '.join(map(_word, entry[meaning]))}: {text}"
        for meaning, text in _MEANINGS.items()
        if meaning in entry
    ]
    return "; ".join([_headers(entry["column"]), *answers, *words])


def _headers(given: str | list[str]) -> str:
    return ", ou ".join(map(_quoted, [given] if isinstance(given, str) else given))


def _quoted(header: str) -> str:
    """Quote a header; ``#2`` after it means the second one so called."""
    name, _, occurrence = header.partition("#")
    return f"«{name}» ({occurrence}ª com esse nome)" if occurrence else f"«{name}»"


def _word(pattern: str) -> str:
    """Write a pattern of words: ``*`` stands for whatever else the cell says."""
    return "tudo o mais" if pattern == "*" else f"`{pattern.replace('*', '…')}`"


def _codes(codes: Iterable[Code]) -> str:
    rows = (
        (f"`{c.slug}`", SEVERITY.labels[c.severity].lower(), c.message, c.hint.removeprefix(GUESS))
        for c in codes
    )
    return _rows(("código", "peso", "o que diz", "o que fazer"), rows)


def _rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        outdated = stale()
        sys.exit(f"out of date, run `make docs`: {', '.join(outdated)}" if outdated else 0)
    for page_name, page_text in _pages().items():
        (DOCS / page_name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / page_name).write_text(page_text, encoding="utf-8")
    for orphan in _orphans():
        (DOCS / orphan).unlink()
