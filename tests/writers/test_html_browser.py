"""The page as a browser shows and prints it; the browser is started three times for all tests."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.writers import FILE_FORMATS
from tests.programs import NEEDED
from tests.writers.pages import everything

pytestmark = pytest.mark.chromium

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
PHONE, DESKTOP = 390, 1280
LIGHT, DARK = 1, 0


def browse(folder: Path, page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a browser without a window or a past; its console goes to stderr."""
    _, programs = NEEDED["chromium"]
    program = next(filter(None, map(shutil.which, programs)), programs[0])
    command = [
        program,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}",
        *options,
        page.as_uri(),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)


def measured(folder: Path, scheme: int) -> Any:
    """What the page measures on a phone and on a desk, in light or dark."""
    written = escape(FILE_FORMATS["html"].write(everything()).decode())
    frames = (
        f'<iframe srcdoc="{written}" style="width:{width}px;height:900px;border:0"></iframe>'
        for width in (PHONE, DESKTOP)
    )
    around = folder / "around.html"
    around.write_text(
        '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f"<pre></pre>{''.join(frames)}<script>{MEASURE}</script>",
        encoding="utf-8",
    )
    done = browse(folder, around, "--dump-dom", f"--blink-settings=preferredColorScheme={scheme}")
    found = re.search(r"<pre>(.*?)</pre>", done.stdout, re.DOTALL)
    assert found, done.stderr
    return json.loads(unescape(found[1]))


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return measured(tmp_path_factory.mktemp("light"), LIGHT)


@pytest.fixture(scope="module")
def dark(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return measured(tmp_path_factory.mktemp("dark"), DARK)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The page as a PDF, and what the browser said about it."""
    folder = tmp_path_factory.mktemp("printed")
    page, paper = folder / "page.html", folder / "page.pdf"
    page.write_bytes(FILE_FORMATS["html"].write(everything()))
    done = browse(folder, page, f"--print-to-pdf={paper}")
    return paper.read_bytes(), done.stderr


def test_the_page_never_scrolls_sideways_but_its_wide_tables_do(light: Any) -> None:
    assert [each["width"] for each in light] == [PHONE, DESKTOP]
    assert all(each["scrolls"] <= each["width"] for each in light)
    assert light[0]["boxes"] > 0


def test_no_label_of_a_chart_lies_on_another_or_leaves_its_frame(light: Any) -> None:
    assert [each["pictures"] for each in light] == [5, 5]
    assert [each["overlaps"] for each in light] == [[], []]
    assert [each["outside"] for each in light] == [[], []]


def test_no_figure_and_no_day_is_torn_apart(light: Any) -> None:
    assert [each["torn"] for each in light] == [[], []]


def test_every_letter_stands_out_from_its_ground_in_light_and_dark(light: Any, dark: Any) -> None:
    assert [each["pale"] for each in (*light, *dark)] == [[]] * 4


def test_a_dark_browser_gets_a_dark_page(light: Any, dark: Any) -> None:
    papers = {each["paper"] for each in light}, {each["paper"] for each in dark}

    assert papers == ({"rgb(255, 255, 255)"}, {"rgb(18, 24, 30)"})


def test_it_prints_on_whole_pages(printed: tuple[bytes, str]) -> None:
    paper, _ = printed
    sizes = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", paper)

    assert 4 <= len(re.findall(rb"/Type ?/Page\b(?!s)", paper)) <= 12
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(842, 595)}


def test_the_browser_has_nothing_to_complain_about(printed: tuple[bytes, str]) -> None:
    _, told = printed

    assert "CONSOLE" not in told
