# What authors and instructors run; read by the Makefile.
.PHONY: course site test test-full

help::
	@echo "make course     execute the lessons without a browser and print the result table"
	@echo "make site       build the web edition, pages to read in a browser"
	@echo "make test       run what CI checks on Linux, on the embedded digits"
	@echo "make test-full  the same, and real MNIST, the oldest versions, Colab's versions"

course: $(VENV)/.ready
	@$(COURSE) run

site: $(VENV)/.ready-docs
	@$(COURSE) site

test: $(VENV)/.ready-dev
	@$(COURSE) test

test-full: $(VENV)/.ready-dev
	@$(COURSE) test --full

$(VENV)/.ready-dev: pyproject.toml
	$(call install,lab$(comma)instructor$(comma)cluster$(comma)docs$(comma)dev)
	@touch $@ $(VENV)/.ready $(VENV)/.ready-docs

$(VENV)/.ready-docs: pyproject.toml
	$(call install,docs)
	@touch $@
