# The two commands: make chat, make test. Both may be repeated; the second time they are quick.
PYTHON ?= python3
PORT   ?= 8501
DATA   ?= .coverage
WORKERS ?= 2
VENV   := .venv
BIN    := $(VENV)/bin
export HF_HUB_OFFLINE = 1
export ANONYMIZED_TELEMETRY = False
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help chat test lint format lock audit licences screenshots clean again
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*##/  make \1\t/'

chat: $(VENV)/installed $(DATA)/catalogue.sqlite  ## install, ingest corpus/ and open the chat
	@echo "Opening the chat on http://127.0.0.1:$(PORT) (Ctrl-C ends it)"
	@COVERAGE_DATA=$(DATA) exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/installed-dev  ## install what the tests need and run them all
	@command -v chromium >/dev/null || { echo "The page's tests need Chromium: apt-get install chromium"; exit 1; }
	@echo "Testing, the page in Chromium included, in $(WORKERS) processes: some minutes"
	@# A file's tests stay together, since they share a server or an index.
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/installed-dev  ## lint, formatting, strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/installed-dev  ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(VENV)/installed-dev  ## take the pictures of docs/screenshots/ again
	$(BIN)/python docs/screenshots.py

lock:  ## pin everything that requirements*.in brings along, and write down the hashes
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install -q -r requirements.in
	build/lock/bin/pip freeze --all --exclude pip | sed 's/+cpu$$//' > requirements.txt
	build/lock/bin/pip install -q uv==0.13.9
	grep -v '^torch==' requirements.txt | build/lock/bin/uv pip compile -q --no-deps --no-header \
		--no-annotate --generate-hashes -o requirements-hashed.txt -
	build/lock/bin/pip uninstall -q -y uv
	build/lock/bin/pip install -q -r requirements-dev.in
	build/lock/bin/pip freeze | sed 's/+cpu$$//' | grep -vxFf requirements.txt > requirements-dev.txt

licences: $(VENV)/installed-dev  ## list the licences, write build/sbom.json (CycloneDX)
	@mkdir -p build
	$(BIN)/python -m bench licences --sbom build/sbom.json

audit:  ## ask the package index's advisories about all that is pinned (needs a network)
	test -x build/audit/bin/pip-audit || { $(PYTHON) -m venv build/audit && build/audit/bin/pip install -q pip-audit==2.10.1; }
	build/audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements.txt -r requirements-dev.txt

clean:  ## remove what was installed and built; the index stays
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The folder is there from the first moment of an ingest, so an interrupted one leaves a mark and
# goes on the next time.
$(DATA)/catalogue.sqlite: $(if $(wildcard $(DATA)/corpus-begun),again) | $(VENV)/installed
	@echo "Ingesting corpus/ (the model takes some seconds to load)"
	@mkdir -p $(DATA) && touch $(DATA)/corpus-begun
	@$(BIN)/python ingest.py corpus --data $(DATA)
	@rm -f $(DATA)/corpus-begun

$(VENV)/installed: requirements.txt | $(VENV)/bin/pip
	@echo "Installing into $(VENV): about 550 MB to download, some minutes"
	@# With HASHED=1 all but torch must have a hash that is written down: torch has several builds.
	@$(if $(HASHED),$(BIN)/pip install -qq --require-hashes --no-deps -r requirements-hashed.txt)
	@$(BIN)/pip install -qq -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-dev-alone.txt $(VENV)/installed
	@echo "Installing what the tests need"
	@$(BIN)/pip install -qq -r requirements-dev.txt
	@$(BIN)/pip install -qq --no-deps -r requirements-dev-alone.txt
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $$($(PYTHON) --version 2>&1) was found. Say make PYTHON=python3.12, for example."; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
