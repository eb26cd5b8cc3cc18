//go:build !js

package cards

import (
	"fmt"
	"slices"

	"regnetlens/tools/atomicfile"
	"regnetlens/weights"
)

// SetAccuracy writes a measurement into a weight file's metadata, in the place
// of an earlier one on the same data. All else in the file stays as it is.
func SetAccuracy(path string, a weights.Accuracy) error {
	w, err := weights.Open(path)
	if err != nil {
		return fmt.Errorf("cards: %w", err)
	}
	kept := slices.DeleteFunc(w.Accuracy, func(old weights.Accuracy) bool { return old.Data == a.Data })
	w.Accuracy = append(kept, a)
	err = atomicfile.Write(path, func(f *atomicfile.File) error { return w.Rewrite(f) })
	if err != nil {
		return fmt.Errorf("cards: %s: %w", path, err)
	}
	return nil
}
