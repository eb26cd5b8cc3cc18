package peer

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer/arch"
)

var job = Job{
	Batch: 2, Size: 8, Threads: 1, Device: "cpu",
	Record: arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 2, Block: arch.BlockBasic, Widths: []int{2}, Blocks: []int{2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3,
	},
}

// script stands for a Python.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "python")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// The job is one line, and then each line is a round; what goes wrong is told
// with the last line that the process wrote.
func TestProcess(t *testing.T) {
	for word, text := range map[string]string{
		"no torch here": "echo trace >&2; echo no torch here >&2; exit 1",
		"answers":       "read job; echo hello; sleep 1",
		"exit status 3": "exit 3",
	} {
		if _, err := Start(context.Background(), script(t, text), job); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v", text, err)
		}
	}
	p, err := Start(context.Background(), script(t, `read job
case "$job" in *'"conv0.weight":[2,3,3,3]'*) echo '{"version": "1.2"}' ;; esac
while read steps; do
	[ "$steps" = 9 ] && { echo out of memory >&2; exit 1; }
	echo "{\"seconds\": $steps.5}"
done`), job)
	if err != nil || p.Version != "1.2" {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, steps := range []int{2, 3} {
		if s, err := p.Round(steps); err != nil || s != float64(steps)+0.5 {
			t.Errorf("%d steps: %g, %v", steps, s, err)
		}
	}
	if _, err := p.Round(9); err == nil || !strings.Contains(err.Error(), "out of memory") {
		t.Errorf("it ended: %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(p.dir); err == nil {
		t.Error("its folder is left behind")
	}
}

func TestPyTorch(t *testing.T) {
	const python = "python3"
	if err := exec.Command(python, "-c", "import torch").Run(); err != nil {
		t.Skipf("skipped, %s has no PyTorch: %v", python, err)
	}
	p, err := Start(context.Background(), python, job)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if s, err := p.Round(2); err != nil || s <= 0 || p.Version == "" {
		t.Errorf("%g seconds, version %q, %v", s, p.Version, err)
	}
}
