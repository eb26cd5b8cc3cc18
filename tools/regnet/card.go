package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer/backends"
	"regnetlens/weights"
	"regnetlens/weights/cards"
)

func newCardCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "card FOLDER",
		Short: "Write the model cards and the catalogue of a folder of weight files",
		Long: `Write the model cards (Markdown) and the catalogue (JSON) of a folder of weight
files, from the files' own metadata.

With --accuracy, what "regnet eval --json" printed is first written into the
metadata of the file it measured, as an accuracy on the data named:

  regnet eval --json resnet-20 DATA > eval.json
  regnet card weights/models --accuracy "CIFAR-10 test images=eval.json"

With --measure, every file of the folder is measured on the data first, and so
is its form for the page, which has 8 bits a value ("regnet export --dtype i8").
Where the two differ by more than 0.05 points, matrices of that form stay halves,
the most sensitive first, until they do not:

  regnet card weights/models --measure "CIFAR-10 test images=DATA"`,
		Args: arguments("FOLDER"),
	}
	var (
		evaluated = cmd.Flags().StringArray("accuracy", nil, "name of the data, \"=\" and a file that \"eval --json\" printed; repeatable")
		data      = cmd.Flags().StringArray("measure", nil, "name of the data, \"=\" and the data as \"eval\" takes them; repeatable")
	)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		err := eachNamed("--accuracy", "file", *evaluated, func(name, file string) error { return addAccuracy(args[0], name, file) })
		if err != nil {
			return err
		}
		err = eachNamed("--measure", "data", *data, func(name, at string) error { return measureFolder(cmd, args[0], name, at) })
		if err != nil {
			return err
		}
		return cards.Write(args[0])
	}
	return cmd
}

// eachNamed takes the values of a flag apart: the name of data, and where what is
// meant lies.
func eachNamed(flag, what string, values []string, do func(name, at string) error) error {
	for _, value := range values {
		name, at, ok := strings.Cut(value, "=")
		if !ok || name == "" {
			return usage("%s %q is not \"name of the data=%s\"", flag, value, what)
		}
		if err := do(name, at); err != nil {
			return err
		}
	}
	return nil
}

// addAccuracy takes an evaluation over into the weight file in dir that has
// the id of the one measured.
func addAccuracy(dir, name, file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var e evaluation
	if err := json.Unmarshal(b, &e); err != nil {
		return fmt.Errorf("%s is not what \"regnet eval --json\" prints: %w", file, err)
	}
	w, err := weights.Load(e.Weights)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	path := filepath.Join(dir, w.ID+".safetensors")
	return cards.SetAccuracy(path, weights.Accuracy{Data: name, Images: e.Images, Top1: e.Top1})
}

// measureFolder measures every weight file of a folder, and its form for the
// page.
func measureFolder(cmd *cobra.Command, dir, name, data string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.safetensors"))
	if err != nil {
		return err
	}
	f := evalFlags{backend: backends.Default().Name(), batch: 32}
	measure := func(w *weights.Weights) (weights.Accuracy, error) {
		e, err := f.evaluate(cmd, w, w.ID, data, false)
		if err != nil {
			return weights.Accuracy{}, err
		}
		return weights.Accuracy{Data: name, Images: e.Images, Top1: e.Top1}, nil
	}
	for _, path := range paths {
		whole, wire, err := cards.Measure(path, measure)
		if err != nil {
			return err
		}
		if err := say(cmd.OutOrStdout(), "%s: %s, the page's form %s of %s images (%s)\n",
			filepath.Base(path), percent(whole.Top1), percent(wire.Top1), thousands(int64(whole.Images)), name); err != nil {
			return err
		}
	}
	return nil
}
