# Every target sets itself up first: .venv (Python 3.13) and node_modules, made by tools/setup.sh.

.DEFAULT_GOAL := help
.PHONY: help setup build serve test bench clean

# .venv/bin first: that is also where Node lies when the machine has none of its own.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## set up .venv and node_modules (the other targets do it themselves)
	@sh tools/setup.sh

build: setup ## build the wheel, the checker's runtime for the page, and the site in both languages
	@python tools/build.py

serve: build ## build what changed and serve the site at http://127.0.0.1:8000/
	@python tools/serve.py

test: build ## lint, types and every test, in the browser too
	@python tools/chromium.py
	ruff check
	ruff format --check
	mypy
	python -m pytest -n 2 --dist loadgroup

bench: build ## measure start-up, latency in the page, and engine speed
	@python tools/chromium.py
	@python tools/bench.py

clean: ## remove what was built and set up
	rm -rf build site dist .venv node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
