//go:build !js

package cards

import (
	"bytes"
	"fmt"
	"os"
	"slices"

	"regnetlens/weights"
)

// SetAccuracy writes a measurement into a weight file's metadata, in the place
// of an earlier one on the same data. The parameters stay as they are.
func SetAccuracy(path string, a weights.Accuracy) error {
	w, err := weights.Open(path)
	if err != nil {
		return fmt.Errorf("cards: %w", err)
	}
	m := w.Model
	m.Accuracy = slices.DeleteFunc(m.Accuracy, func(old weights.Accuracy) bool { return old.Data == a.Data })
	m.Accuracy = append(m.Accuracy, a)
	params, err := w.Params("")
	if err != nil {
		return fmt.Errorf("cards: %s: %w", path, err)
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, params); err != nil {
		return fmt.Errorf("cards: %s: %w", path, err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cards: %w", err)
	}
	return nil
}
