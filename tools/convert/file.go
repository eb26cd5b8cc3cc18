package convert

import (
	"errors"
	"fmt"

	"regnetlens/tools/torch"
	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

// File is a file of tensors of either kind.
type File struct {
	Source
	Kind       filekind.Kind
	Metadata   map[string]string // of a safetensors file
	Checkpoint *torch.Checkpoint // nil for a safetensors file
}

// ErrNoTensors says that a file is of no kind that holds tensors for import.
var ErrNoTensors = errors.New("this is neither a PyTorch checkpoint nor a safetensors file")

// Open reads a PyTorch checkpoint or a safetensors file; its bytes tell which,
// and any other file is named without being read whole. key is the path of the
// dict of tensors in a checkpoint, "" for the customary one.
func Open(path, key string) (*File, error) {
	b, err := filekind.ReadFile(path, func(k filekind.Kind) error {
		switch k {
		case filekind.Safetensors, filekind.TorchZip, filekind.TorchStream, filekind.Zip, filekind.Tar:
			return nil
		case filekind.Gzip, filekind.XZ, filekind.Bzip2, filekind.Zstd, filekind.SevenZip, filekind.RAR:
			return fmt.Errorf("%w; it is %s: unpack it first", ErrNoTensors, k)
		}
		return fmt.Errorf("%w; it is %s", ErrNoTensors, k)
	})
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	f, err := Parse(b, key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// Parse is [Open] for a file's bytes.
func Parse(b []byte, key string) (*File, error) {
	kind := filekind.Of(b)
	if kind != filekind.Safetensors {
		c, err := torch.ParseAt(b, key)
		if err != nil {
			return nil, err
		}
		return &File{Source: c, Kind: kind, Checkpoint: c}, nil
	}
	if key != "" {
		return nil, errors.New("a safetensors file has no keys to choose from")
	}
	f, err := safetensors.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("this safetensors file is damaged or cut short: %w", err)
	}
	return &File{Source: shaped{f}, Kind: kind, Metadata: f.Metadata()}, nil
}

// Key is where in a checkpoint the tensors are, "" at its top.
func (f *File) Key() string {
	if f.Checkpoint == nil {
		return ""
	}
	return f.Checkpoint.Path
}

// Averaged reports whether the tensors were taken for being the average (EMA)
// of others in the checkpoint.
func (f *File) Averaged() bool { return f.Checkpoint != nil && f.Checkpoint.Averaged }

// Others lists where in a checkpoint there are tensors that were not taken.
func (f *File) Others() []string {
	var others []string
	if f.Checkpoint != nil {
		for _, d := range f.Checkpoint.Dicts {
			if d.Path != f.Checkpoint.Path {
				others = append(others, d.Path)
			}
		}
	}
	return others
}

// DType is the type of a tensor's elements.
func (f *File) DType(name string) safetensors.DType {
	if f.Checkpoint != nil {
		return f.Checkpoint.DType(name)
	}
	info, _ := f.Source.(shaped).Info(name)
	return info.DType
}

// shaped gives a safetensors file the method Source asks for.
type shaped struct{ *safetensors.File }

func (s shaped) Shape(name string) ([]int, bool) {
	info, ok := s.Info(name)
	return info.Shape, ok
}
