# Everything a person runs. `make run` and `make test` set up what they need.
PORT ?= 8000
DATA ?= data
PYTHON := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1
SITE_SOURCES := $(shell find content mkdocs.yml portal/web/site portal/catalogue portal/shared -type f -not -name '*.pyc')
ENVIRONMENT = SAMTALEKLAR_DATA="$(DATA)" SAMTALEKLAR_PORT="$(PORT)" SAMTALEKLAR_BASE_URL="http://127.0.0.1:$(PORT)"

.PHONY: run test check site browser bench audit drill faults launch-list clean

run: build/site/build.json
	@$(ENVIRONMENT) $(PYTHON) -m portal demo --serve

# On SQLite with the journeys in a browser, then on PostgreSQL; what is not installed is said, and in CI it fails.
test: build/site/build.json .venv/.installed-dev
	@$(PYTHON) -m pytest -n 2 --database=sqlite
	@$(PYTHON) -m pytest -n 2 --database=postgresql --ignore=tests/browser

check: .venv/.installed-dev
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy && .venv/bin/lint-imports

site: .venv/.installed
	@$(PYTHON) -m mkdocs build -q

# What a launch with the pages of content/facts/launch.yaml needs approved; MODULES=a,b chooses others.
launch-list: .venv/.installed
	@$(PYTHON) -m portal content launch-list $(if $(MODULES),--modules $(MODULES))

bench: build/site/build.json .venv/.installed-dev
	@$(PYTHON) -m tools.bench $(ARGS)

audit: build/site/build.json .venv/.installed-dev tools/audit/node_modules/.package-lock.json
	@$(PYTHON) -m tools.audit

browser: build/site/build.json .venv/.installed-dev
	@$(PYTHON) -m pytest tests/browser

# Everything saved before a backup must be there after it was restored.
drill: .venv/.installed-dev
	@$(PYTHON) -m tools.restore_drill $(SOURCE) $(TARGET)

# Crashes, a full disk, damaged files, slow senders: some minutes, on a machine that does nothing else.
faults: build/site/build.json .venv/.installed-dev
	@$(PYTHON) -m tools.faults $(FAULTS)

clean:
	@rm -rf build .venv

# The lines for an agreement, the slides and the worksheets hold the address; another port is another build.
build/site/build.json: .venv/.installed $(SITE_SOURCES) build/.port-$(PORT)
	@SAMTALEKLAR_BASE_URL="$${SAMTALEKLAR_BASE_URL:-http://127.0.0.1:$(PORT)}" $(PYTHON) -m mkdocs build -q

build/.port-$(PORT):
	@mkdir -p build && rm -f build/.port-* && touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.installed: requirements.lock
	@python3 -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

tools/audit/node_modules/.package-lock.json: tools/audit/package-lock.json
	@cd tools/audit && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent
	@touch $@
