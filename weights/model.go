// Package weights knows the project's weight files: safetensors files whose
// metadata say what network they hold, what it reads, what its answers mean
// and how it was trained. The engine needs nothing but such a file.
//
// Package weights/models holds the files that are shipped, with a generated
// model card beside each and the generated catalogue of all. They travel to the
// page in a shorter form (package weights/quantized, [EncodeWire]), which package
// wasm/fetch loads there.
package weights

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"regnetlens/infer/arch"
)

// Model is everything known about one network but its parameters. A weight
// file carries it as metadata; the catalogue lists those of the shipped files.
type Model struct {
	ID      string      `json:"id"` // lower case, fit for a file name: "resnet-20"
	Title   string      `json:"title"`
	Arch    arch.Record `json:"arch"`
	Dataset string      `json:"dataset"` // what it was trained on
	Classes []string    `json:"classes"` // in the order of the logits
	Input   int         `json:"input"`   // rows and columns of the picture it reads
	Mean    [3]float32  `json:"mean"`    // of R, G, B in [0,1]: the network reads (v-mean)/std
	Std     [3]float32  `json:"std"`     //
	Licence string      `json:"licence"` // of the weights, an SPDX identifier where there is one
	Trained string      `json:"trained"` // how and by what
	Recipe  string      `json:"-"`       // every setting of the training, TOML; empty: not stated
	Epochs  []Epoch     `json:"-"`       // what each epoch of the training showed; empty: not stated
	// EpochCount is how often the training went over its pictures: the number of
	// the last of Epochs, which the catalogue does without. 0: not stated.
	EpochCount int        `json:"epochs,omitempty"`
	Accuracy   []Accuracy `json:"accuracy"` // measured on the very file; empty: not measured
	File       string     `json:"file"`     // base name of the weight file
	SHA256     string     `json:"sha256"`   // of the weight file, lower-case hex
	Bytes      int64      `json:"bytes"`    // size of the weight file
	Wire       Wire       `json:"wire"`     // the form of it that the page fetches; empty: of a file that is not shipped
}

// Epoch is what one pass over the training pictures showed: means over its
// steps.
type Epoch struct {
	Epoch     int     `json:"epoch"` // from 1
	Steps     int     `json:"steps"` // taken since the training began
	Loss      float64 `json:"loss"`
	Accuracy  float64 `json:"accuracy"` // on the changed training pictures, as they were seen
	Rate      float64 `json:"rate"`     // at the end
	Seconds   float64 `json:"seconds"`  // since the training began, pauses not counted
	ImagesPer float64 `json:"images_per_second"`
	// HeldOut is the accuracy at the epoch's end on training pictures that were
	// kept apart; 0: none were.
	HeldOut float64 `json:"held_out,omitempty"`
	// Test is the accuracy at the epoch's end on the test pictures, where none
	// were held out; nothing is chosen by it. 0: not measured.
	Test float64 `json:"test,omitempty"`
}

// Wire is a weight file's form for the page, see [EncodeWire].
type Wire struct {
	SHA256   string     `json:"sha256"`   // of that form, lower-case hex
	Bytes    int64      `json:"bytes"`    // its size, before it is compressed
	Accuracy []Accuracy `json:"accuracy"` // measured on that very form; empty: not measured
	// Keep are matrices that stay F16 in it, where with all of them in 8 bits the
	// network was not right as often as from the file.
	Keep []string `json:"keep,omitempty"`
}

// Accuracy is one measurement of a weight file.
type Accuracy struct {
	Data   string  `json:"data"`   // the pictures, none of them seen in training
	Images int     `json:"images"` // how many
	Top1   float64 `json:"top1"`   // the share of them answered rightly, 0 to 1
}

// Complete says what a model lacks to read pictures and name what it sees: a
// sentence for its first missing field, nil when there is none. A file of bare
// parameters, with nothing but its architecture, can still be run on tensors.
func (m Model) Complete() error {
	switch {
	case m.ID == "":
		return missing(keyID, "the model's short name")
	case m.Title == "":
		return missing(keyTitle, "the model's title")
	case m.Classes == nil:
		return missing(keyClasses, "the names of its classes")
	case m.Input == 0:
		return missing(keyInput, "the size of the picture it reads")
	case m.Std == [3]float32{}:
		return missing(keyMean+" and "+keyStd, "how its pictures are normalised")
	}
	return nil
}

func missing(key, what string) error {
	return fmt.Errorf("weights: the file does not say %s (metadata %s)", what, key)
}

// validate checks the fields that are there; an absent one is left to
// Complete.
func (m Model) validate() error {
	if m.ID != "" && !ValidID(m.ID) {
		return fmt.Errorf("%s: %q is not made of a-z, 0-9, '-' and '.', beginning with a letter or digit", keyID, m.ID)
	}
	if m.Classes != nil {
		if len(m.Classes) != m.Arch.Classes {
			return fmt.Errorf("%s: %d names for %d classes", keyClasses, len(m.Classes), m.Arch.Classes)
		}
		sorted := slices.Sorted(slices.Values(m.Classes))
		for i, c := range sorted {
			if strings.TrimSpace(c) == "" {
				return fmt.Errorf("%s: a name is empty", keyClasses)
			}
			if i > 0 && c == sorted[i-1] {
				return fmt.Errorf("%s: %q stands there twice", keyClasses, c)
			}
		}
	}
	if m.Input != 0 {
		if _, err := m.Arch.Build(m.Input, m.Input); err != nil {
			return fmt.Errorf("%s: %w", keyInput, err)
		}
	}
	for c := range 3 {
		if v := float64(m.Mean[c]); math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: %v is not finite", keyMean, v)
		}
		if v := float64(m.Std[c]); m.Std != [3]float32{} && !(v > 0 && !math.IsInf(v, 0)) {
			return fmt.Errorf("%s: %v is not positive and finite", keyStd, v)
		}
	}
	if err := validAccuracies(m.Accuracy); err != nil {
		return fmt.Errorf("%s: %w", keyAccuracy, err)
	}
	if err := validAccuracies(m.Wire.Accuracy); err != nil {
		return fmt.Errorf("%s: %w", keyWire, err)
	}
	return nil
}

func validAccuracies(list []Accuracy) error {
	for _, a := range list {
		if a.Data == "" || a.Images < 1 || !(a.Top1 >= 0 && a.Top1 <= 1) {
			return fmt.Errorf("%+v is no measurement (data named, images 1 or more, top1 0 to 1)", a)
		}
	}
	return nil
}

// MaxID is the length that an id may have, in bytes.
const MaxID = 64

// ValidID reports whether a model can have this id.
func ValidID(id string) bool {
	if id == "" || len(id) > MaxID || strings.HasPrefix(id, "-") || strings.HasPrefix(id, ".") {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-.", r)
	})
}
