package atlas

// least is the least width of an overlay in pixels, so that a small map is seen
// as the smooth surface it is made into.
const least = 64

// Over lays a map of height × width values over the square picture it was made
// of, view, RGBA of size × size. The picture keeps its pixels; the map is
// interpolated bilinearly between the centres of its values, which lie evenly
// over the picture, and covers it by so many per cent. The result is a square
// of whole multiples of size.
func Over(view []byte, size int, values []float32, height, width int, s Scale, colours Colormap, cover int) (pixels []byte, side int) {
	times := max(1, (least+size-1)/size)
	side = times * size
	pixels = make([]byte, 4*side*side)
	table := colours.Table(s.Signed)
	columns := between(side, width)
	for y, row := range between(side, height) {
		above, below := values[row.at*width:], values[row.next*width:]
		for x, column := range columns {
			v := mix(mix(above[column.at], above[column.next], column.part), mix(below[column.at], below[column.next], column.part), row.part)
			rgb := Missing
			if finite(v) {
				rgb = table[s.step(v)]
			}
			under := view[4*(y/times*size+x/times):]
			out := pixels[4*(y*side+x):]
			for c := range rgb {
				out[c] = uint8((int(under[c])*(100-cover) + int(rgb[c])*cover + 50) / 100)
			}
			out[3] = 0xff
		}
	}
	return pixels, side
}

// place is where between two values a pixel lies.
type place struct {
	at, next int
	part     float32 // of the way from at to next
}

// between places so many pixels among so many values.
func between(pixels, values int) []place {
	out := make([]place, pixels)
	for i := range out {
		f := min(max((float32(i)+0.5)*float32(values)/float32(pixels)-0.5, 0), float32(values-1))
		at := int(f)
		out[i] = place{at, min(at+1, values-1), f - float32(at)}
	}
	return out
}

func mix(a, b, part float32) float32 { return a + (b-a)*part }
