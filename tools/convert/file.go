package convert

import (
	"fmt"
	"os"

	"regnetlens/tools/torch"
	"regnetlens/weights/safetensors"
)

// File is a file of tensors of either kind.
type File struct {
	Source
	Metadata map[string]string // of a safetensors file
}

// Open reads a PyTorch checkpoint or a safetensors file; its bytes tell which.
func Open(path string) (*File, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	if torch.IsZip(b) || torch.IsLegacy(b) {
		c, err := torch.Parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return &File{Source: c}, nil
	}
	f, err := safetensors.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: neither a PyTorch checkpoint nor a safetensors file: %w", path, err)
	}
	return &File{Source: shaped{f}, Metadata: f.Metadata()}, nil
}

// shaped gives a safetensors file the method Source asks for.
type shaped struct{ *safetensors.File }

func (s shaped) Shape(name string) ([]int, bool) {
	info, ok := s.Info(name)
	return info.Shape, ok
}
