package session

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// readings is a result with a readout at both blocks of a stage.
func readings(first, second []float32) *protocol.Result {
	return &protocol.Result{Probabilities: second, Readout: []protocol.Reading{
		{Stage: 3, Block: 2, Probabilities: first}, {Stage: 3, Block: 3, Probabilities: second},
	}}
}

func TestReadoutOnPage(t *testing.T) {
	s, _ := begin(t)
	d := s.Slots[0]
	for c, want := range map[arch.Place]bool{{Stage: 3, Block: 1}: true, {Stage: 3, Block: 3}: true, {Stage: 2, Block: 3}: false, {Stage: 3, Block: 0}: false, {Stage: 3, Block: 4}: false} {
		if d.ReadableAt(c) != want {
			t.Errorf("readable at %v: %v", c, !want)
		}
	}
	if _, ok := d.ReadAt(arch.Place{Stage: 3, Block: 2}, 0); ok || d.Contenders(3) != nil {
		t.Error("an answer before there is one")
	}
	d.Result = readings([]float32{0.5, 0.4, 0.1}, []float32{0.1, 0.2, 0.7})
	if p, ok := d.ReadAt(arch.Place{Stage: 3, Block: 2}, 1); !ok || p != 0.4 {
		t.Errorf("read %v", p)
	}
	if _, ok := d.ReadAt(arch.Place{Stage: 3, Block: 1}, 1); ok {
		t.Error("read off a block that was not")
	}
	if got := d.Contenders(2); !slices.Equal(got, []int{2, 0}) { // the answer, and then 0.6 of all
		t.Errorf("contenders %v", got)
	}
}

// Right at each block over a batch, in the paper's manner.
func TestDepthAccuracy(t *testing.T) {
	var a DepthAccuracy
	if _, ok := a.At(arch.Place{Stage: 3, Block: 2}); ok {
		t.Error("a share of no pictures")
	}
	a.Add(readings([]float32{0.6, 0.4}, []float32{0.1, 0.9}), 1)
	a.Add(readings([]float32{0.3, 0.7}, []float32{0.2, 0.8}), 1)
	a.Add(readings([]float32{0.3, 0.7}, []float32{0.2, 0.8}), 0)
	a.Add(&protocol.Result{}, 0)
	first, _ := a.At(arch.Place{Stage: 3, Block: 2})
	second, ok := a.At(arch.Place{Stage: 3, Block: 3})
	if a.Pictures != 3 || !ok || first != 1.0/3 || second != 2.0/3 {
		t.Errorf("%d pictures, right %v and %v", a.Pictures, first, second)
	}
	if _, ok := a.At(arch.Place{Stage: 3, Block: 1}); ok {
		t.Error("a share of a block that was not read")
	}
}

func TestSimilarityTable(t *testing.T) {
	s, _ := shown(t)
	s.MovePair(1, 1)
	s.PointPair(Across, 0.9, 0.9)
	s.PressPair(WithinB, 0.9, 0.9)
	if _, _, _, ok := s.SimilarityTable(WithinA); ok || s.Compared != (Compared{}) {
		t.Error("a table before it is known")
	}
	settle(s)
	for _, step := range []struct {
		do          func()
		row, column int
	}{
		{func() { s.PointPair(WithinA, 0.9, 0.1) }, 0, 1},
		{func() { s.MovePair(1, 0) }, 1, 1},
		{func() { s.MovePair(0, 1) }, 1, 1},
		{func() { s.MovePair(-1, -1) }, 0, 0},
	} {
		step.do()
		if s.Compared.Row != step.row || s.Compared.Column != step.column {
			t.Errorf("at %+v, want %d, %d", s.Compared, step.row, step.column)
		}
	}
	if want := [2]arch.Place{{Stage: 1, Block: 1}, {Stage: 1, Block: 1}}; s.Compared.Marked != want {
		t.Errorf("the keys marked %v, want %v", s.Compared.Marked, want)
	}
	s.PointPair(Across, 0.9, 0.1)
	if s.Compared.Pairing != Across || s.Compared.Marked[1].Block == 2 {
		t.Errorf("pointing marks: %+v", s.Compared)
	}
	s.PressPair(Across, 0.9, 0.1)
	if want := [2]arch.Place{{Stage: 1, Block: 1}, {Stage: 1, Block: 2}}; s.Compared.Marked != want {
		t.Errorf("pressing marked %v, want %v", s.Compared.Marked, want)
	}
	s.PressPair(Across, 0.9, 0.1)
	if s.Compared.Marked != [2]arch.Place{} {
		t.Error("pressing again keeps the marks")
	}
	s.ComparePairing(WithinB)
	if s.Compared.Pairing != WithinB || s.Compared.Column != 0 {
		t.Errorf("another table begins at %+v", s.Compared)
	}
	for _, p := range Pairings {
		if table, rows, columns, ok := s.SimilarityTable(p); !ok || table.Rows != len(rows) || table.Columns != len(columns) {
			t.Errorf("pairing %d: %+v", p, table)
		}
	}
	if v, ok := s.SameBlocks(CKA); !ok || v < 0.999 {
		t.Errorf("the same blocks are alike by %v", v)
	}
}
