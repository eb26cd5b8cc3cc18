//go:build !js

package worker

import "regnetlens/infer/picture"

// decode reads a picture file.
var decode = picture.Decode
