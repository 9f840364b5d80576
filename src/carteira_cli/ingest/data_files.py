"""Reads the data files that lie beside this package's code."""

import pkgutil
import tomllib
from typing import Any


def load(package: str, name: str) -> dict[str, Any]:
    """Read a TOML file of a package, from a folder or a zip.

    Raises:
        FileNotFoundError: the package has no such file.
    """
    content = pkgutil.get_data(package, name)
    if content is None:
        raise FileNotFoundError(name)
    return tomllib.loads(content.decode())
