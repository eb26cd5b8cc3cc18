package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"regnetlens/server"
	"regnetlens/server/page"
	"regnetlens/tools/node"
	"regnetlens/tools/onnx"
	"regnetlens/ui/samples"
	"regnetlens/weights"
)

// networks are those that our page shows to a first visitor, as A and B.
var networks = [2]string{"resnet-20", "regnet-20-lstm"}

// build is where the repository keeps what it built.
func build() (string, error) {
	dir, err := node.Dir()
	return filepath.Join(dir, "..", "..", "build"), err
}

// ourSite is our page as "make page" builds it.
func ourSite() (*server.Site, error) {
	dir, err := build()
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "page-cold")
	if _, err := page.Build(context.Background(), page.Options{Root: filepath.Dir(dir), Out: out, Cache: filepath.Join(dir, "compressed")}); err != nil {
		return nil, err
	}
	return server.Load(os.DirFS(out))
}

//go:embed peer
var peerFiles embed.FS

// peerSite is the page with ONNX Runtime Web: the same networks, exported by
// package onnx, the same picture, compressed and served as ours.
func peerSite() (*server.Site, error) {
	dir, err := build()
	if err != nil {
		return nil, err
	}
	files, err := peerPage()
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "page-cold-peer")
	if err := os.RemoveAll(out); err != nil {
		return nil, err
	}
	if err := page.Write(out, filepath.Join(dir, "compressed"), files); err != nil {
		return nil, err
	}
	return server.Load(os.DirFS(out))
}

func peerPage() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, name := range []string{"index.html", "main.js"} {
		b, err := peerFiles.ReadFile("peer/" + name)
		if err != nil {
			return nil, err
		}
		files[name] = b
	}
	ort, err := node.Package("onnxruntime-web")
	if err != nil {
		return nil, err
	}
	// The smallest build: WebAssembly alone. Its names end in .mjs, which not
	// every server serves as script.
	for name, from := range map[string]string{
		"ort.js": "ort.wasm.min.mjs", "ort-loader.js": "ort-wasm-simd-threaded.mjs", "ort.wasm": "ort-wasm-simd-threaded.wasm",
	} {
		if files[name], err = os.ReadFile(filepath.Join(ort, "dist", from)); err != nil {
			return nil, err
		}
	}
	gallery, err := samples.List()
	if err != nil {
		return nil, err
	}
	if files["picture.jpg"], err = samples.Files.ReadFile(gallery[0].File); err != nil {
		return nil, err
	}
	return files, addNetworks(files)
}

// addNetworks adds the networks, and what one must know to use them.
func addNetworks(files map[string][]byte) error {
	type reading struct {
		Size    int        `json:"size"`
		Mean    [3]float32 `json:"mean"`
		Std     [3]float32 `json:"std"`
		Classes []string   `json:"classes"`
	}
	models := map[string]reading{}
	for i, id := range networks {
		w, err := weights.Load(id)
		if err != nil {
			return err
		}
		g, err := w.Arch.Build(w.Input, w.Input)
		if err != nil {
			return err
		}
		name := string(rune('A' + i))
		var b bytes.Buffer
		if err := onnx.Write(&b, g, w, onnx.Options{Name: id}); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		files[name+".onnx"] = b.Bytes()
		models[name] = reading{w.Input, w.Mean, w.Std, w.Classes}
	}
	b, err := json.Marshal(models)
	files["models.json"] = b
	return err
}
