package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

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
  regnet card weights/models --accuracy "CIFAR-10 test images=eval.json"`,
		Args: arguments("FOLDER"),
	}
	measured := cmd.Flags().StringArray("accuracy", nil, "name of the data, \"=\" and a file that \"eval --json\" printed; repeatable")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		for _, arg := range *measured {
			name, file, ok := strings.Cut(arg, "=")
			if !ok || name == "" {
				return usage("--accuracy %q is not \"name of the data=file\"", arg)
			}
			if err := addAccuracy(args[0], name, file); err != nil {
				return err
			}
		}
		return cards.Write(args[0])
	}
	return cmd
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
