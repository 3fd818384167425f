# `make` alone lists what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
LOCK ?= requirements.lock
PORT ?= 8000

.PHONY: help run install install-dev test check fix docs figures lock clean

help:  ## list these
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install  ## install, make the demo network and serve it on http://127.0.0.1:$(PORT)
	@PORT=$(PORT) $(BIN)/heard start --demo $(PUBLIC)

STATIC := src/heard/web/static
LOCALE := src/heard/locale
install: $(VENV)/.installed-$(LOCK) $(STATIC)/vendor/.collected $(STATIC)/built/.of $(LOCALE)/.compiled  ## install into .venv, start nothing

install-dev:  ## the same, with what the tests need
	@$(MAKE) --no-print-directory install LOCK=requirements-dev.lock

$(VENV)/.installed-requirements.lock: requirements.lock pyproject.toml
$(VENV)/.installed-requirements-dev.lock: requirements-dev.lock pyproject.toml
$(VENV)/.installed-%:
	@PYTHON=$(PYTHON) tools/install $(VENV) $*
	@touch $@

$(STATIC)/vendor/.collected: package.json package-lock.json tools/collect_vendor.py tools/draw_maps.py src/heard/core/maps.py
	@$(BIN)/python tools/collect_vendor.py

$(STATIC)/built/.of: $(STATIC)/vendor/.collected tools/bundle.py $(shell find $(STATIC)/js $(STATIC)/css -type f)
	@$(BIN)/python tools/bundle.py

$(LOCALE)/.compiled: $(wildcard $(LOCALE)/*/LC_MESSAGES/*.po) tools/compile_locale.py
	@$(BIN)/python tools/compile_locale.py && touch $@

test: install-dev  ## everything, both databases, the browser included
	@tools/test $(BIN)

check: install-dev  ## lint, types, import law, core tests: under a minute
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-cache && $(BIN)/mypy \
		&& $(BIN)/heard manage makemigrations --check --dry-run && $(BIN)/pytest -q tests/core

fix: install-dev  ## put the formatting right
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: install-dev  ## make anew the pages that are made from the code
	@$(BIN)/heard manage settings_page > docs/hosts/settings.md

figures: install-dev  ## run the quick benches and write their figures into the texts; ONLY=name runs one, ONLY=text none
	@$(BIN)/python -m bench.figures $(ONLY) $(if $(POSTGRES),--postgres $(POSTGRES))

lock:  ## make the lock files anew
	uv pip compile pyproject.toml --extra weights --extra build --extra node --generate-hashes --python-version 3.11 --universal --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra weights --extra build --extra node --extra dev --generate-hashes --python-version 3.11 --universal --quiet -c requirements.lock -o requirements-dev.lock
	npm install --package-lock-only --ignore-scripts

clean:  ## forget the demo network and everything that was installed
	rm -rf $(VENV) node_modules $(STATIC)/vendor $(STATIC)/built heard-data
