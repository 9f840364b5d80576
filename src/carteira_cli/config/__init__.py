"""``carteira.toml`` becomes validated, frozen settings."""

from carteira_cli.config.alerts import Alert, parse_alert
from carteira_cli.config.loading import FILE_NAME, find, load
from carteira_cli.config.reference_date import parse_reference_date
from carteira_cli.config.settings import Settings
from carteira_cli.config.writing import content, settled, write

__all__ = [
    "FILE_NAME",
    "Alert",
    "Settings",
    "content",
    "find",
    "load",
    "parse_alert",
    "parse_reference_date",
    "settled",
    "write",
]
