"""From an analysis to a report: which sections, which columns, in which order, in what words."""

from carteira_cli.layout.diagnosis import detected, diagnosis, refused
from carteira_cli.layout.effect import effect
from carteira_cli.layout.person import person
from carteira_cli.layout.refusal import look
from carteira_cli.layout.sections import Wishes, report

__all__ = ["Wishes", "detected", "diagnosis", "effect", "look", "person", "refused", "report"]
