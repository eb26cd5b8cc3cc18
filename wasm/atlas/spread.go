package atlas

import "math"

// Spread tells in a few numbers how the magnitudes of values are spread, so that
// two networks, each of which knows its own values only, can have colours that
// end at one value.
type Spread struct {
	Count int       // of the values that are finite
	At    []float32 // magnitudes: so many of the values, by shares, are no greater; nil for none
}

// shares are those of Spread.At. They are close where End looks: the end of two
// networks together is beyond the smaller one's last value in the worst case, and
// then at 1 − 2·(1 − share) of the other's.
var shares = [...]float64{0.75, 0.8, 0.85, 0.875, 0.9, 0.925, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 1}

// Share is how many of the values that the tiles of a stage show lie on their
// colours, those beyond the end being painted in the last one: 99 in a hundred,
// so that few bright spots do not leave everything else dark; fewer in the last
// stage, whose maps are so small that one in a hundred values is none.
func Share(stage, stages int) float64 {
	if stage == stages {
		return 0.975
	}
	return 0.99
}

// SpreadOf is the spread of values, to within one in 128. What is not finite
// counts nowhere.
func SpreadOf(values ...[]float32) Spread {
	const shift = 16 // leaves the exponent and seven bits
	var counts [1 << 15]int32
	most, n := float32(0), 0
	for _, list := range values {
		for _, v := range list {
			if finite(v) {
				v = max(v, -v)
				counts[math.Float32bits(v)>>shift]++
				most = max(most, v)
				n++
			}
		}
	}
	if n == 0 {
		return Spread{}
	}
	s := Spread{n, make([]float32, len(shares))}
	seen, bin := n, int(math.Float32bits(most)>>shift)
	for i := len(shares) - 1; i >= 0; i-- {
		rank := int(math.Ceil(shares[i] * float64(n)))
		for seen-int(counts[bin]) >= rank {
			seen -= int(counts[bin])
			bin--
		}
		if bin > 0 { // the first has the zeros
			s.At[i] = min(math.Float32frombits(uint32(bin)<<shift|1<<(shift-1)), most)
		}
	}
	s.At[len(shares)-1] = most
	return s
}

// End is the magnitude that a share of all values together, at least three
// quarters of them, are no greater than; the greatest there is where that would
// be zero. Zero without values.
func End(share float64, spreads ...Spread) float32 {
	most, all := float32(0), 0
	for _, s := range spreads {
		if s.Count > 0 && len(s.At) == len(shares) {
			most, all = max(most, s.At[len(s.At)-1]), all+s.Count
		}
	}
	low, high := float32(0), most
	for range 24 {
		middle, below := low+(high-low)/2, 0.0
		for _, s := range spreads {
			below += float64(s.Count) * s.below(middle)
		}
		if below >= share*float64(all) {
			high = middle
		} else {
			low = middle
		}
	}
	if high < most/(1<<20) {
		return most
	}
	return high
}

// below is the share of the values that are no greater than v.
func (s Spread) below(v float32) float64 {
	if len(s.At) != len(shares) {
		return 0
	}
	at, share := float32(0), 0.0
	for i, next := range s.At {
		if v < next {
			return share + (shares[i]-share)*float64((v-at)/(next-at))
		}
		at, share = next, shares[i]
	}
	return 1
}
