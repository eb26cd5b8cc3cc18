package atlas

import (
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
)

func TestLayout(t *testing.T) {
	for _, test := range []struct {
		shape                arch.Shape
		columns, rows, width int
	}{
		{arch.Shape{C: 16, H: 32, W: 32}, 4, 4, 131},
		{arch.Shape{C: 32, H: 16, W: 16}, 6, 6, 101},
		{arch.Shape{C: 64, H: 8, W: 8}, 8, 8, 71},
		{arch.Shape{C: 1, H: 5, W: 5}, 1, 1, 5},
		{arch.Shape{C: 5, H: 2, W: 2}, 3, 3, 8},
	} {
		l := Of(test.shape)
		if l.Columns != test.columns || l.Rows != test.rows || l.Width() != test.width || l.Height() != test.width {
			t.Errorf("%v: %d columns, %d rows, %d × %d pixels; want %d, %d, %d",
				test.shape, l.Columns, l.Rows, l.Width(), l.Height(), test.columns, test.rows, test.width)
		}
	}
}

// A sheet has no holes where the number of channels is a power of two.
func TestSheet(t *testing.T) {
	for _, test := range []struct{ c, columns, rows, width, height int }{
		{16, 8, 2, 39, 9}, {32, 8, 4, 39, 19}, {64, 8, 8, 39, 39}, {256, 16, 16, 79, 79}, {512, 16, 32, 79, 159}, {2048, 16, 128, 79, 639},
		{1, 1, 1, 4, 4}, {3, 3, 1, 14, 4}, {20, 8, 3, 39, 14},
	} {
		l := SheetOf(arch.Shape{C: test.c, H: 4, W: 4})
		if l.Columns != test.columns || l.Rows != test.rows || l.Width() != test.width || l.Height() != test.height {
			t.Errorf("%d channels: %d × %d, %d × %d pixels; want %+v", test.c, l.Columns, l.Rows, l.Width(), l.Height(), test)
		}
		if c, ok := l.Channel(0.999, 0.001); !ok || c != l.Columns-1 {
			t.Errorf("%d channels: %d ends the first row", test.c, c)
		}
		if c, ok := l.Channel(0.001, 0.999); !ok || c != (l.Rows-1)*l.Columns {
			t.Errorf("%d channels: %d begins the last row", test.c, c)
		}
	}
}

// Every pixel of a channel leads back to the channel.
func TestChannelAt(t *testing.T) {
	l := Of(arch.Shape{C: 32, H: 16, W: 16})
	for c := range 32 {
		x, y := l.Corner(c)
		for _, p := range [][2]int{{x, y}, {x + 15, y}, {x, y + 15}, {x + 15, y + 15}, {x + 8, y + 8}} {
			fx, fy := (float64(p[0])+0.5)/float64(l.Width()), (float64(p[1])+0.5)/float64(l.Height())
			if got, ok := l.Channel(fx, fy); !ok || got != c {
				t.Errorf("pixel %v is of channel %d, got %d, %v", p, c, got, ok)
			}
		}
	}
	for _, p := range [][2]float64{{0.99, 0.99}, {-0.1, 0.5}, {0.5, 1}, {math.NaN(), 0}} {
		if c, ok := l.Channel(p[0], p[1]); ok {
			t.Errorf("channel %d at %v, where there is none", c, p)
		}
	}
}

func TestScale(t *testing.T) {
	values := []float32{-3, 0, 2}
	for _, test := range []struct {
		kind arch.Kind
		want Scale
	}{
		{arch.KindGateI, Scale{0, 1, false}}, {arch.KindGateZ, Scale{0, 1, false}},
		{arch.KindGateG, Scale{-1, 1, true}}, {arch.KindGateH, Scale{-1, 1, true}},
		{arch.KindC, Scale{-3, 3, true}}, {arch.KindResidual, Scale{-3, 3, true}},
		{arch.KindO, Scale{0, 3, false}}, {arch.KindH, Scale{0, 3, false}},
	} {
		if got := ScaleOf(test.kind, values); got != test.want {
			t.Errorf("%s: %v, want %v", test.kind, got, test.want)
		}
	}
}

func TestClipped(t *testing.T) {
	values := make([]float32, 1000)
	for i := range values {
		values[i] = float32(i) / 1000
	}
	values[7] = 50
	s := ScaleOf(arch.KindC, values).Clipped(values)
	if s.High < 0.95 || s.High > 1.05 || s.Low != -s.High {
		t.Errorf("scale %v, want about -1 … 1", s)
	}
	dark := make([]float32, 1000)
	dark[3] = 4
	if s := ScaleOf(arch.KindO, dark).Clipped(dark); s.High != 4 {
		t.Errorf("scale %v: the only bright value must stay on it", s)
	}
	if s := ScaleOf(arch.KindGateF, values).Clipped(values); s != (Scale{0, 1, false}) {
		t.Errorf("a gate's scale became %v", s)
	}
}

func TestPaint(t *testing.T) {
	l := Of(arch.Shape{C: 3, H: 1, W: 2})
	pixels := make([]byte, 4*l.Width()*l.Height())
	l.Paint(pixels, []float32{0, 4, 2, float32(math.NaN()), 9, -1}, Scale{Low: 0, High: 4}, Viridis)
	low, middle, high, blank, missing := []byte{0x44, 0x01, 0x54, 255}, []byte{0x21, 0x91, 0x8c, 255}, []byte{0xfd, 0xe7, 0x25, 255}, []byte{0, 0, 0, 0}, append(Missing[:], 255)
	// Two columns of two pixels with a blank between: 0 4 _ 2 NaN / blank / 9 -1.
	want := [][]byte{low, high, blank, middle, missing, blank, blank, blank, blank, blank, high, low}
	for i, w := range want {
		got := pixels[4*i:][:4]
		for c := range got { // the middle is between two steps
			if d := int(got[c]) - int(w[c]); d < -1 || d > 1 {
				t.Errorf("pixel %d is %v, want %v", i, got, w)
				break
			}
		}
	}
	if n := len(pixels) / 4; n != 15 || !slices.Equal(pixels[4*12:][:12], make([]byte, 12)) {
		t.Errorf("%d pixels, the last three %v", n, pixels[4*12:])
	}
}

func TestSignedZeroIsNeutral(t *testing.T) {
	pixels := make([]byte, 4)
	for _, s := range []Scale{{-2, 2, true}, {0, 0, true}} {
		PaintChannel(pixels, 1, []float32{0}, 1, s, Grey)
		if pixels[0] < 0xf4 || pixels[1] < 0xf4 || pixels[2] < 0xf4 {
			t.Errorf("zero on %v is painted %v", s, pixels)
		}
	}
}

// What is no number is on no scale, and moves none.
func TestOddValues(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	values := []float32{nan, 1, -3, inf, 2, -inf}
	if s := ScaleOf(arch.KindResidual, values); s != (Scale{-3, 3, true}) {
		t.Errorf("the scale is %+v", s)
	}
	if s := ScaleOf(arch.KindO, []float32{nan, inf}); s.High != 0 || s.Clipped(values) != s {
		t.Errorf("the scale of nothing is %+v", s)
	}
	s := Scale{Low: 0, High: 3}
	if got := s.Bins(values, 3); !slices.Equal(got, []int{1, 1, 1}) {
		t.Errorf("in bins %v", got)
	}
	many := make([]float32, 1000)
	for i := range many {
		many[i] = nan
	}
	many[0], many[1] = 1, 2
	if c := s.Clipped(many); c.High > 3 || c.High < 1.9 {
		t.Errorf("clipped to %v", c.High)
	}
	large := Scale{Low: -3e38, High: 3e38, Signed: true}
	for v, want := range map[float32]int{-3e38: 0, 0: 128, 3e38: 255} {
		if got := large.step(v); got != want {
			t.Errorf("%g is step %d of a large scale, want %d", v, got, want)
		}
	}
	pixels, _ := Over(make([]byte, 4), 1, []float32{nan}, 1, 1, s, Viridis, 100)
	if pixels[0] != Missing[0] || pixels[1] != Missing[1] || pixels[2] != Missing[2] {
		t.Errorf("over the picture it is %v", pixels[:4])
	}
}
