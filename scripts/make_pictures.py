"""Draws the pictures of the README from what the program really gives for the example.

Needs LibreOffice (``soffice``), Poppler (``pdftoppm``) and Chromium. The terminal report becomes
an SVG, the first pages of the workbook and the top of the page for the browser become PNGs.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from carteira_cli import config, pipeline
from carteira_cli.layout import Wishes
from carteira_cli.locale.language import Language
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.report import Report
from carteira_cli.writers import FILE_FORMATS, terminal

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SALES = ROOT / "examples" / "vendas.xlsx"
NEEDED = ("soffice", "pdftoppm", "pdftotext", "chromium")
WIDTH = 80
TOP = 6
SECTIONS = 4
WINDOW = "1100,1350"
PAGES = {
    "workbook": ("Resumo", "-r", 90),
    "customers": ("Clientes", "-r", 110, "-x", 40, "-y", 40, "-W", 1240, "-H", 470),
    "card": ("Ficha", "-r", 90),
}
"""What Poppler draws for each picture: the page with this title, and the part that can be read."""

BRAZIL = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>pt-BR</value></prop></item>
</oor:items>
"""

PAPER = TerminalTheme(
    background=(250, 250, 248),
    foreground=(33, 37, 41),
    normal=[
        (33, 37, 41),
        (176, 42, 55),
        (20, 108, 67),
        (153, 86, 0),
        (10, 88, 202),
        (110, 50, 150),
        (8, 108, 130),
        (108, 117, 125),
    ],
)


def report() -> Report:
    """Analyse the example as of its newest sale, so that the pictures stay the same."""
    options = ReadingOptions(today=date(2026, 11, 1), as_of="ultima")
    return pipeline.run([SALES], options, config.load(None).rules, Language(), Wishes(TOP)).report


def draw_terminal(shown: Report) -> None:
    """Draw the first sections of the terminal report, with no font from elsewhere."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    console.print(terminal.render(replace(shown, brief=shown.brief[:SECTIONS]), WIDTH))
    picture = console.export_svg(
        title="carteira analisar vendas.xlsx", theme=PAPER, unique_id="carteira"
    )
    picture = re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    (PICTURES / "terminal.svg").write_text(picture, encoding="utf-8")


def draw_workbook(shown: Report) -> None:
    """Print the workbook with LibreOffice and draw its first pages."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "workbook.xlsx"
        book.write_bytes(FILE_FORMATS["xlsx"].write(shown))
        profile = _brazilian_profile(Path(folder) / "profile")
        _call("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, book)
        printed = book.with_suffix(".pdf")
        pages = _pages(printed)
        for name, (title, *part) in PAGES.items():
            page = next(at for at, lines in enumerate(pages, 1) if title in lines)
            _call("pdftoppm", "-png", "-singlefile", "-f", page, *part, printed, PICTURES / name)


def draw_page(shown: Report) -> None:
    """Open the page in a browser and draw what is seen of it first: figures and charts."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(FILE_FORMATS["html"].write(shown))
        look = ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={WINDOW}")
        profile, picture = f"--user-data-dir={folder}/profile", PICTURES / "page.png"
        _call("chromium", *look, profile, f"--screenshot={picture}", page.as_uri())


def _pages(printed: Path) -> list[set[str]]:
    """Give the lines of text on each page."""
    command = ["pdftotext", "-layout", str(printed), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [{line.strip() for line in page.splitlines()} for page in text.split("\f")]


def _brazilian_profile(folder: Path) -> str:
    """Make LibreOffice write numbers as a Brazilian computer does."""
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(BRAZIL, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def _call(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.exit(f"not found: {', '.join(missing)}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    drawn = report()
    draw_terminal(drawn)
    draw_workbook(drawn)
    draw_page(drawn)
