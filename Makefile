# Each target is a thin line over `python -m …`. Variables reach the commands through the environment, quoted: paths may hold spaces.
# `make help` lists the targets, from the `##` comments.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
# The fast suite in two processes; a file stays in one, so that what it trained for its tests is trained once.
IN_TWO := -n 2 --dist loadfile
export SOURCE DATA OUT BUNDLE ENCODER PARAMS SEED NAME N WHEELS STAGE TYPE NOTE RUNS KEEP CHAMPION CRITERIA EXCLUSIONS SPLITS ONLY PARTS TRIALS TIMEOUT ENVS ROUNDS LOAD_SECONDS OVERLOAD EXTRA MINUTES SHARE WORKERS
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

# What train and stage are asked for.
asked = --source "$$SOURCE" --data "$$DATA" --out "$$OUT" \
	$(call option,ENCODER,encoder) $(call option,PARAMS,params) $(call option,SEED,seed) $(call option,NAME,name) $(call option,TYPE,type) \
	$(call option,NOTE,note) $(call option,BY,by) $(call option,EXCLUSIONS,exclusions) $(call option,RUNS,runs) $(call option,KEEP,keep) $(if $(filter command,$(firstword $(origin FRESH))),$(if $(filter 1,$(FRESH)),--fresh))

.PHONY: help run test setup train stage tune runs score check-prices evaluate promote rollback inspect serve demo simulate bench bench-peers bench-quality bench-national bench-price-check bench-registration bench-audit bench-gpu faults soak check lint format types test-slow openapi fuzz lock wheelhouse sbom security clean

help: ## this table
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: ## on a fresh machine: environment, the service's packages, then the service on the demo bundle (PORT=8000)
	$(call environment,service)
	@VALUATION_PORT="$(PORT)" exec $(PY) -m service

test: ## on a fresh machine: environment, all packages, the whole fast suite, in two processes
	$(call environment,dev)
	@$(PY) -m pytest $(IN_TWO)

setup: ## .venv with all locked packages and nothing else
	$(call environment,dev)

train: example = SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=models/bundles/sbir
train: ## contracts → a bundle with its report, on what earlier runs finished (SOURCE= DATA= OUT=, and ENCODER= PARAMS= SEED= NAME= EXCLUSIONS= TYPE= NOTE= BY= RUNS= KEEP= FRESH=)
	$(call needs,SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.train $(asked)

stage: example = STAGE=evaluate SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=models/bundles/sbir
stage: ## one stage of a training alone, on what earlier runs finished (STAGE= SOURCE= DATA= OUT=, and those of train: PARAMS= … FRESH=)
	$(call needs,STAGE SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.run_stage --stage "$$STAGE" $(asked)

tune: example = SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=params.toml
tune: ## parameters of the price head, searched over rolling origins (SOURCE= DATA= OUT=, and TRIALS= TIMEOUT= ENCODER= PARAMS= SEED= EXCLUSIONS= RUNS= KEEP=)
	$(call needs,SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.tune --source "$$SOURCE" --data "$$DATA" --out "$$OUT" $(call option,TRIALS,trials) $(call option,TIMEOUT,timeout) \
		$(call option,ENCODER,encoder) $(call option,PARAMS,params) $(call option,SEED,seed) $(call option,EXCLUSIONS,exclusions) $(call option,RUNS,runs) $(call option,KEEP,keep)

runs: ## the table of training runs (and RUNS=)
	$(call environment,training)
	@$(PY) -m training.show_runs $(call option,RUNS,runs)

score: example = BUNDLE=models/demo SOURCE=training/sources/sbir.toml DATA=awards.parquet OUT=predictions.parquet
score: ## a table of any size → predictions, one row a row (BUNDLE= SOURCE= DATA= OUT=, and VALUATION_DATE= WORKERS=)
	$(call needs,BUNDLE SOURCE DATA OUT)
	$(call environment,service)
	@$(PY) -m models.score --bundle "$$BUNDLE" --source "$$SOURCE" --data "$$DATA" --out "$$OUT" $(call option,VALUATION_DATE,valuation-date) $(call option,WORKERS,workers)

check-prices: example = BUNDLE=models/demo SOURCE=training/sources/registration_2022.toml DATA=contracts.xlsx OUT=checks.parquet
check-prices: ## asking and contract prices of a table beside their estimates, with anomaly flags (BUNDLE= SOURCE= DATA= OUT=, and VALUATION_DATE=)
	$(call needs,BUNDLE SOURCE DATA OUT)
	$(call environment,service)
	@$(PY) -m models.check_prices --bundle "$$BUNDLE" --source "$$SOURCE" --data "$$DATA" --out "$$OUT" $(call option,VALUATION_DATE,valuation-date)

evaluate: example = BUNDLE=models/bundles/sbir SOURCE=training/sources/sbir.toml DATA=later_awards.parquet OUT=report.json
evaluate: ## ratio study and calibration on labelled data not used in training (BUNDLE= SOURCE= DATA= OUT=)
	$(call needs,BUNDLE SOURCE DATA OUT)
	$(call environment,training)
	@$(PY) -m training.evaluate --bundle "$$BUNDLE" --source "$$SOURCE" --data "$$DATA" --out "$$OUT"

promote: example = BUNDLE=models/bundles/sbir
promote: ## the gate against the champion, then the champion folder that services watch (BUNDLE=, and SOURCE= DATA= CHAMPION= CRITERIA= RUNS= BY=)
	$(call needs,BUNDLE)
	$(call environment,training)
	@$(PY) -m training.promote --bundle "$$BUNDLE" $(call option,SOURCE,source) $(call option,DATA,data) $(call option,CHAMPION,champion) $(call option,CRITERIA,criteria) $(call option,RUNS,runs) $(call option,BY,by)

rollback: ## back to the champion before this one (and CHAMPION= RUNS= BY=)
	$(call environment,training)
	@$(PY) -m training.rollback $(call option,CHAMPION,champion) $(call option,RUNS,runs) $(call option,BY,by)

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

bench: ## the service beside its own limit and a naive batcher on the reference graph: docs/latency.md (and ROUNDS= LOAD_SECONDS= OVERLOAD= N= OUT=)
	$(call environment,training)
	@$(PY) -m bench.hot $(call option,ROUNDS,rounds) $(call option,LOAD_SECONDS,seconds) $(call option,OVERLOAD,overload) $(call option,N,rows) $(call option,OUT,out)

bench-quality: example = DATA=folder
bench-quality: ## this pipeline beside CatBoost, LightGBM and plainer rivals on real tables: docs/quality.md (DATA=, and SOURCE= SPLITS= ONLY= PARTS= RUNS= OUT= PARAMS=)
	$(call needs,DATA)
	$(call environment,bench)
	@$(PY) -m bench.quality --data "$$DATA" $(call option,SOURCE,source) $(call option,SPLITS,splits) $(call option,ONLY,only) \
		$(call option,PARTS,parts) $(call option,RUNS,runs) $(call option,OUT,out) $(call option,PARAMS,params)

bench-national: ## a bundle on simulated national contracts, out of time, against the stored truth: docs/national.md (and N= SEED= RUNS= OUT= PARAMS=)
	$(call environment,training)
	@$(PY) -m bench.national $(call option,N,rows) $(call option,SEED,seed) $(call option,RUNS,runs) $(call option,OUT,out) $(call option,PARAMS,params)

bench-price-check: example = DATA=folder
bench-price-check: ## false alarms of the price check on real and simulated contracts, and what it finds: docs/price_check.md (DATA=, and N= RUNS= OUT= PARAMS=)
	$(call needs,DATA)
	$(call environment,training)
	@$(PY) -m bench.price_check --data "$$DATA" $(call option,N,n) $(call option,RUNS,runs) $(call option,OUT,out) $(call option,PARAMS,params)

bench-registration: ## seconds to read registers of N contracts in both layouts (and N= OUT=)
	$(call environment,training)
	@$(PY) -m bench.registration $(call option,N,rows) $(call option,OUT,out)

bench-peers: ## the reference graph behind BentoML, LitServe, Ray Serve and mlflow models serve, beside this service: docs/latency.md (and ENVS= ONLY= ROUNDS= LOAD_SECONDS= OUT=)
	$(call environment,training)
	@$(PY) -m bench.peers $(call option,ENVS,envs) $(call option,ONLY,only) $(call option,ROUNDS,rounds) $(call option,LOAD_SECONDS,seconds) $(call option,OUT,out)

bench-audit: ## what recording every answer costs, beside the same service without it: docs/latency.md (and ROUNDS= LOAD_SECONDS= OUT=)
	$(call environment,training)
	@$(PY) -m bench.audit $(call option,ROUNDS,rounds) $(call option,LOAD_SECONDS,seconds) $(call option,OUT,out)

faults: ## every fault of the roster, five times each, under 32 callers: docs/reliability.md (and ROUNDS= ONLY= OUT=)
	$(call environment,dev)
	@$(PY) -m bench.faults $(call option,ROUNDS,rounds) $(call option,ONLY,only) $(call option,OUT,out)

soak: ## ten minutes at 80 % of what the service can do: memory, p99, errors: docs/reliability.md (and MINUTES= SHARE= WORKERS= OUT=)
	$(call environment,training)
	@$(PY) -m bench.soak $(call option,MINUTES,minutes) $(call option,SHARE,share) $(call option,WORKERS,workers) $(call option,OUT,out)

bench-gpu: ## a transformer's bundle on this machine's GPU beside its CPU, and on the CPU alone where there is none: docs/models.md (and ENCODER= BUNDLE= N= OUT=)
	$(call environment,bench)
	@$(PY) -m bench.gpu $(call option,ENCODER,encoder) $(call option,BUNDLE,bundle) $(call option,N,rows) $(call option,OUT,out)

check: ## all that CI runs: lint, format, types, then the fast suite with the import rule and the docs checks
	$(call environment,dev)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest $(IN_TWO)

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
	$(call environment,bench)
	@$(PY) -m pytest -m slow

openapi: ## openapi.json as the source has it, and what is made of it: the client's types, the tables of docs/errors.md (RELEASE=1: the baseline of what must not break too)
	$(call environment,dev)
	@$(PY) -m tools.openapi_file $(if $(RELEASE),--release)
	@$(PY) -m tools.client_types
	@$(PY) -m tools.errors_page

fuzz: ## generated requests to the whole API, every answer judged by its document (and N=20000 SEED=)
	$(call environment,dev)
	@$(PY) -m bench.fuzz $(call option,N,requests) $(call option,SEED,seed)

lock: ## writes requirements/*.txt anew from pyproject.toml (network, minutes)
	$(call environment,service)
	@$(PY) tools/lock.py

wheelhouse: example = OUT=wheels
wheelhouse: ## the locked packages as wheels in a folder, for WHEELS= on a machine without network (OUT=, and EXTRA=service)
	$(call needs,OUT)
	$(call environment,service)
	@$(PY) -m tools.wheelhouse --out "$$OUT" $(call option,EXTRA,extra)

sbom: example = OUT=sbom.json
sbom: ## what the service consists of, with its model, as CycloneDX 1.6 (OUT=, and BUNDLE= WHEELS=)
	$(call needs,OUT)
	$(call environment,service)
	@$(PY) -m tools.sbom --out "$$OUT" $(call option,BUNDLE,bundle) $(call option,WHEELS,wheels)

security: ## bandit over what runs in production, then pip-audit over the locked packages of the service (network)
	$(call environment,dev)
	@$(PY) -m tools.security

clean: ## removes caches and build leftovers; .venv and bundles stay
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find valuation models training service bench tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
