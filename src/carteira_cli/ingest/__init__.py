"""Raw tables become sales, customers and findings; pure, and everything said by evidence."""

from carteira_cli.ingest.clean import understand
from carteira_cli.ingest.search import search

__all__ = ["search", "understand"]
