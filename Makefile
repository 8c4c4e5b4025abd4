# Needs Python 3.11 to 3.13 with venv, and a package index. `make help` tells what there is.
# All paths are relative, so that the checkout may lie anywhere, spaces included.

.DEFAULT_GOAL := help
.PHONY: notices help run demo test conformance check lint format requirements bench-decide bench-extract bench-facts bench-ingest bench-terms venv-base venv-dev venv-bench clean
python := .venv/bin/python

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: venv-base ## Set up and run everything until Ctrl-C (IMPRIMATUR_PORT=8000)
	@exec $(python) manage.py up --with-parent

demo: venv-base ## Do the main job once, from nothing, and tell the story (state in var/demo)
	@$(python) -m config.embedded --wipe var/demo -- \
		sh -c '"$$0" manage.py migrate --verbosity 0 && exec "$$0" manage.py demo' $(python)

test: venv-dev ## Run the tests against real PostgreSQL and Valkey (ARGS="-k excerpt")
	@$(python) -m pytest $(or $(ARGS),--numprocesses 2 --dist loadfile)

conformance: venv-base ## Run the public ODRL test suite and print how many cases pass
	@$(python) -m tests.conformance

check: venv-dev ## Run the whole static gate (ARGS="mypy ruff" for a part)
	@$(python) -m scripts.check $(ARGS)

lint: venv-dev ## Run Ruff and the import linter only
	@$(python) -m scripts.check ruff import

format: venv-dev ## Format the code and mend what can be mended
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

notices: venv-base ## Measure the reader of notices on the labelled ones
	@$(python) -m licensing.notices.score tests/notices/data/notices.jsonl tests/notices/data/made-up.jsonl

requirements: venv-dev ## Compile requirements/*.in (ARGS=--upgrade for newer releases)
	@$(python) -m scripts.requirements $(ARGS)

bench-decide: venv-bench ## Time decisions beside other engines on the same rules (ARGS="--rounds 1")
	@var/bench/bin/python -m tests.bench $(ARGS)

bench-extract: venv-bench ## Read made-up pages beside other extractors and count what each gets right (ARGS=--misses)
	@$(python) -m tests.bench.extract $(ARGS)

bench-facts: venv-base ## Time whole questions on PostgreSQL: what is read, and deciding (ARGS="--rounds 1")
	@mkdir -p var/bench && exec $(python) -m config.embedded --wipe var/bench/facts -- \
		sh -c '"$$0" manage.py migrate --verbosity 0 && exec "$$0" -m tests.bench.facts "$$@"' $(python) $(ARGS)

bench-ingest: venv-base ## Load 100,000 articles twice, beside COPY and upsert by hand (ARGS="--rows 20000")
	@mkdir -p var/bench && exec $(python) -m config.embedded --wipe var/bench/ingest -- \
		sh -c '"$$0" manage.py migrate --verbosity 0 && exec "$$0" -m tests.bench.ingest "$$@"' $(python) $(ARGS)

bench-terms: venv-base ## Time a change of terms for a thousand and a million articles (ARGS="--many 100000")
	@mkdir -p var/bench && exec $(python) -m config.embedded --wipe var/bench/terms -- \
		sh -c '"$$0" manage.py migrate --verbosity 0 && exec "$$0" -m tests.bench.terms "$$@"' $(python) $(ARGS)

clean: ## Remove the virtual environment and caches; data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

venv-base:
	@scripts/venv base

venv-bench: venv-base
	@[ "$$(cat var/bench/made-for 2>/dev/null)" = "$$(cksum <requirements/bench.txt)" ] || { rm -rf var/bench && \
		$(python) -m venv var/bench && var/bench/bin/python -m pip install -qq --disable-pip-version-check \
		--no-deps --require-hashes -r requirements/bench.txt && cksum <requirements/bench.txt >var/bench/made-for; }

venv-dev:
	@scripts/venv dev
