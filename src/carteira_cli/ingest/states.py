"""Brazilian states: the two letters of each, however it was written."""

from collections.abc import Mapping

import pandas as pd

from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.names import plain

ABROAD = "EX"
_NAMES: Mapping[str, str] = {
    "AC": "acre",
    "AL": "alagoas",
    "AM": "amazonas",
    "AP": "amapa",
    "BA": "bahia",
    "CE": "ceara",
    "DF": "distrito federal",
    "ES": "espirito santo",
    "GO": "goias",
    "MA": "maranhao",
    "MG": "minas gerais",
    "MS": "mato grosso do sul",
    "MT": "mato grosso",
    "PA": "para",
    "PB": "paraiba",
    "PE": "pernambuco",
    "PI": "piaui",
    "PR": "parana",
    "RJ": "rio de janeiro",
    "RN": "rio grande do norte",
    "RO": "rondonia",
    "RR": "roraima",
    "RS": "rio grande do sul",
    "SC": "santa catarina",
    "SE": "sergipe",
    "SP": "sao paulo",
    "TO": "tocantins",
    ABROAD: "exterior",
}
_WRITTEN: Mapping[str, str] = {
    form: code
    for code, name in _NAMES.items()
    for letters in [code.lower()]
    for form in (letters, name, f"{letters} {name}", f"{name} {letters}")
}


def codes(written: pd.Series) -> pd.Series:
    """Return the two letters of each state (EX for abroad), null where it is none.

    ``SP``, ``sp``, ``BR-SP``, ``São Paulo``, ``SAO PAULO - SP`` and ``Estado de São Paulo``
    are one state. ``written`` is text.
    """
    bare = plain(written).str.replace(r"^(?:br |estado (?:de |do |da )?)", "", regex=True)
    return bare.map(_WRITTEN).astype(TEXT)


def tidy(written: pd.Series) -> pd.Series:
    """Return the two letters of each state, and what is none as it was typed."""
    return codes(written).fillna(written)
