# Two commands: `make demo` and `make test`. Both begin with `make setup`.

PYTHON ?= python3
UV := .tools/uv/bin/uv
BIN := .venv/bin
PORT ?= 8765

export UV_NO_PROGRESS := 1

.PHONY: setup demo serve-demo test lint requirements docs model benchmark wheel clean
.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# uv in an environment of its own: the system's pip may refuse to install.
$(UV):
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt

# Compiled at once: without it every process compiles two thousand modules anew.
.venv/.ready: $(UV) requirements/development.txt pyproject.toml
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/development.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

setup: .venv/.ready ## Make the locked environment: leaves .venv/bin/copydesk.

demo: setup ## Run the whole line over examples/, write out/demo, serve it on loopback.
	$(BIN)/copydesk demo --site out/demo --port $(PORT)

serve-demo: setup ## A newsroom with a desk and a watcher, while outlets here report over two minutes.
	$(BIN)/copydesk demo examples --live --site out/serve-demo --port $(PORT)

# The rest, which `.ci/run` runs too, takes longer or needs a browser, a database server or PyTorch.
QUICK := not slow and not browser and not postgresql and not training

test: setup lint ## Lint, types, layers, and the tests that take less than five minutes in all.
	$(BIN)/python -m pytest -q -n auto --dist loadgroup -m "$(QUICK)" $(PYTEST_ARGS)

lint: setup ## Ruff, mypy, import-linter, and dependencies declared and used.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry src --no-ansi

requirements: $(UV) ## Pin all dependencies again, with hashes and no addresses.
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --group dev --extra cluster --extra openid --extra postgresql --extra serve pyproject.toml -o requirements/development.txt --upgrade
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra cluster --extra openid --extra postgresql --extra serve pyproject.toml -c requirements/development.txt -o requirements/service.txt --upgrade
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  --group training pyproject.toml -c requirements/development.txt -o requirements/training.txt --upgrade
	echo 'uv' | $(UV) pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 - -o requirements/bootstrap.txt --upgrade

docs: setup ## Make the reference of commands, settings and schemas, and the notebook, again.
	$(BIN)/python -m copydesk.cli.reference commands > docs/reference/commands.md
	$(BIN)/python -m copydesk.cli.reference settings > docs/reference/settings.md
	$(BIN)/python -m copydesk.contracts.schema_files docs/reference/schemas
	$(BIN)/python docs/notebook/execute.py

model: setup ## Train the English model again: DATA=../shared/data/language MINILM=folder.
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/training.txt
	$(BIN)/python -m training --data $(DATA) --minilm $(MINILM)

benchmark: setup ## Quality and speed of each stage beside its peers, on ../shared.
	$(BIN)/python -m benchmarks

wheel: setup ## Build dist/, the wheel and the source archive.
	$(BIN)/python -m hatchling build -d dist

clean: ## Remove what was made here, not the environment.
	rm -rf out .pytest_cache .mypy_cache .ruff_cache .hypothesis
