# Enface. `make` alone lists what there is. Needed: GNU make and Python 3.11 or newer with venv.

PYTHON ?= python3
PORT ?= 8000
SHARE ?= 0.25
SQLITE_SHARE ?= 0-1
POSTGRES_SHARE ?= 0-1
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed
TOOLS := $(VENV)/.installed-dev
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes -r
# One process more than processors: those that wait for a browser leave theirs idle
PROCESSES ?= $(shell $(PYTHON) -c 'import os; print(min((os.cpu_count() or 1) + 1, 8))')
PYTEST = -m pytest --numprocesses $(PROCESSES) --dist worksteal

DATA := $(or $(ENFACE_DATA_DIR),var)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po locale/*/LC_MESSAGES/djangojs.po))
STATIC := $(DATA)/static/staticfiles.json
CHECKER := tests/site/checker/node_modules/.installed
STATIC_SOURCES := $(shell find static journal/static authors/static articles/static -not -name '*~' 2>/dev/null)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

## Use

.PHONY: help run demo
help: ## List the targets
	@awk -F ':.*## ' '/^## /{printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' Makefile

run: export ENFACE_URL := $(or $(ENFACE_URL),http://127.0.0.1:$(PORT))
run: port-is-free $(RUNTIME) $(CATALOGUES) $(STATIC) ## Set up what is missing and serve the journal (PORT=8000)
	@$(PY) manage.py migrate --no-input --verbosity 0
	@$(PY) manage.py demo --if-empty
	@printf '\nJournal: http://127.0.0.1:%s/\nAdmin:   http://127.0.0.1:%s/admin/\nCtrl-C stops.\n' $(PORT) $(PORT)
	@trap 'kill $$server $$tick 2>/dev/null' INT TERM; \
	$(PY) manage.py tick --every 60 & tick=$$!; \
	$(PY) -m gunicorn journal.wsgi --worker-class gthread --workers 2 --threads 4 \
		--bind 127.0.0.1:$(PORT) --limit-request-line 8190 --no-control-socket --log-level warning & server=$$!; \
	wait $$server; status=$$?; kill $$server $$tick 2>/dev/null; wait; exit $$status

demo: $(RUNTIME) $(CATALOGUES) ## Build the demo journal (ARGS= for its options)
	@$(PY) manage.py migrate --no-input --verbosity 0
	@$(PY) manage.py demo $(ARGS)

## Check

.PHONY: test test-sqlite test-postgres test-next lint format bench checker
test: lint test-sqlite ## Lint, types and the whole suite: on SQLite, and on PostgreSQL where it is found
	@if [ -n "$$DATABASE_URL" ] || $(PY) -m tests.private_postgres --find >/dev/null 2>&1 \
			|| [ "$$ENFACE_REQUIRE_POSTGRES" = 1 ]; then \
		$(MAKE) test-postgres; \
	else \
		echo; echo "Skipped: the suite on PostgreSQL. DATABASE_URL is not set, and no server binaries"; \
		echo "were found (Debian: apt install postgresql). Everything else ran."; \
	fi

test-sqlite: export SEED := $(or $(SEED),$(shell date +%s))
test-sqlite: $(TOOLS) $(CATALOGUES) $(if $(shell command -v npm),$(CHECKER)) ## The suite on SQLite only (ARGS= for pytest's options)
	@echo "The suite on SQLite (SQLITE_SHARE=$(SQLITE_SHARE) SEED=$(SEED))"
	@TEST_DATABASE=sqlite $(PY) $(PYTEST) --share $(SQLITE_SHARE):$(SEED) --share-database $(ARGS)

test-postgres: SEED := $(or $(SEED),$(shell date +%s))
test-postgres: export HYPOTHESIS_PROFILE := $(or $(HYPOTHESIS_PROFILE),quick)
test-postgres: $(TOOLS) $(CATALOGUES) ## All that asks the database, on PostgreSQL: the server of DATABASE_URL, or a private one
	@echo "The suite on PostgreSQL (POSTGRES_SHARE=$(POSTGRES_SHARE) SEED=$(SEED))"
	@if [ -z "$$DATABASE_URL" ]; then server="$(PY) -m tests.private_postgres --"; fi; \
	$$server $(PY) $(PYTEST) -m database --share $(POSTGRES_SHARE):$(SEED) $(ARGS)

test-next: export HYPOTHESIS_PROFILE := $(or $(HYPOTHESIS_PROFILE),quick)
test-next: SEED := $(or $(SEED),$(shell date +%s))
test-next: .venv-next/.installed $(CATALOGUES) ## A share of the suite on the next Python and Django (NEXT_PYTHON=python3.13 SHARE=0.25)
	@echo "The suite on the next Python and Django (SHARE=$(SHARE) SEED=$(SEED))"
	@TEST_DATABASE=sqlite .venv-next/bin/python $(PYTEST) -m "not browser and not slow" --share 0-$(SHARE):$(SEED) $(ARGS)

checker: $(CHECKER) ## Install the checker of HTML that the tests use (needs npm; it runs on Java)

lint: $(TOOLS) ## Style, format and types
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

format: $(TOOLS) ## Put the code into shape
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

bench: $(TOOLS) ## Measure the site against a bare Django view, and the facing desk in a browser (ARGS="--articles 200 --words 2000")
	@$(PY) -m bench $(ARGS)

## Make

.PHONY: screenshots
screenshots: $(TOOLS) $(CATALOGUES) ## Take the pictures in docs/images anew (needs Chromium)
	@$(PY) -m docs.screenshots

.PHONY: messages assets lock clean
messages: $(RUNTIME) ## Collect the interface words into locale/ (needs gettext)
	@command -v xgettext >/dev/null || { echo "Needs gettext (Debian: apt install gettext)."; exit 1; }
	@languages=$$($(PY) -c 'from journal.languages import CODES; print(*[f"-l {c}" for c in CODES if c != "en"])') && \
	for domain in django djangojs; do \
		$(PY) manage.py makemessages -d $$domain $$languages --add-location file --no-obsolete \
			-i assets -i bench -i tests -i var -i django_ckeditor_5 || exit 1; \
	done

assets: ## Build the editor's bundle, the site's styles and scripts (needs Node; the results are committed)
	@cd assets && npm ci && npm run build

lock: .venv-lock/bin/uv ## Choose the newest allowed packages and pin them in requirements*.txt
	@compile() { .venv-lock/bin/uv pip compile pyproject.toml --quiet --upgrade --generate-hashes \
		--custom-compile-command "make lock" "$$@"; }; \
	compile --python-version 3.11 --output-file requirements.txt && \
	compile --python-version 3.11 --all-extras --constraint requirements.txt --output-file requirements-dev.txt && \
	echo 'django>=6.1,<6.2' >.venv-lock/next.in && \
	compile --python-version 3.13 --extra test --constraint .venv-lock/next.in --output-file requirements-next.txt

clean: ## Delete environments, caches and compiled catalogues; the data in var/ stay
	@rm -rf .venv .venv-next .venv-lock tests/site/checker/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache var/tests $(CATALOGUES)
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# What the targets stand on

.PHONY: python-is-new port-is-free
python-is-new:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| { echo "Enface needs Python 3.11 or newer as $(PYTHON). Name another: make run PYTHON=python3.12"; exit 1; }

port-is-free: python-is-new
	@$(PYTHON) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	s.bind(("127.0.0.1", int("$(PORT)")))' 2>/dev/null \
	|| { echo "Port $(PORT) is in use, or not a port. Choose another: make run PORT=8001"; exit 1; }

# An environment whose Python has gone (an upgraded system, a moved folder) is made anew.
ifneq ($(shell $(PY) -c 'print(1)' 2>/dev/null),1)
.PHONY: $(VENV)/pyvenv.cfg
endif
$(VENV)/pyvenv.cfg: | python-is-new
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	|| { echo "This Python cannot make virtual environments (Debian: apt install python3-venv)."; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt | $(VENV)/pyvenv.cfg
	@echo "Installing the packages of $<"
	@$(PY) $(PIP_INSTALL) $<
	@touch $@

$(TOOLS): requirements-dev.txt | $(VENV)/pyvenv.cfg
	@echo "Installing the packages of $<"
	@$(PY) $(PIP_INSTALL) $<
	@touch $(RUNTIME) $@

$(CHECKER): tests/site/checker/package-lock.json
	@echo "Installing the checker of HTML"
	@cd tests/site/checker && npm ci --silent --ignore-scripts --no-audit --no-fund && touch node_modules/.installed

NEXT_PYTHON ?= python3.13
.venv-next/.installed: requirements-next.txt
	@echo "Installing the packages of $< for $(NEXT_PYTHON)"
	@$(NEXT_PYTHON) -m venv --clear .venv-next
	@.venv-next/bin/python $(PIP_INSTALL) $<
	@touch $@

.venv-lock/bin/uv:
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv

# Catalogues are compiled by Babel, so that neither running nor testing needs gettext.
%.mo: %.po | $(RUNTIME)
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ --locale $(word 2,$(subst /, ,$<))

$(STATIC): $(STATIC_SOURCES) $(RUNTIME) journal/settings.py
	@echo "Collecting the static files"
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@touch $@
