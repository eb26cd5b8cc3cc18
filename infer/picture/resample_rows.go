//go:build !js

package picture

import (
	"image"

	"github.com/nfnt/resize"
)

// resampledRows resamples a picture of size columns to size rows.
func resampledRows(img *image.RGBA64, size int) *image.RGBA64 {
	return resize.Resize(uint(size), uint(size), img, resize.Lanczos3).(*image.RGBA64)
}
