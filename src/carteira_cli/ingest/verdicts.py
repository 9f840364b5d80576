"""Why a row is left out: exactly one reason each, the first that applies."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from carteira_cli.model.findings import Code
from carteira_cli.model.tables import SetAside

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Verdicts:
    """The reason of each row, kept as a position in ``codes``; 0 means the row is used."""

    reasons: npt.NDArray[np.int16]
    codes: list[Code] = field(default_factory=list)

    @classmethod
    def none(cls, rows: int) -> "Verdicts":
        """Start with every row used."""
        return cls(np.zeros(rows, dtype=np.int16))

    @property
    def used(self) -> Mask:
        """The rows that nothing speaks against."""
        used: Mask = self.reasons == 0
        return used

    def leave_out(self, mask: Mask, code: Code) -> Mask:
        """Leave rows out for a reason, unless they have one; return those newly left out."""
        fresh = mask & self.used
        if fresh.any():
            if code not in self.codes:
                self.codes.append(code)
            self.reasons[fresh] = self.codes.index(code) + 1
        return fresh

    def set_aside(self, cents: npt.NDArray[np.int64]) -> tuple[SetAside, ...]:
        """Sum rows and centavos by reason, largest count first."""
        sums = [
            SetAside(
                code.slug,
                int((self.reasons == number).sum()),
                int(cents[self.reasons == number].sum()),
            )
            for number, code in enumerate(self.codes, start=1)
        ]
        return tuple(sorted(sums, key=lambda reason: (-reason.rows, reason.code)))
