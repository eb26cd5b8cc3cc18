package worker

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// Differences are red where the other network's value is greater, blue where
// it is less, and neutral where there is none.
func TestDifference(t *testing.T) {
	a, b := loaded(t, "resnet-20"), loaded(t, "regnet-20-lstm")
	const tap = "stage2.block1.o"
	for i, e := range []*engine{a, b} {
		run(t, e, &protocol.Show{Run: 1, Picture: protocol.Picture{Bytes: file(t, "ship.jpg")}})
		if pixels, _, _, err := e.mapOf(protocol.Difference(tap)); err != nil || pixels != nil {
			t.Fatalf("network %d: differences before the other's outputs are known, %v", i, err)
		}
	}
	_, sent, _ := a.compare(&protocol.Compare{Run: 1, Send: true}, nil)
	b.compare(&protocol.Compare{Run: 1, Receive: true}, sent)
	pixels, width, height, err := b.mapOf(protocol.Difference(tap))
	l := atlas.Of(arch.Shape{C: 32, H: 16, W: 16})
	if err != nil || width != l.Width() || height != l.Height() {
		t.Fatalf("%d × %d, %v", width, height, err)
	}
	_, va, _ := a.at(tap)
	_, vb, _ := b.at(tap)
	red, blue := 0, 0
	for i := range va {
		x, y := l.Corner(i / 256)
		at := pixels[4*((y+i%256/16)*width+x+i%16):]
		switch d := va[i] - vb[i]; {
		case d > 0.1 && at[0] > at[2]:
			red++
		case d < -0.1 && at[0] < at[2]:
			blue++
		case d > 0.1 || d < -0.1:
			t.Fatalf("the difference %v at %d is painted %v", d, i, at[:4])
		}
	}
	if red < 100 || blue < 100 {
		t.Errorf("%d red, %d blue of %d", red, blue, len(va))
	}
	for _, other := range []string{"stage2.block1.h", "stem"} { // not sent
		if pixels, _, _, err := b.mapOf(protocol.Difference(other)); err != nil || pixels != nil {
			t.Errorf("%s has differences, %v", other, err)
		}
	}
	a.compare(&protocol.Compare{Run: 1, Receive: true}, sent)
	pixels, _, _, err = a.mapOf(protocol.Difference(tap)) // less itself
	if err != nil || pixels[0] != pixels[2] && pixels[0] < 0xf0 {
		t.Errorf("a network less itself is painted %v, %v", pixels[:4], err)
	}
	run(t, b, &protocol.Show{Run: 2, Picture: protocol.Picture{Bytes: file(t, "frog.jpg")}})
	if pixels, _, _, _ := b.mapOf(protocol.Difference(tap)); pixels != nil {
		t.Error("differences from a map of another picture")
	}
}
