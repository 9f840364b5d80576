"""The words and number formats of the user's language; Portuguese is the source language."""

from carteira_cli.locale.language import Language

__all__ = ["Language"]
