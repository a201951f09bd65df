# Every target is a `course` subcommand (course_utils/cli.py); Windows, which has no make, runs those.
PYTHON ?= python3
VENV := .venv
COURSE := $(VENV)/bin/course

# An environment holds the path of its folder: where that was moved, it is set up again.
ifneq ($(shell cat $(VENV)/.folder 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.ready $(VENV)/.ready-dev $(VENV)/.ready-docs
endif

.PHONY: help lab clean

help::
	@echo "make lab        copy new lessons into work/ and open JupyterLab there"
	@echo "                (make lab CPU=1, at first, on Linux without a GPU: most of 6 GB less)"
	@echo "make clean      remove build/ and the environments; work/, data/ and results/ stay"

lab: $(VENV)/.ready
	@$(COURSE) lab

$(VENV)/.ready: pyproject.toml
	$(call install,lab$(comma)instructor)
	@touch $@

clean:
	@# .venv-…: environments of versions before nox
	rm -rf build $(VENV) .nox .venv-oldest .venv-colab .venv-nbgrader .pytest_cache .ruff_cache

comma := ,

PIP := $(VENV)/bin/python -m pip --disable-pip-version-check
# uv installs in less than half of pip's time, but goes to PyPI whatever pip was told on this machine.
UV := $(VENV)/bin/python -m uv pip install --quiet --compile-bytecode --python $(VENV)/bin/python
TOLD := index|find-links|constraint|proxy|cert
# On Linux PyPI's torch comes with CUDA; this index has it without, by the same release number.
ifdef CPU
UV += --torch-backend=cpu
FROM := PIP_EXTRA_INDEX_URL="https://download.pytorch.org/whl/cpu $(PIP_EXTRA_INDEX_URL)"
endif

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The course needs Python 3.11, 3.12 or 3.13; '$(PYTHON)' is another one or is not there."; \
		echo "Install one from https://www.python.org and name it: make $(MAKECMDGOALS) PYTHON=python3.12"; \
		exit 1; }
	@echo "Setting up .venv$(if $(CPU), with PyTorch for the CPU alone): a few minutes, once only."
	@[ -n "$(CPU)" ] || echo "On Linux it takes 6 GB, most of it CUDA: 'make $(MAKECMDGOALS) CPU=1' leaves that out."
	@$(PYTHON) -m venv $(VENV) || { \
		echo "No environment could be made. On Debian and Ubuntu: sudo apt install python3-venv"; \
		exit 1; }
	@{ ! $(PIP) config list | grep -Eq '$(TOLD)' && $(PIP) install --quiet uv && $(UV) -e ".[$(1)]"; } \
		2>/dev/null || $(FROM) $(PIP) install --quiet -e ".[$(1)]"
	@printf '%s\n' "$(CURDIR)" > $(VENV)/.folder
endef

# Students get this file without the next one.
-include .ci/authors.mk
