// Package peer times the same training in PyTorch.
package peer

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"regnetlens/infer/arch"
)

//go:embed *.py
var scripts embed.FS

// Job is what is timed.
type Job struct {
	Record   arch.Record      `json:"record"`
	Params   map[string][]int `json:"params"`
	Batch    int              `json:"batch"`
	Size     int              `json:"size"`
	Steps    int              `json:"steps"` // of each of three rounds, of which the best counts
	Threads  int              `json:"threads"`
	Device   string           `json:"device"` // "cpu" or "cuda"
	BFloat16 bool             `json:"bfloat16"`
	Compile  bool             `json:"compile"` // torch.compile
}

// Result is PyTorch's.
type Result struct {
	ImagesPerSecond float64 `json:"images_per_second"`
	Version         string  `json:"version"`
}

// Time runs a job in a Python that has PyTorch.
func Time(ctx context.Context, python string, j Job) (Result, error) {
	dir, err := os.MkdirTemp("", "regnet-peer-")
	if err != nil {
		return Result{}, fmt.Errorf("peer: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, scripts); err != nil {
		return Result{}, fmt.Errorf("peer: %w", err)
	}
	g, err := j.Record.Build(j.Size, j.Size)
	if err != nil {
		return Result{}, fmt.Errorf("peer: %w", err)
	}
	j.Params = map[string][]int{}
	for _, p := range g.Params() {
		j.Params[p.Name] = p.Shape
	}
	if j.Record.RegulatedStages == nil {
		j.Record.RegulatedStages = []int{} // None has no members
	}
	text, err := json.Marshal(j)
	if err != nil {
		return Result{}, fmt.Errorf("peer: %w", err)
	}
	cmd := exec.CommandContext(ctx, python, filepath.Join(dir, "bench.py"))
	cmd.Stdin = bytes.NewReader(text)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return Result{}, fmt.Errorf("peer: %s: %w: %s", python, err, lines[len(lines)-1])
	}
	var r Result
	if err := json.Unmarshal(out, &r); err != nil {
		return Result{}, fmt.Errorf("peer: %s answers %q: %w", python, out, err)
	}
	return r, nil
}
