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

// infer reads depth and widths of a plain ResNet off its tensors.
func (l layout) infer(t tensors, o Options) (arch.Record, error) {
	r := arch.Record{Stem: l.stem, Shortcut: l.shortcut, Regulator: arch.RegulatorNone, Block: arch.BlockBasic}
	err := readNetwork(t, &r, "conv1.weight", l.fc+".weight", func(s, b int, part string) string {
		return fmt.Sprintf("layer%d.%d.%s.weight", s, b-1, part)
	})
	if err != nil {
		return arch.Record{}, err
	}
	if r.Block == arch.BlockBottleneck {
		r.BottleneckStride = l.bottleneckStride
	}
	return withStride(r, o), nil
}

// inferSpec reads an architecture off tensors with the project's own names, or
// takes the one the file brought with it. Only the regulated stages, the
// regulator, the ratio of squeeze and excitation and the shortcut are to be
// found beyond what a plain ResNet has.
func inferSpec(t tensors, o Options) (arch.Record, error) {
	if o.Arch != nil {
		return withStride(*o.Arch, o), nil
	}
	r := arch.Record{Stem: arch.StemCIFAR, Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorNone, Block: arch.BlockBasic}
	name := func(s, b int, part string) string { return fmt.Sprintf("stage%d.block%d.%s.weight", s, b, part) }
	if err := readNetwork(t, &r, "conv0.weight", "fc.weight", name); err != nil {
		return arch.Record{}, err
	}
	stem, err := t.shape("conv0.weight", 4)
	if err != nil {
		return arch.Record{}, err
	}
	if stem[2] == 7 {
		r.Stem = arch.StemImageNet
	}
	for s := range r.Widths {
		if t.has(name(s+1, 1, "proj")) {
			r.Shortcut = arch.ShortcutProjection
		}
	}
	// The last stage is the widest: elsewhere the hidden width may have been
	// rounded up to 1.
	if se := name(len(r.Widths), 1, "se.fc1"); t.has(se) {
		hidden, err := t.shape(se, 2)
		if err != nil {
			return arch.Record{}, err
		}
		if hidden[0] < 1 {
			return arch.Record{}, fmt.Errorf("tensor %q has shape %v", se, hidden)
		}
		r.SE = hidden[1] / hidden[0]
	}
	readRegulator(t, &r)
	return withStride(r, o), nil
}

func withStride(r arch.Record, o Options) arch.Record {
	if o.BottleneckStride != "" {
		r.BottleneckStride = o.BottleneckStride
	}
	return r
}

// readRegulator finds the cell by its gates, and the stages that have one.
func readRegulator(t tensors, r *arch.Record) {
	var stages []int
	for s := range r.Widths {
		gate := func(g string) bool { return t.has(fmt.Sprintf("stage%d.cell.gates.%s.fuse.weight", s+1, g)) }
		switch {
		case gate("i"):
			r.Regulator = arch.RegulatorLSTM
		case gate("z"):
			r.Regulator = arch.RegulatorGRU
		case gate("h"):
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

// readNetwork fills in what the shapes of convolutions and classifier tell:
// stem width, classes, stages, blocks, widths and the form of the blocks.
func readNetwork(t tensors, r *arch.Record, stem, fc string, name func(stage, block int, part string) string) error {
	shape, err := t.shape(stem, 4)
	if err != nil {
		return err
	}
	r.StemWidth = shape[0]
	if shape, err = t.shape(fc, 2); err != nil {
		return err
	}
	r.Classes = shape[0]
	if t.has(name(1, 1, "conv3")) {
		r.Block = arch.BlockBottleneck
	}
	for s := 1; s <= maxStages && t.has(name(s, 1, "conv1")); s++ {
		if shape, err = t.shape(name(s, 1, "conv1"), 4); err != nil {
			return err
		}
		blocks := 1
		for blocks < maxBlocks && t.has(name(s, blocks+1, "conv1")) {
			blocks++
		}
		r.Widths = append(r.Widths, shape[0])
		r.Blocks = append(r.Blocks, blocks)
	}
	if r.Widths == nil {
		return fmt.Errorf("tensor %q is missing", name(1, 1, "conv1"))
	}
	return nil
}
