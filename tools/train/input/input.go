// Package input brings pictures to the network.
//
// A data set is decoded once, into a file of bytes that later runs map into
// memory ([Set]). Chance decides apart from the rest ([Drawer]): which pictures a
// step takes and how each is changed, a few numbers a picture. Choosing,
// cropping, flipping, cutting out and normalising by these numbers is the
// business of the device: on this project's engine [Augmenter], and part of the
// compiled step on XLA.
//
// What is too large for that, or is cut anew each time from the pictures as
// they are, streams ([Stream]): all cores decode ahead of the device, and each
// step gets its own small set. Both are a [Source].
package input

import "fmt"

// Padding says what stands around a picture that is cropped beyond its edge.
type Padding string

// Zeros of the normalised picture, which is what He et al. pad with; or the
// picture's mirror image.
const (
	PadZero    Padding = "zero"
	PadReflect Padding = "reflect"
)

// Augmentation are the random changes of a training picture.
type Augmentation struct {
	Crop    int     `toml:"crop"` // largest shift to each side, pixels
	Padding Padding `toml:"padding"`
	Flip    bool    `toml:"flip"`
	Cutout  int     `toml:"cutout"` // side of the square set to zero (DeVries and Taylor, arXiv 1708.04552); 0: none
	// Resized is the least share of a picture's area that a random-resized crop
	// shows (Szegedy et al., arXiv 1409.4842); 0: none. With it the pictures
	// stream.
	Resized float64 `toml:"resized"`
}

// Validate returns an error that names the field that cannot be.
func (a Augmentation) Validate(size int) error {
	switch {
	case a.Crop < 0 || a.Crop >= size:
		return fmt.Errorf("crop: %d is not within 0 to %d", a.Crop, size-1)
	case a.Padding != PadZero && a.Padding != PadReflect:
		return fmt.Errorf("padding: %q is neither %q nor %q", a.Padding, PadZero, PadReflect)
	case a.Cutout < 0 || a.Cutout > size:
		return fmt.Errorf("cutout: %d is not within 0 to %d", a.Cutout, size)
	case !(a.Resized >= 0 && a.Resized <= 1):
		return fmt.Errorf("resized: %g is not within 0 to 1", a.Resized)
	case a.Resized > 0 && a.Crop > 0:
		return fmt.Errorf("resized and crop: only one of them can be set")
	}
	return nil
}

// DrawWidth is the number of values that chance decides for a picture: its
// index, down, right, flipped, row and column of the cutout's centre.
const DrawWidth = 6

// Normalisation is (v − Mean)/Std of pixels in [0, 1].
type Normalisation struct{ Mean, Std [3]float32 }
