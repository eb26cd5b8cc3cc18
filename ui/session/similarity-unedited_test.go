package session

import (
	"math"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// likeness plays the comparison of A's blocks and then of B's, each beside the
// one before and beside the same block of A as alike as said.
func likeness(t *testing.T, s *Session, own [2]float64, across float64) {
	t.Helper()
	for slot, d := range s.Slots {
		reach(s, slot, toCompare)
		n := len(d.blocks())
		table := func(same, beside float64) []byte {
			m := measure.Table{Rows: n, Columns: n, Pairs: make([]measure.Pair, n*n)}
			for k := range m.Pairs {
				v := beside
				if k%n == k/n {
					v = same
				}
				m.Pairs[k] = measure.Pair{Cosine: v / 2, Pictures: 1, HSICXY: v, HSICXX: 1, HSICYY: 1}
			}
			return m.Pack()
		}
		m := &protocol.Similarity{Run: d.Run, Blocks: d.blocks(), Own: table(1, own[slot])}
		if slot == 1 {
			m.Others, m.Cross = d.blocks(), table(across, 0.3)
		}
		say(s, slot, m)
	}
}

// What the blocks' likeness was before an edit stands beside what it is, of the
// network that is edited; it is of this picture and of these networks.
func TestSimilarityUnedited(t *testing.T) {
	s, _ := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	was := func(when string, want [3]float64) {
		t.Helper()
		a, okA := s.NeighboursUnedited(0, CKA)
		b, okB := s.NeighboursUnedited(1, CKA)
		c, okC := s.SameBlocksUnedited(CKA)
		for i, got := range []float64{a, b, c} {
			if ok := [...]bool{okA, okB, okC}[i]; ok != (want[i] != 0) || ok && math.Abs(got-want[i]) > 1e-6 {
				t.Errorf("%s: %v, %v, want %v", when, got, ok, want[i])
			}
		}
	}
	cat, whole := [3]float32{0.4, 0.6, 0.8}, make([]float32, 10)
	whole[3] = 1
	ask := func(a, b []float32) {
		t.Helper()
		say3(s, 0, s.number, cat, a)
		say3(s, 1, s.number, cat, b)
	}
	ask(nil, nil)
	was("before anything was compared", [3]float64{})
	likeness(t, s, [2]float64{0.875, 0.75}, 0.625)
	was("without edits", [3]float64{})
	off := Edit{Slot: 1, Do: RegulatorOff, Stage: 1, Block: 2}
	s.ToggleEdit(off)
	was("before the answer under the edit", [3]float64{})
	ask(nil, whole)
	was("with B edited", [3]float64{0, 0.75, 0.625})
	likeness(t, s, [2]float64{0.875, 0.5}, 0.4)
	was("with B compared", [3]float64{0, 0.75, 0.625})
	if v, ok := s.NeighboursUnedited(1, Cosine); !ok || math.Abs(v-0.375) > 1e-6 {
		t.Errorf("by cosine %v, %v", v, ok)
	}
	s.Batch = &Batch{session: s, Titles: [2]string{s.Slots[0].Model.Title, s.Slots[1].Model.Title}}
	s.depths[1] = BatchDepth{batch: s.Batch, Seen: 1, Similar: measure.Table{Rows: 9}}
	s.Compared.Batch = true
	was("over a batch", [3]float64{})
	s.Batch = nil
	s.SetEdits([]Edit{{Slot: 0, Do: Scaled, Stage: 1, Block: 1, Kind: arch.KindO, Factor: 0}})
	ask(whole, nil)
	likeness(t, s, [2]float64{0.25, 0.75}, 0.4)
	was("with A edited instead", [3]float64{0.875, 0, 0.625})
	s.SelectModel(0, "regnet-20-lstm")
	load(s, 0)
	say3(s, 0, s.number, cat, whole)
	was("with another A, edited", [3]float64{})
	s.SetEdits(nil)
	ask(nil, nil)
	was("without edits again", [3]float64{})
	s.Choose("y", InMemory([]byte("y"))) // read with edits from the start
	s.ToggleEdit(off)
	ask(nil, whole)
	likeness(t, s, [2]float64{0.9, 0.9}, 0.9)
	was("of another picture", [3]float64{})
}
