"""The commented template in docs/ names every key, and says what holds without it."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from carteira_cli import config
from carteira_cli.config import Settings
from carteira_cli.config.settings import SECTIONS

TEMPLATE = Path(__file__).parents[2] / "docs" / "carteira.toml"


def switched_on(folder: Path) -> Path:
    path = folder / "carteira.toml"
    text = TEMPLATE.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE), encoding="utf-8")
    return path


def keys_and_defaults() -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for name, section in SECTIONS.model_fields.items():
        default = section.get_default(call_default_factory=True, validated_data={})
        if is_dataclass(default):
            found |= {
                (name, f.metadata.get("alias", f.name)): getattr(default, f.name)
                for f in fields(default)
            }
        elif name != "metas":
            kind = type(default).model_fields
            found |= {(name, f.alias or key): f.default for key, f in kind.items()}
    return found


def test_as_it_stands_the_template_changes_nothing() -> None:
    assert config.load(TEMPLATE) == Settings.default()


def test_every_line_of_the_template_is_valid(tmp_path: Path) -> None:
    assert config.load(switched_on(tmp_path)) != Settings.default()


def test_the_template_names_every_key_and_its_default(tmp_path: Path) -> None:
    written = tomllib.loads(switched_on(tmp_path).read_text(encoding="utf-8"))
    known = keys_and_defaults()

    assert {(s, key) for s, table in written.items() if s != "metas" for key in table} == set(known)
    for (section, key), default in known.items():
        if isinstance(default, str | int | float) and default != "":
            assert written[section][key] == default, f"[{section}] {key}"
