PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q -c constraints.txt

help:  ## what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/'

demo: .venv/installed  ## set up, read corpus/ into index/, ask in both languages
	$(BIN)/assistant ingest
	$(BIN)/assistant ask "how much did KDDI receive?"
	$(BIN)/assistant ask "KDDIはいくら助成される?"

ui: .venv/installed  ## the chat page on this machine
	$(BIN)/assistant ui

# Together they keep two cores busy: more threads would but wait for one another. The gate, which
# has one thread and takes longest, goes before the tests; of these three run at once, for many wait.
test: export ASSISTANT_THREADS = 1
test: export OMP_NUM_THREADS = 1
test: .venv/installed-dev  ## all that CI runs: lint, types, tests and the evaluation gate, at once
	$(MAKE) --no-print-directory --jobs 3 check tests gate

tests: .venv/installed-dev
	nice -n 3 $(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

gate: .venv/installed-dev
	$(BIN)/assistant eval

eval: .venv/installed-dev  ## score the assistant on its fact table
	$(BIN)/assistant eval --all

bench: .venv/installed-bench  ## measure retrieval and speed: make bench DATA=FOLDER
	$(BIN)/python -m evals.bench "$(DATA)"

train: .venv/installed-train  ## train the reader anew: make train DATA=FOLDER (a night and more)
	$(BIN)/python -m evals.train_reader "$(DATA)" build/reader

check: .venv/installed-dev  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/mypy

clean:  ## remove the environment and the index
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find index -mindepth 1 ! -name README.md -delete

# The stamps are newer than what they were made from: nothing is fetched twice. An older pip, as
# Debian 12 has it, builds a source package by what the environment holds, and needs wheel there.
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) wheel
	$(PIP) -e .
	touch $@

.venv/installed-dev: .venv/installed
	$(PIP) -e '.[dev]'
	touch $@

# What `make test` also runs where it is there, and CI always: a real language model.
.venv/installed-ci: .venv/installed-dev
	$(PIP) -e '.[ci]'
	touch $@

.venv/installed-train: .venv/installed
	$(PIP) -e '.[train]'
	touch $@

.venv/installed-bench: .venv/installed-dev
	$(PIP) -e '.[bench]'
	touch $@

.PHONY: help demo ui test tests gate eval bench train check clean
