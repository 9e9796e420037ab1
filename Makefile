# Two commands matter: `make demo` and `make test`. Both set up first.

PYTHON ?= python3
BIN := .venv/bin

# Commands that the tests start would otherwise compile Gongkai again each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test bench setup lint lock clean

demo: setup
	$(BIN)/gongkai demo

test: setup lint
	$(BIN)/pytest

# What reading costs against what a user would write; also as JSON, in bench.json.
bench: setup
	$(BIN)/python -m tests.bench bench.json

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gongkai needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Resolve again from pyproject.toml. Needs uv, which is not part of the environment.
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --output-file requirements.lock

clean:
	rm -rf .venv demo-data bench.json
