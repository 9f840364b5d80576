"""Which files a run writes, where, and the writing of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from carteira_cli.cli import saving, values
from carteira_cli.model.report import Report
from carteira_cli.readers.content import STANDARD_INPUT
from carteira_cli.writers import FILE_FORMATS, FileFormat

DEFAULT_FORMATS = ("xlsx",)


@dataclass(frozen=True, slots=True)
class Target:
    """One file to write."""

    form: FileFormat
    path: Path


def targets(output: str | None, formats: Sequence[str], first: Path) -> list[Target]:
    """Give one target per format, beside the first input unless the output says where.

    With several formats, they differ in the suffix only. Without any, the output's own suffix
    chooses.

    Raises:
        typer.BadParameter: a format or a suffix that nobody writes.
    """
    path = Path(output) if output else _beside(first)
    chosen = formats or ([_format_of(path)] if output else DEFAULT_FORMATS)
    forms = [_form(name) for name in dict.fromkeys(chosen)]
    stem = path.with_suffix("") if path.suffix.lower() in _formats_by_suffix() else path
    return [Target(form, stem.with_name(stem.name + form.suffix)) for form in forms]


def save(
    wanted: Sequence[Target], report: Report, inputs: Collection[Path], *, overwrite: bool
) -> list[Path]:
    """Write every target and give the files; all are built before the first is saved.

    Raises:
        CarteiraError: one can't or must not be written.
    """
    contents = [target.form.write(report) for target in wanted]
    return [
        saving.save(
            target.path,
            content,
            overwrite=overwrite,
            is_ours=target.form.is_ours,
            inputs=inputs,
        )
        for target, content in zip(wanted, contents, strict=True)
    ]


def _beside(first: Path) -> Path:
    """Name the result after the input; what was piped in has no name, and lies in this folder."""
    if first == STANDARD_INPUT:
        return Path("carteira.xlsx")
    return first.with_name(f"{first.stem}-carteira.xlsx")


def _form(name: str) -> FileFormat:
    return FILE_FORMATS[values.choice("--formato", name, FILE_FORMATS)]


def _formats_by_suffix() -> dict[str, str]:
    return {form.suffix: name for name, form in FILE_FORMATS.items()}


def _format_of(path: Path) -> str:
    names = _formats_by_suffix()
    name = names.get(path.suffix.lower())
    if name is None:
        message = f"o nome deve terminar em {' ou '.join(names)}"
        raise typer.BadParameter(message, param_hint="--saida")
    return name
