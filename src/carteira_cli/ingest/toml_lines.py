"""Lines that a user can paste into ``carteira.toml`` to settle a doubt about his customers."""

import json

_CONTROLS = {ord("\x7f"): "\\u007f"}


def same_customer(alias: str, name: str) -> str:
    """Write the line of ``[clientes.unir]`` that makes one customer of two."""
    return f"{_quoted(alias)} = {_quoted(name)}"


def counter(name: str) -> str:
    """Write the line of ``[clientes]`` that says that a name is nobody's."""
    return f"balcao = [{_quoted(name)}]"


def _quoted(text: str) -> str:
    """Quote text as TOML does, which escapes as JSON does and the delete character besides."""
    return json.dumps(text, ensure_ascii=False).translate(_CONTROLS)
