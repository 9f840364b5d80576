"""What is measured: each job as we do it and as the plain script does it."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

_PLAIN = Path(__file__).with_name("plain_script.py")
_RECIPE = hashlib.sha256(Path(__file__).with_name("make_data.py").read_bytes()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Job:
    """One input and what is written of it.

    ``engine`` is what the plain script reads workbooks with; ``plain_output`` what it writes.
    """

    title: str
    rows: int
    customers: int
    kind: str
    output: str
    engine: str = "openpyxl"
    plain_output: str = ".xlsx"

    @property
    def input_name(self) -> str:
        """The file name of the input; another one when the recipe changes."""
        return f"vendas-{self.rows}-{self.customers}-{_RECIPE}{self.kind}"

    def ours(self, folder: Path, output: Path) -> list[str]:
        """The main command on this job's input."""
        command = ["analisar", str(folder / self.input_name), "--data-base", "ultima"]
        wanted = ["--json"] if self.output == ".json" else ["--saida", str(output)]
        return [sys.executable, "-m", "carteira_cli", *command, *wanted]

    def plain(self, folder: Path, output: Path) -> list[str]:
        """The plain script on this job's input."""
        wanted = ["-"] if self.plain_output == ".json" else [str(output)]
        return [sys.executable, str(_PLAIN), str(folder / self.input_name), *wanted, self.engine]


JOBS = (
    Job("100,000 rows .xlsx, workbook written", 100_000, 10_000, ".xlsx", ".xlsx"),
    Job(
        "the same, plain script reading with calamine",
        100_000,
        10_000,
        ".xlsx",
        ".xlsx",
        engine="calamine",
    ),
    Job("1,000,000 rows .csv, JSON by us, a workbook by it", 1_000_000, 10_000, ".csv", ".json"),
    Job(
        "the same, JSON written by both",
        1_000_000,
        10_000,
        ".csv",
        ".json",
        plain_output=".json",
    ),
)
HELP = [sys.executable, "-m", "carteira_cli", "--help"]
