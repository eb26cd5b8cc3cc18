package kernels

import (
	"fmt"
	"math"
	"reflect"

	"regnetlens/infer/arch"
)

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
	// Error is the most that a value is off, against the sum in float64 of
	// terms near 1.
	Error float64
	// Group is what one workgroup makes.
	Group Group
	// Params is what a dispatch says: the Go form of the text's struct Params.
	// See [Kernel.Words].
	Params any
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

// Exact is the [Kernel.Error] of kernels that lose nothing but float32's
// rounding.
const Exact = 1e-5

// Rough reports whether a kernel's numbers are so much less exact than others'
// that a network may have to do without it.
func (k *Kernel) Rough() bool { return k.Error > Exact }

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

// Words are parameters as the device reads them. An int becomes a u32, a bool 0
// or 1, a float32 an f32. It panics where the type is not that of
// [Kernel.Params].
func (k *Kernel) Words(params any) []uint32 {
	v := reflect.ValueOf(params)
	if v.Type() != reflect.TypeOf(k.Params) {
		panic(fmt.Sprintf("kernels: %s was given %T", k.Name, params))
	}
	words := make([]uint32, v.NumField())
	for i := range words {
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			if f.Bool() {
				words[i] = 1
			}
		case reflect.Float32:
			words[i] = math.Float32bits(float32(f.Float()))
		default:
			words[i] = uint32(f.Int())
		}
	}
	return words
}
