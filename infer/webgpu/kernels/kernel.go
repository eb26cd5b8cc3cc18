package kernels

import "regnetlens/infer/arch"

// Kernel is a compute shader and all that the rest of the program knows of it.
// Who adds one writes its file and its record: here is nothing else that asks
// for a kernel by its name.
type Kernel struct {
	// Name is its file's, and what tables of measurements call it.
	Name string
	// file is its own text where that is another kernel's, below the texts that
	// it stands on.
	file  string
	under []string
	// Subgroups and F16 say that it runs only on devices with the feature
	// "subgroups" and "shader-f16".
	Subgroups, F16 bool
	// Loss is the most that a value is off, against the sum in float64 of terms
	// near 1, where the kernel loses more than float32's rounding; 0 elsewhere.
	Loss float64
	// Group is what one workgroup makes.
	Group Group
	// Fits reports whether it computes an operation, one of its list.
	Fits func(arch.Op) bool
	// Sized says that the kernel's size and stride are constants of the text,
	// KERNEL and STRIDE.
	Sized bool
	// Filter is the matrix G of a kernel by Winograd's method, whose weights are
	// the filters G·f·Gᵀ; nil where they are the filters as they are.
	Filter [][3]float64
	// Then is the kernel that does the second half; nil where there is none.
	Then *Kernel
}

// Rough reports whether a kernel's numbers are so much less exact than others'
// that a network may have to do without it.
func (k *Kernel) Rough() bool { return k.Loss > 0 }

// Points is the number of a convolution's weights for each pair of an input and
// an output channel, of a kernel of size × size.
func (k *Kernel) Points(size int) int {
	if k.Filter != nil {
		size = len(k.Filter)
	}
	return size * size
}

// Group is what one workgroup makes of an activation: so many tiles of rows ×
// columns, of so many channels. The zero Group makes all of a picture.
type Group struct{ Tiles, Rows, Columns, Channels int }

// Grid is the number of workgroups for a picture's activation: over its tiles
// and over its channels.
func (g Group) Grid(s arch.Shape) (x, y int) {
	if g == (Group{}) {
		return 1, 1
	}
	return ceilDiv(ceilDiv(s.H, g.Rows)*ceilDiv(s.W, g.Columns), g.Tiles), ceilDiv(s.C, g.Channels)
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// None is NONE of the texts: the offset of an activation that is not there.
const None = 0xffffffff
