# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

# The doors of the project. `make` alone lists them. `make demo` and `make test` do all set-up themselves.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONDONTWRITEBYTECODE := 1

# The first Python from 3.11 to 3.13 that this user may run.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 /usr/bin/python3; do \
	"$$p" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Test workers: one per core, two at the least.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$(( n > 2 ? n : 2 )))

.PHONY: help setup demo test check bench format lock browser test-unseen test-database clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## install everything into .venv

$(READY): requirements.txt pyproject.toml packages/unseen/pyproject.toml
	@test -n "$(PYTHON)" || { echo "Zicht needs Python 3.11, 3.12 or 3.13; none was found on the path." >&2; exit 1; }
	@echo "Setting up .venv with $(PYTHON) (about a minute the first time)"
	@$(BIN)/python -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' 2>/dev/null || { \
	rm -rf $(VENV); if "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then "$(PYTHON)" -m venv $(VENV); \
	else "$(PYTHON)" -m venv --without-pip $(VENV); "$(PYTHON)" -m pip --python $(BIN)/python install --quiet pip; fi; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--editable . --editable packages/unseen
	@touch $@

demo: setup ## the invented region in your browser, with everything running
	@$(BIN)/zicht demo

browser: # Chromium for the browser tests, where we may install it
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; fi; }

test: setup browser test-unseen ## all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -q

test-unseen: setup
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --rootdir packages/unseen \
		-c packages/unseen/pyproject.toml packages/unseen/tests

test-database: setup ## the tests that need PostgreSQL (set ZICHT_PG_BIN for another version)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -q -m "database and not browser"

check: setup ## lint, format, types, import contracts, migrations, licences, reference lists
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --settings zicht.web.settings
	@$(BIN)/reuse lint --quiet || { $(BIN)/reuse lint; exit 1; }
	@$(BIN)/zicht reference check

bench: setup ## measure: start, saving signals, queries per page, inbox, row policies, register files, protection, editions
	@$(BIN)/python -m bench

format: setup ## put the code in its form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lock: ## renew requirements.txt (needs uv)
	@uv pip compile pyproject.toml --group dev --generate-hashes --universal --no-emit-index-url --python-version 3.11 \
		--index-strategy unsafe-best-match --no-header --quiet --output-file requirements.txt
	@sed -i '1i # SPDX-FileCopyrightText: 2026 Zicht contributors\n# SPDX-License-Identifier: EUPL-1.2\n# Made by "make lock" from pyproject.toml; installed with hashes by "make setup".' requirements.txt

clean: ## remove what setup and tests made (not the database)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
