// Package onnx writes networks as ONNX files, for runtimes other than this
// project's own.
//
// The file holds what the engine runs: the operations of the graph with batch
// norms folded into convolutions, as plain operators of operator set 17. The
// input is "input" [batch, 3, H, W], normalised as the model wants it; the
// output is "logits" [batch, classes]; batch is free. Values keep the names of
// their taps ("stage1.block2.h"), so that a viewer such as Netron shows the
// network in the paper's words.
//
// The format is described by onnx.proto and Operators.md of the ONNX project.
package onnx

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// Operator set and file format of the files written: those of ONNX 1.12 (June
// 2022), old enough for every runtime in use.
const (
	opsetVersion = 17
	irVersion    = 8
)

// maxFile is the most that a protobuf message can hold; larger networks would
// need files beside the file.
const maxFile = math.MaxInt32

// Options of a file.
type Options struct {
	// DType is how weights are stored: F32 (also when empty), or F16 for a
	// file of half the size. With F16 the matrices are halves that the file
	// casts to float32 as it is loaded; biases, arithmetic, input and output
	// stay float32.
	DType safetensors.DType
	// Name of the graph.
	Name string
	// Metadata is free text put beside the graph, key to value.
	Metadata map[string]string
}

// Write writes the network of g with the weights of src. The same arguments
// give the same bytes.
func Write(w io.Writer, g *arch.Graph, src infer.Source, o Options) error {
	if o.DType == "" {
		o.DType = safetensors.F32
	}
	if o.DType != safetensors.F32 && o.DType != safetensors.F16 {
		return fmt.Errorf("onnx: weights are written as F32 or F16, not %s", o.DType)
	}
	// 1 MB is far more than nodes and names take for each million of weights.
	if size := g.Cost().Params * int64(o.DType.Size()); size > maxFile-1<<20 {
		return fmt.Errorf("onnx: %d bytes of weights do not fit a file of 2 GB", size)
	}
	b := newBuilder(g, o.DType)
	for _, op := range g.Ops {
		if err := b.op(op, src); err != nil {
			return fmt.Errorf("onnx: %s: %w", op.Name(), err)
		}
	}
	in := g.Shape(g.Input)
	b.graph.name = o.Name
	b.graph.inputs = []valueInfo{{inputName, []dim{batchDim, size(in.C), size(in.H), size(in.W)}}}
	b.graph.outputs = []valueInfo{{logitsName, []dim{batchDim, size(g.Record.Classes)}}}
	m := model{
		irVersion: irVersion, opset: opsetVersion, producerName: "regnet", graph: b.graph,
	}
	for _, key := range slices.Sorted(maps.Keys(o.Metadata)) {
		m.metadata = append(m.metadata, [2]string{key, o.Metadata[key]})
	}
	if _, err := w.Write(m.encode()); err != nil {
		return fmt.Errorf("onnx: %w", err)
	}
	return nil
}

// Names of the network's border.
const (
	inputName  = "input"
	logitsName = "logits"
)

var batchDim = dim{param: "batch"}

func size(n int) dim { return dim{value: int64(n)} }
