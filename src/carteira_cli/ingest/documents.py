"""CPF and CNPJ: cleaned, completed with the zeros that spreadsheets eat, and proved.

Check digits as published by Receita Federal; the alphanumeric CNPJ follows IN RFB
2.229/2024, where a character counts as its ASCII code less 48.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import TEXT

_CPF, _CNPJ = 11, 14
_LOWEST = 2
_CPF_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)
_CNPJ_WEIGHTS = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_ROOT = 8
_NEARER_CPF = 12
_DUMMIES = ("12345678909", "12345678000195")
_ONE_DIGIT = r"^0?(?:" + "|".join(f"{digit}{{10,}}" for digit in range(10)) + r")$"
_WORDS = r"^\s*(?:CPF|CNPJ)(?:\s*/\s*(?:CPF|CNPJ))?\b[\s:.]*"
_WHOLE_NUMBER = r"^(?:\d+(?:\.00?)?|[1-9]\d{0,2}(?:\.\d{3})+)$"
_SCIENTIFIC = r"^\s*\d(?:[.,]\d+)?[eE]\+\d+\s*$"

Checked = npt.NDArray[np.bool_]


def clean(documents: pd.Series) -> pd.Series:
    """Return valid CPFs (11 digits) and CNPJs (14 characters), null for anything else.

    ``documents`` is a text column; masks and words around the number are dropped. Only bare
    digits can have lost leading zeros to a spreadsheet, or have been filled with some; of a
    number that could be both, the one whose length is nearest.
    """
    written = documents.str.upper().str.replace(_WORDS, "", regex=True)
    whole = written.str.contains(_WHOLE_NUMBER, regex=True, na=False)
    bare = written.str.replace(r"\.00?$", "", regex=True).where(whole, written)
    bare = bare.str.replace(r"[^0-9A-Z]", "", regex=True)
    bare = bare.mask(mangled(documents))
    digits = bare.str.replace("^0+", "", regex=True)
    as_cpf, as_cnpj = (digits.str.zfill(n).where(whole, bare) for n in (_CPF, _CNPJ))
    is_cpf, is_cnpj = _is_cpf(as_cpf), _is_cnpj(as_cnpj)
    nearer_cpf = (bare.str.len() <= _NEARER_CPF).to_numpy(dtype=bool, na_value=False)
    is_cpf, is_cnpj = is_cpf & (nearer_cpf | ~is_cnpj), is_cnpj & ~(nearer_cpf & is_cpf)
    return as_cpf.where(is_cpf).where(~is_cnpj, as_cnpj).astype(TEXT)


def mangled(documents: pd.Series) -> Checked:
    """Tell documents that a spreadsheet turned into a number and cut: ``1,12223E+13``."""
    found = documents.str.contains("+", regex=False, na=False)
    if found.any():
        found &= documents.str.contains(_SCIENTIFIC, regex=True, na=False)
    return found.to_numpy(dtype=bool, na_value=False)


def root(documents: pd.Series) -> pd.Series:
    """Return the eight characters that head office and branches share, null for a CPF."""
    return documents.str.slice(0, _ROOT).where(documents.str.len() == _CNPJ).astype(TEXT)


def mask(documents: pd.Series) -> pd.Series:
    """Hide a clean document's outer digits: ``***.456.789-**``, ``12.***.***/0001-**``."""
    cpf = documents.str.len() == _CPF
    hidden_cpf = "***." + documents.str.slice(3, 6) + "." + documents.str.slice(6, 9) + "-**"
    hidden_cnpj = documents.str.slice(0, 2) + ".***.***/" + documents.str.slice(8, 12) + "-**"
    return hidden_cnpj.mask(cpf, hidden_cpf).astype(TEXT)


def punctuate(documents: pd.Series) -> pd.Series:
    """Write a clean document the official way: ``123.456.789-09``, ``12.ABC.345/01DE-35``."""
    as_cpf = documents.str.replace(r"^(.{3})(.{3})(.{3})(.{2})$", r"\1.\2.\3-\4", regex=True)
    as_cnpj = documents.str.replace(
        r"^(.{2})(.{3})(.{3})(.{4})(.{2})$", r"\1.\2.\3/\4-\5", regex=True
    )
    return as_cnpj.where(documents.str.len() == _CNPJ, as_cpf).astype(TEXT)


def proved(body: str) -> str:
    """Append both check digits to the nine characters of a CPF, or the twelve of a CNPJ."""
    is_cpf = len(body) == len(_CPF_WEIGHTS)
    weights = _CPF_WEIGHTS if is_cpf else _CNPJ_WEIGHTS
    for each in (weights, (11 if is_cpf else 6, *weights)):
        total = sum((ord(one) - ord("0")) * weight for one, weight in zip(body, each, strict=True))
        remainder = total % 11
        body += "0" if remainder < _LOWEST else str(11 - remainder)
    return body


def proves(text: str) -> bool:
    """Tell whether the letters and digits of one text could be a CPF or CNPJ, by check digits.

    Quicker than ``clean`` for a single text, and never stricter.
    """
    bare = "".join(filter(str.isalnum, text)).upper()
    if not bare.isascii() or not bare[-2:].isdigit():
        return False
    if not bare.isdigit():
        return len(bare) == _CNPJ and proved(bare[:-2]) == bare
    padded = ((bare.lstrip("0").zfill(width), width) for width in (_CPF, _CNPJ))
    return any(len(each) == width and proved(each[:-2]) == each for each, width in padded)


def _is_cpf(numbers: pd.Series) -> Checked:
    plausible = numbers.str.contains(r"^\d{11}$", regex=True, na=False) & ~_is_dummy(numbers)
    return _checked(numbers, plausible, _CPF, _CPF_WEIGHTS, (11, *_CPF_WEIGHTS))


def _is_cnpj(numbers: pd.Series) -> Checked:
    written = numbers.str.contains(r"^[0-9A-Z]{12}\d{2}$", regex=True, na=False)
    plausible = written & ~_is_dummy(numbers)
    return _checked(numbers, plausible, _CNPJ, _CNPJ_WEIGHTS, (6, *_CNPJ_WEIGHTS))


def _is_dummy(numbers: pd.Series) -> pd.Series:
    """Tell one digit repeated, with or without a zero in front, and other well-known fillers."""
    repeated = numbers.str.contains(_ONE_DIGIT, regex=True, na=False)
    return repeated | numbers.isin(_DUMMIES)


def _checked(
    numbers: pd.Series,
    plausible: pd.Series,
    width: int,
    first: tuple[int, ...],
    second: tuple[int, ...],
) -> Checked:
    """Compare both check digits of the plausible numbers, all at once."""
    valid = plausible.to_numpy(dtype=bool, copy=True)
    if not valid.any():
        return valid
    packed = numbers[valid].to_numpy(dtype=f"S{width}")
    values = packed.view(np.uint8).reshape(-1, width).astype(np.int64) - ord("0")
    valid[valid] = (values[:, -2] == _digit(values[:, : width - 2], first)) & (
        values[:, -1] == _digit(values[:, : width - 1], second)
    )
    return valid


def _digit(values: npt.NDArray[np.int64], weights: tuple[int, ...]) -> npt.NDArray[np.int64]:
    remainder = values @ np.array(weights, dtype=np.int64) % 11
    return np.where(remainder < _LOWEST, 0, 11 - remainder)
