"""Formulas as the file format wants them: English, with commas, balanced, not too long."""

import re
from collections.abc import Collection, Iterator

from carteira_cli.writers.package.lengths import units
from carteira_cli.writers.package.ranges import area

LIMIT = 8192
_SHOWN = 120
_LITERAL_LIMIT = 255
_OUTSIDE = re.compile(r"\"(?:[^\"]|\"\")*+\"|'(?:[^']|'')*+'!?|[\[\](){};\"']")
_INSIDE = re.compile(r"'.|[\[\]]", re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SHEET = re.compile(r"(?<![\w.#\]|!:])((?:[^\W\d][\w.]*:)?[^\W\d][\w.]*)!")


def wrong(formula: str, sheets: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give the slug and detail of what is wrong; ``sheets`` are the book's, in lower case."""
    if units(formula) > LIMIT:
        yield "formula-too-long", f"{units(formula)} characters"
    slug, bare, quoted = _grammar(formula)
    if slug:
        yield slug, formula[:_SHOWN]
        return
    for name in [*quoted, *_SHEET.findall(bare)]:
        unknown = (one for one in _sheets_of(name) if one.lower() not in sheets)
        yield from (("formula-sheet", f"no sheet {one!r}") for one in unknown)


def _sheets_of(name: str) -> list[str]:
    """Give the sheets of a reference such as ``First:Last``; none when it is another file's."""
    if "[" in name or "|" in name:
        return []
    return [one for one in name.split(":") if area(one.upper()) is None]


def _grammar(formula: str) -> tuple[str, str, list[str]]:
    """Give the slug of what is wrong, the text outside quotes, and the quoted sheet names."""
    open_: list[str] = []
    quoted: list[str] = []
    bare: list[str] = []
    at = 0
    while token := (_INSIDE if "[" in open_ else _OUTSIDE).search(formula, at):
        text = token[0]
        between = "" if "[" in open_ else formula[at : token.start()]
        bare += [between, text if len(text) == 1 else " "]
        at = token.end()
        slug = _take(text, open_, quoted)
        if slug:
            return slug, "", []
    bare.append(formula[at:])
    return ("formula-unbalanced" if open_ else "", "".join(bare), quoted)


def _take(text: str, open_: list[str], quoted: list[str]) -> str:
    """Note one token; give the slug of what is wrong with it."""
    if text in _PAIRS:
        return "" if open_ and open_.pop() == _PAIRS[text] else "formula-unbalanced"
    if text in _PAIRS.values():
        open_.append(text)
    elif text == ";":
        return "" if "{" in open_ else "formula-separator"
    elif text in {'"', "'"}:
        return "formula-unbalanced"
    elif text[0] == '"' and units(text[1:-1].replace('""', '"')) > _LITERAL_LIMIT:
        return "formula-text-too-long"
    elif text.endswith("'!"):
        quoted.append(text[1:-2].replace("''", "'"))
    return ""
