"""The few words that are the workbook's own; everything else comes translated in the report."""

from dataclasses import dataclass, field

from carteira_cli.locale.language import Language
from carteira_cli.model.report import Report

_SOURCE_TEXTS = {
    "back": "Voltar ao {section}",
    "open": "Ver {section}",
    "legend": "Cores:",
    "tone_good": "vai bem",
    "tone_watch": "pede atenção",
    "tone_bad": "pede ação",
    "tone_info": "para saber",
    "empty": "Nada a mostrar aqui.",
    "left_out": "Faltam {count} linhas, que não cabem na planilha: --formato csv traz todas.",
    "total": "Total",
    "chart_data": "Dados dos gráficos",
    "further": "Outros números",
    "choice": "Escolha da lista",
    "not_listed": "Não há cliente com esse nome na lista: escolha um dos que ela mostra.",
    "setting": "Parâmetro",
    "value": "Valor",
    "meaning": "O que é",
    "printed": "Impresso até a coluna “{column}”; as demais estão na planilha.",
    "page": "Página {page} de {pages}",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Finds a word of the workbook: the report's own label, else the translated source text."""

    report: Report
    language: Language = field(init=False)

    def __post_init__(self) -> None:
        """Load the report's language."""
        object.__setattr__(self, "language", Language(self.report.language))

    def say(self, key: str, **values: object) -> str:
        """Give the word for ``key`` with its ``{placeholders}`` filled."""
        label = self.report.labels.get(key) or self.language.say(_SOURCE_TEXTS[key])
        return label.format(**values)
