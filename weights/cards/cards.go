//go:build !js

package cards

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"regnetlens/infer/arch"
	"regnetlens/tools/atomicfile"
	"regnetlens/weights"
)

// CatalogueFile is the name of the catalogue in its folder.
const CatalogueFile = "catalogue.json"

//go:embed card.md.tmpl
var cardText string

var cardTemplate = template.Must(template.New("card").Funcs(template.FuncMap{
	"join":    strings.Join,
	"percent": func(v float64) string { return fmt.Sprintf("%.2f %%", 100*v) },
	"minutes": func(seconds float64) string { return fmt.Sprintf("%.0f", seconds/60) },
	"count":   count,
	"images":  func(n int) string { return count(int64(n)) },
}).Parse(cardText))

// Generate returns the cards and the catalogue for the weight files of a
// folder, by file name.
func Generate(dir string) (map[string][]byte, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.safetensors"))
	if err != nil {
		return nil, fmt.Errorf("cards: %w", err)
	}
	slices.Sort(paths)
	out := map[string][]byte{}
	models := []weights.Model{}
	for _, path := range paths {
		w, err := weights.Open(path)
		if err != nil {
			return nil, fmt.Errorf("cards: %w", err)
		}
		m := w.Model
		if err := m.Complete(); err != nil {
			return nil, fmt.Errorf("cards: %s: %w", path, err)
		}
		if want := m.ID + ".safetensors"; m.File != want {
			return nil, fmt.Errorf("cards: %s holds model %q: the file should be named %s", path, m.ID, want)
		}
		if m.Wire, _, err = wireOf(w); err != nil {
			return nil, err
		}
		if out[m.ID+".md"], err = Card(m); err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	var list bytes.Buffer
	enc := json.NewEncoder(&list)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(models); err != nil {
		return nil, fmt.Errorf("cards: %w", err)
	}
	out[CatalogueFile] = list.Bytes()
	return out, nil
}

// Write generates the cards and the catalogue of a folder and writes them
// there.
func Write(dir string) error {
	files, err := Generate(dir)
	if err != nil {
		return err
	}
	for name, b := range files {
		if err := atomicfile.WriteBytes(filepath.Join(dir, name), b); err != nil {
			return fmt.Errorf("cards: %w", err)
		}
	}
	return nil
}

// Card returns a model's card in Markdown.
func Card(m weights.Model) ([]byte, error) {
	g, err := m.Arch.Build(m.Input, m.Input)
	if err != nil {
		return nil, fmt.Errorf("cards: %s: %w", m.ID, err)
	}
	var b bytes.Buffer
	err = cardTemplate.Execute(&b, struct {
		weights.Model
		Cost    arch.Cost
		Network string
	}{m, g.Cost(), describe(m.Arch)})
	if err != nil {
		return nil, fmt.Errorf("cards: %s: %w", m.ID, err)
	}
	return b.Bytes(), nil
}

// describe says in words what an architecture record says.
func describe(r arch.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "A residual network of %d layers (He et al., arXiv 1512.03385): ", r.Depth())
	fmt.Fprintf(&b, "%s blocks, %s of them in stages of %s channels, %s shortcuts.",
		r.Block, joinInts(r.Blocks), joinInts(r.Widths), r.Shortcut)
	if r.Regulator != arch.RegulatorNone {
		where := "every stage"
		if len(r.RegulatedStages) > 0 {
			where = "stage " + joinInts(r.RegulatedStages)
		}
		fmt.Fprintf(&b, " A convolutional %s runs along the blocks of %s as the regulator (RegNet, Xu et al., arXiv 2101.00590).",
			strings.ToUpper(r.Regulator.String()), where)
	}
	if r.SE > 0 {
		fmt.Fprintf(&b, " Squeeze and excitation with ratio %d (Hu et al., arXiv 1709.01507).", r.SE)
	}
	return b.String()
}

func joinInts(v []int) string {
	s := strings.Trim(fmt.Sprint(v), "[]")
	return strings.ReplaceAll(s, " ", ", ")
}

// count writes a number with commas between its thousands.
func count(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
