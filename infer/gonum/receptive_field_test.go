package gonum

import (
	"context"
	"math/rand/v2"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/conform"
)

// A change of the input outside a value's receptive field changes nothing, and
// some change at its border does: the field is neither too small nor too large.
func TestReceptiveField(t *testing.T) {
	for _, kind := range []arch.Regulator{arch.RegulatorNone, arch.RegulatorRNN, arch.RegulatorGRU, arch.RegulatorLSTM} {
		r := arch.Record{
			Stem: arch.StemCIFAR, StemWidth: 6, Block: arch.BlockBasic, Widths: []int{6, 8}, Blocks: []int{2, 2},
			Shortcut: arch.ShortcutProjection, Regulator: kind, Classes: 3,
		}
		t.Run(string(kind), func(t *testing.T) { receptiveField(t, r) })
	}
}

func receptiveField(t *testing.T, r arch.Record) {
	const size = 48
	g, err := r.Build(size, size)
	if err != nil {
		t.Fatal(err)
	}
	net, err := Backend{}.New(g, conform.Random(g, 9), infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	var names []string
	for _, tap := range g.Taps() {
		names = append(names, tap.Name)
	}
	rng := rand.New(rand.NewPCG(3, 3))
	input := make([]float32, 3*size*size)
	for i := range input {
		input[i] = float32(rng.NormFloat64())
	}
	run := func(change func(row, column int) bool) map[string][]float32 {
		q, err := infer.NewRequest(g, 1, names...)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range input {
			if change != nil && change(i/size%size, i%size) {
				v = v*3 + 5
			}
			q.Input[i] = v
		}
		if err := net.Run(context.Background(), q); err != nil {
			t.Fatal(err)
		}
		return q.Taps
	}
	plain, fields := run(nil), g.ReceptiveFields()
	for _, tap := range g.Taps() {
		f := fields[tap.Value]
		if tap.Kind == arch.KindGAP {
			if !f.All {
				t.Error("the mean sees everything")
			}
			continue
		}
		y, x := tap.Shape.H/2, tap.Shape.W/2-1
		top, left, bottom, right := f.Box(y, x, size, size)
		inside := func(row, column int) bool { return row >= top && row < bottom && column >= left && column < right }
		differs := func(changed map[string][]float32) bool {
			for c := range tap.Shape.C {
				at := (c*tap.Shape.H+y)*tap.Shape.W + x
				if plain[tap.Name][at] != changed[tap.Name][at] {
					return true
				}
			}
			return false
		}
		if differs(run(func(row, column int) bool { return !inside(row, column) })) {
			t.Errorf("%s depends on more than rows %d to %d", tap.Name, top, bottom-1)
		}
		if tap.Place.Block > 1 || tap.Place.Stage > 1 {
			continue // an edge's weight in a deep net is below float32
		}
		for _, edge := range []int{top, bottom - 1} {
			if !differs(run(func(row, column int) bool { return row == edge && inside(row, column) })) {
				t.Errorf("%s does not depend on row %d, the edge of its field", tap.Name, edge)
			}
		}
	}
}
