# One command each: make demo, make test, make lint, make bench, make lock (and make help).

PYTHON ?= python3
RECORDS ?= 10000
WORKERS ?= 2
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/bin/pip-compile --quiet --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DELETE_ON_ERROR:
.PHONY: help demo test services lint bench lock upgrade clean

help:
	@echo "make demo     sample catalogues, a harvest of them, and the portal at 127.0.0.1:8000"
	@echo "make test     everything: linters, types, all tests against real services by WORKERS=$(WORKERS)"
	@echo "make lint     style, types and the direction of dependencies"
	@echo "make bench    harvest, search and oai with RECORDS=$(RECORDS) made-up records, as JSON"
	@echo "make lock     write requirements/*.txt anew from pyproject.toml, keeping versions"
	@echo "make upgrade  the same with the newest versions"
	@echo "make clean    forget the virtual environment and all caches (var/ stays)"

demo: $(VENV)/.base
	@$(RUN) manage.py demo

# The linters are among the tests (tests/house/test_lint.py).  Each worker starts servers of its
# own, and a file of tests stays with one, so that what it has built serves all of them.
test: $(VENV)/.dev services
	$(RUN) -m pytest --numprocesses=$(WORKERS) --dist=loadfile $(PYTEST)

services: $(VENV)/.dev
	@tests/services/install.sh $(RUN)

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	$(RUN) manage.py makemigrations --check --dry-run

bench: $(VENV)/.base
	@$(RUN) manage.py bench harvest --records $(RECORDS)
	@$(RUN) manage.py bench search --records $(RECORDS)
	@$(RUN) manage.py bench oai --records $(RECORDS)

lock: | $(VENV)/.made
	@$(RUN) -m piptools --version >/dev/null 2>&1 || $(RUN) -m pip install --quiet pip-tools
	@$(COMPILE) $(OPTIONS) --output-file requirements/base.txt pyproject.toml
	@$(COMPILE) $(OPTIONS) --constraint requirements/base.txt --extra production \
		--output-file requirements/production.txt pyproject.toml
	@$(COMPILE) $(OPTIONS) --constraint requirements/production.txt --extra production \
		--extra nexus --extra parquet --extra dev --output-file requirements/dev.txt pyproject.toml

upgrade:
	@$(MAKE) --no-print-directory lock OPTIONS=--upgrade

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# What is installed stays as long as its lock file does.
$(VENV)/.base: requirements/base.txt | $(VENV)/.made
	@echo "Installing Beamfinder's packages into $(VENV)"
	@$(PIP) --requirement $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/.made
	@echo "Installing Beamfinder's packages and those of its tests into $(VENV)"
	@$(PIP) --requirement $<
	@touch $@

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Beamfinder needs Python 3.11 or newer, and there is no $(PYTHON) here" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Beamfinder needs Python 3.11 or newer; $$($(PYTHON) --version) is too old." \
			"Name another one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Can't make a virtual environment: install Python's venv module" \
			"(Debian: apt-get install python3-venv)" >&2; exit 1; }
	@touch $@
