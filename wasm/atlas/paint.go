package atlas

// Paint draws all channels of a map, values [C,H,W], to pixels: RGBA, at
// least 4 · Width · Height bytes. What lies between the channels becomes
// transparent.
func (l Layout) Paint(pixels []byte, values []float32, s Scale, colours Colormap) {
	clear(pixels)
	for c := range l.Shape.C {
		x, y := l.Corner(c)
		plane := l.Shape.H * l.Shape.W
		PaintChannel(pixels[4*(y*l.Width()+x):], l.Width(), values[c*plane:][:plane], l.Shape.W, s, colours)
	}
}

// PaintChannel draws one channel, rows of the given width, to RGBA pixels of
// which a row has stride.
func PaintChannel(pixels []byte, stride int, values []float32, width int, s Scale, colours Colormap) {
	table := colours.Table(s.Signed)
	for y := 0; y*width < len(values); y++ {
		row := pixels[4*y*stride:]
		for x, v := range values[y*width:][:width] {
			rgb := &Missing
			if finite(v) {
				rgb = &table[s.step(v)]
			}
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = rgb[0], rgb[1], rgb[2], 0xff
		}
	}
}
