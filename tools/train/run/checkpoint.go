package run

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/atomicfile"
	"regnetlens/tools/train/device"
	"regnetlens/weights/safetensors"
)

// Names of the files in a run's folder.
const (
	lastFile = "last.safetensors"
	bestFile = "best.safetensors"
	// ModelFile is the weight file that a finished run leaves.
	ModelFile = "model.safetensors"
)

const keyCheckpoint = "regnet.checkpoint"

// progress is where a run stands. It stands in a checkpoint's metadata, and
// what a run depends on with it, so that another run's is not taken up by
// mistake.
type progress struct {
	Steps   int           `json:"steps"` // taken
	Seconds float64       `json:"seconds"`
	Recipe  string        `json:"recipe"` // TOML
	Arch    arch.Record   `json:"arch"`
	Seed    uint64        `json:"seed"`
	Start   string        `json:"start,omitempty"` // checksum of the weights that the run began with; empty: drawn
	Data    string        `json:"data"`            // checksum
	Commit  string        `json:"commit"`          // of the program that began the run
	Device  device.Kind   `json:"device"`          // that took the last steps
	Rule    string        `json:"rule"`            // its order of sums
	Meters  device.Meters `json:"meters"`
	Epochs  []Epoch       `json:"epochs"`
}

// save writes a checkpoint: the state's tensors, and progress as metadata. The file appears under its name when it is whole
// and on the disk; a failure leaves the one before as it was.
func save(path string, p progress, s learn.State) error {
	meta, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	var tensors []safetensors.Tensor
	for name, data := range s {
		tensors = append(tensors, safetensors.Tensor{Name: name, DType: safetensors.F32, Shape: []int{len(data)}, Data: data})
	}
	return atomically(path, func(f io.Writer) error {
		return safetensors.Encode(f, map[string]string{keyCheckpoint: string(meta)}, tensors)
	})
}

// atomically writes a file whole or not at all.
func atomically(path string, write func(io.Writer) error) error {
	err := atomicfile.Write(path, func(f *atomicfile.File) error { return write(f) })
	if err != nil {
		return fmt.Errorf("run: %s could not be written, what was there before is still there: %w", path, err)
	}
	return nil
}

// load reads a checkpoint.
func load(path string) (progress, learn.State, error) {
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
	s := learn.State{}
	for _, name := range f.Names() {
		if s[name], _, err = f.Float32(name); err != nil {
			return progress{}, nil, fmt.Errorf("run: %s: %w", path, err)
		}
	}
	return p, s, nil
}

// ReadCheckpoint reads a checkpoint's state, and how many steps led there.
func ReadCheckpoint(path string) (steps int, s learn.State, err error) {
	p, s, err := load(path)
	return p.Steps, s, err
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

// link makes name a second name of a file, or a copy of it.
func link(file, name string) error {
	if err := atomicfile.Link(file, name); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	return nil
}

// loadNewest reads the checkpoint to go on with: "last", or where that is
// broken the newest numbered one that is whole, which said is told. Without
// any checkpoint the error is [fs.ErrNotExist].
func loadNewest(dir string, said func(string)) (progress, learn.State, error) {
	numbered, err := filepath.Glob(filepath.Join(dir, "step-*.safetensors"))
	if err != nil {
		return progress{}, nil, fmt.Errorf("run: %w", err)
	}
	slices.Sort(numbered)
	slices.Reverse(numbered)
	last := filepath.Join(dir, lastFile)
	p, s, first := load(last)
	if first == nil {
		return p, s, nil
	}
	for _, file := range numbered {
		if p, s, err = load(file); err == nil {
			said(fmt.Sprintf("%v; the run goes on with %s", first, file))
			return p, s, nil
		}
	}
	return progress{}, nil, first
}

func numbered(dir string, steps int) string {
	return filepath.Join(dir, fmt.Sprintf("step-%08d.safetensors", steps))
}
