# `make run` and `make test` set themselves up; a second run finds all in place. `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help run test check test-browser bench clean test-spark test-slow test-long
BIN := .venv/bin
BENCHMARKS := start reading scanning building restart spark graphs queries linking
GRAPH := out/sample.ttl

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

run: .venv/ready $(GRAPH) ## build the graph of the sample articles, validate it, and ask it three questions
	@$(BIN)/kg validate $(GRAPH) --source samples
	@printf '\nHow many attacks were there in each year?\n'
	@$(BIN)/kg query attacks-by-year --graph $(GRAPH)
	@printf '\nWho was in command when an attack happened?\n'
	@$(BIN)/kg query commander-at-attack --graph $(GRAPH)
	@printf '\nHow many peacekeepers has each contingent lost?\n'
	@$(BIN)/kg query killed-by-contingent --graph $(GRAPH)
	@printf '\nThe graph is in $(GRAPH); `$(BIN)/kg query --list` shows what else can be asked.\n'

.PHONY: $(GRAPH)
$(GRAPH): .venv/ready
	@mkdir -p out
	@$(BIN)/kg build -o $@

test: check ## check the code, then run all tests that need nothing but Python
	$(BIN)/pytest -n auto -m "not slow"

check: .venv/ready-dev ## lint, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test-browser: .venv/ready-dev ## run the tests of the explorer in a real browser (installs Chromium and axe-core)
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { apt-get update -qq && apt-get install -qqy chromium chromium-driver; }
	@$(BIN)/pip install --quiet --disable-pip-version-check selenium
	@mkdir -p out/browser && cd out/browser && { test -f package/axe.min.js || tar xzf "$$(npm pack --silent axe-core@4)"; }
	$(BIN)/pytest tests/explorer -m slow

bench: .venv/ready-dev ## run the benchmarks
	@$(BIN)/python -c 'import mwxml' 2>/dev/null || $(BIN)/pip install -q -e '.[bench]'
	@! command -v npm >/dev/null || test -d out/bench/node_modules || npm install --silent --prefix out/bench wtf_wikipedia@10 || true
	@for each in $(BENCHMARKS); do echo "== $$each"; $(BIN)/python -m benchmarks.$$each || exit 1; done

test-spark: .venv/ready-dev ## run the tests on Apache Spark, setting up Java and PySpark
	@command -v java >/dev/null || apt-get install -qqy --no-install-recommends default-jre-headless || \
		{ echo "Spark needs Java 17: sudo apt install default-jre-headless"; exit 1; }
	@$(BIN)/python -c 'import pyspark' 2>/dev/null || $(BIN)/pip install -q -e '.[spark]'
	$(BIN)/pytest -rs tests/dumps/test_spark.py

test-slow: .venv/ready-dev components ## run the tests that take long or need components, but for those of Chromium and Spark
	$(BIN)/pytest -rs -m slow --ignore tests/explorer --ignore tests/dumps/test_spark.py

test-long: .venv/ready-dev ## run the longest ones too: a build killed twenty times
	KG_LONG=1 $(BIN)/pytest tests/dumps

.PHONY: samples/sample.ttl
samples/sample.ttl: .venv/ready ## build the graph of the sample articles that `kg query` asks (commit it)
	$(BIN)/kg build -o $@

clean: ## remove what the other targets made
	rm -rf .venv out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/ready: pyproject.toml scripts/set_up.sh
	@scripts/set_up.sh
	@touch $@

.venv/ready-dev: pyproject.toml scripts/set_up.sh
	@scripts/set_up.sh dev
	@touch .venv/ready $@

.PHONY: components test-mediawiki test-oxigraph test-openrefine
components: ## install what tests of linking need besides Python: MediaWiki, OpenRefine
	@scripts/install_components.sh mediawiki openrefine

test-mediawiki: .venv/ready-dev ## test titles and fetching with a real MediaWiki
	@scripts/install_components.sh mediawiki
	$(BIN)/pytest -rs tests/linking/test_mediawiki.py

test-oxigraph: .venv/ready-dev ## test SPARQL with a real server
	$(BIN)/pytest -rs tests/linking/test_oxigraph.py tests/dumps/test_load.py

test-openrefine: .venv/ready-dev ## test the reconciliation service with a real OpenRefine
	@scripts/install_components.sh openrefine
	$(BIN)/pytest -rs tests/linking/test_openrefine.py
