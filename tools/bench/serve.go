package main

import (
	"embed"
	"encoding/binary"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"regnetlens/tools/node"
)

//go:embed page
var pageFiles embed.FS

// serve builds the engine for the page into folder and serves it on the
// loopback interface with everything else that the page reads: /ort/ and /tf/
// are the peers as npm installed them, /networks/ holds the networks for every
// engine, /input/ the batches. It returns the page's address.
func serve(folder string, all []work) (url string, stop func(), err error) {
	peer, err := node.Package("onnxruntime-web")
	if err != nil {
		return "", nil, err
	}
	tf, err := node.Package("@tensorflow/tfjs-core")
	if err != nil {
		return "", nil, err
	}
	tools, err := node.Dir()
	if err != nil {
		return "", nil, err
	}
	goRoot, err := buildEngine(filepath.Join(folder, "engine.wasm"))
	if err != nil {
		return "", nil, err
	}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		return "", nil, err
	}
	mux := http.NewServeMux()
	under := func(path string, files fs.FS) {
		mux.Handle(path, http.StripPrefix(strings.TrimSuffix(path, "/"), http.FileServerFS(files)))
	}
	file := func(path, name string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) })
	}
	under("/", files)
	under("/ort/", os.DirFS(filepath.Join(peer, "dist")))
	under("/tf/", os.DirFS(filepath.Dir(tf)))
	under("/networks/", os.DirFS(folder))
	file("/engine.wasm", filepath.Join(folder, "engine.wasm"))
	file("/wasm_exec.js", filepath.Join(goRoot, "lib", "wasm", "wasm_exec.js"))
	file("/replay.js", filepath.Join(tools, "../../infer/webgpu/gpu/replay.js"))
	for _, w := range all {
		mux.HandleFunc(w.inputPath(), func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Type", "application/octet-stream")
			binary.Write(out, binary.LittleEndian, w.input()) // the page tells when it gets too little
		})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: isolated(mux)}
	go server.Serve(listener) // until Close
	return fmt.Sprintf("http://%s/", listener.Addr()), func() { server.Close() }, nil
}

// isolated adds the headers for which the browser gives the page a clock of
// five microseconds, and the types of files that not every system knows.
func isolated(next http.Handler) http.Handler {
	types := map[string]string{".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		if kind, ok := types[filepath.Ext(r.URL.Path)]; ok {
			w.Header().Set("Content-Type", kind)
		}
		next.ServeHTTP(w, r)
	})
}

// buildEngine compiles the page's program and returns Go's own folder, where
// the script lies that starts such programs.
func buildEngine(to string) (goRoot string, err error) {
	build := exec.Command("go", "build", "-o", to, "regnetlens/tools/bench/wasm")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
