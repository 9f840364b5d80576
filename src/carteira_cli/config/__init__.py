"""``carteira.toml`` becomes validated, frozen settings."""

from carteira_cli.config.loading import FILE_NAME, find, load
from carteira_cli.config.reference_date import parse_reference_date
from carteira_cli.config.settings import Settings

__all__ = ["FILE_NAME", "Settings", "find", "load", "parse_reference_date"]
