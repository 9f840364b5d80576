"""Run the main job on damaged and absurd files: ``python scripts/fuzz.py 10000``.

Every run must end with exit code 0, 1 or 3, without a traceback, in bounded time and memory.
The same seed makes the same files; what fails is kept and named.
"""

import argparse
import contextlib
import io
import multiprocessing
import os
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from carteira_cli.cli import app

ROOT = Path(__file__).parents[1]
ALLOWED = {0, 1, 3}
MOST_SECONDS = 30
MOST_MEMORY = 3 * 2**30
MOST_BYTES = 20_000
VALUES = (
    *("", " ", "\x00", "-", "0", "1e308", "-1e-320", "NaN", "inf", "=1+1", "[/]", "#REF!", '"'),
    *("99999999999999999999", "1.234", "1,234", "1.2.3,4", "R$", "(1)", "%", "31/02/2024"),
    *("00/00/0000", "2024-13-45", "9999-12-31", "0001-01-01", "45000", "1969-12-31", "//"),
    *("Cliente: 1 - X", "Total", "Página 1", "jan/25", "Consumidor", "\u202e", "\ud83d", "é" * 300),
)
XML_BITS = ('r="A1"', 'r="XFD1048576"', 't="s"', 't="n"', "<v>", "</v>", "</row>", "<c", "<f>1</f>")


def seeds() -> list[tuple[str, bytes]]:
    """Small files of every container that can be made without other programs."""
    text = (ROOT / "examples" / "vendas.csv").read_bytes()[:MOST_BYTES].rsplit(b"\n", 1)[0]
    frame = pd.read_csv(io.BytesIO(text), sep=";", dtype="str")  # noqa: TID251  makes a seed
    book = io.BytesIO()
    with pd.ExcelWriter(book, engine="xlsxwriter") as writer:
        frame.head(40).to_excel(writer, index=False)
    page = frame.head(40).to_html(index=False).encode()
    return [
        ("a.csv", text),
        ("b.csv", text.decode().encode("utf-16")),
        ("c.csv", text.replace(b";", b"\t")),
        ("d.xlsx", book.getvalue()),
        ("e.xls", page),
        ("f.csv", b"Cliente;jan/25;fev/25;mar/25\nAna;1,00;2,00;3,00\nBeto;;-;4,00\n"),
        ("g.csv", b"Data;Doc;Valor\nCliente: 1 - ANA;;\n01/02/2025;1;2,00\nTotal;;2,00\n"),
    ]


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Change a few bytes."""
    damaged = bytearray(content)
    for _ in range(dice.randint(1, 20)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def cut(content: bytes, dice: random.Random) -> bytes:
    """Lose the end, or a piece in between."""
    start, end = sorted(dice.sample(range(len(content) + 1), 2))
    return content[:start] + (content[end:] if dice.random() < 1 / 2 else b"")


def doubled(content: bytes, dice: random.Random) -> bytes:
    """Say a piece twice."""
    start, end = sorted(dice.sample(range(len(content) + 1), 2))
    return content[:end] + content[start:]


def with_other_cells(content: bytes, dice: random.Random) -> bytes:
    """Replace cells of delimited text."""
    rows = [line.split(b";") for line in content.split(b"\n")]
    for _ in range(dice.randint(1, 60)):
        row = dice.choice(rows)
        value = dice.choice(VALUES).encode("utf-8", "surrogatepass")
        row[dice.randrange(len(row))] = value
    return b"\n".join(b";".join(row) for row in rows)


def with_other_parts(content: bytes, dice: random.Random) -> bytes:
    """Damage the parts of a package and zip them again, so that the damage is reached."""
    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(package, "w") as target:
        for part in source.namelist():
            inner = source.read(part)
            if dice.random() < 1 / 3:
                inner = dice.choice((flipped, cut, _with_other_xml))(inner, dice)
            target.writestr(part, inner)
    return package.getvalue()


def _with_other_xml(content: bytes, dice: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    for _ in range(dice.randint(1, 10)):
        bit = dice.choice(XML_BITS)
        text = re.sub(re.escape(dice.choice(XML_BITS)), lambda _: bit, text, count=1)  # noqa: B023
    return text.encode()


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled)


def made(number: int, seed: int, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Make the file of one case."""
    dice = random.Random(f"{seed}-{number}")  # noqa: S311  repeatable, not secret
    name, content = dice.choice(files)
    if name.endswith(".xlsx") and dice.random() < 3 / 4:
        return name, with_other_parts(content, dice)
    if name.endswith(".csv") and dice.random() < 1 / 2:
        return name, with_other_cells(content, dice)
    return name, dice.choice(MUTATIONS)(content, dice)


def run_case(case: tuple[int, int, list[tuple[str, bytes]], Path]) -> tuple[int, str]:
    """Run one case in this process; give its number and what came of it."""
    number, seed, files, folder = case
    name, content = made(number, seed, files)
    path = folder / f"{number}-{name}"
    path.write_bytes(content)
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace")
    start = time.monotonic()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = app.main(["analisar", str(path), "--json"])
    took = time.monotonic() - start
    said.flush()
    text = said.buffer.getvalue().decode("utf-8", "replace")
    wrong = code not in ALLOWED or "Traceback" in text or took > MOST_SECONDS
    if wrong:
        return number, f"FAILED: exit {code}, {took:.1f} s, {path.name}: {text[-300:]}"
    path.unlink()
    return number, f"exit {code}"


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> int:
    """Run all cases over all cores; print what came out, and every failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="carteira-fuzz-"))
    files = seeds()
    numbers = range(arguments.first, arguments.first + arguments.cases)
    cases = [(number, arguments.seed, files, folder) for number in numbers]
    counted: Counter[str] = Counter()
    context = multiprocessing.get_context("spawn")
    with context.Pool(os.cpu_count(), initializer=_limited, maxtasksperchild=500) as pool:
        for _, outcome in pool.imap_unordered(run_case, cases, chunksize=20):
            counted[outcome.partition(":")[0]] += 1
            if outcome.startswith("FAILED"):
                sys.stdout.write(f"{outcome}\n")
    sys.stdout.write(f"{dict(sorted(counted.items()))}; failing files: {folder}\n")
    return int(counted["FAILED"] > 0)


if __name__ == "__main__":
    sys.exit(main())
