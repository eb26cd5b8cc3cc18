package worker

import (
	"bytes"
	"math"
	"testing"

	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// The answer read off the last block is the answer.
func TestReadout(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	r := run(t, e, &protocol.Run{Run: 1, Bytes: file(t, "ship.jpg")})
	if len(r.Readout) != 3 {
		t.Fatalf("%d blocks can be read, want the three of the last stage", len(r.Readout))
	}
	for i, b := range r.Readout {
		if b.Stage != 3 || b.Block != i+1 || len(b.Probabilities) != 10 {
			t.Errorf("block %d is %d of stage %d, with %d classes", i+1, b.Block, b.Stage, len(b.Probabilities))
		}
	}
	for k, p := range r.Readout[2].Probabilities {
		if math.Abs(float64(p-r.Probabilities[k])) > 1e-5 {
			t.Errorf("class %d: %v at the last block, %v in the answer", k, p, r.Probabilities[k])
		}
	}
}

// A picture aside has the same numbers as one on the page.
func TestMeasuresAside(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Run{Run: 1, Bytes: file(t, "frog.jpg")})
	aside := run(t, e, &protocol.Run{Run: 2, Aside: true, Alike: true, Bytes: file(t, "ship.jpg")})
	kept := run(t, e, &protocol.Run{Run: 3, Bytes: file(t, "ship.jpg")})
	if aside.Readout[0].Probabilities[8] != kept.Readout[0].Probabilities[8] {
		t.Error("the readouts differ")
	}
	l, ok := e.compare(&protocol.Compare{Run: 3}).(*protocol.Likeness)
	if !ok || !bytes.Equal(l.Own, aside.Alike) || l.Values != nil || len(l.Cross) != 0 {
		t.Error("the likenesses differ")
	}
}

// A network beside itself is as alike across as within.
func TestCompare(t *testing.T) {
	e := loaded(t, "resnet-20")
	if f, ok := e.compare(&protocol.Compare{Run: 1}).(*protocol.Failed); !ok || f.Stage != protocol.FailedCompare {
		t.Error("compared before any picture")
	}
	run(t, e, &protocol.Run{Run: 1, Bytes: file(t, "ship.jpg")})
	a, ok := e.compare(&protocol.Compare{Run: 1, Hand: true}).(*protocol.Likeness)
	if !ok || len(a.Blocks) != 9 || len(a.Values) != 4*3*(16*32*32+32*16*16+64*8*8) {
		t.Fatalf("got %d blocks and %d bytes of outputs", len(a.Blocks), len(a.Values))
	}
	b, ok := e.compare(&protocol.Compare{Run: 1, Others: a.Blocks, Values: a.Values}).(*protocol.Likeness)
	if !ok || !bytes.Equal(a.Own, b.Own) || len(b.Others) != 9 {
		t.Error("within differs from within")
	}
	alike(t, b.Own, b.Cross)
	table, ok := measure.Unpack(b.Own, 9, 9)
	if !ok || math.Abs(table.At(4, 4).CKA()-1) > 1e-5 || math.Abs(table.At(4, 4).MeanCosine()-1) > 1e-5 {
		t.Error("a block is not like itself")
	}
	for _, m := range []*protocol.Compare{{Run: 2}, {Run: 1, Others: a.Blocks, Values: a.Values[:8]}, {Run: 1, Others: []protocol.Block{{}}}} {
		if f, ok := e.compare(m).(*protocol.Failed); !ok || f.Stage != protocol.FailedCompare {
			t.Errorf("compared %+v", m)
		}
	}
}

// alike fails where two packed tables of 9 × 9 say different things.
func alike(t *testing.T, x, y []byte) {
	t.Helper()
	a, okA := measure.Unpack(x, 9, 9)
	b, okB := measure.Unpack(y, 9, 9)
	if !okA || !okB {
		t.Fatalf("tables of %d and %d bytes", len(x), len(y))
	}
	for i := range a.Pairs {
		p, q := a.Pairs[i], b.Pairs[i]
		if math.Abs(p.CKA()-q.CKA()) > 1e-5 || p.Pictures != q.Pictures || p.Pictures > 0 && math.Abs(p.MeanCosine()-q.MeanCosine()) > 1e-5 {
			t.Errorf("pair %d: %+v and %+v", i, p, q)
		}
	}
}

// Pictures of a batch are compared across the networks as the page's picture
// is, with what one worker hands the other.
func TestHalves(t *testing.T) {
	a, b := loaded(t, "resnet-20"), loaded(t, "regnet-20-lstm")
	ship := file(t, "ship.jpg")
	if r := run(t, a, &protocol.Run{Run: -1, Aside: true, Alike: true, Hand: true, Bytes: ship}); len(r.Cross) > 0 {
		t.Error("A has compared across")
	}
	b.half = a.handed(-1)
	if b.half.Run != -1 || len(b.half.Blocks) != 9 {
		t.Fatalf("handed over %d blocks of picture %d", len(b.half.Blocks), b.half.Run)
	}
	got := run(t, b, &protocol.Run{Run: -1, Aside: true, Alike: true, Take: true, Bytes: ship})
	run(t, a, &protocol.Run{Run: 1, Bytes: ship})
	run(t, b, &protocol.Run{Run: 1, Bytes: ship})
	of, ok := a.compare(&protocol.Compare{Run: 1, Hand: true}).(*protocol.Likeness)
	if !ok {
		t.Fatal("A does not compare")
	}
	want, ok := b.compare(&protocol.Compare{Run: 1, Others: of.Blocks, Values: of.Values}).(*protocol.Likeness)
	if !ok {
		t.Fatal("B does not compare")
	}
	alike(t, got.Cross, want.Cross)
	b.half = nil
	if r := run(t, b, &protocol.Run{Run: -2, Aside: true, Alike: true, Take: true, Bytes: ship}); len(r.Cross) > 0 || len(r.Alike) == 0 {
		t.Error("compared with a half that did not come")
	}
	b.half = &protocol.Half{Run: -3, Blocks: of.Blocks, Values: of.Values[:8]}
	if m, err := b.classify(&protocol.Run{Run: -3, Aside: true, Alike: true, Take: true, Bytes: ship}); err == nil {
		t.Errorf("compared with half a half: %+v", m)
	}
}

func BenchmarkCompare(b *testing.B) {
	// The work of side B: its own table and that across.
	e := loaded(b, "resnet-20")
	for _, t := range measure.Outputs(e.net.Graph()) {
		e.values[t.Name] = make([]float32, t.Shape.Len())
		for i := range e.values[t.Name] {
			e.values[t.Name][i] = float32(i%17) - 4
		}
	}
	maps := e.outputs(e.values)
	for b.Loop() {
		own := measure.Prepare(maps)
		own.With(own)
		measure.Prepare(maps).With(own)
	}
}
