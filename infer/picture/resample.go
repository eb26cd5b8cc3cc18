package picture

import (
	"fmt"
	"image"
	"math"
)

// Centre is the largest square in the middle of a picture of width × height
// pixels: what networks are shown of it.
func Centre(width, height int) image.Rectangle {
	side := min(width, height)
	x, y := (width-side)/2, (height-side)/2
	return image.Rect(x, y, x+side, y+side)
}

// Resampler resamples a picture that comes in strips of rows, from the top, with
// Lanczos3 to size × size pixels: a large photograph need never be in memory as
// a whole. What Square makes of a picture a Resampler makes of its strips.
//
// Strips have 8 bits a channel, the work inside 16. The resizer's own 8-bit path
// rounds towards zero twice and so darkens a picture by a level.
type Resampler struct {
	width, height int
	size          int
	columns       []column      // of the narrowed rows; nil for a picture that stays as it is
	narrow        *image.RGBA64 // size × height
	same          *image.RGBA   // the picture itself, if it has its size already
	rows          int           // of the picture, so far
}

// column is what a pixel of a narrowed row is made of: weights of the pixels
// from first on.
type column struct {
	first   int
	weights []int64
	sum     int64
}

// NewResampler is a resampler for a picture of width × height pixels.
func NewResampler(width, height, size int) *Resampler {
	s := &Resampler{width: width, height: height, size: size}
	if width == size && height == size {
		s.same = image.NewRGBA(image.Rect(0, 0, size, size))
		return s
	}
	s.narrow = image.NewRGBA64(image.Rect(0, 0, size, height))
	s.columns = columns(width, size)
	return s
}

// Next is how many rows the next strip has; 0 when the picture is whole.
func (s *Resampler) Next() int {
	const pixels = 1 << 20 // of a strip
	return min(max(1, pixels/s.width), s.height-s.rows)
}

// Add takes the next strip of rows, whose pixels are all opaque.
func (s *Resampler) Add(strip *image.RGBA) {
	n := strip.Rect.Dy()
	if strip.Rect.Dx() != s.width || s.rows+n > s.height {
		panic(fmt.Sprintf("picture: a strip of %v does not fit below row %d of %d × %d", strip.Rect, s.rows, s.width, s.height))
	}
	for y := range n {
		row := strip.Pix[y*strip.Stride:][:4*s.width]
		if s.same != nil {
			copy(s.same.Pix[(s.rows+y)*s.same.Stride:], row)
			continue
		}
		narrowRow(s.narrow.Pix[(s.rows+y)*s.narrow.Stride:][:8*s.size], row, s.columns)
	}
	s.rows += n
}

// Square is the picture once all of it has been added.
func (s *Resampler) Square() *image.RGBA {
	if s.same != nil {
		return s.same
	}
	return narrowed(resampledRows(s.narrow, s.size))
}

// columns are the resizer's weights for rows of width pixels that become size
// long, to the bit (nfnt/resize, createWeights16 and resizeRGBA64), with those
// that fall outside on the pixel at the border.
func columns(width, size int) []column {
	scale := float64(width) / float64(size)
	taps := 6 * int(math.Max(math.Ceil(scale), 1))
	factor := math.Min(1/scale, 1)
	all := make([]column, size)
	for x := range all {
		at := scale*(float64(x)+0.5) - 0.5
		start := int(at) - taps/2 + 1
		at -= float64(start)
		c := &all[x]
		c.first = min(max(start, 0), width-1)
		c.weights = make([]int64, min(max(start+taps-1, 0), width-1)-c.first+1)
		for i := range taps {
			w := int64(int32(lanczos3((at-float64(i))*factor) * 65536))
			c.weights[min(max(start+i, 0), width-1)-c.first] += w
			c.sum += w
		}
	}
	return all
}

func lanczos3(x float64) float64 {
	if x <= -3 || x >= 3 {
		return 0
	}
	return sinc(x) * sinc(x*0.3333333333333333)
}

func sinc(x float64) float64 {
	x = math.Abs(x) * math.Pi
	if x < 1.220703e-4 {
		return 1
	}
	return math.Sin(x) / x
}

// narrowRow makes 16-bit pixels of a narrowed row out of the 8-bit ones of a
// row: 0xAB stands for 0xABAB.
func narrowRow(dst, row []uint8, columns []column) {
	for _, c := range columns {
		var r, g, b int64
		from := row[4*c.first:][:4*len(c.weights)]
		for _, w := range c.weights {
			r += w * int64(from[0])
			g += w * int64(from[1])
			b += w * int64(from[2])
			from = from[4:]
		}
		for i, v := range [3]int64{r, g, b} {
			v = min(max(0x101*v/c.sum, 0), 0xffff)
			dst[2*i], dst[2*i+1] = uint8(v>>8), uint8(v)
		}
		dst[6], dst[7] = 0xff, 0xff
		dst = dst[8:]
	}
}
