# Each target is a thin line over `python -m …`. Variables reach the commands through the environment, quoted: paths may hold spaces.
# `make help` lists the targets, from the `##` comments.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
export SOURCE DATA OUT BUNDLE ENCODER PARAMS SEED NAME N WHEELS
# Waiting OpenMP threads sleep instead of spinning: on a machine shared with others, spinning made training up to eight times slower.
export OMP_WAIT_POLICY := passive

# $(call environment,extra): .venv with that extra, quick when nothing changed.
define environment
@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON). Install python3.11, or name another interpreter: make $@ PYTHON=/path/to/python3.11" >&2; exit 1; }
@"$(PYTHON)" tools/environment.py $(1)
endef

# $(call needs,VARIABLES): a sentence and an example for each one that is missing.
define needs
@$(foreach name,$(1),$(if $($(name)),,echo "make $@ needs $(name)=…, for example: make $@ $(example)" >&2; exit 1;)) :
endef

# $(call option,VARIABLE,flag): the flag if the variable stands on the command line (NAME and the like may be set in a shell for other reasons).
option = $(if $(filter command,$(firstword $(origin $(1)))),--$(2) "$$$(1)")

.PHONY: help run test setup train score evaluate inspect serve demo simulate check lint format types test-slow lock clean

help: ## this table
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: ## on a fresh machine: environment, the service's packages, then the service on the demo bundle (PORT=8000)
	$(call environment,service)
	@VALUATION_PORT="$(PORT)" exec $(PY) -m service

test: ## on a fresh machine: environment, all packages, the whole fast suite
	$(call environment,dev)
	@$(PY) -m pytest

setup: ## .venv with all locked packages and nothing else
	$(call environment,dev)

train: example = SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=models/bundles/sbir
train: ## contracts → a bundle with its report (SOURCE= DATA= OUT=, and ENCODER= PARAMS= SEED= NAME=)
	$(call needs,SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.train --source "$$SOURCE" --data "$$DATA" --out "$$OUT" $(call option,ENCODER,encoder) $(call option,PARAMS,params) $(call option,SEED,seed) $(call option,NAME,name)

score: example = BUNDLE=models/demo SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=predictions.parquet
score: ## a table → predictions, one row a row (BUNDLE= SOURCE= DATA= OUT=, and VALUATION_DATE=)
	$(call needs,BUNDLE SOURCE DATA OUT)
	$(call environment,service)
	@$(PY) -m models.score --bundle "$$BUNDLE" --source "$$SOURCE" --data "$$DATA" --out "$$OUT" $(call option,VALUATION_DATE,valuation-date)

evaluate: example = BUNDLE=models/bundles/sbir SOURCE=training/sources/sbir.toml DATA=later_awards.parquet OUT=report.json
evaluate: ## ratio study and calibration on labelled data not used in training (BUNDLE= SOURCE= DATA= OUT=)
	$(call needs,BUNDLE SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.evaluate --bundle "$$BUNDLE" --source "$$SOURCE" --data "$$DATA" --out "$$OUT"

inspect: example = DATA=contracts.xlsx
inspect: ## a table nobody has seen → a draft of its mapping file (DATA=, and OUT=)
	$(call needs,DATA)
	$(call environment,service)
	@$(PY) -m models.tables.inspect --data "$$DATA" $(call option,OUT,out)

serve: example = BUNDLE=models/bundles/sbir PORT=8000
serve: ## the service on one bundle (BUNDLE= PORT=8000)
	$(call needs,BUNDLE)
	$(call environment,service)
	@VALUATION_BUNDLE="$$BUNDLE" VALUATION_PORT="$(PORT)" exec $(PY) -m service

demo: ## rebuilds the built-in demo bundle models/demo/ from the simulator, and the example answer of the docs
	$(call environment,training)
	@$(PY) -m training.demo
	@$(PY) -m tools.example_answer

simulate: example = N=50000 OUT=contracts.parquet
simulate: ## simulated contracts (N= OUT=, and SEED=)
	$(call needs,N OUT)
	$(call environment,training)
	@$(PY) -m training.simulate --n "$$N" --out "$$OUT" $(call option,SEED,seed)

check: ## all that CI runs: lint, format, types, then the fast suite with the import rule and the docs checks
	$(call environment,dev)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest

lint: ## ruff check
	$(call environment,dev)
	@$(PY) -m ruff check .

format: ## ruff format, and what ruff can mend by itself
	$(call environment,dev)
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

types: ## mypy --strict
	$(call environment,dev)
	@$(PY) -m mypy

test-slow: ## the tests that take minutes
	$(call environment,dev)
	@$(PY) -m pytest -m slow

lock: ## writes requirements/*.txt anew from pyproject.toml (network, minutes)
	$(call environment,service)
	@$(PY) tools/lock.py

clean: ## removes caches and build leftovers; .venv and bundles stay
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find valuation models training service tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
