# The menu: `make` or `make help` lists it. `make test` is what CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The packs as they are once read (docs/why/speed.md): passed over where a file they come from has changed since.
KEPT := src/cbccvc_rules/packs/kept.bin
OUTLINES := src/cbccvc_rules/packs/outlines.json
KEPT_FROM := $(shell find rules src/cbccvc_rules/lang src/cbccvc_rules/model src/cbccvc_rules/packs -name '*.yaml' -o -name '*.py') \
	$(wildcard src/cbccvc_rules/*.py)

DEMO_BATCH := examples/01-phong-ban-2024
DEMO_SUBJECT := CC007

.DEFAULT_GOAL := help
.PHONY: help setup demo test mutate prove engines spark lint format bench docs clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) $(KEPT)  ## create .venv with the library (editable) and the development tools

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "$(PYTHON) is not Python 3.11 to 3.13; name one: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot create virtual environments; install them first: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Packs at fault are no fault of the checkout: `cbccvc pack check` says what is wrong with them.
$(KEPT): $(STAMP) $(KEPT_FROM)
	@$(BIN)/python -m cbccvc_rules.packs.keep >/dev/null || echo "the packs were not kept" >&2

# `check` exits 1 when something is broken, which this batch shows on purpose; anything above 1 is a failure.
demo: setup  ## check an example batch, then explain one of its findings
	$(BIN)/cbccvc check $(DEMO_BATCH) || test $$? -eq 1
	$(BIN)/cbccvc explain $(DEMO_BATCH) --subject $(DEMO_SUBJECT)

test: lint  ## everything CI runs: linters, types, floors, tests
	$(BIN)/pytest

mutate: setup  ## put every small mistake into the rules: a case must notice each (half a minute)
	$(BIN)/cbccvc pack mutate

prove: setup  ## ask a solver about every round there could be: gaps, dead rules, repetitions (a minute)
	$(BIN)/cbccvc pack verify

engines: setup  ## put every case and a hundred thousand drawn rounds to every engine (an hour)
	PYTHONPATH=tests $(BIN)/python -m properties.engines 100000

spark: setup  ## install Spark (half a gigabyte) and run the statements there (a minute)
	command -v java >/dev/null || { echo "Java is missing: apt-get install default-jre-headless" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --editable '.[spark]'
	$(BIN)/pytest tests/conformance/test_spark.py

lint: setup  ## ruff, mypy and the import contracts, without the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup  ## rewrite the code as ruff formats it
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup  ## print the figures of docs/why/speed.md: ratios in one run
	$(BIN)/python -m benchmarks.speed

docs: setup  ## rewrite what the docs and READMEs take from packs, models and commands
	$(BIN)/python -m cbccvc_rules.authoring.handbook docs README.md README.en.md
	$(BIN)/python tests/docs/console.py

clean:  ## remove .venv, caches and builds
	rm -rf $(VENV) $(KEPT) $(OUTLINES) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
