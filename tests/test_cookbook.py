"""The pages for shop owners (docs/sistemas) say what the program knows and does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from carteira_cli.ingest import layouts
from carteira_cli.ingest.standing import Standing
from carteira_cli.ingest.status import of_operation, of_status
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Code

SYSTEMS = Path(__file__).parents[1] / "docs" / "sistemas"
PAGES = {path: path.read_text(encoding="utf-8") for path in sorted(SYSTEMS.glob("*.md"))}
KNOWN = {layout.slug for layout in layouts.known()}
CODES = {each.slug for each in vars(catalogue).values() if isinstance(each, Code)}


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", PAGES[page], re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_known_system_has_its_page() -> None:
    pages = "".join(text for path, text in PAGES.items() if path.name != "colunas.md")
    told = set(re.findall(r"colunas\.md#([\w-]+)", pages))

    assert {slug for slug in KNOWN if not slug.startswith("olist-")} == told


def test_the_index_lists_every_page() -> None:
    index = PAGES[SYSTEMS / "README.md"]

    assert {path.name for path in PAGES} - {"README.md"} <= set(re.findall(r"\((\S+\.md)\)", index))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for name, anchor in re.findall(r"\]\(([^)#\s]+)(?:#([^)]*))?\)", PAGES[page]):
        target = (page.parent / name).resolve()
        assert target.exists()
        assert not anchor or anchor in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_codes_on_a_page_exist(page: Path) -> None:
    told = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", PAGES[page]))

    assert told <= CODES | KNOWN


@pytest.mark.parametrize(
    ("row", "judge", "standing"),
    [
        ("conta", of_status, Standing.SALE),
        ("ainda não é venda", of_status, Standing.NOT_YET),
        ("fora", of_status, Standing.CANCELLED),
        ("não é venda", of_operation, Standing.NOT_A_SALE),
    ],
)
def test_the_words_of_the_index_mean_what_it_says(
    row: str, judge: Callable[[str], Standing], standing: Standing
) -> None:
    table = re.search(rf"^\| \*\*{row}\*\* \| (.+?) \|", PAGES[SYSTEMS / "README.md"], re.MULTILINE)
    assert table is not None
    words = table[1].split(", ")

    assert {word: judge(word) for word in words} == dict.fromkeys(words, standing)
