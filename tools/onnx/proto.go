package onnx

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// The messages of onnx.proto that a network of this family needs, with the
// field numbers of that file. The order of fields within a message is free;
// it is that of the numbers.

// dataType is TensorProto.DataType.
type dataType uint64

const (
	typeFloat   dataType = 1
	typeInt64   dataType = 7
	typeFloat16 dataType = 10
)

// attributeType is AttributeProto.AttributeType.
type attributeType uint64

const (
	attributeFloat attributeType = 1
	attributeInt   attributeType = 2
	attributeInts  attributeType = 7
)

// model is ModelProto.
type model struct {
	irVersion    int64       // 1
	producerName string      // 2
	graph        graph       // 7
	opset        int64       // 8, of the default domain
	metadata     [][2]string // 14
}

// graph is GraphProto.
type graph struct {
	nodes        []node      // 1
	name         string      // 2
	initialisers []tensor    // 5
	inputs       []valueInfo // 11
	outputs      []valueInfo // 12
}

// node is NodeProto.
type node struct {
	inputs     []string    // 1; "" for an optional input that is absent
	outputs    []string    // 2
	name       string      // 3
	op         string      // 4
	attributes []attribute // 5
}

// attribute is AttributeProto. Exactly one of the values counts, by kind.
type attribute struct {
	name string        // 1
	f    float32       // 2
	i    int64         // 3
	ints []int64       // 8
	kind attributeType // 20
}

func floatAttribute(name string, v float32) attribute {
	return attribute{name: name, f: v, kind: attributeFloat}
}

func intAttribute(name string, v int64) attribute {
	return attribute{name: name, i: v, kind: attributeInt}
}

func intsAttribute(name string, v ...int64) attribute {
	return attribute{name: name, ints: v, kind: attributeInts}
}

// tensor is TensorProto with its values as raw little-endian bytes.
type tensor struct {
	dims []int64  // 1
	kind dataType // 2
	name string   // 8
	raw  []byte   // 9
}

// valueInfo is ValueInfoProto of a float tensor.
type valueInfo struct {
	name string // 1
	dims []dim  // in 2, TypeProto.tensor_type.shape
}

// dim is TensorShapeProto.Dimension: a number or a symbol.
type dim struct {
	value int64  // 1
	param string // 2
}

// writer appends fields to a message.
type writer []byte

func (w *writer) int(field protowire.Number, v int64) {
	*w = protowire.AppendTag(*w, field, protowire.VarintType)
	*w = protowire.AppendVarint(*w, uint64(v))
}

func (w *writer) float(field protowire.Number, bits uint32) {
	*w = protowire.AppendTag(*w, field, protowire.Fixed32Type)
	*w = protowire.AppendFixed32(*w, bits)
}

func (w *writer) text(field protowire.Number, s string) {
	*w = protowire.AppendTag(*w, field, protowire.BytesType)
	*w = protowire.AppendString(*w, s)
}

func (w *writer) bytes(field protowire.Number, b []byte) {
	*w = protowire.AppendTag(*w, field, protowire.BytesType)
	*w = protowire.AppendBytes(*w, b)
}

// ints writes a repeated integer, a field for each: onnx.proto is of the second
// syntax and does not ask for packing.
func (w *writer) ints(field protowire.Number, values []int64) {
	for _, v := range values {
		w.int(field, v)
	}
}

func (w *writer) texts(field protowire.Number, values []string) {
	for _, v := range values {
		w.text(field, v)
	}
}

func (m *model) encode() []byte {
	var w writer
	w.int(1, m.irVersion)
	w.text(2, m.producerName)
	w.bytes(7, m.graph.encode())
	var opset writer
	opset.text(1, "") // the default domain
	opset.int(2, m.opset)
	w.bytes(8, opset)
	for _, entry := range m.metadata {
		var e writer
		e.text(1, entry[0])
		e.text(2, entry[1])
		w.bytes(14, e)
	}
	return w
}

func (g *graph) encode() []byte {
	var w writer
	for _, n := range g.nodes {
		w.bytes(1, n.encode())
	}
	w.text(2, g.name)
	for _, t := range g.initialisers {
		w.bytes(5, t.encode())
	}
	for _, v := range g.inputs {
		w.bytes(11, v.encode())
	}
	for _, v := range g.outputs {
		w.bytes(12, v.encode())
	}
	return w
}

func (n *node) encode() []byte {
	var w writer
	w.texts(1, n.inputs)
	w.texts(2, n.outputs)
	w.text(3, n.name)
	w.text(4, n.op)
	for _, a := range n.attributes {
		w.bytes(5, a.encode())
	}
	return w
}

func (a *attribute) encode() []byte {
	var w writer
	w.text(1, a.name)
	switch a.kind {
	case attributeFloat:
		w.float(2, math.Float32bits(a.f))
	case attributeInt:
		w.int(3, a.i)
	case attributeInts:
		w.ints(8, a.ints)
	}
	w.int(20, int64(a.kind))
	return w
}

func (t *tensor) encode() []byte {
	var w writer
	w.ints(1, t.dims)
	w.int(2, int64(t.kind))
	w.text(8, t.name)
	w.bytes(9, t.raw)
	return w
}

func (v *valueInfo) encode() []byte {
	var shape writer
	for _, d := range v.dims {
		var w writer
		if d.param != "" {
			w.text(2, d.param)
		} else {
			w.int(1, d.value)
		}
		shape.bytes(1, w)
	}
	var kind writer // TypeProto.Tensor
	kind.int(1, int64(typeFloat))
	kind.bytes(2, shape)
	var typ writer // TypeProto
	typ.bytes(1, kind)
	var w writer
	w.text(1, v.name)
	w.bytes(2, typ)
	return w
}
