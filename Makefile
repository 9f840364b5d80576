# The whole life of the project in a few words; `make` alone lists them.
# Needs GNU make, Python 3.11 or newer and pip. Nothing outside .venv/ is installed.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
USER := .venv/.ready-to-use
DEVELOPER := .venv/.ready-to-develop
PYTEST_ARGS ?=

.DEFAULT_GOAL := list
.PHONY: list demo test check lint docs pictures bench clean

list:  ## list these words
	@awk -F ':.*##' '/^[a-z]+:.*##/ { printf "make %-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(USER)  ## write an example, analyse it, show where the workbook is
	@$(BIN)/carteira exemplo demo --sobrescrever --silencioso
	@$(BIN)/carteira analisar demo/vendas.xlsx --data-base ultima

test: $(DEVELOPER)  ## run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

check: lint  ## everything that a change must pass: style, types, architecture, docs, tests
	@$(MAKE) --no-print-directory test PYTEST_ARGS='--cov $(PYTEST_ARGS)'

lint: $(DEVELOPER)  ## style, types, architecture and generated documents
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/make_docs.py --check
	@$(BIN)/python scripts/make_catalogue.py --check

docs: $(DEVELOPER)  ## write the references in docs/, the files of examples/ and the catalogue anew
	@$(BIN)/python scripts/make_catalogue.py
	@$(BIN)/python scripts/make_docs.py
	@$(BIN)/python scripts/make_examples.py

pictures: $(DEVELOPER)  ## draw the pictures of the README anew (needs LibreOffice, Poppler, Chromium)
	@$(BIN)/python scripts/make_pictures.py

bench: $(DEVELOPER)  ## measure time and memory
	@$(BIN)/python -m bench

clean:  ## remove everything that can be made again
	rm -rf .venv demo build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer was not found; name it: make test PYTHON=/path/to/python' >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(USER): $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

# lifetimes ships the published CDNOW sample that the predictions are checked against; it is never
# imported, and the libraries it asks for are years old, so it comes without them.
$(DEVELOPER): $(USER)
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	$(PIP) install --constraint constraints.txt --no-deps lifetimes
	@touch $@
