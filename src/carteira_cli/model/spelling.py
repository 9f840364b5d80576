"""When two texts are spellings of one: upper and lower case, accents and spaces don't matter."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Places = npt.NDArray[np.int64]


def keys(texts: pd.Series) -> pd.Series:
    """Write texts so that spellings of one are equal: ``Pão  de Queijo`` is ``paodequeijo``.

    A space between two digits tells sizes apart (``1 12``, ``11 2``) and stays; so do all marks
    (``Vitamina C+`` is not ``Vitamina C``). A null stays null.
    """
    words = pc.utf8_normalize(pa.array(texts, type=pa.large_string()), form="NFKD")
    words = pc.utf8_lower(pc.replace_substring_regex(words, r"\p{M}", ""))
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(words, r"\s+", " "))
    words = pc.replace_substring_regex(words, r" (\P{N})", r"\1")
    words = pc.replace_substring_regex(words, r"(\P{N}) ", r"\1")
    return pd.Series(words.to_pandas(), dtype="str").set_axis(texts.index)


def united(texts: pd.Series, rows: Places) -> tuple[Places, list[str]]:
    """Give distinct texts, each on so many rows, one number for all spellings of one text.

    Returns the number of each text (-1 for a null) and, by number, how that text is shown: as it
    is spelled on most rows, of equals the first by the alphabet. The numbers follow the alphabet
    of what is shown.
    """
    told = pd.DataFrame({"text": texts.array, "rows": rows, "key": keys(texts).array})
    told = told[told["text"].notna()]
    usual = told.sort_values(["rows", "text"], ascending=[False, True]).drop_duplicates("key")
    usual = usual.sort_values("text")
    number = pd.Series(np.arange(len(usual)), index=pd.Index(usual["key"]), dtype="int64")
    numbers = np.full(len(texts), -1, dtype=np.int64)
    numbers[told.index] = number.reindex(told["key"]).to_numpy()
    return numbers, usual["text"].tolist()
