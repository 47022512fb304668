# The commands of the house. Each makes what it needs, once, and nothing that is already current.
#
#   make demo     everything running, on invented data   (PORT=8000, DEMO_DIR=.demo)
#   make test     all tests                              (WORKERS=2, ARGS="-k words")
#   make bench    one JSON object a line                 (SIZE=100000)
#   make lint     ruff, mypy, djlint, migrations, translations
#   make words    the public's sentences, gathered into locale/
#   make lock     requirements*.txt from requirements*.in

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
SIZE ?= 100000
ARGS ?=

# Node of the machine, or the one that PyPI brings into the virtual environment.
NODE_OK := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 18 ? 0 : 1)' >/dev/null 2>&1 && command -v npm)
NODE_STAMP := $(if $(NODE_OK),,$(VENV)/.node)
# A built front end that somebody deleted is not current.
$(shell test -d static/dist || rm -f node_modules/.built)
FRONT_SOURCES := $(shell find static/src -type f 2>/dev/null)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)

say = @printf '── %s\n' "$(1)"
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes
NO_PACKAGES = { echo "Python packages could not be installed: check the network (or pip's index settings), then run make again." >&2; exit 1; }
NO_FRONT = { echo "The front end's packages could not be installed: check the network (or npm's registry setting), then run make again." >&2; exit 1; }

export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: demo test bench lint lock words install static browser pango clean
.DELETE_ON_ERROR:

demo: install static $(COMPILED)
	@exec $(BIN)/python -m hatereport.demo

test: $(VENV)/.dev static $(COMPILED) browser pango
	$(call say,Running all tests with $(WORKERS) workers)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(VENV)/.dev static $(COMPILED)
	@SIZE=$(SIZE) $(BIN)/python -m tests.bench

lint: $(VENV)/.dev
	$(call say,ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(call say,mypy)
	@$(BIN)/mypy manage.py gunicorn.conf.py hatereport partners incidents triage tests
	$(call say,djlint)
	@$(BIN)/djlint --quiet --lint templates
	$(call say,migrations complete)
	@DEMO=1 SECRET_KEY=lint $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run --skip-checks
	$(call say,translations complete)
	@$(BIN)/python -m hatereport.languages check

words: $(VENV)/.runtime
	@$(BIN)/python -m hatereport.languages gather

lock: $(VENV)/.dev
	@for name in requirements requirements-demo requirements-dev requirements-node; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    $$name.in -o $$name.txt || exit 1; done
	$(call say,requirements*.txt are up to date)

install: $(VENV)/.runtime $(COMPILED)

static: static/collected/staticfiles.json

clean:
	rm -rf $(VENV) node_modules static/dist static/collected $(COMPILED)

# --- Python ----------------------------------------------------------------------------------------------------------

$(BIN)/python:
	$(call say,Making the virtual environment)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: install it, or run make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python cannot make virtual environments here: run apt-get install python3-venv." >&2; exit 1; }

$(VENV)/.runtime: requirements.txt requirements-demo.txt | $(BIN)/python
	$(call say,Installing Python packages (once, about a minute))
	@$(PIP) --quiet -r requirements.txt -r requirements-demo.txt || $(NO_PACKAGES)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(call say,Installing what tests and linters need (once))
	@$(PIP) --quiet -r requirements-dev.txt || $(NO_PACKAGES)
	@touch $@

# One run compiles all that is older than its source.
$(COMPILED): %.mo: %.po | $(VENV)/.runtime
	@$(BIN)/python -m hatereport.languages compile

# --- front end -------------------------------------------------------------------------------------------------------

$(VENV)/.node: requirements-node.txt | $(BIN)/python
	$(call say,Installing Node 24 into the virtual environment (once; this machine has no Node 18 or later with npm))
	@$(PIP) --quiet -r requirements-node.txt || $(NO_PACKAGES)
	@touch $@

node_modules/.installed: package.json package-lock.json $(NODE_STAMP)
	$(call say,Installing the front end's packages (once))
	@npm ci --no-audit --no-fund --no-update-notifier --loglevel=error || $(NO_FRONT)
	@touch $@

node_modules/.built: node_modules/.installed $(FRONT_SOURCES)
	$(call say,Building styles and scripts)
	@npm run --silent build || { echo "The front end did not build; the message above says why." >&2; exit 1; }
	@touch $@

static/collected/staticfiles.json: node_modules/.built $(VENV)/.runtime
	$(call say,Collecting static files)
	@rm -rf static/collected
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

# --- a browser for the tests -----------------------------------------------------------------------------------------

browser: $(VENV)/.dev
	@BIN=$(BIN) .ci/chromium

# --- what a PDF is drawn with -------------------------------------------------------------------------------------------

pango: $(VENV)/.dev
	@BIN=$(BIN) .ci/pango
