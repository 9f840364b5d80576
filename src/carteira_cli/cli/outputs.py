"""Which files a run writes, where, and the writing of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typer

from carteira_cli.cli import grafting, saving, saving_folder, values
from carteira_cli.cli.speech import say
from carteira_cli.model.earlier import Earlier
from carteira_cli.model.report import Report
from carteira_cli.readers.content import STANDARD_INPUT
from carteira_cli.writers import FILE_FORMATS, FOLDER_FORMATS, FileFormat, FolderFormat

DEFAULT_FORMATS = ("xlsx",)


@dataclass(frozen=True, slots=True)
class Target:
    """One file to write, or one folder."""

    form: FileFormat | FolderFormat
    path: Path


@dataclass(frozen=True, slots=True)
class Past:
    """A workbook of ours as it was before the run: where, its bytes, and what it remembers."""

    path: Path
    content: bytes
    earlier: Earlier | None


def targets(
    output: str | None, formats: Sequence[str], first: Path, *, anonymous: bool = False
) -> list[Target]:
    """Give one target per format, beside the first input unless the output says where.

    With several formats, they differ in the suffix only; a folder has none. Without any, the
    output's own suffix chooses. What is ``anonymous`` has a name of its own.

    Raises:
        typer.BadParameter: a format or a suffix that nobody writes.
    """
    path = (
        Path(output) if output else _beside(first, "carteira-anonima" if anonymous else "carteira")
    )
    chosen = formats or ([_format_of(path)] if output else DEFAULT_FORMATS)
    forms = [_form(name) for name in dict.fromkeys(chosen)]
    has_suffix = path.suffix.lower() in {*_formats_by_suffix(), *_folder_suffixes()}
    stem = path.with_suffix("") if has_suffix else path
    return [Target(form, stem.with_name(stem.name + _suffix(form))) for form in forms]


def save(
    wanted: Sequence[Target],
    report: Report,
    inputs: Collection[Path],
    past: Past | None,
    *,
    overwrite: bool,
) -> list[Path]:
    """Write every target and give the files; all are built before the first is saved.

    The workbook of ``past`` is replaced only while it is what was read of it, and sheets that its
    owner added to it stay.

    Raises:
        CarteiraError: one can't or must not be written.
    """
    savers = [_saver(target, report, past) for target in wanted]
    return [saver(inputs=inputs, overwrite=overwrite) for saver in savers]


def _saver(target: Target, report: Report, past: Past | None) -> Callable[..., Path]:
    """Build the content of a target, and give what saves it."""
    if past is not None and target.path == past.path:
        return _renewing(past, report)
    if isinstance(target.form, FolderFormat):
        return partial(saving_folder.save, target.path, target.form.write(report))
    content = target.form.write(report)
    return partial(saving.save, target.path, content, is_ours=target.form.is_ours)


def _renewing(past: Past, report: Report) -> Callable[..., Path]:
    """Build the workbook anew, with the sheets in it that are its owner's."""
    content = grafting.renewed(past.content, report, past.path.name)

    def save(*, inputs: Collection[Path], overwrite: bool) -> Path:  # noqa: ARG001  it is ours
        return saving.replace(past.path, content, read=past.content, inputs=inputs)

    return save


def _beside(first: Path, ending: str) -> Path:
    """Name the result after the input; what was piped in has no name, and lies in this folder."""
    if first == STANDARD_INPUT:
        return Path(f"{ending}.xlsx")
    return first.with_name(f"{first.stem}-{ending}.xlsx")


def _form(name: str) -> FileFormat | FolderFormat:
    forms: Mapping[str, FileFormat | FolderFormat] = {**FILE_FORMATS, **FOLDER_FORMATS}
    return forms[values.choice("--formato", name, forms)]


def _suffix(form: FileFormat | FolderFormat) -> str:
    return form.suffix if isinstance(form, FileFormat) else ""


def _formats_by_suffix() -> dict[str, str]:
    return {form.suffix: name for name, form in FILE_FORMATS.items()}


def _folder_suffixes() -> dict[str, str]:
    """Give the suffixes that look like a folder format's; its folders have none."""
    return {f".{name}": name for name in FOLDER_FORMATS}


def _format_of(path: Path) -> str:
    names, suffix = _formats_by_suffix(), path.suffix.lower()
    if suffix in names:
        return names[suffix]
    message = say(
        "o nome deve terminar em {endings}; para uma pasta de tabelas, diga também {folders}",
        endings=", ".join(names),
        folders=", ".join(f"--formato {name}" for name in FOLDER_FORMATS),
    )
    raise typer.BadParameter(message, param_hint="--saida")
