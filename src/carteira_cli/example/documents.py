"""Invented CPF and CNPJ numbers whose check digits are right.

The rules are those of the Receita Federal; the CNPJ with letters follows the Instrução
Normativa RFB 2.229/2024, where a character is worth its ASCII code less 48.
"""

from carteira_cli.example.draws import Draws

_DIGITS = "0123456789"
_LETTERS = "ABCDEGHJKLMNPRSTUVWXYZ"


def cnpj(draws: Draws, *, letters: bool = False) -> str:
    """Invent the CNPJ of a head office, punctuated."""
    alphabet = _LETTERS + _DIGITS if letters else _DIGITS
    body = "".join(draws.pick(alphabet) for _ in range(8)) + "0001"
    whole = _checked(_checked(body, 9), 9)
    return f"{whole[:2]}.{whole[2:5]}.{whole[5:8]}/{whole[8:12]}-{whole[12:]}"


def cpf(draws: Draws) -> str:
    """Invent a CPF, punctuated."""
    body = "".join(draws.pick(_DIGITS) for _ in range(9))
    whole = _checked(_checked(body, 11), 11)
    return f"{whole[:3]}.{whole[3:6]}.{whole[6:9]}-{whole[9:]}"


def _checked(body: str, highest: int) -> str:
    """Append a check digit: weights 2, 3, ... from the right, anew after the highest one."""
    weights = (2 + place % (highest - 1) for place in range(len(body)))
    values = (ord(character) - ord("0") for character in reversed(body))
    rest = sum(value * weight for value, weight in zip(values, weights, strict=False)) % 11
    return body + str(0 if rest < 2 else 11 - rest)  # noqa: PLR2004  the rule of the Receita
