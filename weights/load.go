//go:build !js

package weights

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"regnetlens/weights/filekind"
	"regnetlens/weights/models"
)

// Open reads a weight file from disk. What is none is named ([ForeignError])
// before it is read whole.
func Open(path string) (*Weights, error) {
	b, err := filekind.ReadFile(path, func(k filekind.Kind) error {
		if k != filekind.Safetensors {
			return &ForeignError{Kind: k}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	w, err := ParseFile(filepath.Base(path), b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return w, nil
}

// Load reads a shipped model by its id or, failing that, a weight file by its
// path. The shipped ones are built into the program.
func Load(idOrPath string) (*Weights, error) {
	m, err := Lookup(idOrPath)
	if err == nil {
		return loadShipped(m)
	}
	if _, statErr := os.Stat(idOrPath); statErr != nil {
		return nil, fmt.Errorf("%w; and no file of that name%s", err, didYouMean(idOrPath))
	}
	return Open(idOrPath)
}

func loadShipped(m Model) (*Weights, error) {
	b, err := models.Files.ReadFile(m.File)
	if err != nil {
		return nil, fmt.Errorf("weights: model %s: %w", m.ID, err)
	}
	w, err := ParseFile(m.File, b)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", m.ID, err)
	}
	if w.SHA256 != m.SHA256 {
		return nil, fmt.Errorf("weights: model %s: the file is not the one of the catalogue (run \"make generate\")", m.ID)
	}
	w.Wire = m.Wire // without what was measured of an earlier form
	return w, nil
}

// ParseFile is [Parse] of a file's bytes with the facts about the file: its
// base name, checksum and size.
func ParseFile(name string, b []byte) (*Weights, error) {
	w, err := Parse(b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	w.Model.File, w.SHA256, w.Bytes = name, hex.EncodeToString(sum[:]), int64(len(b))
	return w, nil
}

// LoadAsPage is [Load] with the numbers that the page has: those of a shipped
// model are of its form for the page. A file of the reader's own is as it is,
// there as here.
func LoadAsPage(idOrPath string) (*Weights, error) {
	w, err := Load(idOrPath)
	if err != nil {
		return nil, err
	}
	if _, err := Lookup(idOrPath); err != nil {
		return w, nil
	}
	b, err := EncodeWire(w)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", w.ID, err)
	}
	return ParseTrusted(w.Model, b)
}
