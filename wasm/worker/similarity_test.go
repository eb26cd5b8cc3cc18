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
	r := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
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

// A picture that is evaluated has the same numbers as one that is shown.
func TestMeasuresOfEvaluation(t *testing.T) {
	e := loaded(t, "resnet-20")
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	evaluated := evaluate(t, e, &protocol.Evaluate{Run: -2, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}}, nil)
	shown := run(t, e, &protocol.Show{Run: 3, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	if evaluated.Readout[0].Probabilities[8] != shown.Readout[0].Probabilities[8] {
		t.Error("the readouts differ")
	}
	if s, _, err := e.compare(&protocol.Compare{Run: 3}, nil); err != nil || !bytes.Equal(s.Own, evaluated.Own) || len(s.Cross) != 0 {
		t.Errorf("the similarities differ, %v", err)
	}
}

// A network beside itself is as similar across as within.
func TestCompare(t *testing.T) {
	e := loaded(t, "resnet-20")
	if _, _, err := e.compare(&protocol.Compare{Run: 1}, nil); err == nil {
		t.Error("compared before any picture")
	}
	run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	a, sent, err := e.compare(&protocol.Compare{Run: 1, Send: true}, nil)
	if err != nil || len(a.Blocks) != 9 || len(sent.Values) != 4*3*(16*32*32+32*16*16+64*8*8) {
		t.Fatalf("got %d blocks, %v", len(a.Blocks), err)
	}
	b, _, err := e.compare(&protocol.Compare{Run: 1, Receive: true}, sent)
	if err != nil || !bytes.Equal(a.Own, b.Own) || len(b.Others) != 9 {
		t.Error("within differs from within")
	}
	similar(t, b.Own, b.Cross)
	table, ok := measure.Unpack(b.Own, 9, 9)
	if !ok || math.Abs(table.At(4, 4).CKA()-1) > 1e-5 || math.Abs(table.At(4, 4).MeanCosine()-1) > 1e-5 {
		t.Error("a block is not like itself")
	}
	if _, _, err := e.compare(&protocol.Compare{Run: 2}, nil); err == nil {
		t.Error("compared another picture")
	}
	for _, torn := range []*protocol.BlockOutputs{{Blocks: a.Blocks, Values: sent.Values[:8]}, {Blocks: []protocol.Block{{}}}} {
		if _, _, err := e.compare(&protocol.Compare{Run: 1, Receive: true}, torn); err == nil {
			t.Errorf("compared with %d blocks of %d bytes", len(torn.Blocks), len(torn.Values))
		}
	}
}

// similar fails where two packed tables of 9 × 9 say different things.
func similar(t *testing.T, x, y []byte) {
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

// Pictures of a batch are compared across the networks as the one that is shown
// is, with what one worker sends the other.
func TestEvaluateAcross(t *testing.T) {
	a, b := loaded(t, "resnet-20"), loaded(t, "regnet-20-lstm")
	ship := protocol.Picture{Bytes: file(t, "ship.jpg")}
	if r := evaluate(t, a, &protocol.Evaluate{Run: -1, Send: true, Picture: ship}, nil); len(r.Cross) > 0 {
		t.Error("A has compared across")
	}
	sent := a.outputs(-1, a.evaluation.Taps)
	if sent.Run != -1 || len(sent.Blocks) != 9 {
		t.Fatalf("sent %d blocks of picture %d", len(sent.Blocks), sent.Run)
	}
	got := evaluate(t, b, &protocol.Evaluate{Run: -1, Receive: true, Picture: ship}, sent)
	run(t, a, &protocol.Show{Run: 1, Picture: ship})
	run(t, b, &protocol.Show{Run: 1, Picture: ship})
	_, shown, err := a.compare(&protocol.Compare{Run: 1, Send: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := b.compare(&protocol.Compare{Run: 1, Receive: true}, shown)
	if err != nil {
		t.Fatal(err)
	}
	similar(t, got.Cross, want.Cross)
	if r := evaluate(t, b, &protocol.Evaluate{Run: -2, Receive: true, Picture: ship}, nil); len(r.Cross) > 0 || len(r.Own) == 0 {
		t.Error("compared with outputs that did not come")
	}
	shown.Values = shown.Values[:8]
	if m, err := b.evaluate(&protocol.Evaluate{Run: -3, Receive: true, Picture: ship}, shown); err == nil {
		t.Errorf("compared with half of the outputs: %+v", m)
	}
}

func BenchmarkCompare(b *testing.B) {
	// The work of B's worker: its own table and that across.
	e := loaded(b, "resnet-20")
	values := map[string][]float32{}
	for _, t := range measure.Outputs(e.net.Graph()) {
		values[t.Name] = make([]float32, t.Shape.Len())
		for i := range values[t.Name] {
			values[t.Name][i] = float32(i%17) - 4
		}
	}
	others := e.outputs(1, values)
	for b.Loop() {
		if _, _, err := e.compareOutputs(values, others); err != nil {
			b.Fatal(err)
		}
	}
}
