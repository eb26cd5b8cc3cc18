package atlas

import "strconv"

// Table is a colour scale: 256 steps of red, green and blue, from low to high.
type Table [256][3]uint8

// Missing is the colour of what is no number, NaN or infinite: a magenta that no
// scale has.
var Missing = [3]uint8{0xd6, 0x00, 0xa5}

// Colormap is the name of a colour scale for values without a sign. Values with
// one are painted on one scale of their own whatever is chosen, since none of
// these has a neutral middle.
type Colormap string

// The colour scales to choose from. All three grow lighter from end to end, so
// they can be told apart without seeing colours.
const (
	Viridis Colormap = "viridis"
	Cividis Colormap = "cividis"
	Grey    Colormap = "grey"
)

// Colormaps lists the scales to choose from; the first is the default.
var Colormaps = []Colormap{Viridis, Cividis, Grey}

var tables = map[Colormap]*Table{
	Viridis: ramp(viridis),
	Cividis: ramp(cividis),
	Grey:    ramp("000000ffffff"),
}

var signed = ramp(rdbu)

// Table is the scale's colours, or those for values with a sign. An unknown
// name gives the default.
func (c Colormap) Table(withSign bool) *Table {
	if withSign {
		return signed
	}
	if t, ok := tables[c]; ok {
		return t
	}
	return tables[Colormaps[0]]
}

// ramp interpolates evenly spaced stops, each of six hexadecimal digits.
func ramp(stops string) *Table {
	last := len(stops)/6 - 1
	part := func(stop, c int) float64 {
		v, err := strconv.ParseUint(stops[6*stop+2*c:][:2], 16, 8)
		if err != nil {
			panic(err) // a slip in the tables above
		}
		return float64(v)
	}
	t := new(Table)
	for i := range t {
		place := float64(i) / 255 * float64(last)
		at := min(int(place), last-1)
		for c := range t[i] {
			from, to := part(at, c), part(at+1, c)
			t[i][c] = uint8(from + (to-from)*(place-float64(at)) + 0.5)
		}
	}
	return t
}
