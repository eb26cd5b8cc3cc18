package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/tools/atomicfile"
	"regnetlens/tools/convert"
	"regnetlens/weights"
	"regnetlens/weights/cards"
	"regnetlens/weights/safetensors"
)

// importFlags are the flags of import.
type importFlags struct {
	out, dtype                string
	source                    sourceFlags
	id, title, classes        string
	mean, std                 []float32
	input                     int
	dataset, licence, trained string
	card, asJSON              bool
}

func newImportCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import CHECKPOINT -o FILE",
		Short: "Convert a PyTorch checkpoint or foreign safetensors file to a weight file",
		Long: `Convert a PyTorch checkpoint (.th, .pt, .pth, .ckpt) or a safetensors file to a
weight file. Nothing of a checkpoint is executed. The architecture is found out
from the tensors' names and shapes: ResNets with a stem of 3×3 or 7×7, basic or
bottleneck blocks, shortcuts with or without parameters (shortcut, downsample,
…) and a classifier called fc, linear, classifier or head. Of some families more
is known, and of all of them every name is understood:

  akamaster    CIFAR-10 ResNets: 3×3, shortcuts without parameters, linear
  torchvision  ResNet-18/34/50/101/152: 7×7, downsample, fc
  huggingface  the same as Hugging Face names them
  resnet       any other combination
  spec         the names of this project, with regulators

Prefixes of wrappers (module., model., backbone., …) are dropped, and biases in
front of norms are folded into them. "regnet inspect CHECKPOINT" shows what a
file holds; --key and --map say what is meant where it cannot be seen.

What a safetensors file's metadata say (classes, input, mean, std, dataset,
trained) is taken over; the flags below win over it.`,
		Args: arguments("CHECKPOINT"),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", "the weight file to write (needed)")
	f.source.add(cmd)
	flags.StringVar(&f.dtype, "dtype", "f32", "element type to write: f32 or f16")
	flags.StringVar(&f.id, "id", "", "short name of the model (default: the file's)")
	flags.StringVar(&f.title, "title", "", "title of the model")
	flags.StringVar(&f.classes, "classes", "", "names of the classes, separated by commas; @FILE: a name a line")
	flags.IntVar(&f.input, "input", 0, "rows and columns of the pictures it reads")
	flags.Float32SliceVar(&f.mean, "mean", nil, "mean of R, G, B in [0,1], which is taken off")
	flags.Float32SliceVar(&f.std, "std", nil, "standard deviation of R, G, B, by which is divided")
	flags.StringVar(&f.dataset, "dataset", "", "what the network was trained on")
	flags.StringVar(&f.licence, "licence", "", "licence of the weights")
	flags.StringVar(&f.trained, "trained", "", "how the network was trained, and by what")
	flags.BoolVar(&f.card, "card", false, "write a model card beside the weight file")
	flags.BoolVar(&f.asJSON, "json", false, "print JSON")
	return cmd
}

func (f importFlags) run(cmd *cobra.Command, path string) error {
	dtype, err := f.check(path)
	if err != nil {
		return err
	}
	file, options, err := f.source.open(path)
	if err != nil {
		return err
	}
	result, err := convert.Convert(file, options)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	m, ignored, err := convert.Describe(result, file.Metadata)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if m.ID == "" {
		m.ID = f.idOf(path)
	}
	if err := f.apply(&m); err != nil {
		return err
	}
	lacks := m.Complete()
	if f.card && lacks != nil {
		return fmt.Errorf("no card can be written: %w", lacks)
	}
	for i := range result.Tensors {
		result.Tensors[i].DType = dtype
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, m, result.Tensors); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := writeFile(cmd, f.out, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}); err != nil {
		return err
	}
	f.noteGaps(cmd, lacks, ignored)
	f.source.noteChoice(cmd, file, result)
	return f.report(cmd, b.Bytes(), importation{Mapping: result.Mapping, Key: file.Key(), Averaged: file.Averaged(), Folded: result.Folded})
}

// check looks at the flags, and at where the weight file is to go, before
// anything is read.
func (f importFlags) check(path string) (safetensors.DType, error) {
	if f.out == "" {
		return "", usage("import needs -o FILE, the weight file to write")
	}
	dtype := safetensors.DType(strings.ToUpper(f.dtype))
	if dtype != safetensors.F32 && dtype != safetensors.F16 {
		return "", usage("--dtype %q is neither f32 nor f16", f.dtype)
	}
	if _, err := chooseFormat(f.out, formatSafetensors, formatSafetensors); err != nil {
		return "", err
	}
	if err := notInput(f.out, path); err != nil {
		return "", err
	}
	if info, err := os.Stat(f.out); f.card && (f.out == stdio || err == nil && !info.Mode().IsRegular()) {
		return "", usage("--card goes beside a file, and %s is none", f.out)
	}
	return dtype, nil
}

// noteGaps says what the weight file does not have.
func (f importFlags) noteGaps(cmd *cobra.Command, lacks error, ignored []string) {
	if lacks != nil {
		note(cmd, "it runs on tensors, but not on pictures yet: %v; --classes, --input, --mean and --std say it", lacks)
	}
	if len(ignored) > 0 {
		note(cmd, "metadata that are not understood were left out: %s", quoted(ignored))
	}
}

// idOf makes a model's id of the name of the file written, or of the one read
// where what is written has none of its own.
func (f importFlags) idOf(path string) string {
	if f.out != stdio && !strings.HasPrefix(f.out, "/dev/") {
		path = f.out
	}
	return convert.FitID(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
}

// apply lets the flags win over what is known from elsewhere.
func (f importFlags) apply(m *weights.Model) error {
	for _, text := range []struct {
		flag string
		to   *string
	}{{f.id, &m.ID}, {f.title, &m.Title}, {f.dataset, &m.Dataset}, {f.licence, &m.Licence}, {f.trained, &m.Trained}} {
		if text.flag != "" {
			*text.to = text.flag
		}
	}
	if f.input != 0 {
		m.Input = f.input
	}
	for _, rgb := range []struct {
		name string
		flag []float32
		to   *[3]float32
	}{{"mean", f.mean, &m.Mean}, {"std", f.std, &m.Std}} {
		if rgb.flag == nil {
			continue
		}
		if len(rgb.flag) != 3 {
			return usage("--%s has %d numbers, not one for each of R, G, B", rgb.name, len(rgb.flag))
		}
		*rgb.to = [3]float32(rgb.flag)
	}
	if f.classes == "" {
		return nil
	}
	list, separator := f.classes, ","
	if file, ok := strings.CutPrefix(f.classes, "@"); ok {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		list, separator = strings.TrimRight(string(b), "\r\n"), "\n"
	}
	m.Classes = nil
	for _, name := range strings.Split(list, separator) {
		m.Classes = append(m.Classes, strings.TrimSpace(name))
	}
	return nil
}

// importation is what import --json prints.
type importation struct {
	Mapping  string        `json:"mapping"`
	Key      string        `json:"key,omitempty"`      // of the dict of tensors in the checkpoint
	Averaged bool          `json:"averaged,omitempty"` // it is the average (EMA) of another
	Folded   []string      `json:"folded,omitempty"`   // biases that went into the norms behind them
	Params   int64         `json:"params"`             // trained ones
	Model    weights.Model `json:"model"`
}

// report reads what was written, writes its card, and says what it is.
func (f importFlags) report(cmd *cobra.Command, written []byte, done importation) error {
	w, err := weights.ParseFile(filepath.Base(f.out), written)
	if err != nil {
		return err
	}
	if f.card {
		text, err := cards.Card(w.Model)
		if err != nil {
			return err
		}
		card := strings.TrimSuffix(f.out, filepath.Ext(f.out)) + ".md"
		if err := atomicfile.WriteBytes(card, text); err != nil {
			return err
		}
	}
	g, err := w.Arch.Build(1, 1)
	if err != nil {
		return err
	}
	done.Params, done.Model = g.Cost().Params, w.Model
	if f.asJSON {
		return writeJSON(reports(cmd, f.out), done)
	}
	err = say(reports(cmd, f.out), "%s: %s (%s names), %s parameters, %s bytes\n",
		f.out, w.Title, done.Mapping, thousands(done.Params), thousands(w.Bytes))
	return err
}
