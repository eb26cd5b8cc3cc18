# The whole interface of the project: `make` lists what there is.

# Go 1.27 has the SIMD package; the toolchain comes through the module proxy,
# also where GOTOOLCHAIN is set to local. nojsonv2 keeps 0.2 MB out of the page.
export GOTOOLCHAIN := go1.27.0
export GOEXPERIMENT := simd,nojsonv2
export GOFLAGS := -buildvcs=false

JS := GOOS=js GOARCH=wasm
JS_EXEC := "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec"
XLA := cd tools/xla && GOEXPERIMENT=
COMMIT := -X regnetlens/tools/train/run.Commit=$$(git rev-parse HEAD 2>/dev/null)
GENERATED := $$(git ls-files '*_gen.go' '*_amd64.s' 'weights/models/*.md' weights/models/catalogue.json)
ADDR ?= 127.0.0.1:8080
SAMPLES ?=

.DEFAULT_GOAL := help
.PHONY: help run build regnet trainer bundle page generate test test-go test-race test-fallback test-js test-train test-webgpu test-webgpu-chromium test-firefox bench bench-cold bench-train-page bench-webgpu bench-peak size lint fuzz clean tools-go tools-cc tools-node tools-chromium tools-firefox

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-21s %s\n", $$1, $$2}' Makefile

run: regnet page ## build the page, serve it on ADDR and print its URL (SAMPLES=folder adds your pictures)
	build/regnet-lens --addr $(ADDR) $(if $(SAMPLES),--samples $(SAMPLES))

build: regnet page trainer ## the native command build/regnet, the server, the page in build/page, the trainer for CUDA

regnet: tools-go ## the native command build/regnet alone
	CGO_ENABLED=0 go build -trimpath -ldflags "$(COMMIT)" -o build/ ./tools/regnet ./server/regnet-lens

trainer: tools-go tools-cc ## the trainer for CUDA build/regnet-xla, a module of its own: cgo, and no SIMD experiment
	$(XLA) go build -trimpath -ldflags "$(COMMIT)" -o $(CURDIR)/build/regnet-xla .

bundle: tools-go ## what a host without a network needs to run the sweeps, in pieces of 40 MB in build/bundle
	go run ./tools/bundle -ldflags "$(COMMIT)"

page: tools-go ## the page alone: the program, compressed, under names of their content
	go run ./server/regnet-page

size: tools-go ## what the page weighs on the wire; fails above its bound
	go run ./server/regnet-page -check

generate: tools-go ## regenerate what is committed: Vugu components, catalogue, model cards
	go generate ./...

test: tools-go tools-node tools-chromium tools-firefox lint test-go test-race test-fallback test-js test-webgpu test-train ## everything that can be tested here; fetches what it lacks

bench: tools-go tools-node tools-chromium ## our engine beside ONNX Runtime, natively and in Chromium; rows to build/bench.json
	go run ./tools/bench

bench-cold: tools-go tools-node tools-chromium ## a first visit of the page beside one of a page with ONNX Runtime Web; rows to build/cold.json
	go run ./tools/coldstart

bench-train-page: tools-go tools-node tools-chromium ## training in the page's engine: WebAssembly in headless Chromium, one thread, images/s
	$(JS) go test -run '^$$' -bench 'Step/(ResNet-20|RegNet-20-lstm)$$/threads=1' -exec 'node $(CURDIR)/tools/node/chromium_exec.mjs' ./infer/learn/simd

bench-webgpu: tools-go tools-node tools-chromium ## the same on the graphics adapter; rows to build/bench-webgpu.json
	go run ./tools/bench --place webgpu -o build/bench-webgpu.json

bench-peak: tools-go tools-node tools-chromium ## what the graphics adapter does at most, and each kernel's share of it; rows to build/peak-webgpu.json
	go run ./tools/bench --peak -o build/peak-webgpu.json

lint: tools-go tools-cc ## formatting, vet and staticcheck (natively, for the browser, the trainer), generated files up to date
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'gofmt these files'; exit 1; }
	go vet ./...
	$(JS) go vet ./infer/... ./weights/... ./ui/... ./wasm/... ./tools/bench/wasm
	$(XLA) go vet ./...
	@go build -modfile=tools/lint.mod -o build/ honnef.co/go/tools/cmd/staticcheck
	printf 'native:\njs: GOOS=js GOARCH=wasm\n' | build/staticcheck -matrix ./infer/... ./weights/... ./ui/... ./wasm/...
	build/staticcheck ./server/... ./tools/...
	$(XLA) $(CURDIR)/build/staticcheck ./...
	@before=$$(cat $(GENERATED) | cksum); go generate ./... && test "$$before" = "$$(cat $(GENERATED) | cksum)" || \
	  { echo 'what go generate makes was not up to date; it is now, commit it'; exit 1; }

test-go:
	go test -shuffle=on -timeout 20m ./...

test-race: ## the same under the race detector, where threads are
	go test -race -short -shuffle=on $$(go list ./... | grep -v -e /browsertest -e /tools/bench -e /tools/coldstart)

test-fallback: ## the engine without the SIMD experiment
	GOEXPERIMENT=nojsonv2 go test ./infer/...

test-js: ## the engine, what reaches the browser and what writes the page, as WebAssembly, in Node
	$(JS) go test -exec=$(JS_EXEC) ./infer/... ./weights/... ./wasm/browser ./wasm/fetch ./ui/dom

test-train: tools-cc ## the trainer on XLA: against PyTorch's values, on the pure-Go backend and a plugin where there is one
	$(XLA) go test -short ./...

test-webgpu: tools-node tools-chromium ## the WebGPU backend on Dawn in Node, with Chromium's software adapter where there is no other
	GPU_REQUIRED=1 $(JS) go test -timeout 20m -exec 'node $(CURDIR)/tools/node/dawn_exec.mjs' ./infer/webgpu/...

test-webgpu-chromium: tools-node tools-chromium ## the same in headless Chromium, canvases included
	GPU_REQUIRED=1 $(JS) go test -timeout 20m -exec 'node $(CURDIR)/tools/node/chromium_exec.mjs' ./infer/webgpu/...

test-firefox: tools-go tools-node tools-chromium tools-firefox ## the page in Firefox: first result, a dropped picture, no complaint (part of test-go)
	go test -count=1 -v -run TestFirefox ./wasm/browsertest

fuzz: tools-go ## fuzz every parser for a minute each
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep ^Fuzz); do \
	  echo "$$p $$f"; nice -n 19 go test -run '^$$' -fuzz "^$$f\$$" -fuzztime 1m $$p || exit 1; done; done

clean: ## remove what was built
	rm -rf build

# What the targets above need. Each line installs it, or says how to get it.
tools-go:
	@command -v go >/dev/null || { echo 'Go is missing: install Go 1.21 or later (it fetches Go 1.27 itself)'; exit 1; }

tools-cc:
	@command -v cc >/dev/null || { echo 'A C compiler is missing: the trainer needs one (Debian: apt-get install gcc libc6-dev)'; exit 1; }

tools-node:
	@command -v npm >/dev/null || { echo 'Node.js is missing: install Node.js 20 or later with npm'; exit 1; }
	@cmp -s tools/node/package-lock.json tools/node/node_modules/.stamp || \
	  { cd tools/node && npm ci --no-audit --no-fund --ignore-scripts && cp package-lock.json node_modules/.stamp; }

tools-chromium:
	@command -v chromium >/dev/null && fc-list :lang=ko | grep -q . || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk; } || \
	  command -v chromium >/dev/null || \
	  { echo 'Chromium is missing: install the package chromium (Debian: apt-get install chromium)'; exit 1; }

tools-firefox:
	@command -v firefox-esr >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr; } || \
	  { echo 'Firefox is missing: install the package firefox-esr (Debian: apt-get install firefox-esr)'; exit 1; }
