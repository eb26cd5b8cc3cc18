package main

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/tools/onnx"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

func newExportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export WEIGHTS -o FILE",
		Short: "Write a network as ONNX, or its weights as safetensors",
		Long: `Write a network as ONNX, or its weights as safetensors.

WEIGHTS is a model's id (see "regnet models") or a weight file. FILE's extension
says which of the two is written; "-" is standard output.
The ONNX file (operator set 17, plain operators) reads "input"
[batch,3,height,width], normalised as the weights' metadata say, and gives
"logits" [batch,classes]; batch is free. Batch norms are folded into the
convolutions. With f16 the matrices are stored as halves and the arithmetic is
still that of float32.
With i8 a safetensors file is the form that the page fetches: matrices in 8 bits
with a scale for each output channel, the rest as halves, and no history.`,
		Args: arguments("WEIGHTS"),
	}
	var (
		out        = cmd.Flags().StringP("output", "o", "", "the file to write (needed)")
		formatName = cmd.Flags().String("format", "", "onnx or safetensors (default: by the extension of FILE, onnx without one)")
		dtype      = cmd.Flags().String("dtype", "f32", "numbers of the weights: f32, f16 or, for safetensors, i8")
		size       = cmd.Flags().Int("size", 0, "side of the picture in pixels, for onnx (default: what the file says)")
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *out == "" {
			return usage("export needs the file to write: -o FILE")
		}
		kind, ok := map[string]safetensors.DType{"f32": safetensors.F32, "f16": safetensors.F16, "i8": safetensors.I8}[*dtype]
		if !ok {
			return usage("there is no dtype %q, only f32, f16 and i8", *dtype)
		}
		asked := format(*formatName)
		if asked != "" && asked != formatONNX && asked != formatSafetensors {
			return usage("there is no format %q, only %s and %s", asked, formatONNX, formatSafetensors)
		}
		chosen, err := chooseFormat(*out, asked, formatONNX)
		if err != nil {
			return err
		}
		if chosen == formatONNX && kind == safetensors.I8 {
			return usage("--dtype i8 goes with safetensors: an ONNX file holds f32 or f16 here")
		}
		if chosen == formatSafetensors && *size != 0 {
			return usage("--size goes with onnx: a safetensors file holds no graph")
		}
		w, err := weights.Load(args[0])
		if err != nil {
			return err
		}
		if err := notInput(*out, args[0]); err != nil {
			return err
		}
		write := exportSafetensors
		if chosen == formatONNX {
			write = func(to io.Writer, w *weights.Weights, dtype safetensors.DType) error {
				return exportONNX(to, w, dtype, *size)
			}
		}
		return writeFile(cmd, *out, func(to io.Writer) error { return write(to, w, kind) })
	}
	return cmd
}

func exportONNX(to io.Writer, w *weights.Weights, dtype safetensors.DType, size int) error {
	g, err := exportGraph(w, size)
	if err != nil {
		return err
	}
	o := onnx.Options{DType: dtype, Name: w.ID, Metadata: map[string]string{}}
	if o.Name == "" {
		o.Name = "regnet" // a graph has to have a name
	}
	for key, text := range w.Metadata() {
		if strings.HasPrefix(key, weights.KeyPrefix) {
			o.Metadata[key] = text
		}
	}
	return onnx.Write(to, g, w, o)
}

// exportGraph lays the network out for square pictures of a size; 0 is the
// one that the file names or, in a file of traced or golden values, that of
// its tensor "input".
func exportGraph(w *weights.Weights, size int) (*arch.Graph, error) {
	if size == 0 {
		size = w.Input
	}
	if size != 0 {
		return w.Arch.Build(size, size)
	}
	if input, ok := w.Info("input"); ok && len(input.Shape) == 4 {
		return w.Arch.Build(input.Shape[2], input.Shape[3])
	}
	return nil, errors.New("the weights don't say which size of picture they are for: give --size")
}

func exportSafetensors(to io.Writer, w *weights.Weights, dtype safetensors.DType) error {
	if dtype == safetensors.I8 {
		b, err := weights.EncodeWire(w)
		if err != nil {
			return err
		}
		_, err = to.Write(b)
		return err
	}
	tensors, err := w.Params(dtype)
	if err != nil {
		return err
	}
	m := w.Model
	m.Wire = weights.Wire{} // it is of the file as it was
	for _, t := range tensors {
		if info, _ := w.Info(t.Name); info.DType.Size() > dtype.Size() || info.DType == safetensors.I8 && dtype == safetensors.F16 {
			m.Accuracy = nil // it was measured on numbers that are rounded now
		}
	}
	return weights.Encode(to, m, tensors)
}
