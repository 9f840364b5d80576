"""What the portfolio is to be broken down by: the command line's word over the configuration's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from carteira_cli.model.catalogue import NO_SUCH_BREAKDOWN, UNKNOWN_BREAKDOWN
from carteira_cli.model.findings import CarteiraError, Finding


def chosen(rules: Mapping[str, Any], by: Sequence[str] | None) -> Mapping[str, Any]:
    """Put the fields of ``--por`` in place of the configured ones, if any were given."""
    if not by:
        return rules
    return {**rules, "breakdowns": replace(rules["breakdowns"], by=tuple(by))}


def require(by: Sequence[str] | None, findings: Sequence[Finding]) -> None:
    """Stop where the sheets have none of the fields of ``--por``; of several, one will do.

    Raises:
        CarteiraError: none of them is there; says which there are.
    """
    unknown = [finding for finding in findings if finding.code is UNKNOWN_BREAKDOWN]
    if by and len(unknown) == len(set(by)):
        told = {name: unknown[0].details[name] for name in ("fields", "guess")}
        raise CarteiraError(NO_SUCH_BREAKDOWN, field=", ".join(dict.fromkeys(by)), **told)
