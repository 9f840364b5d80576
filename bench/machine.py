"""Names the machine and the versions that figures were measured with."""

import os
import platform
from importlib import metadata
from pathlib import Path

_LIBRARIES = ("pandas", "numpy", "pyarrow", "openpyxl", "xlsxwriter", "python-calamine")


def describe() -> str:
    """Say in one sentence what was measured on."""
    system = f"{platform.system()} {platform.release()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}; {python}; {libraries}"
    )


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
