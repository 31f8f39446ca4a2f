# Each target does its own set-up; a second run skips what has not changed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test bench bench-messages axe lint lock prod-local

help:  ## Say what can be done here
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run:  ## Start everything on http://localhost:8000 with demo content
	@$(PYTHON) tools/setup.py run
	@exec $(VENV)/python -m tools.run

test:  ## Run the whole suite
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.test

bench:  ## Measure pages against the bare view
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.bench

bench-messages:  ## Measure 10,000 letters and a bell among 1,000,000 messages
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.bench --messages

axe:  ## Check accessibility: every page, role, width and scheme
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.test -m axe

lint:  ## Check style, templates, the ladder, migrations and locks
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.lint

lock:  ## Resolve the requirements again, with hashes and without addresses
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.lock

prod-local:  ## Start the production set-up from local binaries
	@$(PYTHON) tools/setup.py test
	@exec $(VENV)/python -m tools.prod_local
