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
	return rewrite(path, func(w *weights.Weights) error {
		w.Accuracy = measured(w.Accuracy, a)
		return nil
	})
}

// measured are measurements with a new one, in the place of an earlier one on
// the same data.
func measured(list []weights.Accuracy, a weights.Accuracy) []weights.Accuracy {
	kept := slices.DeleteFunc(list, func(old weights.Accuracy) bool { return old.Data == a.Data })
	return append(kept, a)
}

// rewrite changes what a weight file says of its model. All else in the file
// stays as it is.
func rewrite(path string, change func(*weights.Weights) error) error {
	w, err := weights.Open(path)
	if err != nil {
		return fmt.Errorf("cards: %w", err)
	}
	if err := change(w); err != nil {
		return err
	}
	err = atomicfile.Write(path, func(f *atomicfile.File) error { return w.Rewrite(f) })
	if err != nil {
		return fmt.Errorf("cards: %s: %w", path, err)
	}
	return nil
}
