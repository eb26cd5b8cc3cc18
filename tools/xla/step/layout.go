// Package step is one step of training as one compiled program: choosing and
// changing the pictures, forward, backward, the optimizer, all on the device.
// Between steps everything that training remembers stays there too.
package step

import (
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
)

// Names of what the device remembers beside a state's tensors.
const (
	nameMeters = "meters" // see [device.Meters]
	nameBad    = "bad"    // the first step that went wrong, counted from 1; 0: none
)

// layout lists the program's first inputs, in their order: a state's tensors,
// and then meters and bad.
func layout(c device.Config) []field {
	var fields []field
	add := func(prefix string, p arch.Param) *field {
		fields = append(fields, field{name: prefix + p.Name, shape: shapes.Make(dtypes.Float32, p.Shape...)})
		return &fields[len(fields)-1]
	}
	params := c.Graph.Params()
	for _, p := range params {
		add("", p)
	}
	for _, p := range params {
		if p.Role.Trained() {
			add(learn.PrefixMomentum, p)
		}
	}
	if c.Optimizer.EMA > 0 {
		for _, p := range params {
			add(learn.PrefixEMA, p).averages = p.Name
		}
	}
	return append(fields,
		field{name: nameMeters, shape: shapes.Make(dtypes.Float32, 4)},
		field{name: nameBad, shape: shapes.Make(dtypes.Float32)})
}

// initial is what a field begins with: a state's tensor, and where the state
// lacks it, no momentum, and the moving average at the weights.
func initial(f field, s learn.State, m device.Meters) []float32 {
	if data, ok := s[f.name]; ok {
		return data
	}
	if f.averages != "" {
		return s[f.averages]
	}
	if f.name == nameMeters {
		return []float32{float32(m.Loss), float32(m.Right), float32(m.Images), float32(m.Steps)}
	}
	return make([]float32, f.shape.Size())
}

// dtype is that of activations and products.
func dtype(c device.Config) dtypes.DType {
	if c.BFloat16 {
		return dtypes.BFloat16
	}
	return dtypes.Float32
}
