package convert

import (
	"fmt"

	"regnetlens/infer/arch"
)

// Bounds of the search for stages and blocks, those of arch's records.
const (
	maxStages = 16
	maxBlocks = 512
)

// infer reads an architecture off the tensors' names and shapes, or takes the
// one that the file brought with it. What neither tells is the place of the
// stride in bottleneck blocks: other people's networks have it on the 3×3
// convolution.
func infer(t tensors, o Options) (arch.Record, error) {
	if t.spec && o.Arch != nil {
		return withStride(*o.Arch, o), nil
	}
	r := arch.Record{Stem: arch.StemCIFAR, Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorNone, Block: arch.BlockBasic}
	if err := readStem(t, &r); err != nil {
		return arch.Record{}, err
	}
	if err := readStages(t, &r); err != nil {
		return arch.Record{}, err
	}
	if err := readSE(t, &r); err != nil {
		return arch.Record{}, err
	}
	readRegulator(t, &r)
	if !t.spec && r.Block == arch.BlockBottleneck {
		r.BottleneckStride = arch.StrideConv2
	}
	return withStride(r, o), nil
}

func withStride(r arch.Record, o Options) arch.Record {
	if o.BottleneckStride != "" {
		r.BottleneckStride = o.BottleneckStride
	}
	return r
}

// readStem finds the stem by the size of its convolution, and the classes.
func readStem(t tensors, r *arch.Record) error {
	stem, err := t.shape("conv0.weight", 4)
	if err != nil {
		return err
	}
	switch stem[2] {
	case 3:
	case 7:
		r.Stem = arch.StemImageNet
	default:
		return fmt.Errorf("tensor %q has shape %v: the first convolution has to be 3×3 or 7×7", t.files["conv0.weight"], stem)
	}
	r.StemWidth = stem[0]
	fc, err := t.shape("fc.weight", 2)
	if err != nil {
		return err
	}
	r.Classes = fc[0]
	return nil
}

// readStages finds stages, blocks, widths, and the form of blocks and
// shortcuts.
func readStages(t tensors, r *arch.Record) error {
	name := func(s, b int, part string) string { return blockName(s, b) + "." + part + ".weight" }
	if t.has(name(1, 1, "conv3")) {
		r.Block = arch.BlockBottleneck
	}
	for s := 1; s <= maxStages && t.has(name(s, 1, "conv1")); s++ {
		shape, err := t.shape(name(s, 1, "conv1"), 4)
		if err != nil {
			return err
		}
		blocks := 1
		for blocks < maxBlocks && t.has(name(s, blocks+1, "conv1")) {
			blocks++
		}
		r.Widths = append(r.Widths, shape[0])
		r.Blocks = append(r.Blocks, blocks)
		if t.has(name(s, 1, "proj")) {
			r.Shortcut = arch.ShortcutProjection
		}
	}
	if r.Widths == nil {
		return t.missing(name(1, 1, "conv1"))
	}
	return nil
}

// readSE finds the ratio of squeeze and excitation.
func readSE(t tensors, r *arch.Record) error {
	// The last stage is the widest: elsewhere the hidden width may have been
	// rounded up to 1.
	se := blockName(len(r.Widths), 1) + ".se.fc1.weight"
	if !t.has(se) {
		return nil
	}
	hidden, err := t.shape(se, 2)
	if err != nil {
		return err
	}
	if hidden[0] < 1 {
		return fmt.Errorf("tensor %q has shape %v", t.files[se], hidden)
	}
	r.SE = hidden[1] / hidden[0]
	return nil
}

// readRegulator finds the cell by its gates, and the stages that have one.
func readRegulator(t tensors, r *arch.Record) {
	var stages []int
	for s := range r.Widths {
		gate := func(k arch.Kind) bool {
			return t.has(fmt.Sprintf("stage%d.cell.gates.%s.fuse.weight", s+1, k.Letter()))
		}
		switch {
		case gate(arch.KindGateI):
			r.Regulator = arch.RegulatorLSTM
		case gate(arch.KindGateZ):
			r.Regulator = arch.RegulatorGRU
		case gate(arch.KindGateH):
			r.Regulator = arch.RegulatorRNN
		default:
			continue
		}
		stages = append(stages, s+1)
	}
	if len(stages) < len(r.Widths) {
		r.RegulatedStages = stages
	}
}
