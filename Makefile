# SPDX-License-Identifier: BSD-3-Clause
#
# The few commands that a person types. Everything else is meson's: see meson.build.

BUILD ?= build

.PHONY: all amalgamation demo test check check-spec bench stress golden install clean setup-build setup-guest setup-test \
	setup-bench

all: setup-build $(BUILD)/build.ninja
	@tools/build $(BUILD)
	@echo "Built: $(BUILD)/vqsmith"

$(BUILD)/build.ninja: | setup-build
	@echo "Configuring the build in $(BUILD)/"
	@meson setup $(BUILD) >$(BUILD).log 2>&1 || { cat $(BUILD).log; rm -f $(BUILD).log; exit 1; }
	@mv $(BUILD).log $(BUILD)/setup.log

setup-build:
	@tools/setup build

setup-guest:
	@tools/setup guest

setup-test:
	@tools/setup build guest test

setup-bench:
	@tools/setup build bench

# From one description to a device that a Linux guest drives, on the lamp.
demo: setup-guest all
	@guest/prepare
	@demo/run $(BUILD)

# Every test, and at the end one line that counts them.
test check: setup-test all
	@tests/run $(BUILD)

# Descriptions against the specification's own listings, and whether `vqsmith ids` has its
# numbers: make check-spec SPEC=DIR, a checkout of it.
check-spec: all
	@tests/spec/compare.py "$(SPEC)" tests/spec/differences $(BUILD)/vqsmith types/*.yaml
	@tests/check/ids.py $(BUILD)/vqsmith "$(SPEC)"

# What a chain costs, ours beside others and its limits: tables, and $(BUILD)/bench/bench.svg;
# what a typed request costs over its chain; and what checking and generating of all of types/ takes. bench/README.md
bench: setup-bench all
	@bench/run $(BUILD)
	@ninja -C $(BUILD) --quiet bench-catalogue

# Two threads on one virtqueue, which compare every byte, over all formats and features: 10^9
# chains take an hour or so; make stress CHAINS=1000000 SEED=1. One in a hundred first runs under
# ThreadSanitizer.
CHAINS ?= 1000000000
stress: setup-test all
	@TSAN_OPTIONS=halt_on_error=1 $(BUILD)/tests/stress/stress-tsan \
		chains=$$(($(CHAINS) / 100 + 1)) $(if $(SEED),seed=$(SEED))
	@$(BUILD)/tests/stress/stress chains=$(CHAINS) $(if $(SEED),seed=$(SEED))

# The whole runtime in one header and one source file, which any C11 compiler takes.
amalgamation: setup-build
	@tools/amalgamate $(BUILD)/amalgamation
	@echo "Made $(BUILD)/amalgamation/vqsmith.h and vqsmith.c: cc -c vqsmith.c builds them."

# Agrees on what is printed and generated now; read the difference before you commit it.
golden: all
	@ninja -C $(BUILD) --quiet golden

# make install [PREFIX=DIR] [DESTDIR=DIR]: the command, its pages, the runtime library
install: all
	@tools/install $(BUILD) "$(PREFIX)"

clean:
	@rm -rf $(BUILD)
