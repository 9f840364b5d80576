"""The one gate to the page: all that becomes markup is cleaned, escaped and put together here.

Only elements and attributes that are named here come out: none that runs, loads or styles.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import escape

_ELEMENTS = re.compile(
    "a|body|caption|circle|dd|desc|details|div|dl|dt|figcaption|figure|footer|h[123]|head|header|"
    "html|li|line|main|meta|nav|p|rect|section|span|strong|summary|svg|table|tbody|td|text|th|"
    "thead|title|tr|ul"
)
_VOID = frozenset({"meta"})
_ATTRIBUTES = re.compile(
    "aria-hidden|aria-label|charset|class|content|c[xy]|d[xy]|height|href|http-equiv|id|lang|name|"
    "open|overflow|r|rel|role|rx|scope|tabindex|text-anchor|width|[xy][12]?"
)
_OUR_ADDRESS = re.compile(
    r"#[a-z0-9-]+|mailto:[A-Za-z0-9._+@-]+|https://wa\.me/\d+(?:\?text=[A-Za-z0-9._~%-]*)?"
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_NO_CHARACTERS = "\ufffe\uffff"
_FIRM = "\xa0"
_KEPT_TOGETHER = re.compile(r"(?<=\$) (?=\d)| (?=%)")
_LONGEST = 2_000


class Markup(str):
    """Markup that came through the gate; added to a plain text, it is a plain text again."""

    __slots__ = ()


def clean(value: object) -> str:
    """Give one line of plain text: nothing that controls, hides or turns what stands around it.

    A text that is too long for a page says how much of it is missing.
    """
    text = str(value)
    missing = len(text) - _LONGEST
    text = text[:_LONGEST]
    if not text.isprintable():
        spaced = (" " if each.isspace() and each != _FIRM else each for each in text)
        text = "".join(each for each in spaced if _is_seen(each))
    return text if missing <= 0 else f"{text} [… +{missing}]"


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and character not in _NO_CHARACTERS


def sentence(value: str) -> Markup:
    """Give a text that runs over lines, which never break between ``R$`` or ``%`` and a number."""
    return Markup(escape(_KEPT_TOGETHER.sub(_FIRM, clean(value))))


def markup(value: str) -> Markup:
    """Give a text as markup; what came through the gate already stays as it is."""
    return value if isinstance(value, Markup) else Markup(escape(clean(value)))


def joined(parts: Iterable[str]) -> Markup:
    """Put parts one after the other."""
    return Markup("".join(map(markup, parts)))


def element(name: str, /, *children: str, **attributes: object) -> Markup:
    """Give an element with its children; plain ones are texts.

    ``class_`` and ``aria_label`` stand for ``class`` and ``aria-label``. An attribute that is
    None or False is left out, one that is True has no value.

    Raises:
        ValueError: it is no element, attribute or address that a page of ours may hold.
    """
    if not _ELEMENTS.fullmatch(name):
        raise ValueError(name)
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    opening = f"<{name}{written}>"
    return Markup(opening if name in _VOID else f"{opening}{joined(children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _ATTRIBUTES.fullmatch(name):
        raise ValueError(name)
    if value is None or value is False:
        return ""
    if name == "href" and not is_address(str(value)):
        raise ValueError(value)
    return f" {name}" if value is True else f' {name}="{escape(clean(value))}"'


def is_address(value: str) -> bool:
    """Tell whether an address is of a kind that we build: in the page, a mail, a conversation."""
    return len(value) <= _LONGEST and _OUR_ADDRESS.fullmatch(value) is not None


def style(sheet: str) -> Markup:
    """Give the style sheet of the page, which is ours.

    Raises:
        ValueError: it would end its own element.
    """
    if "<" in sheet:
        raise ValueError(sheet)
    return Markup(f"<style>{sheet}</style>")


def document(language: str, head: str, body: str) -> bytes:
    """Put the page together, in UTF-8."""
    page = element("html", element("head", head), element("body", body), lang=language)
    return f"<!doctype html>\n{page}\n".encode()
