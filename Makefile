# Two commands on a fresh machine with Python 3.11+ and make:  make map   and   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: help map test check format notebook clean

help:
	@echo "make map       read corpora/sample and write the journey map into voc-out"
	@echo "make test      run the tests"
	@echo "make check     ruff and mypy"
	@echo "make format    let ruff format the code"
	@echo "make notebook  open the notebooks in Jupyter"
	@echo "make clean     remove the environment and what was made"

map: $(VENV)/.run
	$(BIN)/voc map corpora/sample --out voc-out
	@echo "Open voc-out/journey.html in a browser."

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebook: $(VENV)/.run
	$(PIP) "jupyter>=1.1"
	$(BIN)/jupyter lab notebooks

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "voc needs Python 3.11 or newer; run: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) voc-out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
