# `make` installs zoneplan and makes the maps, `make test` proves them, `make help` lists the rest.

PYTHON         := $(shell command -v python3.11 || command -v python3)
PYTHON_VERSION := 3.11
PLATFORM       :=
WORKERS        := --numprocesses logical --dist worksteal

PINS  := .ci/requirements
PAGE  := src/zoneplan/webmap/page
BUILD := pyproject.toml hatch_build.py $(PINS)/build.txt $(PINS)/npm.txt $(wildcard $(PAGE)/*.*)

# Where the machine has no npm, it is there.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# The pins are complete, so pip need not look for dependencies: an old pip would take the newest
# release of one that another asks for with an extra, and refuse it for want of a hash.
INSTALL := -m pip install --quiet --require-hashes --no-deps --requirement

# $(call install,ENVIRONMENT,PINS): hashes do not reach build requirements, so those come first.
define install
$(PYTHON) -m venv $1
$1/bin/python $(INSTALL) $(PINS)/build.txt
$1/bin/python -c 'from hatchling.build import *; exit(any(get_requires_for_build_wheel()))' \
	|| $1/bin/python $(INSTALL) $(PINS)/npm.txt
$1/bin/python $(INSTALL) $2
$1/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
touch $1/$(notdir $2)
endef

.PHONY: maps test test-lowest bench bundle lock clean help

maps: .venv/run.txt  ## check the plan in geodata/ and make maps/
	.venv/bin/zoneplan build

test: .venv/test.txt $(PAGE)/node_modules/.linters  ## lint, check types and floors, run the tests
	.ci/system-packages
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	npm --prefix $(PAGE) run lint
	.venv/bin/pytest --cov $(WORKERS)

test-lowest: .venv-lowest/lowest.txt  ## run the tests on the oldest releases that will do
	.venv-lowest/bin/python -m pytest $(WORKERS)

bench: .venv/test.txt  ## time zoneplan beside what it rests on: bare imports, a bare plot, other pages
	.venv/bin/python bench/run.py
	.venv/bin/python bench/figure.py
	.venv/bin/python bench/page.py --rounds 1

bundle: .venv/run.txt  ## make dist/bundle/, which installs without a network (PLATFORM=win_amd64)
	rm -rf dist/bundle
	.venv/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist/bundle .
	.venv/bin/python -m pip download --quiet --require-hashes --no-deps --only-binary :all: --dest dist/bundle \
		$(if $(PLATFORM),--platform $(PLATFORM) --python-version $(PYTHON_VERSION)) \
		--requirement $(PINS)/run.txt
	cp .ci/bundle.txt dist/bundle/README.txt

lock:  ## pin the newest releases of all requirements (needs uv and npm)
	.ci/lock

clean:  ## remove all that is made
	rm -rf .venv .venv-lowest dist maps $(PAGE)/node_modules $(PAGE)/../built

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /make \1: /p' Makefile

.venv/run.txt: $(PINS)/run.txt $(BUILD)
	$(call install,.venv,$<)

.venv/test.txt: $(PINS)/test.txt .venv/run.txt
	.venv/bin/python $(INSTALL) $<
	touch $@

.venv-lowest/lowest.txt: $(PINS)/lowest.txt $(BUILD)
	$(call install,.venv-lowest,$<)

$(PAGE)/node_modules/.linters: $(PAGE)/package-lock.json | .venv/run.txt
	npm --prefix $(PAGE) ci
	touch $@
