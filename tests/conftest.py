"""What all tests share: a patient profile for properties, what needs a program, sound books."""

import gc
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xlsxwriter import Workbook

from carteira_cli.writers.package import Fault, faults
from tests.programs import NEEDED

UNMEASURED = frozenset(
    (
        "test_docs.py",
        "test_laws.py",
        "test_mess.py",
        "test_notes.py",
        "test_round_trip.py",
        "test_terminal_report.py",
        "test_workbook_card.py",
    )
)
"""They run the same lines hundreds of times: measuring coverage would double what they take, and
other tests measure those lines."""

# Whoever sets no language, as cron does not, is spoken to in Portuguese.
os.environ["LC_ALL"] = "C.UTF-8"
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from looking through the libraries' lasting heap again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is not measured; skip, and say so, what needs a program that is not there.

    CI must have all of them.
    """
    for item in items:
        if item.path.name in UNMEASURED:
            item.add_marker(pytest.mark.no_cover)
    if os.environ.get("CI"):
        return
    for mark, (name, programs) in NEEDED.items():
        if not any(map(shutil.which, programs)):
            skip = pytest.mark.skip(reason=f"{name} is not installed; CI runs this test")
            for item in items:
                if mark in item.keywords:
                    item.add_marker(skip)


@pytest.fixture(scope="session")
def damage() -> Iterator[list[Fault]]:
    """The faults of the workbooks that this process writes, whoever writes them.

    XlsxWriter closes each of them, so it makes no difference how a test came by a writer, nor
    whether the program's error boundary stands between them. Links may lead to sheets of the book
    that ours will be put into.
    """
    found: list[Fault] = []
    close = Workbook.close

    def close_and_look(book: Workbook) -> None:
        close(book)
        stream = book.filename
        written = stream.getvalue() if isinstance(stream, io.BytesIO) else Path(stream).read_bytes()
        found.extend(fault for fault in faults(written) if fault.slug != "link-place")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workbook, "close", close_and_look)
        yield found


@pytest.fixture(autouse=True)
def no_damaged_workbook(damage: list[Fault]) -> Iterator[None]:
    """Fail the test that wrote a workbook which Excel would want to repair."""
    yield
    told, damage[:] = [*damage], []
    assert told == []
