# Rebuild everything a reader sees from corpus/; `make` alone shows what can be done.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help reports test check lint docs evaluate format lock clean
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
POLICYTEXT := $(BIN)/policytext
READY := $(VENV)/.ready
OUT := outputs
STORE := $(OUT)/policytext.db
WRITTEN := $(OUT)/files.txt
INPUTS := $(OUT)/.inputs
PROBLEMS := $(OUT)/.problems
LIST := find corpus src/policytext pyproject.toml requirements.lock -type f ! -name '*.pyc' ! -name '.*' ! -name README.md

# Make compares times, and splits names at spaces, so it can neither see that a paper is gone nor
# name one with a space in it. It is given one file instead: the list of all inputs, written anew
# when the list differs and touched when an input is younger. `make -q` stays truthful.
$(shell mkdir -p $(OUT); \
  $(LIST) | LC_ALL=C sort > $(INPUTS).new; \
  if ! cmp -s $(INPUTS).new $(INPUTS); then mv $(INPUTS).new $(INPUTS); \
  else rm -f $(INPUTS).new; \
    if [ -n "$$($(LIST) -newer $(INPUTS) | head -n 1)" ]; then touch $(INPUTS); fi; \
  fi; \
  if [ -f $(WRITTEN) ]; then ( \
    cd $(OUT) && while IFS= read -r file; do [ -e "$$file" ] || { rm -f files.txt; break; }; done < files.txt \
  ); fi)

##@ Work
reports: $(WRITTEN) ## Set everything up and rebuild what outputs/ lacks.

test: $(READY) ## Set everything up and run the tests.
	$(BIN)/pytest

##@ Checks
check: lint test ## Everything that must hold: lint, types, imports, docs in step, tests.

lint: $(READY) $(STORE) ## Lint, types, imports, docs in step.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check --check-fail-msg="run 'make docs'" README.md docs/*.md

evaluate: $(READY) ## Score the corpus against the hand annotation; fails below a floor.
	$(BIN)/python -m tests.evaluation

##@ Upkeep
docs: $(READY) $(STORE) ## Write the generated parts of README and docs anew.
	$(BIN)/cog -r README.md docs/*.md

format: $(READY) ## Lay the code out.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(READY) ## Choose the newest versions pyproject.toml allows, with their hashes.
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

clean: ## Remove everything built under outputs/.
	find $(OUT) -mindepth 1 ! -name README.md -delete

help: ## Show this help.
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Set-up: a virtual environment with the locked versions and this checkout. uv when it is there.
$(READY): requirements.lock pyproject.toml
	if command -v uv > /dev/null; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) \
	  && uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	  && uv pip install --quiet --python $(BIN)/python --no-deps -e .; \
	else \
	  $(PYTHON) -m venv $(VENV) \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; \
	fi
	touch $@

# A paper that cannot be used stops nothing but itself: the others are built and reported, and then
# make fails, again at every call until the paper is mended.
$(STORE): $(INPUTS) | $(READY)
	@rm -f $(PROBLEMS)
	$(POLICYTEXT) build corpus --out $@ || { test $@ -nt $(INPUTS) && touch $(PROBLEMS); }
	@touch $@

# The list of files is written last of all, so it stands for them.
$(WRITTEN): $(STORE) | $(READY)
	$(POLICYTEXT) --db $(STORE) report --out $(OUT)
	@test ! -e $(PROBLEMS) || { echo "Some inputs could not be used (policytext status lists them); the reports are of the others." >&2; exit 1; }
	@touch $@
