# One entrance. `make` alone says what there is.
#
# Every verb sets up .venv first (requirements/install.sh): from requirements/demo.txt, or from
# requirements/dev.txt where development tools are needed. That happens once.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo check test test-slow bench docs lock clean ready-dev

export PYTHON
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-build-options --no-header --no-annotate
# what pytest says when no test was collected; not a failure
NO_TESTS := 5

help: ## say what there is (this)
	@echo "pejling: where does a municipality's employment effort stand, and what to do about it"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18
	@echo
	@echo "Needs Python 3.11 or newer and make; nothing else. The program itself: $(BIN)/pejling --help"

demo: ## set up, then write both demonstration reports to demo/reports
	@set -e; start=$$(date +%s); \
	sh requirements/install.sh demo; ready=$$(date +%s); \
	$(BIN)/python -m pejling.cli.demo; done=$$(date +%s); \
	echo "Set-up took $$((ready - start)) s, the job $$((done - ready)) s."

check: ready-dev ## format, lint, types, import contracts, locks in step, generated docs fresh
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/architecture/test_locks.py
	$(BIN)/python -m pejling.app.reference_docs --check

test: ready-dev ## the test suite, in under 10 minutes
	$(BIN)/pytest -n 2 --dist worksteal -q -rs

test-slow: ready-dev ## what needs a fresh clone, Spark, R, a browser or long runs
	@command -v java >/dev/null || echo "Java is not installed (17 or newer): only Spark needs it, its tests are skipped."
	@command -v Rscript >/dev/null || echo "R is not installed: only the survival oracles need it, their tests are skipped."
	$(BIN)/pytest -m slow -n 2 --dist loadfile -q -rs || [ $$? -eq $(NO_TESTS) ]

bench: ready-dev ## race pejling and its peers, side by side in one run (QUICK=1 in a minute, FULL=1 all of Denmark)
	$(BIN)/python benchmarks/run.py $(if $(QUICK),--quick) $(if $(FULL),--full)
	@[ -n "$(QUICK)" ] || for race in $$(grep -l __main__ benchmarks/*.py | grep -v run.py); do \
		echo "$$race"; $(BIN)/python $$race || exit 1; done

docs: ready-dev ## write the generated pages of docs/reference anew
	$(BIN)/python -m pejling.app.reference_docs

lock: ready-dev ## choose versions anew and write requirements/*.txt with their hashes
	$(LOCK) --upgrade --group build --output-file requirements/demo.txt
	$(LOCK) --upgrade --all-extras --group build --group dev --constraint requirements/demo.txt --output-file requirements/dev.txt

clean: ## remove everything that was made: .venv, caches, reports
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .nbcache \
		demo/reports demo/workspaces benchmarks/out
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

ready-dev:
	@sh requirements/install.sh dev
