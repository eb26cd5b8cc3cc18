package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/tools/convert"
)

// sourceFlags say how a foreign file of tensors is to be read.
type sourceFlags struct {
	key, mapping, stride string
	renames              []string
}

func (f *sourceFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.key, "key", "", "where in a checkpoint the tensors are, keys joined by \".\" (default: the customary place)")
	flags.StringVar(&f.mapping, "mapping", convert.Auto, "how the tensors are named: auto, "+strings.Join(convert.Mappings(), ", "))
	flags.StringArrayVar(&f.renames, "map", nil, "OLD=NEW: another name for a tensor, or for all that begin with OLD if it ends in \".\"; OLD= leaves it out; repeatable")
	flags.StringVar(&f.stride, "bottleneck-stride", "", "where strided bottleneck blocks have their stride: conv1 or conv2")
}

// open opens the file and says how it is to be converted.
func (f *sourceFlags) open(path string) (*convert.File, convert.Options, error) {
	o := convert.Options{Mapping: f.mapping, BottleneckStride: arch.BottleneckStride(f.stride)}
	for _, r := range f.renames {
		from, to, ok := strings.Cut(r, "=")
		if !ok || from == "" {
			return nil, o, usage("--map %q is not \"old=new\"", r)
		}
		o.Rename = append(o.Rename, convert.Rename{Old: from, New: to})
	}
	file, err := convert.Open(path, f.key)
	if err != nil {
		return nil, o, err
	}
	if o.Arch, err = convert.RecordOf(file.Metadata); err != nil {
		return nil, o, fmt.Errorf("%s: %w", path, err)
	}
	return file, o, nil
}

// noteChoice says what was chosen where there was a choice.
func (f *sourceFlags) noteChoice(cmd *cobra.Command, file *convert.File, result *convert.Result) {
	if others := file.Others(); len(others) > 0 && f.key == "" {
		what := "the tensors"
		if file.Averaged() {
			what = "the averaged weights (EMA)"
		}
		note(cmd, "%s at %q were taken, not those at %s; --key chooses", what, file.Key(), quoted(others))
	}
	if n := len(result.Folded); n > 0 {
		note(cmd, "%d biases were folded into the norms behind them: %s", n, quoted(result.Folded))
	}
}

// quoted lists a few names.
func quoted(names []string) string {
	const most = 4
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, fmt.Sprintf("%q", n))
	}
	if len(names) > most {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}

// note says something on standard error that is no failure.
func note(cmd *cobra.Command, format string, args ...any) {
	_ = say(cmd.ErrOrStderr(), "note: "+format+"\n", args...)
}
