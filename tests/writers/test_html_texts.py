"""Whatever a name in the data looks like, in every place of the page it stays a text."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import carteira_cli.writers.html
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.html import markup
from tests.writers.books import NAME, sheet, table
from tests.writers.pages import page, said
from tests.writers.test_workbook_texts import HOSTILE, hostile

FOLDER = Path(carteira_cli.writers.html.__file__).parent
MARKUP = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</td></tr></table><h1>x",
    '" onmouseover="alert(1)',
    "' onclick='alert(1)",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "<!-- x",
    "-->",
    "]]>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{x}} ${x} %s {0}",
)


def shape(found: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and the names of their attributes, without any text."""
    return [(each.tag, tuple(sorted(each.attrib))) for each in found.iter()]


UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
PLAIN = shape(html.document_fromstring(FILE_FORMATS["html"].write(hostile("Ana")).decode()))


@pytest.mark.parametrize("name", [*HOSTILE, *MARKUP], ids=lambda name: ascii(name[:16]))
def test_no_name_adds_an_element_or_an_attribute_anywhere(name: str) -> None:
    written = FILE_FORMATS["html"].write(hostile(name)).decode()
    found = html.document_fromstring(written)

    elements = {tag for tag, _ in shape(found)}
    attributes = {key for _, keys in shape(found) for key in keys}
    assert elements <= {tag for tag, _ in PLAIN}
    assert attributes <= {key for _, keys in PLAIN for key in keys}
    assert len(found.findall(".//table")) <= sum(tag == "table" for tag, _ in PLAIN)
    assert not UNSEEN.search(written)
    assert {each.get("href") for each in found.iter("a")} <= {f"#parte-{n}" for n in range(1, 4)}


@pytest.mark.parametrize("name", [*MARKUP, "[/]", "[link=x]y", "=2+2", "🛒 Mercadinho", "A&G"])
def test_a_name_reads_back_as_it_is(name: str) -> None:
    assert said(page(sheet(table((NAME,), (name,)))).find(".//tbody")) == name


@given(st.text(max_size=40))
def test_any_text_is_one_text(text: str) -> None:
    written = markup.element("p", text, aria_label=text)
    found = html.fragment_fromstring(written)

    assert found.text_content() == found.get("aria-label") == markup.clean(text)
    assert len(found) == 0


@given(st.text(max_size=40))
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    assert markup.clean(markup.clean(text)) == markup.clean(text)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("script", {}),
        ("img", {}),
        ("p", {"onclick": "x"}),
        ("p", {"style": "x"}),
        ("svg", {"src": "x"}),
        ("a", {"href": "javascript:alert(1)"}),
        ("a", {"href": "https://wa.me/5519.evil.example"}),
        ("a", {"href": "mailto:a@b.c?bcc=x"}),
        ("a", {"href": "//evil.example"}),
    ],
)
def test_the_gate_lets_nothing_through_that_runs_or_loads(
    name: str, attributes: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        markup.element(name, **attributes)


def test_markup_added_to_a_text_is_a_text_again() -> None:
    bold = markup.element("strong", "a")

    assert markup.joined([bold]) == "<strong>a</strong>"
    assert markup.joined([f"{bold}"]) == "&lt;strong&gt;a&lt;/strong&gt;"
    assert markup.joined([bold + "<b>"]) == "&lt;strong&gt;a&lt;/strong&gt;&lt;b&gt;"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_only_the_gate_writes_markup(path: Path) -> None:
    if path.stem == "markup":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    texts = [text for text in constants if isinstance(text, str)]
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and (n.args or n.keywords)]
    made = [n.id for n in calls if isinstance(n, ast.Name) and n.id == "Markup"]

    assert not [text for text in texts if "<" in text or "&" in text]
    assert not made
    assert not re.search(r"\bescape\b|lxml|xml\.", path.read_text(encoding="utf-8"))
