//go:build js

package picture

import "image"

// resampledRows resamples a picture of size columns to size rows: what the resizer
// does, to the bit. It has one entry for all kinds of pictures and ways, which
// would make the page 160 KB larger, for the one that is needed.
func resampledRows(img *image.RGBA64, size int) *image.RGBA64 {
	height := img.Rect.Dy()
	if height == size {
		return img
	}
	out := image.NewRGBA64(image.Rect(0, 0, size, size))
	for y, c := range columns(height, size) {
		for at := range 4 * size { // every channel of every column
			var sum int64
			for k, w := range c.weights {
				p := img.Pix[(c.first+k)*img.Stride+2*at:][:2]
				sum += w * (int64(p[0])<<8 | int64(p[1]))
			}
			v := min(max(sum/c.sum, 0), 0xffff)
			out.Pix[y*out.Stride+2*at], out.Pix[y*out.Stride+2*at+1] = uint8(v>>8), uint8(v)
		}
	}
	return out
}
