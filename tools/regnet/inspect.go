package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/tools/convert"
	"regnetlens/tools/torch"
	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

// inspection is what inspect prints.
type inspection struct {
	File     string            `json:"file"`
	Kind     filekind.Kind     `json:"kind"`
	Key      string            `json:"key,omitempty"`      // where the tensors are
	Averaged bool              `json:"averaged,omitempty"` // taken for being an average (EMA)
	Others   []string          `json:"others,omitempty"`   // where there are more
	Values   []torch.Value     `json:"values,omitempty"`   // beside the tensors
	Metadata map[string]string `json:"metadata,omitempty"`
	Tensors  []foreignTensor   `json:"tensors"`
	Mapping  string            `json:"mapping,omitempty"`
	Arch     *arch.Record      `json:"arch,omitempty"` // what it would become
	Params   int64             `json:"params,omitempty"`
	Folded   []string          `json:"folded,omitempty"`
	Problem  string            `json:"problem,omitempty"` // why it cannot be imported
}

// foreignTensor is a tensor of the file.
type foreignTensor struct {
	Name  string            `json:"name"`
	DType safetensors.DType `json:"dtype"`
	Shape []int             `json:"shape"`
	Ours  string            `json:"ours"` // the parameter it would become; empty: none
}

func newInspectCommand() *cobra.Command {
	var source sourceFlags
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show what a foreign file of tensors holds, and which network it would become",
		Long: `Show what a PyTorch checkpoint or a safetensors file holds: where in it the
tensors are, what lies beside them, each tensor with its type, shape and the
parameter it would become, and the network that "regnet import" would make of
it, or why it cannot. Nothing of a checkpoint is executed.`,
		Args: arguments("FILE"),
	}
	source.add(cmd)
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		i, err := inspect(args[0], &source)
		if err != nil {
			return err
		}
		if *asJSON {
			return writeJSON(cmd.OutOrStdout(), i)
		}
		return i.print(cmd.OutOrStdout())
	}
	return cmd
}

func inspect(path string, source *sourceFlags) (*inspection, error) {
	file, options, err := source.open(path)
	if err != nil {
		return nil, err
	}
	i := &inspection{
		File: path, Kind: file.Kind, Key: file.Key(), Averaged: file.Averaged(), Others: file.Others(), Metadata: file.Metadata,
	}
	if file.Checkpoint != nil {
		i.Values = file.Checkpoint.Values
	}
	ours, err := convert.Names(file, options.Rename)
	if err != nil {
		i.Problem = err.Error()
	}
	for _, name := range file.Names() {
		shape, _ := file.Shape(name)
		i.Tensors = append(i.Tensors, foreignTensor{name, file.DType(name), shape, ours[name]})
	}
	result, err := convert.Convert(file, options)
	if err != nil {
		i.Problem = err.Error()
		return i, nil
	}
	i.Mapping, i.Arch, i.Folded = result.Mapping, &result.Arch, result.Folded
	g, err := result.Arch.Build(1, 1)
	if err != nil {
		return nil, err
	}
	i.Params = g.Cost().Params
	return i, nil
}

func (i *inspection) print(out io.Writer) error {
	_ = say(out, "%s: %s\n", i.File, i.Kind)
	if i.Key != "" {
		what := "tensors"
		if i.Averaged {
			what = "averaged tensors (EMA)"
		}
		_ = say(out, "%s at %q\n", what, i.Key)
	}
	if len(i.Others) > 0 {
		_ = say(out, "more tensors at %s (--key chooses)\n", quoted(i.Others))
	}
	fmt.Fprintln(out)
	err := table(out, func(row func(string, ...any)) {
		row("tensor\ttype\tshape\tbecomes")
		for _, t := range i.Tensors {
			ours := t.Ours
			if ours == "" {
				ours = "-"
			}
			row("%s\t%s\t%s\t%s", t.Name, t.DType, strings.Trim(fmt.Sprint(t.Shape), "[]"), ours)
		}
	})
	if err != nil {
		return err
	}
	if len(i.Values)+len(i.Metadata) > 0 {
		fmt.Fprintln(out)
		if err := table(out, i.beside); err != nil {
			return err
		}
	}
	if i.Problem != "" {
		err = say(out, "\nIt cannot be imported: %s\n", i.Problem)
		return err
	}
	if len(i.Folded) > 0 {
		_ = say(out, "\n%d biases are folded into the norms behind them: %s\n", len(i.Folded), quoted(i.Folded))
	}
	err = say(out, "\nIt becomes (%s names, %s parameters): %s\n", i.Mapping, thousands(i.Params), i.Arch)
	return err
}

// beside lists what is no tensor.
func (i *inspection) beside(row func(string, ...any)) {
	for _, v := range i.Values {
		row("%s\t%s", v.Path, v.Text)
	}
	for _, key := range sortedKeys(i.Metadata) {
		row("%s\t%s", key, i.Metadata[key])
	}
}
