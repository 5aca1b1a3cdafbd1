# make run    set up .venv, index corpus/, serve the page on http://127.0.0.1:7860
# make test   set up .venv, run every check: lint, types, layers, tests
# Both set up only when pyproject.toml or constraints.txt changed since the last time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

.PHONY: run test lint format clean

run: $(VENV)/.ready-to-run
	@$(BIN)/python app.py

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-to-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/.ready-to-run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Footnote needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; set PYTHON=/path/to/python3")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Footnote needs into $(VENV) (some minutes, once) ..."
	@# torch first and alone: later installs then keep this build instead of looking for another one
	@$(PIP_INSTALL) torch
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready-to-run
	@echo "Installing what the checks need into $(VENV) (a minute, once) ..."
	@$(PIP_INSTALL) --editable ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV)
