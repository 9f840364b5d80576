"""From an analysis to a report: which sections, which columns, in which order, in what words."""

from carteira_cli.layout.sections import report

__all__ = ["report"]
