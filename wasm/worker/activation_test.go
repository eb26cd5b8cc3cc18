package worker

import (
	"math"
	"slices"
	"testing"

	"regnetlens/infer"
	"regnetlens/wasm/protocol"
)

func TestActivation(t *testing.T) {
	e := loaded(t, "regnet-20-lstm")
	if _, _, _, _, err := e.activation(&protocol.GetActivation{Tap: "stem"}); err == nil {
		t.Error("an explanation without a picture")
	}
	run(t, e, &protocol.Show{Run: 7, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	for _, tap := range []string{"stage2.block2.i", "stage2.block2.h", "stage2.block2.c", "stage2.block2.gate_f", "stage2.block2.mix", "stage2.block1.o"} {
		m := &protocol.GetActivation{Tap: tap, Channel: 9, Y: 4, X: 15}
		r, pixels, width, height, err := e.activation(m)
		if err != nil {
			t.Fatal(err)
		}
		if d := math.Abs(float64(r.Shown - r.Pixel.Value)); d > 1e-3 || r.Run != 7 {
			t.Errorf("%s: shown %g, explained %g", tap, r.Shown, r.Pixel.Value)
		}
		if (r.Pixel.Window == nil) != (pixels == nil) || len(pixels) != 4*width*height {
			t.Errorf("%s: %d bytes for %d × %d", tap, len(pixels), width, height)
		}
		if _, _, err := protocol.Encode(protocol.Header{}, r); err != nil {
			t.Error(err)
		}
	}
	tap, values, err := e.at("stage2.block2.h")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(values, slices.Max(values))
	plane := tap.Shape.H * tap.Shape.W
	edit := []infer.Edit{{Tap: "stage2.block2.h", Channel: infer.AllChannels, Op: infer.Scale}}
	run(t, e, &protocol.Show{Run: 8, Edits: edit, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
	r, _, _, _, err := e.activation(&protocol.GetActivation{Tap: "stage2.block2.h", Channel: at / plane, Y: at % plane / tap.Shape.W, X: at % tap.Shape.W})
	if err != nil || r.Shown != 0 || r.Pixel.Value == 0 {
		t.Errorf("edited: shown %g, made %g, %v", r.Shown, r.Pixel.Value, err)
	}
}
