# Two commands do everything: `make demo` and `make test`.
PY ?= python3
MAILBOT = .venv/bin/mailbot

.PHONY: demo test check audit lock bench docs pictures clean

demo: .venv/.ok          ## a whole complaint desk in the terminal, nothing to configure
	$(MAILBOT) demo

test: .venv/.ok          ## every test; real servers are used where they are installed
	.venv/bin/pytest -n auto

check: .venv/.ok         ## what CI checks before it runs the tests
	.venv/bin/ruff check mailbot tests benchmarks migrations training
	.venv/bin/ruff format --check mailbot tests benchmarks migrations training
	.venv/bin/mypy
	.venv/bin/lint-imports

audit:                   ## known holes in the libraries of requirements.lock; says so when it could not ask
	@PY=$(PY) .ci/audit

bench: .venv/.ok         ## every benchmark, short, and a table: docs/benchmarks.md
	.venv/bin/python -m benchmarks

docs: .venv/.ok          ## the pages that are written from the program: man page, events
	MAILBOT_WRITE_MANUAL=1 MAILBOT_WRITE_DOCS=1 .venv/bin/pytest -q -n0 tests/test_cli_completion.py tests/test_docs_events.py

pictures: .venv/.ok      ## the pictures of README.md and docs/ (needs Chromium)
	.venv/bin/python tests/pictures.py docs/pictures

.venv/.ok: pyproject.toml requirements.lock
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mailbot needs Python 3.11 or newer: make PY=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PY) -c 'import ensurepip, venv' || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing into .venv (about a minute the first time)…"
	@$(PY) -m venv .venv
	@.venv/bin/pip install -q --disable-pip-version-check -c requirements.lock -e '.[test]'
	@touch $@

lock: .venv/.ok          ## write requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --all-extras --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links pyproject.toml -o requirements.lock

clean:
	rm -rf .venv
