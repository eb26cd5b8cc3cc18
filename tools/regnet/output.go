package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
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

// writeJSON prints a value, indented.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// table prints rows of cells, separated by tabs, in columns.
func table(w io.Writer, rows func(row func(cells string, args ...any))) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rows(func(cells string, args ...any) { fmt.Fprintf(t, cells+"\n", args...) })
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
