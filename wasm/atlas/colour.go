package atlas

// The colour scales, as 256 steps of red, green and blue. The page's style
// sheet draws the same stops as gradients.
var (
	// plain runs from dark to bright through hues that stay apart for the
	// colour-blind: five stops of Matplotlib's viridis.
	plain = ramp(0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725)
	// signed runs from blue through near-white to red, as ColorBrewer's RdBu.
	signed = ramp(0x2166ac, 0xf7f7f7, 0xb2182b)
)

// ramp interpolates evenly spaced stops.
func ramp(stops ...int) (steps [256][3]uint8) {
	for i := range steps {
		place := float64(i) / 255 * float64(len(stops)-1)
		at := min(int(place), len(stops)-2)
		part := place - float64(at)
		for c := range 3 {
			shift := 16 - 8*c
			from, to := stops[at]>>shift&0xff, stops[at+1]>>shift&0xff
			steps[i][c] = uint8(float64(from)*(1-part) + float64(to)*part + 0.5)
		}
	}
	return steps
}

// Colours are the steps of the scale, as red, green and blue.
func (s Scale) Colours() *[256][3]uint8 {
	if s.Signed {
		return &signed
	}
	return &plain
}
