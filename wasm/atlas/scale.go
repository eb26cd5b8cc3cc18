package atlas

import (
	"math"

	"regnetlens/infer/arch"
)

// Scale says which values the ends of the colours stand for.
type Scale struct {
	Low, High float32
	Signed    bool // zero in the middle, where the colour is neutral
}

// KindScale is the scale of a kind of tap as far as it doesn't depend on the
// values: whole for a gate, whose nonlinearity has bounds whatever the picture;
// for all else with both ends zero, to be measured.
func KindScale(kind arch.Kind) Scale {
	act := kind.Act()
	s := Scale{Signed: act.Signed()}
	if low, high := act.Range(); !math.IsInf(high, 0) {
		s.Low, s.High = float32(low), float32(high)
	}
	return s
}

// ScaleOf chooses the scale of a tap's values by what the tap can hold: that
// of its kind, or, with m the largest magnitude there is, −m … m where values
// have a sign and 0 … m where they have none.
func ScaleOf(kind arch.Kind, values []float32) Scale {
	s := KindScale(kind)
	if s.High > 0 {
		return s
	}
	return s.measured(values)
}

// Signed is the scale −m … m of values with a sign, m the largest magnitude.
func Signed(values []float32) Scale { return Scale{Signed: true}.measured(values) }

func (s Scale) measured(values []float32) Scale {
	for _, v := range values {
		if finite(v) {
			s.High = max(s.High, v, -v)
		}
	}
	if s.Signed {
		s.Low = -s.High
	}
	return s
}

// Clipped draws the ends of the scale in to a value that all but one in two
// hundred of the values stay under, so that a few bright spots do not leave
// everything else dark. A gate's scale stays.
func (s Scale) Clipped(values []float32) Scale {
	const bins = 1024
	if s.High == 0 || s.High == 1 {
		return s
	}
	var counts [bins + 1]int
	all := 0
	for _, v := range values {
		if finite(v) {
			counts[min(int(max(v, -v)/s.High*bins), bins)]++
			all++
		}
	}
	seen, end := 0, 0
	for end < bins && seen+counts[end] <= all*199/200 {
		seen += counts[end]
		end++
	}
	if end == 0 { // as good as all of them are zero: show those that are not
		return s
	}
	s.High *= float32(end+1) / (bins + 1)
	if s.Signed {
		s.Low = -s.High
	}
	return s
}

// finite reports whether a value is neither NaN nor infinite. What is not stands
// on no scale.
func finite(v float32) bool { return v-v == 0 }

// step is a value's place on the scale, 0 to 255.
func (s Scale) step(v float32) int {
	if s.High <= s.Low {
		if s.Signed {
			return 128
		}
		return 0
	}
	f := 255 * (float64(v) - float64(s.Low)) / (float64(s.High) - float64(s.Low))
	return int(min(max(f, 0), 255) + 0.5)
}

// Bins is the histogram of values over the scale, in so many bins, of those
// that are finite.
func (s Scale) Bins(values []float32, bins int) []int {
	counts := make([]int, bins)
	for _, v := range values {
		bin := 0
		if !finite(v) {
			continue
		}
		if s.High > s.Low {
			bin = min(max(int(float64(bins)*(float64(v)-float64(s.Low))/(float64(s.High)-float64(s.Low))), 0), bins-1)
		}
		counts[bin]++
	}
	return counts
}
