package onnx

import (
	"encoding/binary"
	"fmt"
	"math"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// builder adds nodes and initialisers to a graph. Its methods that make a
// value return the value's name.
type builder struct {
	arch  *arch.Graph
	dtype safetensors.DType
	graph graph
	have  map[string]bool // initialisers written already: a stage's cell is shared by its blocks
}

func newBuilder(g *arch.Graph, dtype safetensors.DType) *builder {
	return &builder{arch: g, dtype: dtype, have: map[string]bool{}}
}

// value names a value of the graph: by its tap where it has one.
func (b *builder) value(v arch.ValueID) string {
	switch {
	case v == b.arch.Input:
		return inputName
	case v == b.arch.Logits:
		return logitsName
	case b.arch.Values[v].Tap != "":
		return b.arch.Values[v].Tap
	}
	return fmt.Sprintf("value%d", v)
}

// node adds an operator with one output, after which it is named too.
func (b *builder) node(op, output string, inputs []string, attributes ...attribute) string {
	b.graph.nodes = append(b.graph.nodes, node{
		inputs: inputs, outputs: []string{output}, name: output, op: op, attributes: attributes,
	})
	return output
}

// matrix adds an initialiser in the file's element type and, for halves, the
// cast that makes it float32. Runtimes fold the cast when they load the file.
func (b *builder) matrix(name string, data []float32, dims ...int) (string, error) {
	if b.dtype == safetensors.F32 {
		return b.vector(name, data, dims...), nil
	}
	if b.have[name] {
		return name, nil
	}
	raw := make([]byte, 0, 2*len(data))
	for i, v := range data {
		h := safetensors.FloatToHalf(v)
		if h&0x7fff == 0x7c00 {
			return "", fmt.Errorf("weight %d of %s is %g (norm folded in), more than F16 can hold (±65,504)", i, name, v)
		}
		raw = binary.LittleEndian.AppendUint16(raw, h)
	}
	half := name + ".f16"
	b.initialiser(half, typeFloat16, raw, dims)
	b.have[name] = true
	return b.node("Cast", name, []string{half}, intAttribute("to", int64(typeFloat))), nil
}

// vector adds an initialiser that is float32 in every file.
func (b *builder) vector(name string, data []float32, dims ...int) string {
	raw := make([]byte, 0, 4*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	b.initialiser(name, typeFloat, raw, dims)
	return name
}

// list adds an initialiser of indices.
func (b *builder) list(name string, values ...int64) string {
	raw := make([]byte, 0, 8*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	b.initialiser(name, typeInt64, raw, []int{len(values)})
	return name
}

func (b *builder) initialiser(name string, kind dataType, raw []byte, dims []int) {
	if b.have[name] {
		return
	}
	b.have[name] = true
	t := tensor{name: name, kind: kind, raw: raw}
	for _, d := range dims {
		t.dims = append(t.dims, int64(d))
	}
	b.graph.initialisers = append(b.graph.initialisers, t)
}
