# Set policytext up, and rebuild what a reader sees: everything under outputs/.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= python3
UV     := $(shell command -v uv 2>/dev/null)

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
STORE  := outputs/policytext.db
PAGES  := outputs/files.txt
INPUTS := outputs/.inputs

# Make compares times, so it would not see a paper that was removed or renamed, and it splits names
# at spaces. The list of inputs, with a checksum for each, is therefore the only input make knows.
# It is written anew here, before make looks at anything, where it says something else or an input
# is newer (unless dated in the future). Inputs are papers, themes, manifest, code, library versions.
FIND := find corpus src/policytext requirements.lock \
        -name '.?*' -prune -o -name __pycache__ -prune -o ! -name 'README*'
LIST_INPUTS = mkdir -p outputs; new=$(INPUTS).$$$$; \
  { $(FIND) -print; $(FIND) -type f -exec cksum {} +; } 2>/dev/null | LC_ALL=C sort > $$new; \
  if cmp -s $$new $(INPUTS) && [ -z "$$($(FIND) -type f -newer $(INPUTS) ! -newer $$new -print)" ]; \
  then rm $$new; else mv -f $$new $(INPUTS); fi
# The list of pages is out of date as soon as one of them is gone. It is made old, not removed:
# 'policytext report' reads in it which pages of an earlier run are to go.
CHECK_PAGES = [ ! -f $(PAGES) ] || while IFS= read -r page; do [ -e "outputs/$$page" ] || \
  { touch -t 200001010000 $(PAGES); break; }; done < $(PAGES)

ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),help)),)
  $(shell $(LIST_INPUTS); $(CHECK_PAGES))
endif

##@ Reports

.PHONY: reports
reports: $(PAGES) ## Rebuild every report, the graph and the tables from corpus/.

# What cannot be used is left out: the rest is built and reported. Then make fails, and names it,
# every time until it is mended. Both files are put into place whole, so a failure keeps them.
.PRECIOUS: $(STORE) $(PAGES)
$(STORE): $(INPUTS) | $(READY)
	-$(BIN)/policytext build corpus --out $@
	@[ -n "$$(find $@ -newer $< 2>/dev/null)" ]

$(PAGES): $(STORE) | $(READY)
	$(BIN)/policytext --db $< report --out outputs
	@if $(BIN)/policytext --db $< status 2>&1 >/dev/null | grep '^Problem: ' >&2; then \
	echo 'The reports are of everything but that. Mend it or take it out, and make again.' >&2; \
	touch -t 200001010000 $@; exit 1; fi

$(INPUTS):
	@$(LIST_INPUTS)

##@ Checks

.PHONY: test lint check evaluate
test: $(READY) ## Run the tests.
	$(BIN)/python -m pytest -n auto

DOCS := README.md $(wildcard docs/*.md)
COG  := COLUMNS=80 POLICYTEXT_DB=$(STORE) $(BIN)/cog

lint: $(READY) $(STORE) ## Style, types, import contract, generated parts of the docs.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(COG) --check --check-fail-msg='run make docs' $(DOCS)

check: lint test ## Everything a change has to pass: lint and test.

evaluate: $(READY) ## Score the results against the gold annotation.
	$(BIN)/python -m tests.evaluation

.PHONY: bench
bench: $(READY) ## Measure speeds, as ratios against what one would use instead.
	$(BIN)/python -m bench

##@ Upkeep

.PHONY: setup docs format lock clean help
setup: $(READY) ## Install everything into .venv; the other targets do it when needed.

$(BIN)/python:
	@'$(PYTHON)' -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 15) else \
	"policytext needs Python 3.11 to 3.14, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % v)'
	rm -rf $(VENV)
	$(if $(UV),uv venv --quiet --seed --python '$(PYTHON)' $(VENV),'$(PYTHON)' -m venv $(VENV))

# hatchling is in the lock too, so that nothing is fetched to install policytext itself.
PIP := $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --use-pep517)
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo 'Installing into $(VENV), once: a minute or so with pip, seconds with uv.'
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

docs: $(READY) $(STORE) ## Write the generated parts of the docs anew.
	$(COG) -r $(DOCS)

format: $(READY) ## Lay the code out, and mend what can be mended without asking.
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: ## Pin the libraries (needs uv; LOCK=--upgrade takes the newest of all).
	printf 'hatchling\neditables\n' | uv pip compile pyproject.toml - $(LOCK) --quiet --universal \
	--python-version 3.11 --all-extras --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' --output-file requirements.lock

clean: ## Remove everything under outputs/ but its README; .venv stays.
	find outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

help: ## Show this help.
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } \
	/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
