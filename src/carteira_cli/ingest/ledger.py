"""The lines of all sales sheets together, with their verdicts and where each came from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import stacked
from carteira_cli.ingest.lines import Lines
from carteira_cli.ingest.sheets import Sheet
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model.findings import Code, Finding
from carteira_cli.model.tables import Reconciliation

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Ledger:
    """``frame`` is every line found, with ``source`` as a position in ``sheets``."""

    frame: pd.DataFrame
    verdicts: Verdicts
    sheets: tuple[Sheet, ...]
    findings: list[Finding]

    @classmethod
    def of(cls, sheets: tuple[Sheet, ...], read: tuple[Lines, ...]) -> "Ledger":
        """Put the lines of several sheets under each other."""
        frame = stack([lines.frame for lines in read])
        verdicts = Verdicts.none(len(frame))
        start = 0
        for lines in read:
            _copy(lines.verdicts, verdicts, start)
            start += len(lines.frame)
        return cls(frame, verdicts, sheets, [note for lines in read for note in lines.findings])

    def used(self, column: str) -> pd.Series:
        """One column of the lines that nothing speaks against."""
        return self.frame[column][self.verdicts.used]

    def leave_out(self, mask: Mask, code: Code, field: str, column: str) -> None:
        """Leave lines out and note where; ``column`` is the frame's column of the value."""
        self.note(self.verdicts.leave_out(mask, code), code, field, column)

    def note(self, mask: Mask, code: Code, field: str, column: str) -> None:
        """Note a finding at each marked line, sheet by sheet."""
        marked = self.frame.loc[mask, ["source", "row", column]] if mask.any() else self.frame[:0]
        for source in marked["source"].unique():
            places = marked[marked["source"] == source]
            sheet = self.sheets[source]
            self.findings.append(
                Finding(
                    code,
                    sheet.table.file,
                    sheet.table.sheet,
                    sheet.header.name(field) if sheet.header else "",
                    tuple(places["row"].tolist()),
                    tuple(_shown(places[column])),
                )
            )

    def reconciliation(self) -> Reconciliation:
        """Count rows and centavos: found = used + set aside."""
        cents = self.frame["cents"].to_numpy()
        used = self.verdicts.used
        return Reconciliation(
            len(self.frame),
            int(cents.sum()),
            int(used.sum()),
            int(cents[used].sum()),
            self.verdicts.set_aside(cents),
        )


def stack(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames of the same columns under each other, numbered in ``source``."""
    source = np.repeat(np.arange(len(frames)), [len(frame) for frame in frames])
    columns = {column: _joined([frame[column] for frame in frames]) for column in frames[0]}
    return pd.DataFrame({**columns, "source": source}, copy=False)


def _joined(parts: list[pd.Series]) -> pd.Series:
    if isinstance(parts[0].dtype, pd.CategoricalDtype):
        return stacked(parts)
    return pd.concat(parts, ignore_index=True)


def _copy(part: Verdicts, whole: Verdicts, start: int) -> None:
    for number, code in enumerate(part.codes, start=1):
        mask = np.zeros(len(whole.reasons), dtype=bool)
        mask[start : start + len(part.reasons)] = part.reasons == number
        whole.leave_out(mask, code)


def _shown(values: pd.Series) -> list[str]:
    if values.dtype.kind == "M":
        return [*values.dt.strftime("%d/%m/%Y")]
    if values.name == "cents":
        return [f"{cents / 100:.2f}" for cents in values.tolist()]
    return [*values.astype(object).fillna("")]
