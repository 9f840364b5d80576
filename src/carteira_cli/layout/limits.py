"""The rules behind a figure, with the values in force and the key that changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields
from itertools import groupby
from typing import Any

from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS

_METRICS = {metric.name: metric for metric in METRICS}


def limits(names: Sequence[str], rules: Mapping[str, Any], language: Language) -> str:
    """Say what each rule is set to: ``[lifecycle] late_ratio = 1,5; inactive_ratio = 3``.

    ``names``: rules as ``metric.field``; empty gives an empty text. ``rules``: each metric's
    name → its ``Rules``.
    """
    told = [tuple(name.split(".")) for name in names]
    return "; ".join(
        f"[{_METRICS[metric].section or metric}] "
        + "; ".join(filter(None, (_said(rules[metric], each, language) for _, each in same)))
        for metric, same in groupby(told, key=lambda pair: pair[0])
    )


def _said(rules: Any, name: str, language: Language) -> str:
    """Write one rule; nothing where a list is left to the portfolio itself."""
    declared = next(each for each in fields(rules) if each.name == name)
    value = getattr(rules, name)
    if value == ():
        return ""
    if value is None:
        return language.say("{rule} não definido", rule=_key(declared))
    return f"{_key(declared)} = {_written(value, language)}"


def _key(declared: "Field[Any]") -> str:
    """Give the key of a rule in the configuration."""
    return str(declared.metadata.get("alias", declared.name))


def _written(value: Any, language: Language) -> str:
    if isinstance(value, tuple):
        return " · ".join(_written(each, language) for each in value)
    if isinstance(value, bool):
        return language.say("sim") if value else language.say("não")
    if isinstance(value, int | float):
        return _shortest(value, language)
    return str(value)


def _shortest(value: float, language: Language) -> str:
    """Write a number with as many places as it has, six at most."""
    places = next(n for n in range(7) if n == _MOST_PLACES or round(value, n) == value)
    return language.number(value, places)


_MOST_PLACES = 6
