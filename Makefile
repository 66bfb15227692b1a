# Everything is done by scripts/blueprice_setup.py, which also runs where there is no make:
#     python3 scripts/blueprice_setup.py run        (Windows: py scripts\blueprice_setup.py run)
# It sets up .venv first, and again only when pyproject.toml or constraints.txt changed.

PYTHON ?= python3

.PHONY: run headless test lint format benchmarks docs setup clean help

help:        ## list the targets
	@sed -n 's/^\([a-z]*\): *## /  make \1\t/p' Makefile

run:         ## set up, then open the window on a sample; without a display: price it and write output/
headless:    ## set up, then price and check the sample and write output/, display or not
test:        ## set up, then run the linters, the type checker and the tests
lint:        ## set up, then run the linters and the type checker only
format:      ## set up, then format the code
benchmarks:  ## set up, then measure
docs:        ## set up, then make the screenshots and figures of the documentation
setup:       ## only set up the virtual environment and the system libraries
clean:       ## remove what was built and written, and .venv

run headless test lint format benchmarks docs setup clean:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python 3.11, 3.12 or 3.13 is needed, and there is no $(PYTHON). On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) scripts/blueprice_setup.py $@ $(ARGS)
