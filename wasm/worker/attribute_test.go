package worker

import (
	"context"
	"math"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/wasm/protocol"
)

func TestAttribute(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	if _, err := e.classMap(0); err == nil {
		t.Error("a class map of no picture")
	}
	if _, err := e.occlude(1, 0); err == nil {
		t.Error("an occlusion map of no picture")
	}
	answer := run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	ship := slices.Index(e.model.Classes, "ship")

	r, err := e.classMap(ship)
	if err != nil {
		t.Fatal(err)
	}
	values := protocol.Floats(r.Values)
	mean, most := 0.0, float32(0)
	for _, v := range values {
		mean += float64(v) / float64(len(values))
		most = max(most, v, -v)
	}
	bias, _, err := e.weights.Float32("fc.bias")
	if err != nil {
		t.Fatal(err)
	}
	if logit := float64(e.request.Logits[ship]); math.Abs(mean+float64(bias[ship])-logit) > 1e-3 || r.Most != most || r.Rows != 8 || r.Columns != 8 {
		t.Errorf("mean %g and bias %g are not the logit %g; %+v", mean, bias[ship], logit, r)
	}
	pixels, size := e.paintAttribution(r)
	if size != 256 || len(pixels) != 4*size*size {
		t.Errorf("%d bytes for %d pixels", len(pixels), size)
	}

	o, err := e.occlude(1, ship)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	for r, err = e.step(t.Context(), o); err == nil && r.Done < r.Total; r, err = e.step(t.Context(), o) {
		if r.Values != nil {
			t.Error("values before there are all")
		}
		steps++
	}
	if err != nil || r.Total != 64 || r.Patch != 8 || r.Stride != 4 || steps != 7 {
		t.Fatalf("%+v after %d steps, %v", r, steps, err)
	}
	// The top left place: six by six pixels are covered, two of the patch fall outside.
	q, err := infer.NewRequest(e.net.Graph(), 1)
	if err != nil {
		t.Fatal(err)
	}
	copy(q.Input, e.request.Input)
	for i := range q.Input {
		if i/32%32 < 6 && i%32 < 6 {
			q.Input[i] = 0
		}
	}
	if err := e.net.Run(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	p := make([]float32, 10)
	infer.Softmax(p, q.Logits)
	if got, want := protocol.Floats(r.Values)[0], answer.Probabilities[ship]-p[ship]; math.Abs(float64(got-want)) > 1e-4 {
		t.Errorf("the first place takes %g, want %g", got, want)
	}
	if _, err := e.classMap(10); err == nil {
		t.Error("an eleventh class of ten")
	}
}

func TestBetween(t *testing.T) {
	v := []float32{0, 2, 4, 6}
	for _, test := range []struct{ y, x, want float32 }{{0, 0, 0}, {0.25, 0.75, 2}, {0.5, 0.5, 3}, {1, 1, 6}, {0.75, 0.5, 5}} {
		if got := between(v, 2, 2, test.y, test.x); got != test.want {
			t.Errorf("at %g, %g: %g, want %g", test.y, test.x, got, test.want)
		}
	}
}
