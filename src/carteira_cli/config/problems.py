"""Turns validation errors into Portuguese sentences that name the right key."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_DATE = "escreva a data como AAAA-MM-DD"
_SENTENCES = {
    "date_from_datetime_parsing": _DATE,
    "date_type": _DATE,
    "bool_type": "deve ser true ou false",
    "finite_number": "deve ser um número finito",
    "float_type": "deve ser um número",
    "greater_than": "deve ser maior que {gt}",
    "greater_than_equal": "deve ser pelo menos {ge}",
    "int_type": "deve ser um número inteiro",
    "less_than": "deve ser menor que {lt}",
    "less_than_equal": "deve ser no máximo {le}",
    "list_type": "deve ser uma lista entre colchetes",
    "literal_error": "deve ser {expected}",
    "string_type": "deve ser um texto entre aspas",
    "too_long": "tem itens demais",
    "tuple_type": "deve ser uma lista entre colchetes",
    "value_error": "{error}",
}
_TABLES = ("dataclass_type", "dict_type", "mapping_type", "model_type")
_UNKNOWN_KEYS = ("extra_forbidden", "unexpected_keyword_argument")

Location = tuple[int | str, ...]


def describe(error: ValidationError, sections: type[BaseModel]) -> list[str]:
    """Write one sentence for each error, headed by its ``[section] key``."""
    return [
        f"{_place(problem['loc'])}: {_sentence(problem, sections)}"
        for problem in error.errors(include_url=False)
    ]


def _place(location: Location) -> str:
    # Keys inside a table of the user's own may be names of customers, so they stay unsaid.
    section, *path = location
    return " ".join([f"[{section}]", ", ".join(_steps(path[:1] + _from_item(path[1:])))]).strip()


def _from_item(path: list[int | str]) -> list[int | str]:
    return path if path and isinstance(path[0], int) else []


def _steps(path: list[int | str]) -> Iterator[str]:
    for step in path:
        yield f"item {step + 1}" if isinstance(step, int) else step


def _sentence(problem: ErrorDetails, sections: type[BaseModel]) -> str:
    kind, details = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return _missing(problem["loc"][-1])
    if kind in _UNKNOWN_KEYS:
        return _unknown(problem["loc"], sections)
    if kind in _TABLES:
        return "deve ser uma seção, com uma chave por linha"
    return _SENTENCES.get(kind, "valor não aceito").format(**_in_portuguese(details))


def _missing(key: int | str) -> str:
    return "faltam itens" if isinstance(key, int) else f"falta a chave {key}"


def _in_portuguese(details: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value).replace(" or ", " ou ") for name, value in details.items()}


def _unknown(location: Location, sections: type[BaseModel]) -> str:
    *path, key = location
    known = _keys(sections, tuple(path))
    nearest = get_close_matches(str(key), known, n=1)
    suggestion = nearest[0] if nearest else " ou ".join(known)
    what = "esta chave não existe" if path else "esta seção não existe"
    return f"{what}; use {suggestion}" if suggestion else what


def _keys(kind: Any, path: Location) -> list[str]:
    """List the keys that are known at a place of the file."""
    children = _children(kind)
    if not path:
        return list(children)
    step, *rest = path
    inner = get_args(kind)[0] if isinstance(step, int) else children[step]
    return _keys(inner, tuple(rest))


def _children(kind: Any) -> Mapping[str, Any]:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {each.metadata.get("alias", each.name): hints[each.name] for each in fields(kind)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        members = kind.model_fields.items()
        return {member.alias or name: member.annotation for name, member in members}
    return {}
