"""Customer names brought to one form, and the names that stand for nobody."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.ingest.cells import as_series

_LEGAL_FORM = (
    r" (?:ltda|limitada|me|m e|epp|eireli|mei|s s|slu|cia|companhia"
    r"|em recuperacao judicial|filial|matriz)$"
)
_ENDINGS = 3
_OWNER_DOCUMENT = r" \d{11}$| \d{14}$"
_LEADING_CODE = r"^\s*\d{1,8}\s*-\s*"
_TRADE_NAME = r"\s*\([^)]*\)\s*$"
_NOBODY = (
    r"^(?:\d+ )?(?:consumidor(?: final| nao identificado)?"
    r"|cliente (?:balcao|final|varejo|padrao|avulso|diversos|consumidor|ifood|shopee"
    r"|mercado livre|nao identificado)"
    r"|venda (?:balcao|a vista|avulsa)|balcao|avulso|diversos|nao (?:informado|identificado)"
    r"|sem (?:cadastro|cliente|nome|identificacao)|particular|caixa|pdv|n i|n a)$"
)


def keys(names: pd.Series) -> pd.Series:
    """Bring names to the form under which spellings of one name meet, null where blank.

    Case, accents, marks, a leading code, the trade name in brackets, and legal forms at the
    end (LTDA, ME, ...) don't tell customers apart; S/A and SA are one, and kept, since Sá is
    a surname. A name without a letter or digit is its own key; one that is nobody's (the
    counter, "consumidor final") has none. ``names`` holds distinct text.
    """
    words = pa.array(names, type=pa.large_string())
    words = pc.replace_substring_regex(words, _LEADING_CODE, "")
    words = pc.replace_substring_regex(words, _TRADE_NAME, "")
    words = _plain(words)
    for _ in range(_ENDINGS):
        words = pc.replace_substring_regex(words, f"{_OWNER_DOCUMENT}|{_LEGAL_FORM}", "")
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(words, " s a$", " sa"))
    key = as_series(words, names.index)
    key = key.mask(key == "", names)
    return key.mask(key.str.contains(_NOBODY, regex=True, na=False))


def _plain(words: pa.Array) -> pa.Array:
    words = pc.replace_substring(words, "&AMP;", "&")
    words = pc.replace_substring_regex(words, r"\s*&\s*", " e ")
    words = pc.utf8_normalize(words, form="NFKD")
    words = pc.replace_substring_regex(words, r"\p{M}", "")
    words = pc.utf8_lower(words)
    words = pc.replace_substring_regex(words, r"[^\p{L}\p{N}]+", " ")
    return pc.utf8_trim_whitespace(words)
