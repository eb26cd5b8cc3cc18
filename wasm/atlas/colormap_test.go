package atlas

import (
	"math"
	"testing"
)

// Entries of the published tables.
func TestPublishedColours(t *testing.T) {
	for _, test := range []struct {
		table *Table
		step  int
		want  [3]float64 // as published, 0 to 1
	}{
		{Viridis.Table(false), 0, [3]float64{0.267004, 0.004874, 0.329415}},
		{Viridis.Table(false), 128, [3]float64{0.127568, 0.566949, 0.550556}},
		{Viridis.Table(false), 255, [3]float64{0.993248, 0.906157, 0.143936}},
		{Cividis.Table(false), 0, [3]float64{0, 0.135112, 0.304751}},
		{Cividis.Table(false), 255, [3]float64{0.995737, 0.909344, 0.217772}},
		{Grey.Table(false), 51, [3]float64{0.2, 0.2, 0.2}},
		{Grey.Table(true), 0, [3]float64{0x05 / 255., 0x30 / 255., 0x61 / 255.}},
		{Viridis.Table(true), 51, [3]float64{0x43 / 255., 0x93 / 255., 0xc3 / 255.}},
		{Viridis.Table(true), 255, [3]float64{0x67 / 255., 0x00 / 255., 0x1f / 255.}},
		{Colormap("no such").Table(false), 0, [3]float64{0.267004, 0.004874, 0.329415}},
	} {
		for c, want := range test.want {
			if got := test.table[test.step][c]; got != uint8(255*want+0.5) {
				t.Errorf("step %d is %v, published as %v", test.step, test.table[test.step], test.want)
				break
			}
		}
	}
}

// lightness is CIE L* of a colour of sRGB.
func lightness(rgb [3]uint8) float64 {
	y := 0.0
	for c, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb[c]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		y += weight * v
	}
	return 116*math.Cbrt(max(y, 0.008856)) - 16
}

// Lightness alone tells the order of the values: it rises all the way on the
// plain scales, up to the middle and down again on the one with a sign. Eight
// bits a colour leave it a little rough.
func TestLightnessIsMonotone(t *testing.T) {
	const rough = 0.35
	for _, c := range Colormaps {
		table := c.Table(false)
		for i := 1; i < 256; i++ {
			if lightness(table[i]) < lightness(table[i-1])-rough {
				t.Errorf("%s grows darker at step %d", c, i)
			}
		}
		if span := lightness(table[255]) - lightness(table[0]); span < 70 {
			t.Errorf("%s spans %.0f of 100 in lightness", c, span)
		}
	}
	table := Viridis.Table(true)
	for i := 1; i < 256; i++ {
		step := lightness(table[i]) - lightness(table[i-1])
		if i <= 127 && step < -rough || i > 128 && step > rough {
			t.Errorf("the signed scale turns at step %d", i)
		}
	}
}
