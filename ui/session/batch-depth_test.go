package session

import (
	"math"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// Over a batch: the share of right answers per block, and the likeness of the
// blocks over all its pictures.
func TestBatchDepth(t *testing.T) {
	s, _, d := equipped(t)
	s.Compared.Batch = true
	s.StartBatch([]string{"cat/1.jpg", "dog/2.jpg", "3.jpg"}, 0)
	var want, across measure.Table
	for i := range 3 {
		d.files[i](InMemory([]byte{1}), nil)
		if s.OverBatch() != (i > 0) {
			t.Errorf("before picture %d: charts of the batch %v", i+1, s.OverBatch())
		}
		maps := make([]measure.Map, 9)
		for j := range maps {
			maps[j] = measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, float32(i + j), 7}}
		}
		table := measure.Compare(maps, maps)
		want.Add(table)
		// Across, in another order, and lost on the way for the second picture.
		cross := measure.Compare(maps, append(maps[4:], maps[:4]...))
		packed := cross.Pack()
		if i == 1 {
			packed = nil
		} else {
			across.Add(cross)
		}
		for slot := range s.Slots {
			p, early := make([]float32, 10), make([]float32, 10)
			p[3], early[5] = 1, 1 // cat, and dog a block before
			say(s, slot, &protocol.Result{Run: -(i + 1), Probabilities: p, Own: table.Pack(), Cross: packed,
				Readout: []protocol.Reading{{Stage: 3, Block: 2, Probabilities: early}, {Stage: 3, Block: 3, Probabilities: p}}})
		}
	}
	b, ok := s.Depth(1)
	if !ok || b.Seen != 3 || b.Right.Pictures != 2 {
		t.Fatalf("seen %+v", b)
	}
	if v, ok := b.Right.At(arch.Place{Stage: 3, Block: 2}); !ok || v != 0.5 {
		t.Errorf("right a block before: %v", v)
	}
	if got, want := s.ToBefore(0, CKA)[arch.Place{Stage: 2, Block: 1}], want.At(3, 2).CKA(); math.Abs(got-want) > 1e-5 {
		t.Errorf("alike by %v over the batch, want %v", got, want)
	}
	got, rows, columns, ok := s.SimilarityTable(Across)
	if !ok || len(rows) != 9 || len(columns) != 9 || math.Abs(got.At(2, 7).CKA()-across.At(2, 7).CKA()) > 1e-5 ||
		math.Abs(got.At(7, 2).MeanCosine()-across.At(7, 2).MeanCosine()) > 1e-5 || got.At(7, 2).Pictures != 2 {
		t.Errorf("across, pair 3, 8 is %+v over the batch, want %+v", got.At(2, 7), across.At(2, 7))
	}
	if m, ok := s.DepthAcross(); !ok || m.Met != 2 || m.Seen != 3 {
		t.Errorf("across over %+v", m)
	}
	if got, want := s.ToOther(CKA)[arch.Place{Stage: 2, Block: 1}], across.At(3, 3).CKA(); math.Abs(got-want) > 1e-5 {
		t.Errorf("A and B alike by %v over the batch, want %v", got, want)
	}
	if a, _ := s.Depth(0); a.Met != 0 {
		t.Error("A's table across is B's")
	}
	s.SelectModel(0, "regnet-20-lstm")
	if _, ok := s.DepthAcross(); ok {
		t.Error("another A has the batch of the one before, across")
	}
	if _, ok := s.Depth(1); !ok {
		t.Error("B's own is of no less worth then")
	}
	s.SelectModel(1, "resnet-20")
	if _, ok := s.Depth(1); ok {
		t.Error("another network has the batch of the one before")
	}
	s.Compared.Batch = false
	if s.OverBatch() {
		t.Error("the picture is not to be had")
	}
}
