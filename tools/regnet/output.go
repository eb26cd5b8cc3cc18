package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// jsonFlag adds --json.
func jsonFlag(cmd *cobra.Command) *bool {
	return cmd.Flags().Bool("json", false, "print JSON")
}

// numberList is a list of nothing but numbers, as indenting leaves it.
var numberList = regexp.MustCompile(`\[\n\s+-?[0-9][-+.0-9eE]*(?:,\n\s+-?[0-9][-+.0-9eE]*)*\n\s*\]`)

// writeJSON prints a value, indented, each list of numbers on one line: a
// matrix of a thousand classes would have a million lines.
func writeJSON(w io.Writer, v any) error {
	compact, err := encodeJSON(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		return err
	}
	out := numberList.ReplaceAllFunc(b.Bytes(), func(list []byte) []byte {
		return bytes.ReplaceAll(bytes.Join(bytes.Fields(list), nil), []byte(","), []byte(", "))
	})
	_, err = w.Write(out)
	return err
}

// writeJSONLine prints a value on a line of its own.
func writeJSONLine(w io.Writer, v any) error {
	line, err := encodeJSON(v)
	if err != nil {
		return err
	}
	_, err = w.Write(line)
	return err
}

// encodeJSON is compact JSON with a line's end, safe to be shown.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return asciiControls(b.Bytes()), nil
}

// table prints rows of cells, separated by tabs, in columns. An error of w comes
// with the last of it.
func table(w io.Writer, rows func(row func(cells string, args ...any))) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rows(func(cells string, args ...any) { _ = say(t, cells+"\n", args...) })
	return t.Flush()
}

// sortedKeys lists a map's keys in their order.
func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// percent is "91.50 %".
func percent(share float64) string { return fmt.Sprintf("%.2f %%", 100*share) }

// thousands is "1,234,567".
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// newProgress shows on a terminal, and only there, how many of a number of
// things are done. It returns what is to be called with each number of things
// done, and what is to be called at the end.
func newProgress(stderr io.Writer, total int, what string) (add func(int), done func()) {
	f, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int) {}, func() {}
	}
	bar := progressbar.NewOptions(total,
		progressbar.OptionSetWriter(f),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("images"),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionFullWidth(),
		progressbar.OptionThrottle(100*time.Millisecond),
	)
	return func(n int) { bar.Add(n) }, func() { bar.Clear() }
}
