"""A declared layout becomes a checked one, or is refused for its first defect."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from carteira_cli.ingest.layouts.defects import LayoutError, require_known
from carteira_cli.ingest.layouts.layout import (
    DateIs,
    Grain,
    Kind,
    Layout,
    Reference,
    StatusReference,
    squeezed,
)
from carteira_cli.ingest.standing import MEANINGS, StatusRole, Words, is_pattern, words
from carteira_cli.ingest.status import answers
from carteira_cli.ingest.synonyms import SYNONYMS

_NEEDED = {"title", "about", "grain", "columns"}
_KEYS = _NEEDED | {"kind", "date_is", "ignore", "joined_by", "status"}
_STATUS_KEYS = {"column", "role", "yes", "no", *MEANINGS}
_OCCURRENCE = re.compile(r"^(.*)#(\d+)$")


def layout(slug: str, entry: Mapping[str, Any]) -> Layout:
    """Check how a declared table is to be read.

    Raises:
        LayoutError: it has unknown or missing keys, or unknown fields, roles or meanings.
    """
    require_known(slug, "keys", entry, _KEYS)
    if missing := _NEEDED - set(entry):
        raise LayoutError(slug, f"lacks {sorted(missing)}")
    require_known(slug, "fields", (*entry["columns"], *entry.get("ignore", ())), SYNONYMS)
    return Layout(
        slug=slug,
        title=entry["title"],
        about=entry["about"],
        kind=_one_of(slug, "kind", entry.get("kind", "vendas"), get_args(Kind)),
        grain=_one_of(slug, "grain", entry["grain"], get_args(Grain)),
        date_is=_one_of(slug, "date_is", entry.get("date_is", "venda"), get_args(DateIs)),
        columns={field: _references(slug, given) for field, given in entry["columns"].items()},
        status_columns=tuple(_status(slug, each) for each in entry.get("status", ())),
        ignore=frozenset(entry.get("ignore", ())),
        joined_by=_reference(slug, entry["joined_by"]) if "joined_by" in entry else None,
    )


def _references(slug: str, given: str | Sequence[str]) -> tuple[Reference, ...]:
    headers = [given] if isinstance(given, str) else given
    return tuple(_reference(slug, header) for header in headers)


def _reference(slug: str, header: str) -> Reference:
    numbered = _OCCURRENCE.match(header)
    name, occurrence = (numbered[1], int(numbered[2]) - 1) if numbered else (header, 0)
    if not squeezed(name) or occurrence < 0:
        raise LayoutError(slug, f"no column can be called «{header}»")
    return Reference(squeezed(name), occurrence)


def _status(slug: str, entry: Mapping[str, Any]) -> StatusReference:
    require_known(slug, "keys of status", entry, _STATUS_KEYS)
    role = _one_of(slug, "role", entry.get("role"), [each.value for each in StatusRole])
    column = _reference(slug, entry.get("column", ""))
    return StatusReference(StatusRole(role), column, _words(slug, role, entry))


def _words(slug: str, role: str, entry: Mapping[str, Any]) -> Words:
    if (role == StatusRole.FLAG) != ("yes" in entry and "no" in entry):
        raise LayoutError(slug, f"the role «{StatusRole.FLAG}» needs yes and no; no other has them")
    if role == StatusRole.FLAG:
        require_known(slug, "meanings", (entry["yes"], entry["no"]), MEANINGS)
        return answers(entry["yes"], entry["no"])
    own = [(meaning, entry[meaning]) for meaning in entry if meaning in MEANINGS]
    if wrong := [text for _, texts in own for text in texts if not is_pattern(text)]:
        raise LayoutError(slug, f"no word can fit {wrong}")
    return words(own)


def _one_of(slug: str, what: str, given: Any, known: Sequence[str]) -> Any:
    if given not in known:
        raise LayoutError(slug, f"{what} is «{given}»; known are {list(known)}")
    return given
