package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Stem names the layers before the first stage.
type Stem string

// The stems: a 3×3 convolution for small pictures; a 7×7 convolution of stride
// 2 and a 3×3 max pool of stride 2 for large ones.
const (
	StemCIFAR    Stem = "cifar"
	StemImageNet Stem = "imagenet"
)

// Block names the form of a residual block.
type Block string

// The blocks of He et al.: two 3×3 convolutions; or 1×1, 3×3, 1×1 with four
// times the width at the end.
const (
	BlockBasic      Block = "basic"
	BlockBottleneck Block = "bottleneck"
)

// Shortcut names what stands on the shortcut where shapes differ.
type Shortcut string

// The shortcuts of He et al.: option B, a strided 1×1 convolution with a norm,
// and option A, subsampling and zero channels.
const (
	ShortcutProjection Shortcut = "projection"
	ShortcutPad        Shortcut = "pad"
)

// Regulator names the recurrent cell that runs along the blocks of a stage.
type Regulator uint8

// The regulators of the paper.
const (
	RegulatorNone Regulator = iota
	RegulatorRNN
	RegulatorGRU
	RegulatorLSTM
)

// Gates lists the gates of one cell in the order of their weights and taps;
// nil without a regulator.
func (r Regulator) Gates() []Kind {
	switch r {
	case RegulatorRNN:
		return []Kind{KindGateH}
	case RegulatorGRU:
		return []Kind{KindGateZ, KindGateR, KindGateH}
	case RegulatorLSTM:
		return []Kind{KindGateI, KindGateF, KindGateO, KindGateG}
	}
	return nil
}

// BottleneckStride says which convolution of a strided bottleneck block has
// the stride.
type BottleneckStride string

// Stride on the first 1×1 (He et al., and what an absent field means) or on
// the 3×3 ("v1.5", most published ImageNet weights).
const (
	StrideConv1 BottleneckStride = "conv1"
	StrideConv2 BottleneckStride = "conv2"
)

// Record is the architecture of one network, as weight files carry it.
type Record struct {
	Stem             Stem             `json:"stem"`
	StemWidth        int              `json:"stem_width"` // channels after the stem
	Block            Block            `json:"block"`
	Widths           []int            `json:"widths"` // channels N of each stage (the block's inner width)
	Blocks           []int            `json:"blocks"` // blocks of each stage
	Shortcut         Shortcut         `json:"shortcut"`
	Regulator        Regulator        `json:"regulator"`
	RegulatedStages  []int            `json:"regulated_stages"` // counted from 1; empty: all
	SE               int              `json:"se"`               // squeeze-and-excitation's reduction ratio; 0: none
	Classes          int              `json:"classes"`
	BottleneckStride BottleneckStride `json:"bottleneck_stride,omitempty"`
}

// Parse reads a record from JSON and validates it. An absent shortcut means
// projection, an absent regulator none; fields it does not know are an error.
func Parse(data []byte) (Record, error) {
	r := Record{Shortcut: ShortcutProjection}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		if wrong := (*FieldError)(nil); errors.As(err, &wrong) {
			return Record{}, wrong
		}
		return Record{}, fmt.Errorf("arch: the record is not the JSON expected: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Record{}, errors.New("arch: the record is followed by something else")
	}
	return r, r.Validate()
}

// String is the record as JSON, the form that [Parse] reads.
func (r Record) String() string {
	if r.RegulatedStages == nil {
		r.RegulatedStages = []int{} // the files say [], not null
	}
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Sprintf("unprintable record: %v", err)
	}
	return string(b)
}

// Depth is the customary number in the network's name: its layers with
// weights along the longest path without the regulator's (20 for blocks
// [3,3,3] of basic blocks).
func (r Record) Depth() int {
	per := 2
	if r.Block == BlockBottleneck {
		per = 3
	}
	n := 2 // stem and classifier
	for _, b := range r.Blocks {
		n += per * b
	}
	return n
}

// Expansion is a block's output width divided by its stage's width.
func (r Record) Expansion() int {
	if r.Block == BlockBottleneck {
		return 4
	}
	return 1
}

// Regulated reports whether stage s, counted from 1, has a regulator.
func (r Record) Regulated(s int) bool {
	if r.Regulator == RegulatorNone {
		return false
	}
	for _, x := range r.RegulatedStages {
		if x == s {
			return true
		}
	}
	return len(r.RegulatedStages) == 0
}
