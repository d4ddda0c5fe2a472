# Two commands matter: `make run` and `make test`. Both set everything up in the project's own .venv first.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# The gate draws the same examples everywhere, the soak new ones each time; SEED=… repeats a soak.
ifndef SEED
SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
endif

.PHONY: run test setup lint bench pictures soak clean

run: .venv/.ready
	@YUESONG_FIRST_START=demo $(BIN)/yuesong

test: lint
	$(BIN)/pytest -n 2

setup: .venv/.ready .venv/.ready-dev

lint: .venv/.ready-dev
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/.ready-dev
	$(BIN)/python -m bench

pictures: .venv/.ready-dev
	$(BIN)/python -m docs.manual.pictures

soak: .venv/.ready-dev
	@echo "seed $(SEED)"
	YUESONG_TEST_PROFILE=soak $(BIN)/pytest -n 2 -o faulthandler_timeout=0 --hypothesis-seed=$(SEED)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

.venv/bin/python:
	PYTHON="$(PYTHON)" .ci/venv

# An editable install is not compiled by pip: the first start should be as quick as every other.
# The stamps name what was installed: unchanged lock files install nothing a second time.
.venv/.ready: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q store tui
	@touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@
