package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// tensorFlow is a network for TensorFlow.js: the list of its operations, which
// page/tensorflow.mjs turns into calls of the library, with norms folded into
// the weights as its converter does. Weights are in its order, output channels
// last.
type tensorFlow struct {
	Input  arch.ValueID     `json:"input"`
	Logits arch.ValueID     `json:"logits"`
	Steps  []map[string]any `json:"steps"`

	data []float32
}

// span is a tensor in the file: where its values begin, and its shape.
type span struct {
	At    int   `json:"at"`
	Shape []int `json:"shape"`
}

func (t *tensorFlow) tensor(data []float32, shape ...int) span {
	t.data = append(t.data, data...)
	return span{len(t.data) - len(data), shape}
}

// writeTensorFlow writes the length of the list as JSON, the list, padded with
// spaces to a multiple of 4, and the weights.
func writeTensorFlow(w io.Writer, g *arch.Graph, src infer.Source) error {
	t := &tensorFlow{Input: g.Input, Logits: g.Logits}
	for _, op := range g.Ops {
		s, err := t.step(op, src)
		if err != nil {
			return err
		}
		t.Steps = append(t.Steps, s)
	}
	list, err := json.Marshal(t)
	if err != nil {
		return err
	}
	for len(list)%4 != 0 {
		list = append(list, ' ')
	}
	for _, part := range []any{uint32(len(list)), list, t.data} {
		if err := binary.Write(w, binary.LittleEndian, part); err != nil {
			return err
		}
	}
	return nil
}

func (t *tensorFlow) step(op arch.Op, src infer.Source) (map[string]any, error) {
	switch op := op.(type) {
	case *arch.Conv:
		p, err := infer.ReadConv(op, src)
		if err != nil {
			return nil, err
		}
		return map[string]any{
			"kind": "conv", "in": op.In, "in2": op.In2, "out": op.Out, "add": op.Add, "relu": op.ReLU,
			"stride": op.Stride, "pad": op.Pad,
			"weight": t.tensor(channelsLast(p.Weight, op.OutC, op.InC), op.Kernel, op.Kernel, op.InC, op.OutC),
			"bias":   t.tensor(p.Bias, op.OutC),
		}, nil
	case *arch.Cell:
		if op.Kind != arch.RegulatorLSTM {
			break
		}
		p, err := infer.ReadCell(op, src)
		if err != nil {
			return nil, err
		}
		var gates []map[string]any
		for _, gate := range p.Gates {
			gates = append(gates, map[string]any{
				"x": t.tensor(window(gate, 0, op.N), 3, 3, op.N, 1), "h": t.tensor(window(gate, 1, op.N), 3, 3, op.N, 1),
				"bias": t.tensor(gate.Bias, op.N),
			})
		}
		return map[string]any{
			"kind": "lstm", "x": op.X, "h": op.H, "c": op.C, "outH": op.OutH, "outC": op.OutC, "gates": gates,
			"scale": t.tensor(p.Scale, op.N), "shift": t.tensor(p.Shift, op.N),
		}, nil
	case *arch.MaxPool:
		return map[string]any{"kind": "maxpool", "in": op.In, "out": op.Out}, nil
	case *arch.GlobalPool:
		return map[string]any{"kind": "mean", "in": op.In, "out": op.Out}, nil
	case *arch.Dense:
		p, err := infer.ReadDense(op, src)
		if err != nil {
			return nil, err
		}
		return map[string]any{
			"kind": "dense", "in": op.In, "out": op.Out,
			"weight": t.tensor(transposed(p.Weight, op.OutC), op.InC, op.OutC), "bias": t.tensor(p.Bias, op.OutC),
		}, nil
	}
	return nil, fmt.Errorf("the benchmark has no TensorFlow.js form of %s", op.Name())
}

// transposed turns [rows, …] into […, rows].
func transposed(v []float32, rows int) []float32 {
	out := make([]float32, len(v))
	cols := len(v) / rows
	for r := range rows {
		for c := range cols {
			out[c*rows+r] = v[r*cols+c]
		}
	}
	return out
}

// channelsLast turns [OutC, InC, places] into [places, InC, OutC].
func channelsLast(v []float32, outC, inC int) []float32 {
	out := make([]float32, len(v))
	places := len(v) / outC / inC
	for o := range outC {
		for c := range inC {
			for k := range places {
				out[(k*inC+c)*outC+o] = v[(o*inC+c)*places+k]
			}
		}
	}
	return out
}

// window is a gate's 3×3 window on X (input 0) or H (1), [3, 3, N]: what the
// pair's 1×1 convolution gives that input is multiplied in.
func window(g infer.GateParams, input, n int) []float32 {
	out := make([]float32, 9*n)
	for c := range n {
		for k := range 9 {
			out[k*n+c] = g.Fuse[2*c+input] * g.Conv[9*c+k]
		}
	}
	return out
}
