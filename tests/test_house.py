"""The laws of the house that neither the linter nor the type checker can see."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import pytest

import carteira_cli
from carteira_cli.cli.app import COMMANDS
from carteira_cli.config.sections import Output
from carteira_cli.metrics import METRICS
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Code
from carteira_cli.readers import READERS
from carteira_cli.writers import FILE_FORMATS, FOLDER_FORMATS
from scripts import make_catalogue, make_docs

ROOT = Path(carteira_cli.__file__).parent
ROOMS_WITHOUT_A_NAME = {"utils", "helpers", "common", "misc", "base"}


def modules(folder: str) -> Iterator[ModuleType]:
    for path in sorted((ROOT / folder).glob("[!_]*")):
        if path.suffix == ".py" or (path / "__init__.py").exists():
            yield importlib.import_module(f"carteira_cli.{folder}.{path.stem}")


def sources() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def test_every_metric_is_registered_once() -> None:
    assert [m.METRIC.name for m in modules("metrics")] == sorted(m.name for m in METRICS)


def test_every_metric_is_named_after_its_file() -> None:
    assert all(m.METRIC.name == m.__name__.rpartition(".")[2] for m in modules("metrics"))


def test_every_reader_is_registered() -> None:
    written = {module.read for module in modules("readers") if hasattr(module, "read")}

    assert written == set(READERS.values())


def test_every_format_that_gives_bytes_is_registered() -> None:
    def gives_bytes(module: ModuleType) -> bool:
        return hasattr(module, "write") and get_type_hints(module.write)["return"] is bytes

    writers = [module.__name__ for module in modules("writers") if gives_bytes(module)]
    folders = {path.parent.name for path in (ROOT / "writers").glob("*/__init__.py")}
    packages = folders - {"graft", "package"}

    assert len(writers) + len(packages) == len(FILE_FORMATS) + len(FOLDER_FORMATS)


def test_every_format_can_be_chosen_in_the_configuration() -> None:
    names = get_args(get_args(get_type_hints(Output)["formats"])[0])

    assert set(names) == {*FILE_FORMATS, *FOLDER_FORMATS}


def test_every_command_file_is_in_the_program() -> None:
    commands = {m.__name__.rpartition(".")[2]: m for m in modules("cli") if hasattr(m, "ABOUT")}
    commands.pop("app")

    registered = {name: function for name, _, _, function in COMMANDS}
    assert registered == {name: getattr(module, name) for name, module in commands.items()}


def test_no_room_goes_without_a_name() -> None:
    assert not [path for path in sources() if path.stem in ROOMS_WITHOUT_A_NAME]


def test_slugs_are_never_used_twice() -> None:
    slugs = [code.slug for code in vars(catalogue).values() if isinstance(code, Code)]

    assert len(slugs) == len(set(slugs))


def test_a_stop_has_an_exit_code_and_a_finding_has_none() -> None:
    stops = {code.exit for code in vars(catalogue).values() if isinstance(code, Code)}

    assert {int(code) for code in stops} <= {0, 2, 3, 4, 5}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_bodies_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]

    assert all(length(function) <= 45 for function in functions)


def test_nine_functions_of_ten_have_25_lines_at_most() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources()]
    nodes = (node for tree in trees for node in ast.walk(tree))
    lengths = sorted(length(node) for node in nodes if isinstance(node, ast.FunctionDef))

    assert lengths[len(lengths) * 9 // 10] <= 25


def length(function: ast.FunctionDef) -> int:
    """Lines of the body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_help_loads_nothing_heavy_and_is_quick() -> None:
    script = (
        "import sys, time\n"
        "from carteira_cli.__main__ import main\n"
        "code = main(['analisar', '--help'])\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'xlsxwriter', 'pydantic', 'babel', 'rich'}\n"
        "print(code, sorted(heavy & set(sys.modules)), time.process_time(), file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    code, loaded, seconds = result.stderr.rsplit(maxsplit=2)

    assert (code, loaded) == ("0", "[]")
    assert float(seconds) < 0.3


def test_the_generated_documents_are_current() -> None:
    assert make_docs.stale() == []


def test_every_text_is_in_the_catalogue_and_translated() -> None:
    assert make_catalogue.complaints() == []
