"""Our sheets inside the user's own workbook, of which every other part stays as it was."""

from carteira_cli.writers.graft.book import foreign_sheets, holds_ours
from carteira_cli.writers.graft.forgetting import forget
from carteira_cli.writers.graft.grafting import graft, require_graftable
from carteira_cli.writers.graft.proof import Proof, prove

__all__ = [
    "Proof",
    "foreign_sheets",
    "forget",
    "graft",
    "holds_ours",
    "prove",
    "require_graftable",
]
