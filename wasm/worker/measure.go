package worker

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

func init() { blas32.Use(cpu.BLAS{}) }

// needed are the taps whose values a run's answer is made of: what is read off
// the blocks and what is compared.
func (e *engine) needed(m *protocol.Run) []string {
	wanted := e.reader.Taps()
	if m.Alike {
		wanted = measure.Outputs(e.net.Graph())
	}
	var names []string
	for _, t := range wanted {
		names = append(names, t.Name)
	}
	return names
}

// measured are the taps of a run: what the page shows and what is needed.
func (e *engine) measured(m *protocol.Run) []string {
	taps := append([]string(nil), m.Taps...)
	for _, name := range e.needed(m) {
		if !slices.Contains(m.Taps, name) {
			taps = append(taps, name)
		}
	}
	return taps
}

// readout reads the answer off the blocks.
func (e *engine) readout(values map[string][]float32) []protocol.Reading {
	var out []protocol.Reading
	for _, t := range e.reader.Taps() {
		out = append(out, protocol.Reading{Stage: t.Place.Stage, Block: t.Place.Block, Probabilities: e.reader.Read(values[t.Name])})
	}
	return out
}

// outputs are the maps to compare.
func (e *engine) outputs(values map[string][]float32) []measure.Map {
	var maps []measure.Map
	for _, t := range measure.Outputs(e.net.Graph()) {
		maps = append(maps, measure.Map{Shape: t.Shape, Values: values[t.Name]})
	}
	return maps
}

// compare compares the outputs for the last picture.
func (e *engine) compare(m *protocol.Compare) protocol.Message {
	report, err := e.likeness(m)
	if err != nil {
		return &protocol.Failed{Stage: protocol.FailedCompare, Run: m.Run, Message: err.Error()}
	}
	return report
}

func (e *engine) likeness(m *protocol.Compare) (*protocol.Likeness, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	if m.Run != e.run {
		return nil, fmt.Errorf("picture %d is not the one read last", m.Run)
	}
	others, err := unpackMaps(m.Others, m.Values)
	if err != nil {
		return nil, err
	}
	report := &protocol.Likeness{Run: e.run, Others: m.Others}
	values := map[string][]float32{}
	for _, t := range measure.Outputs(e.net.Graph()) {
		if _, values[t.Name], err = e.at(t.Name); err != nil {
			return nil, err
		}
		report.Blocks = append(report.Blocks, blockOf(t))
		if m.Hand {
			report.Values = append(report.Values, protocol.PutFloats(values[t.Name])...)
		}
	}
	report.Own, report.Cross = tables(e.outputs(values), others)
	e.others = m
	return report, nil
}

// tables are how alike outputs are among themselves, and how alike another
// network's outputs for the same picture (rows) are to them, packed.
func tables(maps, others []measure.Map) (own, cross []byte) {
	p := measure.Prepare(maps)
	within, across := p.With(p), measure.Prepare(others).With(p)
	return within.Pack(), across.Pack()
}

func blockOf(t arch.Tap) protocol.Block {
	return protocol.Block{Stage: t.Place.Stage, Block: t.Place.Block, Channels: t.Shape.C, Height: t.Shape.H, Width: t.Shape.W}
}

// unpackMaps takes the outputs of the other network apart.
func unpackMaps(blocks []protocol.Block, bytes []byte) ([]measure.Map, error) {
	values := protocol.Floats(bytes)
	var maps []measure.Map
	for _, b := range blocks {
		shape := arch.Shape{C: b.Channels, H: b.Height, W: b.Width}
		if b.Channels < 1 || b.Height < 1 || b.Width < 1 || len(values) < shape.Len() {
			return nil, fmt.Errorf("the outputs to compare with are incomplete")
		}
		maps = append(maps, measure.Map{Shape: shape, Values: values[:shape.Len()]})
		values = values[shape.Len():]
	}
	return maps, nil
}
