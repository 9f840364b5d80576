"""Customer names brought to one form, and the names that stand for nobody."""

import html
from bisect import bisect_left, bisect_right

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.ingest.cells import TEXT, as_series

_LEGAL_FORMS = (
    "ltda|limitada|me|m e|epp|eireli|mei|s s|ss|slu|cia|companhia"
    "|em recuperacao judicial|filial|matriz"
)
_OWNER_DOCUMENT = (
    r"\d{11}|\d{14}|\d{3} \d{3} \d{3} \d{2}|\d{2} \d{3} \d{3} \d{4} \d{2}"  # as a MEI is registered
)
_ENDINGS = rf"(?: (?:{_LEGAL_FORMS}|{_OWNER_DOCUMENT}))+$"
_LEADING_CODE = r"^\s*\d{1,8}\s*-\s*"
_TRADE_NAME = r"\s*\([^)]*\)\s*$"
_ENTITY = r"&#?\w+;"
_CUT_AT = (38, 40)
_AFTER_ALL_LETTERS = "\U0010ffff"
_NOBODY = (
    r"^(?:\d+ )?(?:consumidor(?: final)?(?: nao identificado| diversos)?"
    r"|clientes? (?:balcao|final|varejo|padrao|avulsos?|diversos?|consumidor|ifood|shopee"
    r"|mercado livre|nao (?:identificado|cadastrado|informado))"
    r"|vendas? (?:balcao|a vista|avulsas?|(?:a |ao )?consumidor)|balcao|avulso|diversos"
    r"|nao (?:informado|identificado|cadastrado)"
    r"|sem (?:cadastro|cliente|nome|identificacao)|particular|caixa|pdv|n i|n a)$"
)


def keys(names: pd.Series) -> pd.Series:
    """Bring names to the form under which spellings of one name meet, null where blank.

    Case, accents, marks, a leading code, the trade name in brackets, legal forms (LTDA, ME,
    ...) and the owner's document at the end don't tell customers apart; S/A and SA are one,
    and kept, since Sá is a surname. A name without a letter or digit is its own key; one that
    is nobody's (the counter, "consumidor final") has none.
    """
    words = pc.replace_substring_regex(_text(names), _LEADING_CODE, "")
    words = _plain(pc.replace_substring_regex(words, _TRADE_NAME, ""))
    words = pc.replace_substring_regex(words, _ENDINGS, "")
    words = pc.replace_substring_regex(words, " s a$", " sa")
    key = as_series(words, names.index)
    key = key.mask(key == "", names)
    return key.mask(key.str.contains(_NOBODY, regex=True, na=False))


def apart(names: pd.Series, keys: pd.Series) -> pd.Series:
    """Lengthen the keys of namesakes whom their names tell apart.

    What a key leaves out (code, owner's document, trade name) is no difference between one
    spelling with it and one without; but two codes, two documents or two trade names under
    one key are two customers.
    """
    for mark in marks(names):
        if mark.notna().any():
            marked = keys.notna() & mark.notna()
            kinds = mark[marked].groupby(keys[marked]).nunique()
            several = marked & keys.isin(kinds.index[kinds > 1])
            keys = keys.mask(several, keys + " " + mark)
    return keys


def completed(names: pd.Series, keys: pd.Series) -> pd.Series:
    """Give a name that an export cut at 38 to 40 characters the key of the whole name.

    Only where it begins names of exactly one other key; ``keys`` are those of ``names``.
    """
    bare = as_series(pc.replace_substring_regex(_text(names), _LEADING_CODE, ""), names.index)
    cut = bare.str.len().between(*_CUT_AT) & keys.notna()
    if not cut.any():
        return keys
    known = keys.notna()
    words = plain(bare)
    whole = _beginnings(words[known], keys[known], set(words[cut]))
    return words.where(cut).map(whole).astype(TEXT).fillna(keys)


def _beginnings(words: pd.Series, keys: pd.Series, cut: set[str]) -> dict[str, str]:
    """Map each cut name to the key of the one longer name that it begins, longest cut first."""
    keys_of: dict[str, set[str]] = {}
    for word, key in zip(words, keys, strict=True):
        keys_of.setdefault(word, set()).add(key)
    ordered = sorted(keys_of)
    found: dict[str, str] = {}
    for name in sorted(cut, key=len, reverse=True):
        end = bisect_left(ordered, name + _AFTER_ALL_LETTERS)
        longer = ordered[bisect_right(ordered, name) : end]
        whole = set().union(*({found[x]} if x in found else keys_of[x] for x in longer))
        if len(whole) == 1:
            found[name] = whole.pop()
    return found


def marks(names: pd.Series) -> list[pd.Series]:
    """Take out of names what their keys leave out: code, owner's document, trade name."""
    marked = names[names.str.contains(rf"{_LEADING_CODE}|\d{{2}}\W*$|\)\s*$", regex=True, na=False)]
    owner = rf" ({_OWNER_DOCUMENT})(?: (?:{_LEGAL_FORMS}))*$"
    found = [
        marked.str.extract(rf"({_LEADING_CODE})", expand=False),
        plain(marked).str.extract(owner, expand=False),
        marked.str.extract(rf"({_TRADE_NAME})", expand=False),
    ]
    return [
        plain(mark).str.replace("^0+| ", "", regex=True).reindex(names.index).astype(TEXT)
        for mark in found
    ]


def plain(names: pd.Series) -> pd.Series:
    """Write names without case, accents and marks: ``SÃO JOSÉ & CIA.`` is ``sao jose e cia``."""
    return as_series(_plain(_text(names)), names.index)


def _text(names: pd.Series) -> pa.Array:
    """Take names as Arrow text, with HTML entities (``&AMP;``) as the letters they stand for."""
    words = pa.array(names, type=pa.large_string())
    if not pc.any(pc.match_substring(words, "&")).as_py():
        return words
    escaped = names.str.contains(_ENTITY, regex=True, na=False)
    letters = names.mask(escaped, names[escaped].map(html.unescape))
    return pa.array(letters, type=pa.large_string())


def _plain(words: pa.Array) -> pa.Array:
    words = pc.replace_substring_regex(words, r"\s*&\s*", " e ")
    words = pc.utf8_normalize(words, form="NFKD")
    words = pc.replace_substring_regex(words, r"\p{M}", "")
    words = pc.utf8_lower(words)
    words = pc.replace_substring_regex(words, r"[^\p{L}\p{N}]+", " ")
    return pc.utf8_trim_whitespace(words)
