package bench

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// Machine is what was measured on.
type Machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"`
	OS    string `json:"os"`
	Arch  string `json:"arch"`
	Go    string `json:"go"`
}

// ThisMachine is the one that this program runs on.
func ThisMachine() Machine {
	m := Machine{CPU: "unknown processor", Cores: runtime.NumCPU(), OS: runtime.GOOS, Arch: runtime.GOARCH, Go: runtime.Version()}
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return m
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			m.CPU = strings.TrimSpace(value)
			break
		}
	}
	return m
}

func (m Machine) String() string {
	return fmt.Sprintf("%s, %d cores, %s/%s, %s", m.CPU, m.Cores, m.OS, m.Arch, m.Go)
}

// Row is one network at a number of threads.
type Row struct {
	Network   string  `json:"network"`
	Batch     int     `json:"batch"`
	Size      int     `json:"size"`
	Precision string  `json:"precision"`
	Threads   int     `json:"threads"` // 0: the device has none
	Memory    int64   `json:"memory"`  // bytes; 0: not known
	Ours      float64 `json:"ours"`    // pictures a second
	Eager     float64 `json:"torch"`   // PyTorch's; 0: not measured
	Compiled  float64 `json:"torch_compiled"`
	Version   string  `json:"torch_version"`
	Ratio     float64 `json:"ratio"`   // ours to the better of PyTorch's two
	Scaling   float64 `json:"scaling"` // ours to ours with one thread; 0: not measured
}

// Finish fills in the ratios. one is the same network's row with one thread, if
// there is one.
func (r *Row) Finish(one *Row) {
	if better := max(r.Eager, r.Compiled); better > 0 {
		r.Ratio = r.Ours / better
	}
	if one != nil && one.Ours > 0 {
		r.Scaling = r.Ours / one.Ours
	}
}

// WriteRows writes them as a Markdown table.
func WriteRows(out io.Writer, rows []Row) {
	fmt.Fprintln(out, "| Network | Batch | Threads | images/s | PyTorch | compiled | ratio | scaling | memory |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|")
	for _, r := range rows {
		threads := "–"
		if r.Threads > 0 {
			threads = fmt.Sprint(r.Threads)
		}
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s | %s | %s |\n", r.Network, r.Batch, threads,
			number("%.0f", r.Ours), number("%.0f", r.Eager), number("%.0f", r.Compiled), number("%.2f", r.Ratio), number("%.2f", r.Scaling),
			number("%.0f MB", float64(r.Memory)/1e6))
	}
}

// number writes a number, "–" for one that was not measured.
func number(format string, v float64) string {
	if v == 0 {
		return "–"
	}
	return fmt.Sprintf(format, v)
}
