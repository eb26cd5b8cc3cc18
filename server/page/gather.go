package page

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"regnetlens/ui/samples"
	"regnetlens/ui/session"
	"regnetlens/weights"
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
func gather(root string, program, support []byte) (assets, string, error) {
	a := assets{
		"program.wasm":     {content: program, part: partProgram},
		"wasm_exec.js":     {content: support, part: partPage, text: true},
		session.OwnSamples: {content: []byte("[]"), fixed: true},
	}
	for name, from := range map[string]string{
		"manifest.webmanifest": "ui/manifest.webmanifest",
		"favicon.svg":          "ui/favicon.svg",
		"page.js":              "wasm/page.js",
		"worker.js":            "wasm/worker.js",
		"replay.js":            "infer/webgpu/gpu/replay.js",
		"index.html":           "index.html",
	} {
		b, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return nil, "", err
		}
		a[name] = asset{content: b, part: partPage, text: true}
	}
	sheet, err := styleSheet(filepath.Join(root, "ui", "style"))
	if err != nil {
		return nil, "", err
	}
	a["style.css"] = asset{content: sheet, part: partPage, text: true}
	catalogue, err := weights.Catalogue()
	if err != nil {
		return nil, "", err
	}
	for _, m := range catalogue {
		if err := a.addModel(m); err != nil {
			return nil, "", err
		}
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
	shown, err := report(root)
	if err != nil {
		return nil, "", err
	}
	a["results.json"] = asset{content: shown} // fetched when its view is opened
	for _, size := range []int{192, 512} {
		b, err := icon(size)
		if err != nil {
			return nil, "", err
		}
		a[fmt.Sprintf("icon-%d.png", size)] = asset{content: b, part: partPage}
	}
	early, err := os.ReadFile(filepath.Join(root, "wasm", "early.js"))
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

// addModel takes in both forms of a model's weights: the one that the page runs,
// and the full file, which a reader may save.
func (a assets) addModel(m weights.Model) error {
	w, err := weights.Load(m.ID)
	if err != nil {
		return err
	}
	wire, err := weights.EncodeWire(w)
	if err != nil {
		return err
	}
	file, err := models.Files.ReadFile(m.File)
	if err != nil {
		return err
	}
	part := "" // loaded only where somebody chooses it
	if slices.Contains(weights.Opening[:], m.ID) {
		part = partModels
	}
	a[wireAsset(m)] = asset{content: wire, part: part}
	a[fileAsset(m)] = asset{content: file, onDemand: true}
	return nil
}

func wireAsset(m weights.Model) string { return "models/" + m.ID + ".i8.safetensors" }
func fileAsset(m weights.Model) string { return "models/" + m.File }

// styleSheet joins the page's style sheets: the tokens, which the others use,
// and then one file a part of the page.
func styleSheet(dir string) ([]byte, error) {
	const first = "tokens.css"
	sheet, err := os.ReadFile(filepath.Join(dir, first))
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.css")) // in the order of their names
	for _, file := range files {
		if filepath.Base(file) == first {
			continue
		}
		part, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		sheet = append(sheet, part...)
	}
	return sheet, err
}
