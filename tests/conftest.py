"""What all tests share: a patient profile for properties, and what needs LibreOffice."""

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, and say so, what needs LibreOffice where there is none; CI must have it."""
    if shutil.which("soffice") or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="LibreOffice (soffice) is not installed; CI runs this test")
    for item in items:
        if "libreoffice" in item.keywords:
            item.add_marker(skip)
