package step

import (
	"context"
	"fmt"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/xla/network"
)

// Trainer takes training steps, as [device.Trainer] says.
type Trainer struct {
	device.Config
	backend compute.Backend
	devices int
	passes  int
	layout  []field
	prog    *program

	state [][]compute.Buffer // [device][field of the layout]
	set   *input.Set         // whose pictures are on the devices
	data  [][]compute.Buffer // [device]{pixels, labels}
}

// NewTrainer compiles the step and brings a state and pictures to the device:
// all of the training, or those of a step (see [Trainer.Use]).
func NewTrainer(backend compute.Backend, c device.Config, set *input.Set, s learn.State, m device.Meters) (*Trainer, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	if err := c.Fits(set); err != nil {
		return nil, err
	}
	t := &Trainer{Config: c, backend: backend, devices: max(1, c.Devices), passes: max(1, c.Passes), layout: layout(c)}
	if t.devices > backend.NumDevices() {
		return nil, fmt.Errorf("step: %d devices are asked for, there are %d", t.devices, backend.NumDevices())
	}
	fields := append(t.layout[:len(t.layout):len(t.layout)],
		field{name: "rate", shape: shapes.Make(dtypes.Float32)},
		field{name: "number", shape: shapes.Make(dtypes.Float32)},
	)
	for i := range t.passes {
		fields = append(fields, field{
			name: fmt.Sprintf("draw%d", i), sharded: true,
			shape: shapes.Make(dtypes.Int32, c.Batch, input.DrawWidth),
		})
	}
	fields = append(fields,
		field{name: "pixels", shape: shapes.Make(dtypes.Uint8, set.Images*set.Size*set.Size, 3)},
		field{name: "labels", shape: shapes.Make(dtypes.Int32, set.Images)})
	var err error
	if t.prog, err = compile(backend, t.devices, "training", fields, t.build); err != nil {
		return nil, err
	}
	if err := t.Use(set); err != nil {
		return nil, err
	}
	return t, t.Load(s, m)
}

// Use implements [device.Trainer].
func (t *Trainer) Use(set *input.Set) error {
	if set == t.set {
		return nil
	}
	if t.set != nil && (set.Images != t.set.Images || set.Size != t.set.Size) {
		return fmt.Errorf("step: %d pictures of %d × %[2]d instead of %d of %d × %[4]d", set.Images, set.Size, t.set.Images, t.set.Size)
	}
	var data [][]compute.Buffer
	for d := range t.devices {
		pixels, err := put(t.backend, d, set.Pixels, dtypes.Uint8, set.Images*set.Size*set.Size, 3)
		if err != nil {
			return err
		}
		labels, err := put(t.backend, d, set.Labels, dtypes.Int32, set.Images)
		if err != nil {
			return err
		}
		data = append(data, []compute.Buffer{pixels, labels})
	}
	for _, old := range t.data {
		if err := release(old); err != nil {
			return err
		}
	}
	t.set, t.data = set, data
	return nil
}

// build lays out the step: it returns the new state.
func (t *Trainer) build(in map[string]*Node) []*Node {
	g := in["rate"].Graph()
	out := map[string]*Node{}
	params := map[string]*Node{}
	for _, p := range t.Graph.Params() {
		params[p.Name] = in[p.Name]
	}
	names := trained(t.Graph)
	sums := make([]*Node, len(names))
	var loss, correct *Node
	for i := range t.passes {
		draw := in[fmt.Sprintf("draw%d", i)]
		x := augment(in["pixels"], draw, t.Size(), t.Augmentation, t.Normalisation)
		labels := Gather(in["labels"], Slice(draw, AxisRange(), AxisRange(0, 1)))
		l, grads, pass := gradients(t.Graph, params, x, labels, t.Smoothing, network.Options{Train: true, Compute: dtype(t.Config)})
		hits := ReduceAllSum(right(pass.Logits, labels))
		for name, stat := range pass.Stats {
			params[name] = stat // the next pass goes on from these
		}
		for j, name := range names {
			if i == 0 {
				sums[j] = grads[name]
			} else {
				sums[j] = Add(sums[j], grads[name])
			}
		}
		if i == 0 {
			loss, correct = l, hits
		} else {
			loss, correct = Add(loss, l), Add(correct, hits)
		}
	}
	if t.passes > 1 {
		loss = DivScalar(loss, float64(t.passes))
		for j := range sums {
			sums[j] = DivScalar(sums[j], float64(t.passes))
		}
	}
	grads, norm := clip(sums, t.Optimizer.Clip)
	for j, name := range names {
		out[name], out[learn.PrefixMomentum+name] = sgd(t.Optimizer, in[name], in[learn.PrefixMomentum+name], grads[j], in["rate"])
	}
	for _, p := range t.Graph.Params() {
		if !p.Role.Trained() {
			out[p.Name] = params[p.Name]
		}
		if t.Optimizer.EMA > 0 {
			// A short memory at first, or the average would keep the random
			// start.
			keep := Min(Scalar(g, dtypes.Float32, t.Optimizer.EMA), Div(AddScalar(in["number"], 1), AddScalar(in["number"], 10)))
			old := in[learn.PrefixEMA+p.Name]
			out[learn.PrefixEMA+p.Name] = Add(out[p.Name], Mul(keep, Sub(old, out[p.Name])))
		}
	}
	images := float32(t.Batch * t.passes)
	out[nameMeters] = Add(in[nameMeters], Stack([]*Node{loss, correct, Const(g, images), Const(g, float32(1))}, 0))

	// After a loss or gradient that is no number nothing changes any more: the
	// state stays that of the last good step, and says which one was bad.
	good := And(And(IsFinite(loss), IsFinite(norm)), Equal(in[nameBad], ScalarZero(g, dtypes.Float32)))
	var list []*Node
	for _, f := range t.layout[:len(t.layout)-1] {
		list = append(list, Where(good, out[f.name], in[f.name]))
	}
	first := Where(Equal(in[nameBad], ScalarZero(g, dtypes.Float32)), in["number"], in[nameBad])
	return append(list, Where(good, in[nameBad], first))
}

// Step implements [device.Trainer]: it returns before the device is done.
func (t *Trainer) Step(_ context.Context, number int, rate float64, draws []int32) error {
	per := t.Batch * input.DrawWidth
	if len(draws) != t.passes*per {
		return fmt.Errorf("step: %d drawn values, not %d", len(draws), t.passes*per)
	}
	in := make([][]compute.Buffer, t.devices)
	var once []compute.Buffer // to be given back
	for d := range t.devices {
		in[d] = append(in[d], t.state[d]...)
		for _, v := range []float32{float32(rate), float32(number)} {
			b, err := put(t.backend, d, []float32{v}, dtypes.Float32)
			if err != nil {
				return err
			}
			in[d], once = append(in[d], b), append(once, b)
		}
		share := per / t.devices
		for i := range t.passes {
			part := draws[i*per+d*share:][:share]
			b, err := put(t.backend, d, part, dtypes.Int32, t.Batch/t.devices, input.DrawWidth)
			if err != nil {
				return err
			}
			in[d], once = append(in[d], b), append(once, b)
		}
		in[d] = append(in[d], t.data[d]...)
	}
	out, err := t.prog.run(in, len(t.layout))
	if err != nil {
		return err
	}
	t.state = out
	return release(once)
}

// Load implements [device.Trainer].
func (t *Trainer) Load(s learn.State, m device.Meters) error {
	if err := learn.CheckState(t.Graph, s); err != nil {
		return err
	}
	var state [][]compute.Buffer
	for d := range t.devices {
		var list []compute.Buffer
		for _, f := range t.layout {
			b, err := put(t.backend, d, initial(f, s, m), dtypes.Float32, f.shape.Dimensions...)
			if err != nil {
				return err
			}
			list = append(list, b)
		}
		state = append(state, list)
	}
	for _, old := range t.state {
		if err := release(old); err != nil {
			return err
		}
	}
	t.state = state
	return nil
}

// Save implements [device.Trainer].
func (t *Trainer) Save() (learn.State, error) {
	s := learn.State{}
	for i, f := range t.layout[:len(t.layout)-2] { // without meters and bad
		s[f.name] = make([]float32, f.shape.Size())
		if err := t.state[0][i].ToFlatData(s[f.name]); err != nil {
			return nil, fmt.Errorf("step: %s cannot be read back: %w", f.name, brief(err))
		}
	}
	return s, nil
}

// Read implements [device.Trainer].
func (t *Trainer) Read() (m device.Meters, bad int, err error) {
	var meters [4]float32
	var first [1]float32
	n := len(t.layout)
	if err := t.state[0][n-2].ToFlatData(meters[:]); err != nil {
		return m, 0, fmt.Errorf("step: the meters cannot be read: %w", brief(err))
	}
	if err := t.state[0][n-1].ToFlatData(first[:]); err != nil {
		return m, 0, fmt.Errorf("step: the meters cannot be read: %w", brief(err))
	}
	m = device.Meters{Loss: float64(meters[0]), Right: float64(meters[1]), Images: float64(meters[2]), Steps: float64(meters[3])}
	return m, int(first[0]), nil
}

// ResetMeters implements [device.Trainer].
func (t *Trainer) ResetMeters() error {
	at := len(t.layout) - 2
	for d := range t.devices {
		b, err := put(t.backend, d, make([]float32, 4), dtypes.Float32, 4)
		if err != nil {
			return err
		}
		if err := release(t.state[d][at : at+1]); err != nil {
			return err
		}
		t.state[d][at] = b
	}
	return nil
}

// Close implements [device.Trainer].
func (t *Trainer) Close() error {
	for d := range t.state {
		if err := release(append(t.state[d], t.data[d]...)); err != nil {
			return err
		}
	}
	t.state, t.data = nil, nil
	t.prog.finish()
	return nil
}

// put copies data to a device.
func put(b compute.Backend, device int, flat any, dtype dtypes.DType, dims ...int) (compute.Buffer, error) {
	buf, err := b.BufferFromFlatData(compute.DeviceNum(device), flat, shapes.Make(dtype, dims...))
	if err != nil {
		return nil, fmt.Errorf("step: the device takes no data: %w", brief(err))
	}
	return buf, nil
}

func release(list []compute.Buffer) error {
	for _, b := range list {
		if err := b.Finalize(); err != nil {
			return fmt.Errorf("step: %w", brief(err))
		}
	}
	return nil
}
