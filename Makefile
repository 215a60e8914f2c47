# gradwalk: every target installs the Debian packages it needs and then does its work.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= .build
EXAMPLE = 'C = y - max(0, w*x + b)' w=2 x=1 b=1 y=5

# What the program is built from, and what its tests use beside that.
PACKAGES = libncursesw5-dev libopenblas-dev libgraphviz-dev graphviz
TEST_PACKAGES = $(PACKAGES) tmux python3

# One set of flags for everything that is released or measured. Exclusivity is proved by the tests,
# which are built with the checks on. Nobody debugs it: without debug information it is sooner built.
RELEASE = -c release --static-swift-stdlib -debug-info-format none \
  -Xswiftc -enforce-exclusivity=unchecked
SWIFT_BUILD = swift build --scratch-path $(BUILD)
SWIFT_RELEASE = swift build --scratch-path $(BUILD) $(RELEASE)
SWIFT_TEST = swift test --scratch-path $(BUILD)
TESTED = $(BUILD)/debug/gradwalk

.PHONY: help run test test-release bench fuzz docs install clean \
  packages test-packages swift release imports lint build unit scenarios conformance short-fuzz

help: ## lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: release ## builds the program and opens the worked example
	@$(BUILD)/release/gradwalk explore $(EXAMPLE)

test: test-packages swift imports lint build unit scenarios conformance short-fuzz ## everything that must hold, from imports to lessons
	@echo 'make test: all passed'

bench: packages swift ## measures against C compiled beside it (one BLAS thread)
	@scripts/say 'release build'
	@$(SWIFT_RELEASE) --product gradwalk
	@$(SWIFT_RELEASE) --product bench
	@OPENBLAS_NUM_THREADS=1 $(BUILD)/release/bench

fuzz: packages swift ## runs 100 000 damaged lessons, and as many random events on the screen; a crash leaves its input
	@scripts/say 'release build'
	@$(SWIFT_RELEASE) --product fuzz
	@scripts/fuzz $(BUILD)/release/fuzz $(or $(INPUTS),100000) $(or $(SEED),1) $(BUILD)/fuzz-input.py
	@scripts/fuzz $(BUILD)/release/fuzz $(or $(INPUTS),100000) $(or $(SEED),1) $(BUILD)/fuzz-input.py events
	@$(SWIFT_RELEASE) --product gradwalk
	@scripts/fuzz-terminal $(BUILD)/release/gradwalk scenarios/line-fit/lesson.py 10000 $(or $(SEED),1)

docs: test-packages swift ## writes the table of names, the manual page and the pictures in docs/ anew
	@WRITE_DOCS=1 $(SWIFT_TEST) --filter NameTableTests
	@$(SWIFT_BUILD) --product gradwalk
	@$(TESTED) manual > docs/gradwalk.1
	@$(TESTED) test --pictures docs/images $(wildcard scenarios/want-* scenarios/static-*)

install: release ## installs program, manual page and completions under PREFIX (/usr/local), below DESTDIR if set
	@scripts/install-program $(BUILD)/release/gradwalk '$(DESTDIR)$(PREFIX)/bin'
	@scripts/install-papers $(BUILD)/release/gradwalk '$(DESTDIR)$(PREFIX)/share'

clean: ## removes what was built
	rm -rf $(BUILD)

release: packages swift ## builds the program as it is released
	@scripts/say 'release build'
	@$(SWIFT_RELEASE) --product gradwalk

imports: ## test: modules import only what ARCHITECTURE.md allows
	@scripts/say 'imports'
	@scripts/check-imports-test
	@scripts/check-imports

lint: swift ## test: the formatter's rules, all of them
	@scripts/say 'lint'
	@swift format lint --strict --parallel --recursive --configuration .swift-format \
	  Package.swift Sources Tests Benchmarks

build: test-packages swift ## test: program and tests build without a warning
	@scripts/say 'build'
	@scripts/without-warnings $(SWIFT_BUILD) --build-tests

unit: build ## test: all Swift tests
	@scripts/say 'tests'
	@$(SWIFT_TEST) --skip-build

scenarios: build ## test: the scenarios, without a terminal
	@scripts/say 'scenarios'
	@$(TESTED) test scenarios

conformance: build ## test: lessons print what TensorFlow printed
	@scripts/say 'conformance'
	@scripts/conformance $(TESTED)

test-release: test-packages release ## the lessons and scenarios once more, with the program as it is released
	@scripts/conformance $(BUILD)/release/gradwalk
	@$(BUILD)/release/gradwalk test scenarios

short-fuzz: build ## test: a thousand damaged lessons and two thousand events, always the same
	@scripts/say 'fuzz'
	@scripts/fuzz $(BUILD)/debug/fuzz 1000 1 $(BUILD)/fuzz-input.py
	@scripts/fuzz $(BUILD)/debug/fuzz 2000 1 $(BUILD)/fuzz-input.py events
	@scripts/fuzz-terminal $(TESTED) scenarios/line-fit/lesson.py 300 1

packages:
	@scripts/install-packages $(PACKAGES)

test-packages:
	@scripts/install-packages $(TEST_PACKAGES)

swift:
	@scripts/require-swift
