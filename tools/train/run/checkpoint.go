package run

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/step"
	"regnetlens/weights/safetensors"
)

// Names of the files in a run's folder.
const (
	lastFile = "last.safetensors"
	bestFile = "best.safetensors"
)

const keyCheckpoint = "regnet.checkpoint"

// progress is where a run stands. It stands in a checkpoint's metadata, and
// what a run depends on with it, so that another run's is not taken up by
// mistake.
type progress struct {
	Steps   int         `json:"steps"` // taken
	Seconds float64     `json:"seconds"`
	Recipe  string      `json:"recipe"` // TOML
	Arch    arch.Record `json:"arch"`
	Seed    uint64      `json:"seed"`
	Data    string      `json:"data"`   // checksum
	Commit  string      `json:"commit"` // of the program that began the run
	Epochs  []Epoch     `json:"epochs"`
}

// save writes a checkpoint. The file appears under its name when it is whole
// and on the disk; a failure leaves the one before as it was.
func save(path string, p progress, s step.State) error {
	meta, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	var tensors []safetensors.Tensor
	for name, data := range s {
		tensors = append(tensors, safetensors.Tensor{Name: name, DType: safetensors.F32, Shape: []int{len(data)}, Data: data})
	}
	return atomically(path, func(f *os.File) error {
		return safetensors.Encode(f, map[string]string{keyCheckpoint: string(meta)}, tensors)
	})
}

func atomically(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	defer os.Remove(f.Name())
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("run: %s could not be written, what was there before is still there: %w", path, err)
	}
	return nil
}

// load reads a checkpoint.
func load(path string) (progress, step.State, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return progress{}, nil, fmt.Errorf("run: %w", err)
	}
	f, err := safetensors.Parse(b)
	if err != nil {
		return progress{}, nil, fmt.Errorf("run: %s: %w", path, err)
	}
	var p progress
	if err := json.Unmarshal([]byte(f.Metadata()[keyCheckpoint]), &p); err != nil {
		return progress{}, nil, fmt.Errorf("run: %s is no checkpoint: %w", path, err)
	}
	s := step.State{}
	for _, name := range f.Names() {
		if s[name], _, err = f.Float32(name); err != nil {
			return progress{}, nil, fmt.Errorf("run: %s: %w", path, err)
		}
	}
	return p, s, nil
}

// keep leaves the newest n numbered checkpoints of a folder.
func keep(dir string, n int) error {
	files, err := filepath.Glob(filepath.Join(dir, "step-*.safetensors"))
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	slices.Sort(files)
	for _, old := range files[:max(0, len(files)-n)] {
		if err := os.Remove(old); err != nil {
			return fmt.Errorf("run: %w", err)
		}
	}
	return nil
}

// link makes name a second name of a file, in the place of what it named.
func link(file, name string) error {
	tmp := name + ".new"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("run: %w", err)
	}
	if err := os.Link(file, tmp); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	if err := os.Rename(tmp, name); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	return nil
}

func numbered(dir string, steps int) string {
	return filepath.Join(dir, fmt.Sprintf("step-%08d.safetensors", steps))
}
