package results

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"regnetlens/infer/arch"
	"regnetlens/tools/atomicfile"
	"regnetlens/tools/train/run"
)

// Result is what one run is worth.
type Result struct {
	Network    string `json:"network"` // as the sweep names it
	Title      string `json:"title"`
	Seed       uint64 `json:"seed"`
	Trained    string `json:"trained"` // recipe, device, commit: what the weight file says
	Parameters int64  `json:"parameters"`

	Data     string  `json:"data"` // on which pictures it was measured
	Pictures int     `json:"pictures"`
	Right    Bits    `json:"right"`    // of the pictures in their order: which it names rightly
	HeldOut  float64 `json:"held_out"` // accuracy on training pictures kept apart, of the epoch that was chosen; 0 without any

	Blocks []Block     `json:"blocks"` // in the order of depth
	Epochs []run.Epoch `json:"epochs"`
}

// Block is what was measured at the output of a block.
type Block struct {
	arch.Place
	// Top1 is how often the answer is right when it is read here, by the
	// network's own classifier; 0 where it cannot be read.
	Top1 float64 `json:"top1,omitempty"`
	// CKA is the linear centred kernel alignment of the output and that of the
	// block before, over all pictures (see package measure); 0 for the first.
	CKA float64 `json:"cka,omitempty"`
}

// Top1 is the share of the pictures that the run names rightly.
func (r *Result) Top1() float64 { return float64(r.Right.Count()) / float64(r.Pictures) }

// Read reads a file of results; one that does not exist has none.
func Read(file string) ([]Result, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	defer f.Close()
	var all []Result
	for dec := json.NewDecoder(f); ; {
		var r Result
		err := dec.Decode(&r)
		if err == io.EOF {
			return all, nil
		}
		if err == nil {
			err = r.check()
		}
		if err != nil {
			return nil, fmt.Errorf("results: %s, run %d: %w", file, len(all)+1, err)
		}
		all = append(all, r)
	}
}

func (r *Result) check() error {
	switch {
	case r.Network == "":
		return errors.New("it has no network")
	case r.Pictures < 1 || r.Right.Len() < r.Pictures || r.Right.Len() >= r.Pictures+8:
		return fmt.Errorf("%d answers to %d pictures", r.Right.Len(), r.Pictures)
	}
	return nil
}

// Write writes results, one a line, in the place of what the file had.
func Write(file string, all []Result) error {
	err := atomicfile.Write(file, func(f *atomicfile.File) error {
		enc := json.NewEncoder(f)
		for _, r := range all {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("results: %w", err)
	}
	return nil
}
