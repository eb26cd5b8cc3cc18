package onnx

import (
	"fmt"
	"math"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// op adds the nodes of one operation with its weights.
func (b *builder) op(op arch.Op, src infer.Source) error {
	switch op := op.(type) {
	case *arch.Conv:
		p, err := infer.ReadConv(op, src)
		if err != nil {
			return err
		}
		return b.conv(op, p)
	case *arch.Cell:
		p, err := infer.ReadCell(op, src)
		if err != nil {
			return err
		}
		return b.cell(op, p)
	case *arch.SE:
		p, err := infer.ReadSE(op, src)
		if err != nil {
			return err
		}
		return b.se(op, p)
	case *arch.Dense:
		p, err := infer.ReadDense(op, src)
		if err != nil {
			return err
		}
		return b.dense(op, p)
	case *arch.MaxPool:
		b.node("MaxPool", b.value(op.Out), []string{b.value(op.In)}, square("kernel_shape", 3), strides(2), pads(1))
		return nil
	case *arch.PadShortcut:
		b.padShortcut(op)
		return nil
	case *arch.GlobalPool:
		b.node("GlobalAveragePool", b.value(op.Out), []string{b.value(op.In)})
		return nil
	}
	return fmt.Errorf("there is no ONNX form of %T", op)
}

// Attributes of windows, equal in rows and columns.

func square(name string, n int) attribute { return intsAttribute(name, int64(n), int64(n)) }
func strides(n int) attribute             { return square("strides", n) }

func pads(n int) attribute {
	p := int64(n)
	return intsAttribute("pads", p, p, p, p)
}

func (b *builder) conv(op *arch.Conv, p *infer.ConvParams) error {
	in, out := b.value(op.In), b.value(op.Out)
	if op.In2 != arch.None {
		in = b.node("Concat", op.Name()+".in", []string{in, b.value(op.In2)}, intAttribute("axis", 1))
	}
	weight, err := b.matrix(op.Layer.Weight(), p.Weight, op.OutC, op.InC, op.Kernel, op.Kernel)
	if err != nil {
		return err
	}
	inputs := []string{in, weight, b.vector(op.Layer.Bias(), p.Bias, op.OutC)}
	// The last node takes the value's name.
	name := func(last bool, otherwise string) string {
		if last {
			return out
		}
		return op.Name() + otherwise
	}
	sum := op.Add != arch.None
	y := b.node("Conv", name(!sum && !op.ReLU, ".out"), inputs,
		square("kernel_shape", op.Kernel), strides(op.Stride), pads(op.Pad))
	if sum {
		y = b.node("Add", name(!op.ReLU, ".sum"), []string{y, b.value(op.Add)})
	}
	if op.ReLU {
		b.node("Relu", out, []string{y})
	}
	return nil
}

// padShortcut takes every stride-th row and column, then adds zero channels.
func (b *builder) padShortcut(op *arch.PadShortcut) {
	x, out := b.value(op.In), b.value(op.Out)
	in, outC := b.arch.Shape(op.In), b.arch.Shape(op.Out).C
	padded := outC != in.C
	if op.Stride != 1 {
		name := out
		if padded {
			name = op.Name() + ".subsampled"
		}
		x = b.node("Slice", name, []string{
			x,
			b.list("slice.starts", 0, 0),
			b.list("slice.ends", math.MaxInt32, math.MaxInt32),
			b.list("slice.axes", 2, 3),
			b.list(fmt.Sprintf("slice.steps.%d", op.Stride), int64(op.Stride), int64(op.Stride)),
		})
	}
	if padded {
		before := op.Before(b.arch)
		after := outC - in.C - before
		b.node("Pad", out, []string{x, b.list(op.Name()+".pads", 0, int64(before), 0, 0, 0, int64(after), 0, 0)})
	}
}

func (b *builder) dense(op *arch.Dense, p *infer.DenseParams) error {
	weight, err := b.matrix(op.Layer.Weight(), p.Weight, op.OutC, op.InC)
	if err != nil {
		return err
	}
	x := b.node("Flatten", op.Name()+".in", []string{b.value(op.In)}, intAttribute("axis", 1))
	b.node("Gemm", b.value(op.Out), []string{x, weight, b.vector(op.Layer.Bias(), p.Bias, op.OutC)},
		intAttribute("transB", 1))
	return nil
}

// se is squeeze and excitation with the block's sum. Its two dense layers
// stand as 1×1 convolutions, so that the scale keeps its four dimensions.
func (b *builder) se(op *arch.SE, p *infer.SEParams) error {
	x := b.value(op.In)
	mean := b.node("GlobalAveragePool", op.Name()+".mean", []string{x})
	fc1, err := b.pointwise(op.FC1(), mean, p.FC1, op.Hidden, op.C)
	if err != nil {
		return err
	}
	hidden := b.node("Relu", op.Name()+".hidden", []string{fc1})
	fc2, err := b.pointwise(op.FC2(), hidden, p.FC2, op.C, op.Hidden)
	if err != nil {
		return err
	}
	scale := b.node("Sigmoid", op.Name()+".scale", []string{fc2})
	scaled := b.node("Mul", op.Name()+".scaled", []string{x, scale})
	sum := b.node("Add", op.Name()+".sum", []string{scaled, b.value(op.Add)})
	b.node("Relu", b.value(op.Out), []string{sum})
	return nil
}

func (b *builder) pointwise(layer arch.Layer, x string, p infer.DenseParams, outC, inC int) (string, error) {
	weight, err := b.matrix(layer.Weight(), p.Weight, outC, inC, 1, 1)
	if err != nil {
		return "", err
	}
	return b.node("Conv", string(layer), []string{x, weight, b.vector(layer.Bias(), p.Bias, outC)}, square("kernel_shape", 1)), nil
}
