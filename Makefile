# The few commands people type. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MEASURES := tests/browser/node_modules
WIDGET := webapp/widget
LOCK := docs/deploy/requirements.lock
SUPPLY := build/supply
DEPLOYED := build/deployed

.DEFAULT_GOAL := help
.PHONY: help serve test cluster faults browser lint format bench docs catalogues widget deployed lock sbom audit clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/.installed ## Set up, index seeds/ and serve the site
	$(BIN)/onrecord index
	$(BIN)/onrecord serve

test: $(VENV)/.installed-dev ## Run the tests
	$(BIN)/python -m pytest

cluster: $(VENV)/.installed-dev ## Run the tests of the engine on a cluster, on three nodes of this machine; wants Maven and a JDK
	nodes=$$($(BIN)/python -m tests.opensearch.cluster start) && \
		{ ONRECORD_TEST_OPENSEARCH=$$nodes $(BIN)/python -m pytest tests -k opensearch; status=$$?; \
		$(BIN)/python -m tests.opensearch.cluster stop; exit $$status; }

faults: $(VENV)/.installed-dev ## Do to an archive and its server all that may befall them, in full; wants root for disks
	ONRECORD_FAULTS=full $(BIN)/python -m pytest tests/faults

browser: $(VENV)/.installed-dev $(MEASURES)/.installed $(WIDGET)/node_modules/.installed ## Run the tests in real browsers; wants chromium, firefox-esr and npm
	$(BIN)/python -m pytest -m browser

deployed: $(VENV)/.installed-dev ## Run the examples of docs/deploy/ for real; wants nginx, openssl, systemd and, for the container, root and debootstrap
	$(BIN)/python -m pytest -m deployed

lint: $(VENV)/.installed-dev ## Run the linters, the type checker and the contracts between rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.make --check
	$(BIN)/python -m docs.catalogues --check

format: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed-bench ## Measure, beside named peers (wants DATA=folder)
	$(BIN)/python -m bench $(DATA)

docs: $(VENV)/.installed-dev ## Make docs/ from the code, and its pictures
	$(BIN)/python -m docs.make

catalogues: $(VENV)/.installed-dev ## Bring the catalogues of the site's words up to date with the code
	$(BIN)/python -m docs.catalogues

widget: $(WIDGET)/node_modules/.installed ## Build what other sites load from its sources; wants npm
	npm run --silent --prefix $(WIDGET) build

lock: $(SUPPLY)/.installed ## Choose anew the versions that a deployment installs, with their digests
	CUSTOM_COMMAND='make lock' $(SUPPLY)/bin/pip-compile --quiet --upgrade --constraint docs/deploy/constraints.txt \
		--extra processes --extra opensearch --all-build-deps --allow-unsafe \
		--strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
		--output-file $(LOCK) pyproject.toml

sbom: $(VENV)/.installed-dev $(SUPPLY)/.installed $(DEPLOYED)/.installed ## List what a deployment consists of, as CycloneDX, in build/
	$(SUPPLY)/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type application \
		--output-file build/sbom.cdx.json $(DEPLOYED)/bin/python
	$(BIN)/python -m bench.sbom build/sbom.cdx.json

audit: $(VENV)/.installed-dev $(SUPPLY)/.installed ## Ask for known vulnerabilities of what is locked; fails where it could not ask
	$(BIN)/python -m bench.audit $(SUPPLY)/bin/pip-audit

clean: ## Remove what was built and installed
	rm -rf $(VENV) $(MEASURES) $(WIDGET)/node_modules build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Each stamp is newer than pyproject.toml when what it asks for is installed.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Onrecord needs Python 3.11 or later; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# Tools in an environment of their own: what they need is none of the site's business.
$(SUPPLY)/.installed: pyproject.toml
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/pip install --quiet --disable-pip-version-check 'pip-tools>=7.4' 'pip-audit>=2.7' 'cyclonedx-bom>=5'
	@touch $@

# The site as it is deployed: what is locked, and nothing that is not.
$(DEPLOYED)/.installed: $(LOCK) pyproject.toml
	rm -rf $(DEPLOYED)
	$(PYTHON) -m venv $(DEPLOYED)
	$(DEPLOYED)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK)
	$(DEPLOYED)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	$(DEPLOYED)/bin/pip check --disable-pip-version-check
	$(DEPLOYED)/bin/pip uninstall --quiet --yes pip
	@touch $@

# axe-core and Lighthouse, as the lock has them.
$(MEASURES)/.installed: tests/browser/package-lock.json
	npm ci --silent --prefix tests/browser
	@touch $@

# TypeScript and esbuild, as the lock has them.
$(WIDGET)/node_modules/.installed: $(WIDGET)/package-lock.json
	npm ci --silent --prefix $(WIDGET)
	@touch $@

# readability-lxml asks for lxml[html_clean], on which pip before 24 stumbles.
$(VENV)/.installed-bench: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev
