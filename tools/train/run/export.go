package run

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/evaluate"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// About is what a weight file says of a run beside its weights.
type About struct {
	ID, Title, Dataset, Licence string
	Classes                     []string
	Arch                        arch.Record
	Recipe                      recipe.Recipe
	Seed                        uint64
	Data                        input.Header
	Device                      device.Device
	Command                     []string // the --set flags
	Start                       string   // the weights that the run began with, in words; empty: drawn
	Accuracy                    []weights.Accuracy
}

// Rounded are a state's parameters, the moving average's where there is one,
// as the weight file will give them back: rounded to F16 unless f32.
func Rounded(a About, s learn.State, f32 bool) (learn.State, error) {
	g, err := a.Arch.Build(a.Recipe.Size, a.Recipe.Size)
	if err != nil {
		return nil, err
	}
	out := learn.Parameters(g, s)
	for name := range out {
		if !f32 {
			out[name] = slices.Clone(out[name])
			for i, v := range out[name] {
				out[name][i] = safetensors.HalfToFloat(safetensors.FloatToHalf(v))
			}
		}
	}
	return out, nil
}

// Counted is a measurement with the number that it was made from.
type Counted struct {
	weights.Accuracy
	Right int
}

// Measure takes a set of pictures through the network in inference mode; name
// is what the measurement calls them.
func Measure(ctx context.Context, dev device.Device, a About, params learn.State, name string, set *input.Set) (Counted, error) {
	labels, err := evaluate.MatchClasses(set.Classes, a.Classes)
	if err != nil {
		return Counted{}, err
	}
	c, err := StepConfig(a.Recipe, a.Arch, 1)
	if err != nil {
		return Counted{}, err
	}
	e, err := dev.NewEvaluator(c, 500, set)
	if err != nil {
		return Counted{}, err
	}
	defer e.Close()
	tally := evaluate.NewTally(a.Arch.Classes)
	err = e.Logits(params, func(image int, logits []float32) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return tally.Add(labels[set.Labels[image]], logits)
	})
	if err != nil {
		return Counted{}, err
	}
	return Counted{
		Accuracy: weights.Accuracy{Data: name, Images: tally.Images, Top1: float64(tally.Top1) / float64(tally.Images)},
		Right:    tally.Top1,
	}, nil
}

// Export writes the weight file. Its metadata tell every setting of the
// recipe, the seed, commit, data's checksum and host, and each epoch's figures.
func Export(path string, a About, r *Result, params learn.State, f32 bool) error {
	g, err := a.Arch.Build(a.Recipe.Size, a.Recipe.Size)
	if err != nil {
		return err
	}
	dtype := safetensors.F16
	if f32 {
		dtype = safetensors.F32
	}
	var tensors []safetensors.Tensor
	for _, p := range g.Params() {
		tensors = append(tensors, safetensors.Tensor{Name: p.Name, DType: dtype, Shape: p.Shape, Data: params[p.Name]})
	}
	m := weights.Model{
		ID: a.ID, Title: a.Title, Arch: a.Arch, Dataset: a.Dataset, Classes: a.Classes, Input: a.Recipe.Size,
		Mean: a.Recipe.Mean, Std: a.Recipe.Std, Licence: a.Licence, Trained: trained(a, r),
		Recipe: a.Recipe.String(), Epochs: r.Epochs, Accuracy: a.Accuracy,
	}
	return atomically(path, func(f io.Writer) error { return weights.Encode(f, m, tensors) })
}

// trained is the sentence of the weight file and its card.
func trained(a About, r *Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Trained by \"regnet train\": recipe %s", a.Recipe.Name)
	if len(a.Command) > 0 {
		fmt.Fprintf(&b, " with %s", strings.Join(a.Command, ", "))
	}
	if a.Start != "" {
		fmt.Fprintf(&b, ", from %s", a.Start)
	}
	fmt.Fprintf(&b, ", seed %d, %d steps of %d pictures", a.Seed, r.Steps, a.Recipe.Batch*a.Recipe.Passes)
	if n := a.Recipe.HoldOut; n > 0 {
		fmt.Fprintf(&b, "; the weights of epoch %d, the best on %d training pictures held out", r.Epochs[Best(r.Epochs)].Epoch, n)
	}
	of := "decoded data"
	if a.Recipe.Augment.Resized > 0 {
		of = "list of files"
	}
	fmt.Fprintf(&b, ". %d training pictures, SHA-256 of the %s %s. Commit %s; %s/%s, %d cores, %s; %.0f minutes.",
		a.Data.Images, of, a.Data.SHA256, r.Commit, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), a.Device.Short(), r.Seconds/60)
	return b.String()
}

// Commit is the source's commit, set by the build ("-X …run.Commit=…") where
// Go does not record it by itself.
var Commit string

func commit() string {
	if Commit != "" {
		return Commit
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}
