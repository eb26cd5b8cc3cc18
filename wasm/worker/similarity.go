package worker

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

func init() { blas32.Use(cpu.BLAS{}) }

// compare compares the outputs of the blocks for the last picture, also with
// the other network's where they have come, and returns them for the other
// network's worker.
func (e *engine) compare(m *protocol.Compare, others *protocol.BlockOutputs) (*protocol.Similarity, *protocol.BlockOutputs, error) {
	if e.net == nil {
		return nil, nil, errNoNetwork
	}
	if m.Run != e.run {
		return nil, nil, fmt.Errorf("picture %d is not the one read last", m.Run)
	}
	values := map[string][]float32{}
	for _, t := range measure.Outputs(e.net.Graph()) {
		var err error
		if _, values[t.Name], err = e.at(t.Name); err != nil {
			return nil, nil, err
		}
	}
	outputs := e.outputs(m.Run, values)
	report := &protocol.Similarity{Run: e.run, Blocks: outputs.Blocks}
	if others != nil {
		report.Others = others.Blocks
	}
	var err error
	if report.Own, report.Cross, err = e.compareOutputs(values, others); err != nil {
		return nil, nil, err
	}
	e.others = others
	return report, outputs, nil
}

// outputs are those of the network's blocks for a picture.
func (e *engine) outputs(run int, values map[string][]float32) *protocol.BlockOutputs {
	o := &protocol.BlockOutputs{Run: run}
	for _, t := range measure.Outputs(e.net.Graph()) {
		o.Blocks = append(o.Blocks, protocol.Block{Stage: t.Place.Stage, Block: t.Place.Block, Channels: t.Shape.C, Height: t.Shape.H, Width: t.Shape.W})
		o.Values = append(o.Values, protocol.PutFloats(values[t.Name])...)
	}
	return o
}

// compareOutputs is how similar outputs are among themselves, and how similar
// the other network's (rows, none for nil) are to them, packed.
func (e *engine) compareOutputs(values map[string][]float32, others *protocol.BlockOutputs) (own, cross []byte, err error) {
	theirs, err := unpack(others)
	if err != nil {
		return nil, nil, err
	}
	var maps []measure.Map
	for _, t := range measure.Outputs(e.net.Graph()) {
		maps = append(maps, measure.Map{Shape: t.Shape, Values: values[t.Name]})
	}
	p := measure.Prepare(maps)
	within, across := p.With(p), measure.Prepare(theirs).With(p)
	return within.Pack(), across.Pack(), nil
}

// unpack takes the outputs of the other network apart.
func unpack(o *protocol.BlockOutputs) ([]measure.Map, error) {
	if o == nil {
		return nil, nil
	}
	values := protocol.Floats(o.Values)
	var maps []measure.Map
	for _, b := range o.Blocks {
		shape := arch.Shape{C: b.Channels, H: b.Height, W: b.Width}
		if b.Channels < 1 || b.Height < 1 || b.Width < 1 || len(values) < shape.Len() {
			return nil, fmt.Errorf("the outputs to compare with are incomplete")
		}
		maps = append(maps, measure.Map{Shape: shape, Values: values[:shape.Len()]})
		values = values[shape.Len():]
	}
	return maps, nil
}
