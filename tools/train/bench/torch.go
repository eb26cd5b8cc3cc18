package bench

import (
	"context"

	"regnetlens/tools/train/peer"
)

// Torch is a training in PyTorch, on pictures that are always the same ones,
// without augmentation.
type Torch struct{ *peer.Process }

// Round implements [Subject].
func (t Torch) Round(_ context.Context, steps int) (float64, error) { return t.Process.Round(steps) }
