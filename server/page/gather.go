package page

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"regnetlens/ui/samples"
	"regnetlens/ui/session"
	"regnetlens/weights"
	"regnetlens/weights/byteplanes"
	"regnetlens/weights/models"
)

// The parts of the report.
const (
	partPage    = "page"
	partProgram = "program"
	partModels  = "models"
)

// gather collects everything the page is made of but the service worker, and
// says which version of the page that is.
func gather(ctx context.Context, root string) (assets, string, error) {
	program, err := compile(ctx, root)
	if err != nil {
		return nil, "", err
	}
	a := assets{
		"program.wasm":     {content: program, part: partProgram},
		session.OwnSamples: {content: []byte("[]"), fixed: true},
	}
	for name, from := range map[string]func() ([]byte, error){
		"style.css":            source(root, "ui/style.css"),
		"manifest.webmanifest": source(root, "ui/manifest.webmanifest"),
		"favicon.svg":          source(root, "ui/favicon.svg"),
		"page.js":              source(root, "wasm/page.js"),
		"worker.js":            source(root, "wasm/worker.js"),
		"replay.js":            source(root, "infer/webgpu/gpu/replay.js"),
		"wasm_exec.js":         func() ([]byte, error) { return goSupport(ctx, root) },
		"index.html":           source(root, "index.html"),
	} {
		b, err := from()
		if err != nil {
			return nil, "", err
		}
		a[name] = asset{content: b, part: partPage, text: true}
	}
	catalogue, err := weights.Catalogue()
	if err != nil {
		return nil, "", err
	}
	for _, m := range catalogue {
		b, err := models.Files.ReadFile(m.File)
		if err != nil {
			return nil, "", err
		}
		a["models/"+m.ID+byteplanes.Suffix] = asset{content: byteplanes.Split(b), part: partModels}
	}
	gallery, err := samples.List()
	if err != nil {
		return nil, "", err
	}
	for _, s := range gallery {
		b, err := samples.Files.ReadFile(s.File)
		if err != nil {
			return nil, "", err
		}
		a["samples/"+s.File] = asset{content: b}
	}
	for _, size := range []int{192, 512} {
		b, err := icon(size)
		if err != nil {
			return nil, "", err
		}
		a[fmt.Sprintf("icon-%d.png", size)] = asset{content: b, part: partPage}
	}
	early, err := source(root, "wasm/early.js")()
	if err != nil {
		return nil, "", err
	}
	a["early.js"] = asset{content: early}
	version := a.version()
	delete(a, "early.js") // it is part of the page itself
	index, err := index(a["index.html"].content, early, version, catalogue, gallery)
	if err != nil {
		return nil, "", fmt.Errorf("index.html: %w", err)
	}
	a["index.html"] = asset{content: index, part: partPage, fixed: true, text: true}
	return a, version, nil
}

func source(root, name string) func() ([]byte, error) {
	return func() ([]byte, error) { return os.ReadFile(filepath.Join(root, name)) }
}
