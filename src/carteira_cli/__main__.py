"""The door from the operating system: ``carteira`` and ``python -m carteira_cli``."""

import sys

from carteira_cli.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
