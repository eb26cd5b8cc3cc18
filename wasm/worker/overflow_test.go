package worker

import (
	"math"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/wasm/protocol"
)

// An overflowed network answers with what it has: no number, and where it
// began. Everything that can be asked of it is answered, and can be told.
func TestOverflow(t *testing.T) {
	e := &engine{backend: gonum.Backend{}}
	loadInto(t, e, "regnet-20-lstm")
	huge := infer.Edit{Tap: "stage3.block2.o", Channel: infer.AllChannels, Op: infer.Scale, Factor: 1e38}
	r := run(t, e, &protocol.Show{Run: 1, Taps: []string{"stage2.block2.o"}, Edits: []infer.Edit{huge, huge}, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	if o := r.Overflow; o == nil || *o != (protocol.Overflow{Stage: 3, Block: 2, Kind: arch.KindO}) {
		t.Errorf("overflowed at %+v", o)
	}
	for i, p := range r.Probabilities {
		if p == p {
			t.Errorf("class %d has probability %v", i, p)
		}
	}
	if len(r.Unedited) == 0 || r.Unedited[0] != r.Unedited[0] {
		t.Errorf("without the edits %v", r.Unedited)
	}
	values, err := e.tapValues(&protocol.GetTap{Tap: "stage2.block2.o"})
	if err != nil {
		t.Fatal(err)
	}
	similarity, _, err := e.compare(&protocol.Compare{Run: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	messages := []protocol.Message{r, values, similarity}
	for _, tap := range []string{"stage3.block2.o", "stage2.block2.i", "stage3.block3.o"} {
		c, _, err := e.channelMap(&protocol.GetChannel{Tap: tap})
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(float64(c.High)) || math.IsInf(float64(c.High), 0) {
			t.Errorf("the scale of %s ends at %v", tap, c.High)
		}
		x, _, _, _, err := e.activation(&protocol.GetActivation{Tap: tap, Y: 3, X: 3})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := e.mapOf(tap); err != nil {
			t.Fatal(err)
		}
		messages = append(messages, c, x)
	}
	attribution, err := e.classMap(3)
	if err != nil {
		t.Fatal(err)
	}
	e.paintAttribution(attribution)
	e.style = protocol.Paint{Channel: protocol.PickTelling}
	for stage := 1; stage <= 3; stage++ {
		if row, err := e.row(rowKey{arch.KindO, stage}); err != nil || len(row.Channels) != 1 {
			t.Errorf("stage %d shows %+v, %v", stage, row, err)
		}
	}
	messages = append(messages, e.tiles())
	verified, err := e.verify(gonum.Backend{}, []string{"stage2.block2.o"})
	if err != nil || verified.Logits != 0 || verified.Taps != 0 {
		t.Errorf("the same backend differs: %+v, %v", verified, err)
	}
	o, err := e.occlude(1, 3)
	if err != nil {
		t.Fatal(err)
	}
	step, err := e.step(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(messages, attribution, verified, step) {
		if _, _, err := protocol.Encode(protocol.Header{}, m); err != nil {
			t.Error(err)
		}
	}
	// A number against none is a difference of its own, not one of 311 digits.
	nan := float32(math.NaN())
	if d := maxRelativeError([]float32{1, nan}, []float32{1, 2}); !math.IsNaN(d) {
		t.Errorf("apart by %v", d)
	}
}
