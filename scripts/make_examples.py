"""Write the files of ``examples/`` anew: the data, and what the main command makes of it.

The data come from ``carteira_cli.example``. ``vendas.json`` is the JSON document that
``carteira analisar vendas.xlsx --data-base ultima --json`` prints inside the folder.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from carteira_cli import example

FOLDER = Path(__file__).resolve().parents[1] / "examples"
COMMAND = ("analisar", "vendas.xlsx", "--data-base", "ultima", "--json")


def data_files() -> dict[str, bytes]:
    """Build the input files of the example, by name."""
    built = example.build()
    return {
        "vendas.xlsx": example.write_xlsx(built),
        "vendas.csv": example.write_csv(built.sales),
        "clientes.csv": example.write_csv(built.customers),
    }


def golden_document() -> bytes:
    """Run the main command on the committed workbook.

    Raises:
        subprocess.CalledProcessError: the command failed; it has said why on stderr.
    """
    command = [sys.executable, "-m", "carteira_cli", *COMMAND]
    return subprocess.run(command, cwd=FOLDER, stdout=subprocess.PIPE, check=True).stdout


def main() -> None:
    """Write the data files and, unless told otherwise, the document made of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-only", action="store_true", help="leave vendas.json as it is")
    arguments = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name, content in data_files().items():
        (FOLDER / name).write_bytes(content)
    if not arguments.data_only:
        (FOLDER / "vendas.json").write_bytes(golden_document())


if __name__ == "__main__":
    main()
