package step

import (
	"fmt"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/tools/train/input"
	"regnetlens/tools/xla/network"
)

// Diagnose implements [device.Trainer]: it takes the step with these draws again, changing nothing, and names
// the first layer whose output, or the last parameter whose gradient, is not
// finite.
func (t *Trainer) Diagnose(draws []int32) (string, error) {
	c := t.Config
	c.Devices = 1
	var fields []field
	var in []compute.Buffer
	for i, f := range t.layout {
		fields, in = append(fields, f), append(in, t.state[0][i])
	}
	per := t.Batch * input.DrawWidth
	var names []string
	for pass := range t.passes {
		b, err := put(t.backend, 0, draws[pass*per:][:per], dtypes.Int32, t.Batch, input.DrawWidth)
		if err != nil {
			return "", err
		}
		in = append(in, b)
		fields = append(fields, field{name: fmt.Sprintf("draw%d", pass), shape: shapes.Make(dtypes.Int32, t.Batch, input.DrawWidth)})
	}
	pixels, labels := t.data[0][0], t.data[0][1]
	in = append(in, pixels, labels)
	for i, b := range []compute.Buffer{pixels, labels} {
		shape, err := b.Shape()
		if err != nil {
			return "", fmt.Errorf("step: %w", brief(err))
		}
		fields = append(fields, field{name: []string{"pixels", "labels"}[i], shape: shape})
	}
	prog, err := compile(t.backend, 1, "diagnosis", fields, func(in map[string]*Node) []*Node {
		var finite []*Node
		check := func(name string, n *Node) {
			names = append(names, name)
			finite = append(finite, ConvertDType(LogicalAll(IsFinite(n)), dtypes.Float32))
		}
		for pass := range t.passes {
			draw := in[fmt.Sprintf("draw%d", pass)]
			x := augment(in["pixels"], draw, c.Size(), c.Augmentation, c.Normalisation)
			labels := Gather(in["labels"], Slice(draw, AxisRange(), AxisRange(0, 1)))
			loss, grads, made := gradients(c.Graph, in, x, labels, c.Smoothing, network.Options{Train: true, Compute: dtype(c)})
			for _, l := range made.Layers {
				check("the output of "+l.Name, l.Out)
			}
			check("the loss", loss)
			params := trained(c.Graph)
			for i := range params {
				name := params[len(params)-1-i] // backward from the loss
				check("the gradient of "+name, grads[name])
			}
		}
		return []*Node{Stack(finite, 0)}
	})
	if err != nil {
		return "", err
	}
	defer prog.finish()
	out, err := prog.run([][]compute.Buffer{in}, 0)
	if err != nil {
		return "", err
	}
	finite := make([]float32, len(names))
	if err := out[0][0].ToFlatData(finite); err != nil {
		return "", fmt.Errorf("step: %w", brief(err))
	}
	for i, ok := range finite {
		if ok == 0 {
			return names[i], nil
		}
	}
	return "the gradients' common norm", nil
}
