package atlas

import "testing"

// The centres of the values are painted in their colours; between them the
// values run evenly; what is not covered is the picture.
func TestOver(t *testing.T) {
	view := make([]byte, 4*32*32)
	for i := range view {
		view[i] = 200
	}
	values := []float32{0, 1, 0, 1} // a step from left to right
	pixels, side := Over(view, 32, values, 2, 2, Scale{Low: 0, High: 1}, Grey, 100)
	if side != 64 {
		t.Fatalf("%d pixels wide", side)
	}
	at := func(x int) int { return int(pixels[4*(10*side+x)]) }
	if at(0) != 0 || at(15) != 0 || at(63) != 255 || at(48) != 255 {
		t.Errorf("beyond the centres %d, %d … %d, %d", at(0), at(15), at(48), at(63))
	}
	for x := 16; x < 48; x++ {
		if want := float64(x) - 15.5; float64(at(x)) < 255*want/32-1 || float64(at(x)) > 255*want/32+1 {
			t.Errorf("pixel %d is %d, want %.0f", x, at(x), 255*want/32)
		}
	}
	if pixels, _ := Over(view, 32, values, 2, 2, Scale{Low: 0, High: 1}, Grey, 10); pixels[0] != 180 || pixels[3] != 255 {
		t.Errorf("covered by a tenth: %v", pixels[:4])
	}
	if _, side := Over(make([]byte, 4*100*100), 100, values, 2, 2, Scale{}, Grey, 50); side != 100 {
		t.Errorf("a large picture grew to %d", side)
	}
}
