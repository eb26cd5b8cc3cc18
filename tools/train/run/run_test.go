package run

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
)

func write(t *testing.T, path string, steps int) {
	t.Helper()
	if err := save(path, progress{Steps: steps, Meters: device.Meters{Loss: 1.0 / 3}}, learn.State{"a": {float32(steps), 2}}); err != nil {
		t.Fatal(err)
	}
}

func TestCheckpoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), lastFile)
	write(t, path, 7)
	p, s, err := load(path)
	if err != nil || p.Steps != 7 || p.Meters.Loss != 1.0/3 || !slices.Equal(s["a"], []float32{7, 2}) {
		t.Errorf("%+v, %v, %v", p, s, err)
	}
}

// When the disk is full half-way through a checkpoint, the one before stays as
// it was and nothing is left behind.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), lastFile)
	write(t, path, 7)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	full := func(f io.Writer) error {
		if _, err := f.Write(before[:100]); err != nil {
			return err
		}
		return syscall.ENOSPC
	}
	err = atomically(path, full)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "still there") {
		t.Errorf("%v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("the old checkpoint changed (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*.part")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

// The newest whole checkpoint is read, and what was passed over for it is said.
func TestLoadNewest(t *testing.T) {
	dir := t.TempDir()
	var said []string
	read := func() (int, error) {
		said = nil
		p, _, err := loadNewest(dir, func(s string) { said = append(said, s) })
		return p.Steps, err
	}
	if _, err := read(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
	last := filepath.Join(dir, lastFile)
	if err := os.WriteFile(last, []byte("broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := read(); err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), lastFile) {
		t.Errorf("nothing but a broken file: %v", err)
	}
	write(t, numbered(dir, 10), 10)
	write(t, numbered(dir, 15), 15)
	if err := os.Truncate(numbered(dir, 15), 40); err != nil {
		t.Fatal(err)
	}
	if steps, err := read(); err != nil || steps != 10 || len(said) != 1 || !strings.Contains(said[0], lastFile) {
		t.Errorf("step %d, %v, said %q", steps, err, said)
	}
	write(t, last, 20)
	if steps, err := read(); err != nil || steps != 20 || len(said) != 0 {
		t.Errorf("step %d, %v, said %q", steps, err, said)
	}
}

func TestReady(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "runs", "1")
	if err := Ready(dir, false); err != nil {
		t.Error(err)
	}
	write(t, numbered(dir, 10), 10)
	if err := Ready(dir, false); err == nil || !strings.Contains(err.Error(), "--resume") {
		t.Errorf("over a run: %v", err)
	}
	if err := Ready(dir, true); err != nil {
		t.Error(err)
	}
}
