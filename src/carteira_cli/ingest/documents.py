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
_DUMMIES = ("12345678909",)

Checked = npt.NDArray[np.bool_]


def clean(documents: pd.Series) -> pd.Series:
    """Return valid CPFs (11 digits) and CNPJs (14 characters), null for anything else.

    ``documents`` is a text column; masks and words around the number are dropped. Only bare
    digits can have lost leading zeros to a spreadsheet; such a number is a CPF if it can be.
    """
    bare = documents.str.upper().str.replace(r"^\s*(?:CPF|CNPJ)\b", "", regex=True)
    bare = bare.str.replace(r"[^0-9A-Z]", "", regex=True)
    lost_zeros = documents.str.contains(r"^[1-9]\d*$", regex=True, na=False)
    as_cpf = bare.str.zfill(_CPF).where(lost_zeros, bare)
    as_cnpj = bare.str.zfill(_CNPJ).where(lost_zeros, bare)
    is_cpf = _is_cpf(as_cpf)
    is_cnpj = _is_cnpj(as_cnpj) & ~is_cpf
    return as_cpf.where(is_cpf).where(~is_cnpj, as_cnpj).astype(TEXT)


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


def _is_cpf(numbers: pd.Series) -> Checked:
    plausible = (
        numbers.str.contains(r"^\d{11}$", regex=True, na=False)
        & ~numbers.isin([digit * _CPF for digit in "0123456789"])
        & ~numbers.isin(_DUMMIES)
    )
    return _checked(numbers, plausible, _CPF, _CPF_WEIGHTS, (11, *_CPF_WEIGHTS))


def _is_cnpj(numbers: pd.Series) -> Checked:
    plausible = numbers.str.contains(r"^[0-9A-Z]{12}\d{2}$", regex=True, na=False) & ~numbers.isin(
        [digit * _CNPJ for digit in "0123456789"]
    )
    return _checked(numbers, plausible, _CNPJ, _CNPJ_WEIGHTS, (6, *_CNPJ_WEIGHTS))


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
