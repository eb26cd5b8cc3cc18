package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"regnetlens/tools/atomicfile"
)

// stdio is the file name that means standard output or, of a picture or a
// tensor to be read, standard input.
const stdio = "-"

// maxInput bounds what is read from standard input, whose size nobody states.
const maxInput = 1 << 30

// readFile reads a file, or standard input.
func readFile(cmd *cobra.Command, name string) ([]byte, error) {
	if info, err := os.Stat(name); name != stdio && err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, not a file", name)
	}
	if name != stdio {
		return os.ReadFile(name)
	}
	b, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), maxInput+1))
	if err == nil && len(b) > maxInput {
		err = fmt.Errorf("standard input has more than %d MB", maxInput>>20)
	}
	return b, err
}

// writeFile writes what -o names: a file, whole or not at all, or standard
// output.
func writeFile(cmd *cobra.Command, name string, write func(io.Writer) error) error {
	if name != stdio {
		return atomicfile.Write(name, func(f *atomicfile.File) error { return write(f) })
	}
	out := cmd.OutOrStdout()
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return errors.New("standard output is a terminal, which cannot show this: send it to a file or a program")
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	return errors.Join(write(buffered), buffered.Flush())
}

// reports returns where a command that writes to name says what it did:
// standard output, unless the file itself goes there.
func reports(cmd *cobra.Command, name string) io.Writer {
	if name == stdio {
		return cmd.ErrOrStderr()
	}
	return cmd.OutOrStdout()
}

// notInput returns an error if the file to write is one of those to read.
func notInput(out string, inputs ...string) error {
	if out == stdio {
		return nil
	}
	for _, in := range inputs {
		if in != stdio && atomicfile.SameFile(out, in) && isRegular(in) {
			return usage("-o %s is the file that is read: it would be replaced; choose another name", out)
		}
	}
	return nil
}

func isRegular(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
