"""Whether somebody can be called or written to."""

import numpy as np
import numpy.typing as npt
import pandas as pd

_HIDDEN = "*"  # a masked number or address reaches nobody


def reaches(contact: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell whose telephone or e-mail is there and whole."""
    there = contact.notna().to_numpy(np.bool_)
    if not there.any():
        return there
    return there & ~contact.str.contains(_HIDDEN, regex=False, na=False).to_numpy(np.bool_)
