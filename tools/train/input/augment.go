package input

// Augmenter changes pictures on the host, as a compiled step of XLA does on its
// device: the same pictures to the bit.
type Augmenter struct {
	size  int
	a     Augmentation
	table [3][256]float32 // what a byte of a channel is normalised to
}

// NewAugmenter makes one for pictures of size × size.
func NewAugmenter(size int, a Augmentation, n Normalisation) *Augmenter {
	t := &Augmenter{size: size, a: a}
	for c := range 3 {
		for v := range 256 {
			t.table[c][v] = (float32(v)/255 - n.Mean[c]) / n.Std[c]
		}
	}
	return t
}

// Plain writes one picture, [size, size, 3], to dst, [3, size, size], without a
// change but for its normalisation.
func (t *Augmenter) Plain(dst []float32, pixels []byte) {
	plane := t.size * t.size
	pixels = pixels[:3*plane]
	for c := range 3 {
		table, out := &t.table[c], dst[c*plane:][:plane]
		for i := range out {
			out[i] = table[pixels[3*i+c]]
		}
	}
}

// Changed writes one picture, [size, size, 3], to dst, [3, size, size], changed
// as the last values of draw say, of which there are [DrawWidth]. columns, of
// size values, is the caller's scratch.
func (t *Augmenter) Changed(dst []float32, pixels []byte, draw []int32, columns []int32) {
	size, plane := t.size, t.size*t.size
	down, right, flipped := int(draw[1]), int(draw[2]), draw[3] == 1
	zero := t.a.Padding == PadZero && t.a.Crop > 0
	for x := range columns[:size] {
		from := x
		if flipped {
			from = size - 1 - x
		}
		columns[x] = 3 * int32(t.source(from+right, zero))
	}
	for y := range size {
		from := t.source(y+down, zero)
		if from < 0 {
			for c := range 3 {
				clear(dst[c*plane+y*size:][:size])
			}
			continue
		}
		row := pixels[3*size*from:][:3*size]
		for c := range 3 {
			table, out := &t.table[c], dst[c*plane+y*size:][:size]
			for x, at := range columns[:size] {
				if at < 0 {
					out[x] = 0
				} else {
					out[x] = table[row[int(at)+c]]
				}
			}
		}
	}
	t.cut(dst, int(draw[4]), int(draw[5]))
}

// source is the row or column that is seen at v, which may lie beyond the edge:
// its mirror image, without the edge itself a second time, or -1 where zeros
// stand there.
func (t *Augmenter) source(v int, zero bool) int {
	last := t.size - 1
	switch {
	case v >= 0 && v <= last:
		return v
	case zero:
		return -1
	case v < 0:
		return -v
	}
	return 2*last - v
}

// cut sets the square around a centre to zero: centre c covers c − side/2 to
// c − side/2 + side − 1, and at the edge sticks out.
func (t *Augmenter) cut(dst []float32, row, column int) {
	side := t.a.Cutout
	if side == 0 {
		return
	}
	top, left := row-side/2, column-side/2
	from, to := max(0, left), min(t.size, left+side)
	for c := range 3 {
		for y := max(0, top); y < min(t.size, top+side); y++ {
			clear(dst[(c*t.size+y)*t.size:][from:to])
		}
	}
}
