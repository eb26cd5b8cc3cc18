package results

import "math"

// Axis is a range of values with a tick every Step, its ends included. The zero
// Axis has none.
type Axis struct{ Low, High, Step float64 }

// Around is the narrowest axis around values that begins and ends at a tick, of
// about so many steps. The values keep a little off its ends.
func Around(steps int, values ...float64) Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if low > high {
		return Axis{0, 1, 1}
	}
	if least := 0.02 * max(math.Abs(high), 1e-3); high-low < least { // nearly one value
		low, high = (low+high-least)/2, (low+high+least)/2
	}
	room := 0.04 * (high - low)
	low, high = low-room, high+room
	step := math.Pow(10, math.Floor(math.Log10((high-low)/float64(steps))))
	for _, n := range []float64{1, 2, 2.5, 5, 10} {
		if (high-low)/(n*step) <= float64(steps) {
			step *= n
			break
		}
	}
	return Axis{step * math.Floor(low/step), step * math.Ceil(high/step), step}
}

// Within is the axis cut to what there can be, such as 0 to 100 %.
func (a Axis) Within(low, high float64) Axis {
	a.Low, a.High = max(a.Low, low), min(a.High, high)
	return a
}

// At is where a value lies, from 0 at the low end to 1 at the high one.
func (a Axis) At(v float64) float64 { return min(max((v-a.Low)/(a.High-a.Low), 0), 1) }

// Ticks are the values that are named.
func (a Axis) Ticks() []float64 {
	if !(a.Step > 0) {
		return nil
	}
	n := int(math.Round((a.High - a.Low) / a.Step))
	out := make([]float64, n+1)
	for i := range out {
		out[i] = a.Low + float64(i)*a.Step
	}
	return out
}

// Decimals are how many the ticks need.
func (a Axis) Decimals() int {
	for d := range 4 {
		if v := a.Step * math.Pow10(d); math.Abs(v-math.Round(v)) < 1e-9 {
			return d
		}
	}
	return 4
}
