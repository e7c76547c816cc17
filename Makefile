# Homeward from nothing: git, make and Python 3.11 with its venv module. All else is installed into .venv, once.
# `make` alone lists what there is.

PYTHON = $(or $(shell for name in python3.11 python3; do \
	$$name -c 'import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$name && break; \
	done),$(error Python 3.11 with venv is needed: apt-get install python3.11-venv))
BIN = .venv/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header

# One more than there are cores: a test of the browser, or of a program, waits as often as it reckons.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

COUNTY = build/demo-county
ANSWERS = build/answers
# Three of the named cast (src/homeward/demo/cast).
CHILDREN = jaylen-okafor noah-larocque marcus-everhart

.PHONY: help run example test test-postgres test-spark check format bench mutants docs readable uswds lock clean

help:  ## list these
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 18

run: .venv/runtime  ## the website with a made-up county, at http://localhost:8000
	$(BIN)/homeward serve --demo

example: .venv/runtime $(COUNTY)  ## the command line on the same county: evaluate it, explain three children
	$(BIN)/homeward evaluate $(COUNTY) --out $(ANSWERS)
	@set -e; for child in $(CHILDREN); do $(BIN)/homeward explain $(COUNTY) --child $$child --brief; done
	@echo
	@echo "Three of the county's children, in brief. Without --brief: the words of the policy behind each date, e.g."
	@echo "    $(BIN)/homeward explain $(COUNTY) --child $(firstword $(CHILDREN))"
	@echo
	@echo "The caseload:    $(COUNTY)"
	@echo "Its obligations: $(ANSWERS)/obligations.csv"
	@echo "Its roundtables: $(ANSWERS)/determinations.csv"

$(COUNTY): | .venv/runtime
	$(BIN)/homeward demo $@

test: .venv/dev  ## every test but Spark's; the last line names what was left out
	$(BIN)/python -m pytest -n $(WORKERS)

test-postgres: .venv/dev  ## the website's tests once more, on PostgreSQL
	$(BIN)/python -m tests.on_postgres -n $(WORKERS)

test-spark: .venv/dev .venv/spark  ## Spark's tests (Java 17, and about a minute)
	$(BIN)/python -m pytest -m spark

check: .venv/dev  ## form, types, layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

format: .venv/dev  ## put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev .venv/spark .venv/bench  ## measure against the Python loop, DuckDB, PostgreSQL and OpenFisca
	$(BIN)/python -m benchmarks

mutants: .venv/dev .venv/bench  ## how many small changes of the engine do the tests notice? (long)
	$(BIN)/mutmut run
	$(BIN)/mutmut results

docs: .venv/runtime  ## write docs/policy/ from the policy manual
	$(BIN)/homeward policy docs

readable: .venv/dev  ## how easy the guide for learners is to read (a report, no gate)
	$(BIN)/python -m tests.learning.plain_language

uswds: .venv/runtime  ## take the files of the design system that the pages use (needs npm)
	$(BIN)/python -m homeward.website.vendor

lock: .venv/dev  ## requirements/*.in -> *.txt; `make lock UPGRADE=--upgrade` takes newer versions
	cd requirements && ../$(LOCK) $(UPGRADE) runtime.in build.in -o runtime.txt
	cd requirements && ../$(LOCK) $(UPGRADE) -c runtime.txt dev.in -o dev.txt
	cd requirements && ../$(LOCK) $(UPGRADE) -c runtime.txt -c dev.txt spark.in -o spark.txt
	cd requirements && ../$(LOCK) $(UPGRADE) -c runtime.txt -c dev.txt bench.in -o bench.txt

clean:  ## remove .venv and all that was made
	rm -rf .venv build src/*.egg-info .*_cache .hypothesis .coverage mutants

# Each file below is a stamp: it says that this lock file is installed, so that a second call has nothing to do.

.venv/created:
	@echo "Setting up, once: a Python environment in .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: requirements/runtime.txt pyproject.toml src/homeward/__init__.py .venv/created
	@echo "Installing requirements/runtime.txt and Homeward"
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/runtime
	@echo "Installing requirements/dev.txt"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv/spark .venv/bench: .venv/%: requirements/%.txt .venv/runtime
	@echo "Installing requirements/$*.txt"
	@$(PIP) install --require-hashes --no-build-isolation -r requirements/$*.txt
	@touch $@
