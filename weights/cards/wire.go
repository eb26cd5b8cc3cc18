//go:build !js

package cards

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"

	"regnetlens/infer/arch"
	"regnetlens/weights"
)

// WireBound is by how much a network may be right more or less often in its form
// for the page than from the full file, as a share of the pictures.
const WireBound = 0.0005

// near reports whether two accuracies are within [WireBound], which shares such as
// 0.8607 and 0.8602 are as decimal numbers only.
func near(a, b weights.Accuracy) bool { return math.Abs(a.Top1-b.Top1) <= WireBound+1e-9 }

// wireOf says what a weight file's form for the page is, with the bytes of it.
// Accuracies that the file's metadata have of other bytes are not of this form,
// and left out.
func wireOf(w *weights.Weights) (weights.Wire, []byte, error) {
	b, err := weights.EncodeWire(w)
	if err != nil {
		return weights.Wire{}, nil, fmt.Errorf("cards: %s: the form for the page: %w", w.ID, err)
	}
	sum := sha256.Sum256(b)
	wire := weights.Wire{SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(b)), Accuracy: []weights.Accuracy{}, Keep: w.Wire.Keep}
	if w.Wire.SHA256 == wire.SHA256 {
		wire.Accuracy = append(wire.Accuracy, w.Wire.Accuracy...)
	}
	return wire, b, nil
}

// Measure measures a weight file and its form for the page, and writes both
// accuracies into the file's metadata. Where they are further apart than
// [WireBound], matrices of that form are kept F16; if that helps in no case, it is
// an error and the file stays as it is.
func Measure(path string, measure func(*weights.Weights) (weights.Accuracy, error)) (whole, wire weights.Accuracy, err error) {
	err = rewrite(path, func(w *weights.Weights) error {
		if whole, err = measure(w); err != nil {
			return err
		}
		w.Accuracy = measured(w.Accuracy, whole)
		wire, err = measureWire(w, whole, measure)
		return err
	})
	return whole, wire, err
}

// measureWire finds the least matrices to keep, and takes the accuracy with them
// in.
func measureWire(w *weights.Weights, whole weights.Accuracy, measure func(*weights.Weights) (weights.Accuracy, error)) (weights.Accuracy, error) {
	plans, err := keepPlans(w.Arch)
	if err != nil {
		return weights.Accuracy{}, fmt.Errorf("cards: %s: %w", w.ID, err)
	}
	var last weights.Accuracy
	for _, w.Wire.Keep = range plans {
		form, b, err := wireOf(w)
		if err != nil {
			return last, err
		}
		page, err := weights.Parse(b)
		if err != nil {
			return last, fmt.Errorf("cards: %s: the form for the page: %w", w.ID, err)
		}
		if last, err = measure(page); err != nil {
			return last, err
		}
		if near(last, whole) {
			form.Accuracy = measured(form.Accuracy, last)
			w.Wire = form
			return last, nil
		}
	}
	return last, fmt.Errorf("cards: %s: the form for the page is right on %.4f of the pictures, the file on %.4f, however many matrices stay F16: more than %g apart",
		w.ID, last.Top1, whole.Top1, WireBound)
}

// keepPlans are the matrices to keep F16, the first plan none; each of the others
// has a kind more than the one before. The order is that of what a kind costs, in
// bytes, for what its rounding does: the first layer and the last, whose errors
// nothing evens out; the cells, whose errors come back at each step; the 1 × 1
// convolutions, which have no neighbours to share their rounding with; then all
// others but those of the last stage, which has three quarters of them all.
func keepPlans(record arch.Record) ([][]string, error) {
	g, err := record.Build(1, 1)
	if err != nil {
		return nil, err
	}
	params := g.Params()
	widest := record.Widths[len(record.Widths)-1]
	kinds := []func(i int, p arch.Param) bool{
		func(i int, p arch.Param) bool { return i == 0 || p.Role == arch.DenseWeight },
		func(_ int, p arch.Param) bool { return p.Role == arch.GateWeight || p.Role == arch.SEWeight },
		func(_ int, p arch.Param) bool { return p.Role == arch.ConvWeight && p.Shape[2] == 1 },
		func(_ int, p arch.Param) bool { return p.Role == arch.ConvWeight && p.Shape[0] < widest },
	}
	plans := [][]string{nil}
	for n := 1; n <= len(kinds); n++ {
		var keep []string
		for i, p := range params {
			for _, is := range kinds[:n] {
				if is(i, p) {
					keep = append(keep, p.Name)
					break
				}
			}
		}
		plans = append(plans, keep)
	}
	return plans, nil
}
